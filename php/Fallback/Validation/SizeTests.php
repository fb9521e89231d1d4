<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules that compare the size of a value: of a number, the length of a text, the count of an array.
 *
 * @internal
 */
class SizeTests
{
    /** By rule: the least and the greatest order of a size against the first parameter. */
    private const ORDERS = [
        'size' => [0, 0], 'min' => [0, 1], 'max' => [-1, 0], 'between' => [0, 1],
        'gt' => [1, 1], 'gte' => [0, 1], 'lt' => [-1, -1], 'lte' => [-1, 0],
    ];

    /**
     * The test of a rule; null if it is none of these.
     *
     * @param list<string> $parameters
     *
     * @return (\Closure(mixed): bool)|null
     */
    public static function make(string $rule, array $parameters, Setting $setting): ?\Closure
    {
        $isNumeric = $setting->isNumeric;
        $isStrict = $setting->isStrict;
        if (!isset(self::ORDERS[$rule])) {
            return null;
        }
        [$least, $most] = self::ORDERS[$rule];
        if (str_starts_with($rule, 'g') || str_starts_with($rule, 'l')) {
            return self::ofNumbers($parameters[0], $least, $most, $isStrict);
        }
        $first = self::bound($parameters[0]);
        if ($rule === 'between') {
            $second = self::bound($parameters[1]);

            return static function (mixed $value) use ($first, $second, $isNumeric, $isStrict): bool {
                $size = self::size($value, $isNumeric, $isStrict);

                return $size !== null && self::compare($size, $first) >= 0 && self::compare($size, $second) <= 0;
            };
        }

        return static function (mixed $value) use ($first, $least, $most, $isNumeric, $isStrict): bool {
            $size = self::size($value, $isNumeric, $isStrict);
            if ($size === null) {
                return false;
            }
            $order = self::compare($size, $first);

            return $order >= $least && $order <= $most;
        };
    }

    /**
     * `gt` and its kin where they name a number and no field: only numbers follow them.
     *
     * @return (\Closure(mixed): bool)|null
     */
    private static function ofNumbers(string $parameter, int $least, int $most, bool $isStrict): ?\Closure
    {
        if (!is_numeric(trim($parameter))) {
            return null;
        }
        $bound = self::bound($parameter);

        return static function (mixed $value) use ($bound, $least, $most, $isStrict): bool {
            $size = $isStrict || TypeTests::isNumeric($value) ? self::size($value, true, $isStrict) : null;
            if ($size === null) {
                return false;
            }
            $order = self::compare($size, $bound);

            return $order >= $least && $order <= $most;
        };
    }

    /**
     * The size of a value: an integer, or the text of a number; null if it has none.
     *
     * @param bool $isNumeric Whether numbers, and texts of numbers, are their own size.
     * @param bool $isStrict  Whether numbers are, and texts are not.
     */
    public static function size(mixed $value, bool $isNumeric, bool $isStrict): int|string|null
    {
        if (\is_string($value)) {
            return $isNumeric && !$isStrict && is_numeric($value) ? trim($value) : Text::length($value);
        }
        if (\is_array($value)) {
            return \count($value);
        }
        if (\is_int($value)) {
            return $isNumeric || $isStrict ? $value : \strlen((string) $value);
        }
        if (\is_float($value)) {
            if (!is_finite($value)) {
                return null;
            }

            $text = Number::text($value);

            return $isNumeric || $isStrict ? $text : \strlen($text);
        }

        return \is_bool($value) || $value === null ? (int) $value : null;
    }

    /**
     * The number that a text holds: an integer where it fits into one, or the text.
     */
    public static function bound(string $text): int|string
    {
        $text = trim($text);

        return filter_var($text, FILTER_VALIDATE_INT, FILTER_NULL_ON_FAILURE) ?? $text;
    }

    /**
     * Less than, equal to or greater than 0 as the first is to the second.
     */
    public static function compare(int|string $one, int|string $other): int
    {
        return \is_int($one) && \is_int($other) ? $one <=> $other : Decimal::compare((string) $one, (string) $other);
    }
}
