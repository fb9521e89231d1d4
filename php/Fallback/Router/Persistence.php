<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Fallback\Router;

/**
 * The routes that persistent() keeps: as long as PHP keeps its own memory.
 *
 * @internal
 */
class Persistence
{
    private const MAX_DEPTH = 64;

    /** @var array<string, array{?string, Routes}> The version and the routes, by class and key. */
    private static array $kept = [];

    /** @var array<string, true> What is being built. */
    private static array $building = [];

    /**
     * Gives the routes of a key, built if there are none of that version.
     *
     * @param class-string             $class  The class that was asked; keys of another are other keys.
     * @param callable(): Router       $build
     * @param \Closure(Router): Routes $routes What of a router is to be kept.
     *
     * @throws RouterException if the build nests, or gives what cannot be kept
     */
    public static function get(string $class, string $key, callable $build, ?string $version, \Closure $routes): Routes
    {
        $entry = "$class\0$key";
        $kept = self::$kept[$entry] ?? null;
        if ($kept !== null && ($version === null || $kept[0] === $version)) {
            return $kept[1];
        }
        if (isset(self::$building[$entry])) {
            throw RouterException::of(
                RouterException::NESTED_BUILD,
                "The persistent router '$key' is being built already",
                'do not ask for a key inside its own build function',
            );
        }
        self::$building[$entry] = true;
        try {
            $built = $build();
        } finally {
            unset(self::$building[$entry]);
        }
        if (!$built instanceof Router) {
            throw RouterException::of(
                RouterException::BAD_BUILD,
                "The build function of '$key' returned " . get_debug_type($built),
                'return a Router',
            );
        }
        $kept = $routes($built);
        foreach ($kept->all() as $route) {
            self::check('handler', $route->handler, $route->pattern, 0);
            self::check('middleware', $route->middleware, $route->pattern, 0);
        }
        self::$kept[$entry] = [$version, $kept];

        return $kept;
    }

    private static function check(string $what, mixed $value, string $pattern, int $depth): void
    {
        if (\is_array($value)) {
            if ($depth > self::MAX_DEPTH) {
                throw self::refuse($what, 'is nested too deeply', $pattern);
            }
            foreach ($value as $item) {
                self::check($what, $item, $pattern, $depth + 1);
            }
        } elseif ($value !== null && !\is_scalar($value)) {
            throw self::refuse($what, 'is of type ' . get_debug_type($value), $pattern);
        }
    }

    private static function refuse(string $what, string $why, string $pattern): RouterException
    {
        return RouterException::of(
            RouterException::BAD_HANDLER,
            "The $what of '$pattern' $why",
            'a persistent table holds null, booleans, integers, floats, strings and arrays of these',
            $pattern,
        );
    }
}
