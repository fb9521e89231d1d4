<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Dates as strtotime(), date_parse() and formats have them.
 *
 * @internal
 */
class Dates
{
    /** No date is longer; strtotime() takes time quadratic in the length of some texts. */
    private const LONGEST = 256;

    private static ?\DateTimeZone $utc = null;

    /**
     * Whether a value is a date: an object, or what strtotime() understands, with a day of the calendar in it.
     */
    public static function isDate(mixed $value): bool
    {
        if (!\is_string($value)) {
            if (!\is_int($value) && !\is_float($value)) {
                return $value instanceof \DateTimeInterface;
            }
            $value = \is_float($value) ? Number::text($value) : (string) $value;
        }
        if (\strlen($value) === 10 && strspn($value, '0123456789') === 4 && preg_match('/^\d{4}-(\d\d)-(\d\d)$/D', $value, $found) === 1) {
            return checkdate((int) $found[1], (int) $found[2], (int) $value);
        }
        if (\strlen($value) > self::LONGEST || strtotime($value) === false) {
            return false;
        }
        /** @var array{year: int|false, month: int|false, day: int|false} $date */
        $date = date_parse($value);

        return checkdate((int) $date['month'], (int) $date['day'], (int) $date['year']);
    }

    /**
     * The moment that a text means by a format, if it is one that the format writes as a text that equals it by ==. In UTC, as long as the
     * format names no other zone; what it does not name is that of 1970-01-01 00:00:00.
     */
    public static function byFormat(string $format, string $text): ?\DateTimeImmutable
    {
        self::$utc ??= new \DateTimeZone('UTC');
        $date = self::create($format, $text, self::$utc);

        return $date !== null && $date->format($format) == $text ? $date : null;
    }

    /**
     * The same in the default time zone, and whatever the format would write, for comparisons of moments.
     */
    public static function read(string $format, string $text): ?\DateTimeImmutable
    {
        return self::create($format, $text, null);
    }

    /**
     * The time of a value in seconds since 1970: of an object, of what strtotime() understands, of a number itself. Null if it has none.
     */
    public static function timestamp(mixed $value): ?int
    {
        if (\is_string($value)) {
            $time = \strlen($value) > self::LONGEST ? false : strtotime($value);

            return $time === false ? null : $time;
        }

        return match (true) {
            $value instanceof \DateTimeInterface => $value->getTimestamp(),
            \is_int($value) => $value,
            \is_float($value) && abs($value) < 2 ** 63 => (int) floor($value),
            default => null,
        };
    }

    private static function create(string $format, string $text, ?\DateTimeZone $zone): ?\DateTimeImmutable
    {
        if (\strlen($text) > self::LONGEST) {
            return null;
        }
        try {
            return \DateTimeImmutable::createFromFormat("!$format", $text, $zone) ?: null;
        } catch (\ValueError) {
            // A NUL.
            return null;
        }
    }
}
