<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Punycode (RFC 3492): how long a label becomes by it, and what a label in it stands for.
 *
 * @internal
 */
class Punycode
{
    /** The most octets that DNS has for a label (RFC 1035, 2.3.4). */
    private const MAX_LABEL = 63;

    /** The characters that IDNA takes for a dot (RFC 3490, 3.1). */
    public const DOTS = ["\u{3002}" => '.', "\u{FF0E}" => '.', "\u{FF61}" => '.'];

    // RFC 3492, 5.
    private const BASE = 36;
    private const TMIN = 1;
    private const TMAX = 26;
    private const SKEW = 38;
    private const DAMP = 700;
    private const INITIAL_BIAS = 72;
    private const INITIAL_N = 0x80;

    /** Beyond this, RFC 3492 has an overflow. */
    private const MAX_INT = 0xFFFFFFFF;

    /**
     * Whether a label, or one of several in it, is longer than DNS has room for, once it is written in ASCII. A dot before a label counts to it,
     * unless it is encoded.
     */
    public static function isTooLong(string $label): bool
    {
        if (preg_match('~[^\x00-\x7F]~', $label) === 0) {
            return \strlen($label) > self::MAX_LABEL;
        }
        // These two become letters of ASCII before anything is encoded (UTS #46).
        foreach (explode('.', strtr($label, self::DOTS + ["\u{17F}" => 's', "\u{212A}" => 'k'])) as $part) {
            if (preg_match('~[^\x00-\x7F]~', $part) === 0 ? \strlen($part) > self::MAX_LABEL : self::encodedLength($part) > self::MAX_LABEL) {
                return true;
            }
        }

        return false;
    }

    /**
     * The label that stands behind `xn--` and this; null if there is none, or if DNS has no room for it.
     */
    public static function decode(string $encoded): ?string
    {
        if (\strlen($encoded) + 4 > self::MAX_LABEL || preg_match('~\A(?:([\x00-\x7F]+)-)?+([A-Za-z0-9]*+)\z~', $encoded, $parts) !== 1) {
            return null;
        }
        $label = $parts[1] === '' ? [] : str_split($parts[1]);
        $digits = strtolower($parts[2]);
        $isFirst = true;
        [$n, $index, $bias, $at] = [self::INITIAL_N, 0, self::INITIAL_BIAS, 0];
        while ($at < \strlen($digits)) {
            $before = $index;
            for ($weight = 1, $k = self::BASE; ; $k += self::BASE) {
                if ($at === \strlen($digits)) {
                    return null;
                }
                $character = $digits[$at++];
                $digit = $character <= '9' ? (int) $character + 26 : \ord($character) - 97;
                $index += $digit * $weight;
                if ($digit * $weight > self::MAX_INT || $index > self::MAX_INT) {
                    return null;
                }
                $threshold = self::threshold($k, $bias);
                if ($digit < $threshold) {
                    break;
                }
                $weight *= self::BASE - $threshold;
                if ($weight > self::MAX_INT) {
                    return null;
                }
            }
            $points = \count($label) + 1;
            $bias = self::adapt($index - $before, $points, $isFirst);
            $isFirst = false;
            $n += intdiv($index, $points);
            $index %= $points;
            if ($n > 0x10FFFF || ($n >= 0xD800 && $n <= 0xDFFF)) {
                return null;
            }
            array_splice($label, $index++, 0, self::character($n));
        }

        return implode('', $label);
    }

    /**
     * The length of a label with its prefix, or one that is too long.
     */
    private static function encodedLength(string $label): int
    {
        preg_match_all('~.~su', $label, $characters);
        if (\count($characters[0]) > self::MAX_LABEL - 4) {
            return self::MAX_LABEL + 1;
        }
        $codes = array_map(self::code(...), $characters[0]);
        $handled = \count(array_filter($codes, static fn (int $code): bool => $code < self::INITIAL_N));
        $length = 4 + $handled + ($handled > 0 ? 1 : 0);
        [$n, $delta, $bias, $isFirst] = [self::INITIAL_N, 0, self::INITIAL_BIAS, true];
        while ($handled < \count($codes) && $length <= self::MAX_LABEL) {
            $next = min([PHP_INT_MAX, ...array_filter($codes, static fn (int $code): bool => $code >= $n)]);
            $delta += ($next - $n) * ($handled + 1);
            $n = $next;
            foreach ($codes as $code) {
                if ($code < $n) {
                    ++$delta;
                } elseif ($code === $n) {
                    $length += self::digits($delta, $bias);
                    $bias = self::adapt($delta, ++$handled, $isFirst);
                    [$delta, $isFirst] = [0, false];
                }
            }
            ++$delta;
            ++$n;
        }

        return $length;
    }

    /**
     * The number of digits of a variable-length integer.
     */
    private static function digits(int $value, int $bias): int
    {
        for ($k = self::BASE, $count = 1; $value >= ($threshold = self::threshold($k, $bias)); $k += self::BASE) {
            $value = intdiv($value - $threshold, self::BASE - $threshold);
            ++$count;
        }

        return $count;
    }

    private static function threshold(int $k, int $bias): int
    {
        return max(self::TMIN, min(self::TMAX, $k - $bias));
    }

    private static function adapt(int $delta, int $points, bool $isFirst): int
    {
        $delta = intdiv($delta, $isFirst ? self::DAMP : 2);
        $delta += intdiv($delta, $points);
        for ($k = 0; $delta > intdiv((self::BASE - self::TMIN) * self::TMAX, 2); $k += self::BASE) {
            $delta = intdiv($delta, self::BASE - self::TMIN);
        }

        return $k + intdiv((self::BASE - self::TMIN + 1) * $delta, $delta + self::SKEW);
    }

    /**
     * The code point of a character; ext-mbstring may be missing.
     */
    private static function code(string $character): int
    {
        $bytes = array_map(\ord(...), str_split($character));

        return match (\count($bytes)) {
            1 => $bytes[0],
            2 => ($bytes[0] & 0x1F) << 6 | $bytes[1] & 0x3F,
            3 => ($bytes[0] & 0x0F) << 12 | ($bytes[1] & 0x3F) << 6 | $bytes[2] & 0x3F,
            default => ($bytes[0] & 0x07) << 18 | ($bytes[1] & 0x3F) << 12 | ($bytes[2] & 0x3F) << 6 | $bytes[3] & 0x3F,
        };
    }

    /**
     * The character of a code point from U+0080 on.
     */
    private static function character(int $code): string
    {
        return match (true) {
            $code < 0x800 => \chr(0xC0 | $code >> 6) . \chr(0x80 | $code & 0x3F),
            $code < 0x10000 => \chr(0xE0 | $code >> 12) . \chr(0x80 | $code >> 6 & 0x3F) . \chr(0x80 | $code & 0x3F),
            default => \chr(0xF0 | $code >> 18) . \chr(0x80 | $code >> 12 & 0x3F) . \chr(0x80 | $code >> 6 & 0x3F) . \chr(0x80 | $code & 0x3F),
        };
    }
}
