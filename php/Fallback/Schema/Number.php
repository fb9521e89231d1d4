<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Numbers as JSON means them: by their value, without rounding.
 *
 * @internal
 */
class Number
{
    /** The bounds of integers as floats: the first is one, the second is the first that is not. */
    private const LOWEST = -9223372036854775808.0;
    private const BEYOND = 9223372036854775808.0;

    public static function isIntegral(float $number): bool
    {
        return floor($number) === $number;
    }

    /**
     * -1, 0 or 1. A float that is integral is compared as an integer, since PHP would round the integer otherwise.
     */
    public static function compare(int|float $left, int|float $right): int
    {
        if (\is_int($left) === \is_int($right)) {
            return $left <=> $right;
        }

        return \is_int($left) ? self::compareMixed($left, (float) $right) : -self::compareMixed((int) $right, (float) $left);
    }

    /**
     * Whether the value is a multiple, both taken as the decimals they are written as.
     */
    public static function isMultiple(int|float $value, int|float $divisor): bool
    {
        if (\is_int($value) && \is_int($divisor)) {
            return $value % $divisor === 0;
        }
        if (\is_float($value) && is_infinite($value)) {
            // A number in a JSON text that is beyond floats; the greatest of them serves.
            $value = PHP_FLOAT_MAX;
        }
        [$digits, $exponent] = self::decimal($value);
        [$modulus, $scale] = self::decimal($divisor);
        // digits * 10^exponent has to be a multiple of modulus * 10^scale.
        for (; $exponent < $scale; $scale--) {
            if ($digits % 10 !== 0) {
                return false;
            }
            $digits = intdiv($digits, 10);
        }
        $rest = $digits % $modulus;
        for (; $exponent > $scale && $rest !== 0; $exponent--) {
            $double = self::add($rest, $rest, $modulus);
            $eight = self::add($fourfold = self::add($double, $double, $modulus), $fourfold, $modulus);
            $rest = self::add($eight, $double, $modulus);
        }

        return $rest === 0;
    }

    private static function compareMixed(int $integer, float $float): int
    {
        if ($float >= self::BEYOND || $float < self::LOWEST) {
            return $float > 0.0 ? -1 : 1;
        }
        $order = $integer <=> (int) $float;
        // Only if the whole parts are the same, the fraction decides.
        return $order !== 0 ? $order : (float) (int) $float <=> $float;
    }

    /**
     * The sum of two numbers below the modulus, modulo it, without overflow.
     */
    private static function add(int $left, int $right, int $modulus): int
    {
        return $left >= $modulus - $right ? $left - ($modulus - $right) : $left + $right;
    }

    /**
     * The digits without sign and the power of ten, so that they have no zeros at the end where they come from a float.
     *
     * @return array{int, int}
     */
    private static function decimal(int|float $number): array
    {
        if (\is_int($number) && $number !== PHP_INT_MIN) {
            return [abs($number), 0];
        }
        $precision = 13;
        do {
            // The shortest text that reads as this number again, whatever php.ini says of precision.
            $text = sprintf('%.' . ++$precision . 'e', abs((float) $number));
        } while ($precision < 16 && (float) $text !== abs((float) $number));
        [$mantissa, $power] = explode('e', $text);
        $digits = ltrim(str_replace('.', '', $mantissa), '0');
        $trimmed = rtrim($digits, '0');
        $exponent = (int) $power - $precision + \strlen($digits) - \strlen($trimmed);

        return [(int) $trimmed, $exponent];
    }
}
