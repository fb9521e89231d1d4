<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Fallback\Validator;

/**
 * The validators that persistent() keeps: as long as PHP keeps its own memory.
 *
 * @internal
 */
class Persistence
{
    /** @var array<string, array{string|null, Validator}> The version and the validator, by class and key. */
    private static array $kept = [];

    /** @var array<string, true> What is being built. */
    private static array $building = [];

    /**
     * Gives the validator of a key, built if there is none of that version.
     *
     * @param class-string          $class  The class that was asked; keys of another are other keys.
     * @param callable(): Validator $build
     *
     * @throws RuleException if the build nests, or gives what cannot be kept
     */
    public static function get(string $class, string $key, callable $build, ?string $version): Validator
    {
        $entry = "$class\0$key";
        $kept = self::$kept[$entry] ?? null;
        if ($kept !== null && ($version === null || $kept[0] === $version)) {
            return $kept[1];
        }
        if (isset(self::$building[$entry])) {
            throw RuleException::of(
                RuleException::NESTED_BUILD,
                "persistent('$key') is being built already: its build function asks for its own key",
            );
        }
        self::$building[$entry] = true;
        try {
            $built = $build();
        } finally {
            unset(self::$building[$entry]);
        }
        if (!$built instanceof Validator) {
            throw RuleException::of(
                RuleException::BAD_BUILD,
                "the build function of persistent('$key') must return a Validator, " . get_debug_type($built) . ' returned',
            );
        }
        $own = $built->schema()->ownRule();
        if ($own !== null) {
            throw RuleException::of(
                RuleException::NOT_PERSISTENT,
                'cannot outlive the request: a persistent validator takes no closures and no callbacks',
                ...$own,
            );
        }
        self::$kept[$entry] = [$version, $built];

        return $built;
    }
}
