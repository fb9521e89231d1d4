<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\InvalidToken;

/**
 * A token from outside: header, body and footer, and how they are encoded.
 *
 * @internal
 */
class Encoded
{
    /** Of a footer of 8,192 bytes. */
    private const FOOTER_LENGTH = 10923;

    public static function write(string $header, #[\SensitiveParameter] string $body, string $footer): string
    {
        $token = $header . Base64Url::encode($body);

        return $footer === '' ? $token : $token . '.' . Base64Url::encode($footer);
    }

    /**
     * Takes a token apart; the body stays as it is.
     *
     * @param int $maxLength The longest token that is looked at.
     *
     * @return array{string, string} The body, encoded, and the footer, decoded.
     *
     * @throws InvalidToken if it is of another version or purpose, or too long, or its footer is too long or not encoded properly
     */
    public static function split(string $header, #[\SensitiveParameter] string $token, int $maxLength = PHP_INT_MAX): array
    {
        if (\strlen($token) > $maxLength || !str_starts_with($token, $header)) {
            throw Fault::token();
        }
        $begin = \strlen($header);
        $period = strpos($token, '.', $begin);
        if ($period === false) {
            return [substr($token, $begin), ''];
        }
        $length = \strlen($token) - $period - 1;
        if ($length === 0 || $length > self::FOOTER_LENGTH) {
            throw Fault::token();
        }
        $footer = Base64Url::decode(substr($token, $period + 1));

        return [substr($token, $begin, $period - $begin), $footer ?? throw Fault::token()];
    }
}
