<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Sets of bytes as bitmaps: strings of 32 bytes, which PHP's string operators `|`, `&` and `~` combine.
 *
 * @internal
 */
class Bytes
{
    public const NONE = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    /**
     * @param array<array{int, int}> $ranges
     */
    public static function of(array $ranges): string
    {
        $set = self::NONE;
        foreach ($ranges as [$first, $last]) {
            for ($byte = $first; $byte <= $last; ++$byte) {
                $set[$byte >> 3] = \chr(\ord($set[$byte >> 3]) | 1 << ($byte & 7));
            }
        }

        return $set;
    }

    public static function has(string $set, int $byte): bool
    {
        return (\ord($set[$byte >> 3]) >> ($byte & 7) & 1) === 1;
    }

    /**
     * Whether two sets have a byte in common.
     */
    public static function overlap(string $one, string $other): bool
    {
        return ($one & $other) !== self::NONE;
    }

    public static function count(string $set): int
    {
        $count = 0;
        for ($byte = 0; $byte < 256; ++$byte) {
            $count += (int) self::has($set, $byte);
        }

        return $count;
    }

    /**
     * The set with the other case of each ASCII letter in it.
     */
    public static function foldCase(string $set): string
    {
        $more = [];
        for ($lower = 0x61; $lower <= 0x7a; ++$lower) {
            if (self::has($set, $lower) || self::has($set, $lower - 32)) {
                $more[] = [$lower, $lower];
                $more[] = [$lower - 32, $lower - 32];
            }
        }

        return $set | self::of($more);
    }

    /**
     * The bytes as ascending ranges, merged where they touch.
     *
     * @return list<array{int, int}>
     */
    public static function ranges(string $set): array
    {
        $ranges = [];
        $first = null;
        for ($byte = 0; $byte <= 256; ++$byte) {
            $inside = $byte < 256 && self::has($set, $byte);
            if ($inside && $first === null) {
                $first = $byte;
            } elseif (!$inside && $first !== null) {
                $ranges[] = [$first, $byte - 1];
                $first = null;
            }
        }

        return $ranges;
    }
}
