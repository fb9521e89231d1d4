<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Numbers in texts, and floats as texts.
 *
 * @internal
 */
class Number
{
    /** Digits of the integers that need the most. */
    private const LONGEST = 19;

    /**
     * The integer that a text is: no leading zeros, within 64 bits, blanks around it but no form feed.
     */
    public static function integer(string $text): ?int
    {
        return filter_var($text, FILTER_VALIDATE_INT, FILTER_NULL_ON_FAILURE);
    }

    /**
     * What digits say after a sign, if there is one; held at the limits of 64 bits, where a cast gives 0 for more than a float can hold.
     */
    public static function held(string $digits): int
    {
        $digits = trim($digits);
        $isNegative = str_starts_with($digits, '-');
        $digits = ltrim(ltrim($digits, '+-'), '0');

        return \strlen($digits) > self::LONGEST ? ($isNegative ? PHP_INT_MIN : PHP_INT_MAX) : (int) ($isNegative ? "-$digits" : $digits);
    }

    /**
     * A numeric text as PHP types it in arithmetic: infinite where a float cannot hold it.
     */
    public static function numeric(string $text): int|float|null
    {
        return is_numeric($text) ? $text + 0 : null;
    }

    /**
     * As few digits as give the float back, whatever the settings say.
     */
    public static function text(float $number): string
    {
        return match (true) {
            is_nan($number) => 'NAN',
            // PHP 8.3's sprintf() leaves out the sign of this one.
            $number === -INF => '-INF',
            default => \sprintf('%.*H', -1, $number),
        };
    }
}
