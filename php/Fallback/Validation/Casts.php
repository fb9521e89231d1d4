<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * `cast`: which values can be cast, and to what.
 *
 * @internal
 */
class Casts
{
    private const BOOLS = [
        'true' => true, '1' => true, 'on' => true, 'yes' => true, 'false' => false, '0' => false, 'off' => false, 'no' => false,
    ];

    /** The largest integer that every smaller one is exact up to, as a float. */
    private const LARGEST_EXACT = 1 << 53;

    /**
     * Whether a value can be cast.
     *
     * @param list<string> $formats The formats of dates.
     *
     * @return \Closure(mixed): bool
     */
    public static function test(string $type, array $formats): \Closure
    {
        $cast = self::make($type, $formats);

        return static fn (mixed $value): bool => $value === null || $cast($value) !== null;
    }

    /**
     * Casts a value; null if it cannot be cast.
     *
     * @param list<string> $formats The formats of dates.
     *
     * @return \Closure(mixed): mixed
     */
    public static function make(string $type, array $formats): \Closure
    {
        return match ($type) {
            'int' => self::int(...),
            'float' => self::float(...),
            'bool' => self::bool(...),
            default => static fn (mixed $value): ?\DateTimeImmutable => self::date($value, $formats),
        };
    }

    private static function int(mixed $value): ?int
    {
        return match (true) {
            \is_int($value) => $value,
            \is_float($value) => abs($value) <= self::LARGEST_EXACT && floor($value) === $value ? (int) $value : null,
            \is_string($value) => filter_var($value, FILTER_VALIDATE_INT, FILTER_NULL_ON_FAILURE),
            default => null,
        };
    }

    private static function float(mixed $value): ?float
    {
        if (!TypeTests::isNumeric($value)) {
            return null;
        }
        $float = (float) (\is_string($value) ? trim($value) : $value);

        return is_finite($float) ? $float : null;
    }

    private static function bool(mixed $value): ?bool
    {
        return match (true) {
            \is_bool($value) => $value,
            \is_int($value), \is_string($value) => self::BOOLS[strtolower((string) $value)] ?? null,
            default => null,
        };
    }

    /**
     * @param list<string> $formats
     */
    private static function date(mixed $value, array $formats): ?\DateTimeImmutable
    {
        if ($value instanceof \DateTimeInterface) {
            return \DateTimeImmutable::createFromInterface($value);
        }
        if (!\is_string($value) && !\is_int($value) && !\is_float($value)) {
            return null;
        }
        $text = TypeTests::text($value);
        foreach ($formats as $format) {
            if (Dates::byFormat($format, $text) !== null) {
                return Dates::read($format, $text);
            }
        }

        return $formats === [] && Dates::isDate($value) ? new \DateTimeImmutable($text) : null;
    }
}
