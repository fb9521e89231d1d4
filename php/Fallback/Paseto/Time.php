<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

/**
 * Times in claims: RFC 3339 with T and Z in upper-case, as PASETO wants them. A moment is seconds since 1970 and nanoseconds beyond them.
 *
 * @internal
 */
class Time
{
    private const FORM = '/^(\d\d)(\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)'
        . '(?:\.(\d++))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/D';
    /** Days from the first of March to the first of a month. */
    private const DAYS_BEFORE = [1 => 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];
    private const DAYS_OF = [1 => 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    /** From the first of March of the year 0 to 1970. */
    private const EPOCH = 719468;
    /** 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
    private const FIRST = -62167219200;
    private const LAST = 253402300799;
    private const FRACTION_LENGTH = 9;

    /**
     * @return array{int, int}|null
     */
    public static function read(string $text): ?array
    {
        if (preg_match(self::FORM, $text, $found) !== 1) {
            return null;
        }
        [, $century, $year, $month, $day, $hour, $minute, $second] = $found;
        $year = 100 * (int) $century + (int) $year;
        $month = (int) $month;
        $day = (int) $day;
        if ($day > 28 && ($day > self::DAYS_OF[$month] || ($day === 29 && $month === 2 && !self::isLeapYear($year)))) {
            return null;
        }
        // A year that begins in March has its leap day at the end. 400 are added so that nothing is negative.
        $year += $month < 3 ? 399 : 400;
        $days = 365 * $year + ($year >> 2) - intdiv($year, 100) + intdiv($year, 400) + self::DAYS_BEFORE[$month] + $day - 1 - 146097;
        $seconds = 86400 * ($days - self::EPOCH) + 3600 * (int) $hour + 60 * (int) $minute + (int) $second;
        if (!isset($found[8])) {
            return [$seconds, 0];
        }
        if (isset($found[9])) {
            $offset = 3600 * (int) $found[10] + 60 * (int) $found[11];
            $seconds += $found[9] === '-' ? $offset : -$offset;
        }

        return [$seconds, (int) substr(str_pad($found[8], self::FRACTION_LENGTH, '0'), 0, self::FRACTION_LENGTH)];
    }

    /**
     * Null if the year has more than four digits, or is before 0.
     */
    public static function write(int $seconds): ?string
    {
        return $seconds >= self::FIRST && $seconds <= self::LAST ? gmdate('Y-m-d\TH:i:s\Z', $seconds) : null;
    }

    private static function isLeapYear(int $year): bool
    {
        return ($year & 3) === 0 && ($year % 100 !== 0 || $year % 400 === 0);
    }
}
