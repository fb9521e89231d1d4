<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * What a backslash means in a constraint, inside a class and outside, and how a literal is read. Each method takes the
 * position of the construct and gives what it stands for and the position behind it.
 *
 * @internal
 */
class Escapes
{
    /**
     * The ASCII meanings of `\d`, `\w` and `\s`.
     */
    public const SHORTHANDS = [
        'd' => [[0x30, 0x39]],
        'w' => [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]],
        's' => [[0x09, 0x0d], [0x20, 0x20]],
    ];

    /**
     * The general categories (Unicode Standard, 4.5, table 4-4) and their one-letter groups.
     */
    private const CATEGORIES = ' L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Cn ';

    private const CONTROLS = ['t' => 9, 'n' => 10, 'r' => 13, 'f' => 12];

    /**
     * Reads the byte or code point at a position; the text is UTF-8 if code points are asked for.
     *
     * @return array{int, int}
     */
    public static function literal(string $text, int $at, bool $unicode): array
    {
        $byte = \ord($text[$at]);
        if (!$unicode || $byte < 0x80) {
            return [$byte, $at + 1];
        }
        $length = match (true) {
            $byte >= 0xf0 => 4,
            $byte >= 0xe0 => 3,
            default => 2,
        };
        $code = $byte & (0x7f >> $length);
        for ($i = 1; $i < $length; ++$i) {
            $code = $code << 6 | \ord($text[$at + $i]) & 0x3f;
        }

        return [$code, $at + $length];
    }

    /**
     * Reads an escape that stands for one byte or code point.
     *
     * @return array{int, int}
     *
     * @throws ConstraintFault if it does not
     */
    public static function code(string $text, int $at, bool $unicode): array
    {
        $kind = $text[$at + 1] ?? '';
        if ($kind === '') {
            throw ConstraintFault::malformed('it ends in a backslash', $at);
        }
        if ($kind === 'x') {
            return self::hexadecimal($text, $at, $unicode);
        }
        if (isset(self::CONTROLS[$kind])) {
            return [self::CONTROLS[$kind], $at + 2];
        }
        if (preg_match('~^[!-/:-@[-`{-\~]$~D', $kind) === 1) {
            return [\ord($kind), $at + 2];
        }
        if (preg_match('~^[1-9gk]$~D', $kind) === 1) {
            throw ConstraintFault::unsupported('a back-reference', $at);
        }
        throw ConstraintFault::unsupported("the escape \\$kind", $at);
    }

    /**
     * Reads `\p{L}`, `\pL`, `\P{L}` or `\PL`; a property is written as it goes into the normal form.
     *
     * @return array{string, int}
     *
     * @throws ConstraintFault if it is not known, or not in `(?u)` mode
     */
    public static function property(string $text, int $at, bool $unicode): array
    {
        if (!$unicode) {
            throw ConstraintFault::unsupported('a property outside (?u)', $at);
        }
        $known = preg_match('~\G\\\\[pP](?:\{([A-Za-z]{1,2})\}|([A-Z]))~', $text, $name, 0, $at) === 1;
        $category = $known ? $name[2] ?? $name[1] : '';
        if (!$known || !str_contains(self::CATEGORIES, " $category ")) {
            throw ConstraintFault::unsupported('an unknown property', $at);
        }

        return ['\\' . $text[$at + 1] . '{' . $category . '}', $at + \strlen($name[0])];
    }

    /**
     * @return array{int, int}
     */
    private static function hexadecimal(string $text, int $at, bool $unicode): array
    {
        $valid = preg_match('~\G\\\\x(?:\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2}))~', $text, $digits, 0, $at) === 1;
        $code = $valid ? (int) hexdec($digits[2] ?? $digits[1]) : -1;
        if (!$unicode && ($code < 0 || $code > 0xff)) {
            throw ConstraintFault::malformed('write a code from 00 to FF', $at);
        }
        if ($code < 0 || $code > 0x10ffff || ($code >= 0xd800 && $code <= 0xdfff)) {
            throw ConstraintFault::malformed('write a valid code point', $at);
        }

        return [$code, $at + \strlen($digits[0])];
    }
}
