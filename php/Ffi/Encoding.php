<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;

/**
 * The Encoding of the FFI backend: libsodium for short texts, the native library for longer ones. docs/ffi.md has the figures.
 */
class Encoding extends Fallback\Encoding
{
    /** From so many bytes or characters on the library is clearly faster. */
    private const WORTHWHILE = 256;

    public static function hex(#[\SensitiveParameter] string $bytes): string
    {
        return self::convert('highper_hex_encode', $bytes, 2 * \strlen($bytes)) ?? parent::hex($bytes);
    }

    public static function fromHex(#[\SensitiveParameter] string $hex): string
    {
        // PHP says what is wrong.
        return self::convert('highper_hex_decode', $hex, intdiv(\strlen($hex), 2), null) ?? parent::fromHex($hex);
    }

    public static function base64Url(#[\SensitiveParameter] string $bytes): string
    {
        return self::convert('highper_base64url_encode', $bytes, intdiv(4 * \strlen($bytes) + 2, 3)) ?? parent::base64Url($bytes);
    }

    public static function fromBase64Url(#[\SensitiveParameter] string $base64Url): string
    {
        // As above.
        return self::convert('highper_base64url_decode', $base64Url, intdiv(3 * \strlen($base64Url), 4), null) ?? parent::fromBase64Url($base64Url);
    }

    /**
     * What a function makes of a text; null if it is too short to be worth it, or refused.
     *
     * @param null ...$error The place for the reason, if the function takes one.
     */
    private static function convert(string $function, #[\SensitiveParameter] string $text, int $length, null ...$error): ?string
    {
        $library = \strlen($text) >= self::WORTHWHILE ? Library::functions() : null;
        if ($library === null) {
            return null;
        }
        $room = Room::of($library, $length);
        $status = $library->$function($text, \strlen($text), $room, $length, ...$error);

        return $status === $library->HIGHPER_STATUS_OK ? Room::take($room, $length) : null;
    }
}
