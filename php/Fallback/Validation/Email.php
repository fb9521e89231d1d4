<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Addresses of mail, by the authority that the caller names.
 *
 * @internal
 */
class Email
{
    /** The characters of an atom (RFC 5322, 3.2.3), for a class. */
    private const ATOM = 'A-Za-z0-9!#$%&\'*+/=?^_`{|}\~\-';

    /** Atoms and labels of ASCII with single dots between. A label may be too long. */
    private const USUAL = '~\A([' . self::ATOM . ']++(?:\.[' . self::ATOM . ']++)*+)@[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+((?:\.[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+)*+)\z~';

    private const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+';

    private const NAME = self::LABEL . '(?:\.' . self::LABEL . ')*+';

    /** What an input field of HTML accepts. */
    private const HTML5 = '~\A[.' . self::ATOM . ']++@' . self::NAME . '\z~';

    /** RFC 5321, 4.1.2: the local part, and a domain or what stands in brackets. */
    private const MAILBOX = '~\A([' . self::ATOM . ']++(?:\.[' . self::ATOM . ']++)*+|"(?:[ !\x23-\x5B\x5D-\x7E]|\\\\[ -\~])*+")@(?:' . self::NAME . '|\[(.*+)(?<=\]))\z~s';

    /** Four numbers up to 255, at the end of an address. */
    private const PADDED = '~(?<![^:])(?:(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5])(?:\.(?!\z)|\z)){4}\z~';

    /** The local part that PHP's filter accepts, and what follows it. */
    private const FILTERED = '~\A(?:([ATOM]++|"(?:[\x01-\x08\x0B\x0C\x0E-\x1F!\x23-\x5B\x5D-\x7F WORD]++|\\\\[\x00-\x7F CASED])*+")(?:\.(?1))*+)@(.*+)\z~sD';

    /**
     * Whether a text is an address. Line breaks never are part of one.
     *
     * @param string $mode rfc, strict, rfc5321, html5, filter or filter_unicode.
     */
    public static function is(string $text, string $mode): bool
    {
        return match ($mode) {
            'strict' => self::isUsual($text, true) || (new EmailParser($text))->isAddress(true),
            'rfc5321' => self::isMailbox($text),
            'html5' => preg_match(self::HTML5, $text) === 1,
            'filter' => self::isFiltered($text, false),
            'filter_unicode' => self::isFiltered($text, true),
            default => self::isUsual($text, false) || (new EmailParser($text))->isAddress(false),
        };
    }

    /**
     * Whether a text is an address of the usual form. If not, it takes more to tell.
     */
    private static function isUsual(string $text, bool $isStrict): bool
    {
        if (\strlen($text) > 254 || preg_match(self::USUAL, $text, $parts) !== 1 || ($isStrict && ($parts[2] === '' || \strlen($parts[1]) > 64))) {
            return false;
        }

        return !str_contains($text, 'IPv6') && (\strlen($text) < 64 || preg_match('~[^.@]{63}~', $text) === 0);
    }

    private static function isMailbox(string $text): bool
    {
        if (\strlen($text) > 254 || preg_match(self::MAILBOX, $text, $parts) !== 1 || \strlen($parts[1]) > 64) {
            return false;
        }
        if (!isset($parts[2])) {
            return true;
        }
        // Here a number may have leading zeros, and `::` stands for two groups at least.
        $literal = (string) preg_replace(self::PADDED, '1.1.1.1', substr($parts[2], 0, -1));
        if (strncasecmp($literal, 'IPv6:', 5) !== 0) {
            return Network::isIpv4($literal);
        }
        $address = substr($literal, 5);

        return Network::isIpv6($address) && (!str_contains($address, '::') || preg_match_all('~[0-9A-Fa-f]++~', $address) <= (str_contains($address, '.') ? 8 : 6));
    }

    /**
     * PHP's filter. What is quoted is looked at here: its pattern takes exponential time to count quotes, and PCRE gives up.
     */
    private static function isFiltered(string $text, bool $isUnicode): bool
    {
        if (\strlen($text) <= 64 && preg_match(self::USUAL, $text, $parts) === 1) {
            return $parts[2] !== '' && $parts[2][strrpos($parts[2], '.') + 1] > '9';
        }
        if (\strlen($text) > 320 || strpbrk($text, "\r\n") !== false) {
            return false;
        }
        $flags = $isUnicode ? FILTER_FLAG_EMAIL_UNICODE : FILTER_DEFAULT;
        if (!str_contains($text, '"')) {
            return filter_var($text, FILTER_VALIDATE_EMAIL, $flags) !== false;
        }
        $pattern = strtr(self::FILTERED, ['ATOM' => self::ATOM . ($isUnicode ? '\pL\pN' : ''), ' WORD' => $isUnicode ? '\pL\pN' : '', ' CASED' => $isUnicode ? '\x{17F}\x{212A}' : '']) . ($isUnicode ? 'u' : '');

        return preg_match($pattern, $text, $parts) === 1
            && filter_var('a@' . $parts[2], FILTER_VALIDATE_EMAIL, $flags) !== false
            && self::isShortEnough($text, $isUnicode);
    }

    /**
     * The filter counts characters: less than 255 in all, and at most 64 before an `@`. A quote goes with the character beside it, an escape is
     * one; where more quotes stand together than that allows, it stops to count.
     */
    private static function isShortEnough(string $text, bool $isUnicode): bool
    {
        preg_match_all($isUnicode ? '~\\\\?+.~su' : '~\\\\?+.~s', $text, $units);
        [$count, $quotes, $allowed] = [0, 0, 1];
        foreach ($units[0] as $unit) {
            if ($unit === '"') {
                if (++$quotes > $allowed) {
                    return true;
                }
                continue;
            }
            if ($unit === '@' && $count > 64 && $quotes <= 1) {
                return false;
            }
            if ($unit === '\\' || ($unit[0] === '\\' && $unit[1] > '~' && $unit !== "\\\u{17F}" && $unit !== "\\\u{212A}")) {
                return true;
            }
            if (++$count === 255) {
                return false;
            }
            [$quotes, $allowed] = [0, 2];
        }

        return true;
    }
}
