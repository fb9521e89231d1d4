<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What is asked of a password: kinds of characters, and how hard it is to guess.
 *
 * @internal
 */
class PasswordRules
{
    /** Bits of entropy from which a password is weak, medium, strong, very strong. */
    private const LEVELS = [60, 80, 100, 120];

    /**
     * Whether a password has at least so many code points, and a character of each kind that is wanted. One that is not UTF-8 has no
     * characters of any kind.
     */
    public static function isSatisfied(
        #[\SensitiveParameter] string $text,
        int $min = 8,
        bool $letters = false,
        bool $mixed = false,
        bool $numbers = false,
        bool $symbols = false,
    ): bool {
        return Text::length($text) >= $min
            && (!$letters || preg_match('/\pL/u', $text) === 1)
            && (!$mixed || preg_match('/\p{Ll}/u', $text) === 1 && preg_match('/\p{Lu}/u', $text) === 1)
            && (!$numbers || preg_match('/\pN/u', $text) === 1)
            && (!$symbols || preg_match('/[\pZ\pS\pP]/u', $text) === 1);
    }

    /**
     * How hard a password is to guess, from 0 to 4, estimated by how many different bytes it has, of how many kinds.
     */
    public static function strength(#[\SensitiveParameter] string $text): int
    {
        $bytes = count_chars($text, 3);
        $different = \strlen($bytes);
        if ($different === 0) {
            return 0;
        }
        $pool = (preg_match('/[\x00-\x1F\x7F]/', $bytes) === 1 ? 33 : 0)
            + (preg_match('/[0-9]/', $bytes) === 1 ? 10 : 0)
            + (preg_match('/[A-Z]/', $bytes) === 1 ? 26 : 0)
            + (preg_match('/[a-z]/', $bytes) === 1 ? 26 : 0)
            + (preg_match('/[\x80-\xFF]/', $bytes) === 1 ? 128 : 0)
            + (preg_match('~[ -/:-@[-`{-\~]~', $bytes) === 1 ? 33 : 0);
        $entropy = $different * log($pool, 2) + (\strlen($text) - $different) * log($different, 2);
        $strength = 0;
        foreach (self::LEVELS as $level) {
            $strength += $entropy >= $level ? 1 : 0;
        }

        return $strength;
    }
}
