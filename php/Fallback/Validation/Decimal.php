<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Exact decimals in numeric texts: compared and divided by their digits and exponents, which are never written out.
 *
 * @internal
 */
class Decimal
{
    /** Digits of a divisor by which integers can be divided digit by digit. */
    private const SHORT = 17;

    /** Digits that fit an integer in any case. */
    private const INTEGER = 18;

    /**
     * Compares two numeric texts: less than 0, 0, more than 0.
     */
    public static function compare(string $a, string $b): int
    {
        if (\strlen($a) <= self::INTEGER && \strlen($b) <= self::INTEGER) {
            $first = (int) $a;
            $second = (int) $b;
            if ((string) $first === $a && (string) $second === $b) {
                return $first <=> $second;
            }
        }
        [$isNegative, $digits, $point] = self::parts($a);
        [$isOtherNegative, $otherDigits, $otherPoint] = self::parts($b);
        if ($isNegative !== $isOtherNegative) {
            return $isNegative ? -1 : 1;
        }
        $order = match (true) {
            $digits === '' || $otherDigits === '' => $digits <=> $otherDigits,
            $point !== $otherPoint => $point <=> $otherPoint,
            default => strcmp($digits, $otherDigits) <=> 0,
        };

        return $isNegative ? -$order : $order;
    }

    /**
     * Whether a numeric text is a whole number of times another; nothing is a multiple of zero.
     */
    public static function isMultiple(string $value, string $divisor): bool
    {
        [, $by, $byPoint] = self::parts($divisor);
        if ($by === '') {
            return false;
        }
        [, $digits, $point] = self::parts($value);
        if ($digits === '') {
            return true;
        }
        // Both as integers that do not end in 0, times a power of ten.
        $power = self::held(self::held($point - \strlen($digits)) - self::held($byPoint - \strlen($by)));
        if ($power < 0) {
            return false;
        }
        // That many tens hold every 2 and every 5 of the divisor, which is less than 10^digits.
        $digits .= str_repeat('0', min($power, 4 * \strlen($by)));

        return \strlen($by) <= self::SHORT ? self::isRestShort($digits, (int) $by) : self::isRestLong($digits, $by);
    }

    /**
     * The number of digits after the point; null if the text is not numeric or has an exponent or blanks.
     */
    public static function places(string $text): ?int
    {
        if (!is_numeric($text) || strspn($text, '+-.0123456789') !== \strlen($text)) {
            return null;
        }
        $point = strpos($text, '.');

        return $point === false ? 0 : \strlen($text) - $point - 1;
    }

    /**
     * Whether it is negative, its digits with zeros neither at their begin nor at their end, and the place of the point: 0.digits × 10^point.
     * A zero has no digits and is not negative.
     *
     * @return array{bool, string, int}
     */
    private static function parts(string $text): array
    {
        $text = trim($text, " \t\n\r\v\f");
        $isNegative = $text[0] === '-';
        if ($isNegative || $text[0] === '+') {
            $text = substr($text, 1);
        }
        $length = strcspn($text, 'eE');
        $exponent = Number::held(substr($text, $length + 1));
        $whole = min(strcspn($text, '.'), $length);
        $digits = substr($text, 0, $whole) . substr($text, $whole + 1, max(0, $length - $whole - 1));
        $significant = ltrim($digits, '0');
        if ($significant === '') {
            return [false, '', 0];
        }
        $point = self::held($exponent + ($whole - \strlen($digits) + \strlen($significant)));

        return [$isNegative, rtrim($significant, '0'), $point];
    }

    /**
     * The sum of integers, held at the limits of 64 bits.
     */
    private static function held(int|float $sum): int
    {
        return \is_int($sum) ? $sum : ($sum < 0 ? PHP_INT_MIN : PHP_INT_MAX);
    }

    private static function isRestShort(string $digits, int $divisor): bool
    {
        // As many digits at a time as the rest leaves room for.
        $size = self::INTEGER - \strlen((string) $divisor);
        $scale = 10 ** $size;
        $rest = 0;
        for ($at = \strlen($digits) % $size, $rest = (int) substr($digits, 0, $at) % $divisor; $at < \strlen($digits); $at += $size) {
            $rest = ($rest * $scale + (int) substr($digits, $at, $size)) % $divisor;
        }

        return $rest === 0;
    }

    private static function isRestLong(string $digits, string $divisor): bool
    {
        $multiples = [];
        for ($multiple = $divisor; \count($multiples) < 9; $multiple = self::sum($multiple, $divisor)) {
            $multiples[] = $multiple;
        }
        $rest = '';
        for ($at = 0, $end = \strlen($digits); $at < $end; ++$at) {
            $rest = $rest === '' ? ltrim($digits[$at], '0') : $rest . $digits[$at];
            for ($factor = 8; $factor >= 0; --$factor) {
                $multiple = $multiples[$factor];
                if (\strlen($rest) > \strlen($multiple) || \strlen($rest) === \strlen($multiple) && strcmp($rest, $multiple) >= 0) {
                    $rest = self::difference($rest, $multiple);
                    break;
                }
            }
        }

        return $rest === '';
    }

    private static function sum(string $a, string $b): string
    {
        $sum = '';
        for ($carry = 0; $a !== '' || $b !== '' || $carry > 0; $a = substr($a, 0, -self::SHORT), $b = substr($b, 0, -self::SHORT)) {
            $piece = (int) substr($a, -self::SHORT) + (int) substr($b, -self::SHORT) + $carry;
            $carry = intdiv($piece, 10 ** self::SHORT);
            $sum = str_pad((string) ($piece % 10 ** self::SHORT), self::SHORT, '0', STR_PAD_LEFT) . $sum;
        }

        return ltrim($sum, '0');
    }

    /**
     * The second must not be greater than the first.
     */
    private static function difference(string $a, string $b): string
    {
        $difference = '';
        for ($borrow = 0; $a !== ''; $a = substr($a, 0, -self::SHORT), $b = substr($b, 0, -self::SHORT)) {
            $piece = (int) substr($a, -self::SHORT) - (int) substr($b, -self::SHORT) - $borrow;
            $borrow = $piece < 0 ? 1 : 0;
            $difference = str_pad((string) ($piece + $borrow * 10 ** self::SHORT), self::SHORT, '0', STR_PAD_LEFT) . $difference;
        }

        return ltrim($difference, '0');
    }
}
