<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

/**
 * UTF-8 (RFC 3629, 4), byte by byte, for those who need to know where it ends.
 *
 * @internal
 */
class Utf8
{
    /** Characters beyond ASCII; few at a time, since PCRE's backtracking limit is used up by long stretches. */
    private const MULTIBYTE = '~\G(?:[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}'
        . '|\xED[\x80-\x9F][\x80-\xBF]|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}|\xF4[\x80-\x8F][\x80-\xBF]{2}){1,20}+~';

    private const ASCII = '~\G[\x00-\x7F]++~';

    public static function isValid(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    /**
     * The length of the characters beyond ASCII that stand at a place, or of the first of them; 0 if there is none.
     */
    public static function multibyte(string $text, int $at): int
    {
        return preg_match(self::MULTIBYTE, $text, $match, 0, $at) === 1 ? \strlen($match[0]) : 0;
    }

    /**
     * Where the first malformed sequence begins; the length of the text if there is none.
     */
    public static function validLength(string $text): int
    {
        $at = 0;
        do {
            $before = $at;
            if (preg_match(self::ASCII, $text, $match, 0, $at) === 1) {
                $at += \strlen($match[0]);
            }
            $at += self::multibyte($text, $at);
        } while ($at > $before);

        return $at;
    }
}
