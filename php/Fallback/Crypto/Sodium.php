<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Whether ext-sodium is there. Its functions written in PHP, which some packages bring, do not count: they cannot wipe memory.
 *
 * @internal
 */
class Sodium
{
    private static ?bool $isThere = null;

    /**
     * @param string $name Who needs it: a class's name, full or below this library's namespace.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function need(string $name): void
    {
        self::$isThere ??= \extension_loaded('sodium') && \function_exists('sodium_memzero');
        if (!self::$isThere) {
            throw Fault::unavailable(Fault::name($name) . ' needs ext-sodium, or the extension highper');
        }
    }

    /**
     * A text without bytes above 0x7f, some of which the decoders of libsodium 1.0.18 take for digits. The time that this takes does not
     * depend on the others.
     *
     * @throws \SodiumException if there is such a byte
     */
    public static function ascii(#[\SensitiveParameter] string $text): string
    {
        $length = \strlen($text);
        if (($text & str_repeat("\x80", $length)) !== str_repeat("\0", $length)) {
            throw new \SodiumException();
        }

        return $text;
    }
}
