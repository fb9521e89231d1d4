<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Punycode (RFC 3492), without the prefix.
 *
 * @internal
 */
class Punycode
{
    private const BASE = 36;
    private const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

    /**
     * The text, or null if it is none.
     */
    public static function decode(string $code): ?string
    {
        $dash = strrpos($code, '-');
        $points = $dash === false || $dash === 0 ? [] : array_map(\ord(...), str_split(substr($code, 0, $dash)));
        [$n, $i, $bias] = [128, 0, 72];
        $at = $dash === false ? 0 : $dash + 1;
        if ($at === \strlen($code)) {
            return null;
        }
        while ($at < \strlen($code)) {
            [$before, $weight] = [$i, 1];
            for ($k = self::BASE; ; $k += self::BASE) {
                $digit = $at < \strlen($code) ? strpos(self::DIGITS, strtolower($code[$at++])) : false;
                if ($digit === false || $i > 0x7fffffff) {
                    return null;
                }
                $i += $digit * $weight;
                $threshold = max(1, min(26, $k - $bias));
                if ($digit < $threshold) {
                    break;
                }
                $weight *= self::BASE - $threshold;
            }
            $count = \count($points) + 1;
            $bias = self::adapt($i - $before, $count, $before === 0);
            $n += intdiv($i, $count);
            $i %= $count;
            if ($n > 0x10ffff || ($n >= 0xd800 && $n <= 0xdfff)) {
                return null;
            }
            array_splice($points, $i++, 0, [$n]);
        }

        return implode('', array_map(self::char(...), $points));
    }

    private static function adapt(int $delta, int $count, bool $isFirst): int
    {
        $delta = intdiv($delta, $isFirst ? 700 : 2);
        $delta += intdiv($delta, $count);
        for ($k = 0; $delta > 455; $k += self::BASE) {
            $delta = intdiv($delta, self::BASE - 1);
        }

        return $k + intdiv(self::BASE * $delta, $delta + 38);
    }

    private static function char(int $point): string
    {
        /** @var string $char */
        $char = json_decode(sprintf(
            $point < 0x10000 ? '"\u%04x"' : '"\u%04x\u%04x"',
            $point < 0x10000 ? $point : 0xd800 + (($point - 0x10000) >> 10),
            0xdc00 + ($point & 0x3ff),
        ));

        return $char;
    }
}
