<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Numbers of books and serials.
 *
 * @internal
 */
class Publication
{
    /**
     * An ISBN of ten digits or of thirteen, or of the one kind named. A hyphen or a space may stand between its groups, of which there are four
     * or five.
     *
     * @param int|null $digits 10 or 13.
     */
    public static function isIsbn(string $text, ?int $digits = null): bool
    {
        if (\strlen($text) > 17 || preg_match('~\A[0-9X]++(?:[ -][0-9X]++)*+\z~', $text) !== 1) {
            return false;
        }
        $number = str_replace(['-', ' '], '', $text, $separators);

        return match (\strlen($number)) {
            10 => $digits !== 13 && $separators <= 3 && self::isCheckedBy11($number),
            13 => $digits !== 10 && $separators <= 4 && self::isCheckedBy10($number),
            default => false,
        };
    }

    /**
     * An ISSN: four digits, perhaps a hyphen, three digits and a check digit, which may be `X`.
     */
    public static function isIssn(string $text): bool
    {
        return preg_match('~\A([0-9]{4})-?+([0-9]{3}[0-9Xx])\z~', $text, $parts) === 1 && self::isCheckedBy11(strtoupper($parts[1] . $parts[2]));
    }

    /**
     * Whether all are digits, but for an `X` as the last, and make a multiple of 11: the last counts once, the one before it twice and so on.
     */
    private static function isCheckedBy11(string $number): bool
    {
        $sum = 0;
        $length = \strlen($number);
        for ($at = 0; $at < $length; ++$at) {
            if ($number[$at] === 'X' && $at < $length - 1) {
                return false;
            }
            $sum += ($length - $at) * ($number[$at] === 'X' ? 10 : (int) $number[$at]);
        }

        return $sum % 11 === 0;
    }

    /**
     * Whether all are digits, 978 or 979 the first of them, and make a multiple of 10: every other one counts three times.
     */
    private static function isCheckedBy10(string $number): bool
    {
        if (preg_match('~\A97[89][0-9]{10}\z~', $number) !== 1) {
            return false;
        }
        $sum = 0;
        for ($at = 0; $at < 13; ++$at) {
            $sum += ($at % 2 === 0 ? 1 : 3) * (int) $number[$at];
        }

        return $sum % 10 === 0;
    }
}
