<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules that look a value up in a list of the rule's.
 *
 * @internal
 */
class ChoiceTests
{
    /** From so many comparisons on, gathering the values first takes less time. */
    private const MANY = 1 << 12;

    /**
     * The test of a rule; null if it is none of these.
     *
     * @param list<string> $parameters
     *
     * @return (\Closure(mixed): bool)|null
     */
    public static function make(string $rule, array $parameters, Setting $setting): ?\Closure
    {
        if ($rule === 'in' || $rule === 'not_in') {
            $choices = array_fill_keys($parameters, true);
            $isWanted = $rule === 'in';
            $takesArrays = $setting->isArray;

            return static fn (mixed $value): bool => ($takesArrays && \is_array($value)
                ? self::areAllIn($value, $choices)
                : self::isIn($value, $choices)) === $isWanted;
        }

        return match ($rule) {
            'contains' => static fn (mixed $value): bool => \is_array($value) && self::found($parameters, $value) === \count($parameters),
            'doesnt_contain' => static fn (mixed $value): bool => \is_array($value) && self::found($parameters, $value) === 0,
            default => null,
        };
    }

    /**
     * @param array<array-key, true> $choices
     */
    private static function isIn(mixed $value, array $choices): bool
    {
        return ($value === null || \is_scalar($value)) && isset($choices[TypeTests::text($value)]);
    }

    /**
     * @param array<array-key, mixed> $values
     * @param array<array-key, true>  $choices
     */
    private static function areAllIn(array $values, array $choices): bool
    {
        foreach ($values as $value) {
            if (!self::isIn($value, $choices)) {
                return false;
            }
        }

        return true;
    }

    /**
     * How many of the texts are among the values, as PHP compares loosely.
     *
     * @param list<string>            $texts
     * @param array<array-key, mixed> $values
     */
    private static function found(array $texts, array $values): int
    {
        if (\count($texts) * \count($values) >= self::MANY) {
            $distinct = new Distinct();
            foreach ($values as $value) {
                if ($value === null || \is_scalar($value)) {
                    $distinct->insert($value);
                }
            }

            return \count(array_filter($texts, $distinct->contains(...)));
        }
        $found = 0;
        foreach ($texts as $text) {
            foreach ($values as $value) {
                if ($value === $text || (($value === null || \is_scalar($value)) && $value == $text)) {
                    ++$found;
                    break;
                }
            }
        }

        return $found;
    }
}
