<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Lengths, blanks, and the characters that a text consists of. Categories and cases are those of PCRE's tables of Unicode.
 *
 * @internal
 */
class Text
{
    /** Encodings that a text can be checked for. */
    public const ENCODINGS = ['UTF-8', 'ASCII', 'ISO-8859-1', 'UTF-16', 'UTF-16BE', 'UTF-16LE', 'UTF-32', 'UTF-32BE', 'UTF-32LE'];

    /** Bytes of UTF-16 or UTF-32 that are looked at at once. */
    private const PIECE = 16384;

    /**
     * The number of code points; of bytes, if the text is not UTF-8.
     */
    public static function length(string $text): int
    {
        if (\function_exists('mb_strlen')) {
            return mb_check_encoding($text, 'UTF-8') ? mb_strlen($text, 'UTF-8') : \strlen($text);
        }
        if (preg_match('/[\x80-\xFF]/', $text) !== 1 || preg_match('//u', $text) !== 1) {
            return \strlen($text);
        }

        // All but the bytes that continue a character.
        return \strlen($text) - array_sum(\array_slice(count_chars($text), 0x80, 0x40));
    }

    /**
     * Whether trim() leaves nothing.
     */
    public static function isBlank(string $text): bool
    {
        return trim($text) === '';
    }

    /**
     * Letters and marks.
     */
    public static function isAlpha(string $text, bool $ascii = false): bool
    {
        return ctype_alpha($text) || !$ascii && preg_match('/^[\pL\pM]++$/Du', $text) === 1;
    }

    /**
     * Letters, marks, numbers, - and _.
     */
    public static function isAlphaDash(string $text, bool $ascii = false): bool
    {
        return preg_match($ascii ? '/^[a-zA-Z0-9_-]++$/D' : '/^[\pL\pM\pN_-]++$/Du', $text) === 1;
    }

    /**
     * Letters, marks and numbers.
     */
    public static function isAlphaNum(string $text, bool $ascii = false): bool
    {
        return ctype_alnum($text) || !$ascii && preg_match('/^[\pL\pM\pN]++$/Du', $text) === 1;
    }

    /**
     * What Laravel takes for ASCII: what can be printed, tabs and line breaks, and the bytes 10 and 13 in hexadecimal.
     */
    public static function isAscii(string $text): bool
    {
        return preg_match('/[^\t\n\r\x10\x13 -~]/', $text) === 0;
    }

    /**
     * Whether lower case changes nothing; texts that are not UTF-8 are not lower case.
     */
    public static function isLowercase(string $text): bool
    {
        return preg_match('/\p{Changes_When_Lowercased}/u', $text) === 0;
    }

    /**
     * Whether upper case changes nothing; texts that are not UTF-8 are not upper case.
     */
    public static function isUppercase(string $text): bool
    {
        return preg_match('/\p{Changes_When_Uppercased}/u', $text) === 0;
    }

    /**
     * The text with each character in its lower case, for comparisons that ignore case; where it is not UTF-8, or ext-mbstring is missing,
     * only ASCII letters.
     */
    public static function foldCase(string $text): string
    {
        if (\function_exists('mb_convert_case') && preg_match('/[\x80-\xFF]/', $text) === 1 && mb_check_encoding($text, 'UTF-8')) {
            return mb_convert_case($text, MB_CASE_LOWER_SIMPLE, 'UTF-8');
        }

        return strtolower($text);
    }

    /**
     * Whether a text is of an encoding, which is one of the list in whatever case.
     */
    public static function hasEncoding(string $text, string $encoding): bool
    {
        $encoding = strtoupper($encoding);

        return match ($encoding) {
            'UTF-8' => preg_match('//u', $text) === 1,
            'ASCII' => preg_match('/[\x80-\xFF]/', $text) === 0,
            'ISO-8859-1' => true,
            'UTF-16' => self::isUtf16($text, str_starts_with($text, "\xFF\xFE") ? 'v*' : 'n*'),
            'UTF-16BE' => self::isUtf16($text, 'n*'),
            'UTF-16LE' => self::isUtf16($text, 'v*'),
            'UTF-32' => self::isUtf32($text, str_starts_with($text, "\xFF\xFE\0\0") ? 'V*' : 'N*'),
            'UTF-32BE' => self::isUtf32($text, 'N*'),
            'UTF-32LE' => self::isUtf32($text, 'V*'),
            default => false,
        };
    }

    private static function isUtf16(string $text, string $format): bool
    {
        if (\strlen($text) % 2 !== 0) {
            return false;
        }
        $isOpen = false;
        for ($at = 0; $at < \strlen($text); $at += self::PIECE) {
            /** @var array<int, int> $units */
            $units = unpack($format, substr($text, $at, self::PIECE));
            foreach ($units as $unit) {
                $isSecond = ($unit & 0xFC00) === 0xDC00;
                if ($isSecond !== $isOpen) {
                    return false;
                }
                $isOpen = ($unit & 0xFC00) === 0xD800;
            }
        }

        return !$isOpen;
    }

    private static function isUtf32(string $text, string $format): bool
    {
        if (\strlen($text) % 4 !== 0) {
            return false;
        }
        for ($at = 0; $at < \strlen($text); $at += self::PIECE) {
            /** @var array<int, int> $units */
            $units = unpack($format, substr($text, $at, self::PIECE));
            foreach ($units as $unit) {
                if ($unit > 0x10FFFF || ($unit & 0xFFFFF800) === 0xD800) {
                    return false;
                }
            }
        }

        return true;
    }
}
