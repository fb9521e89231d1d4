<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\PublicKey;

/**
 * The Box of the FFI backend: libsodium's, but for sealing, which needs two products of X25519. docs/ffi.md has the figures.
 */
class Box extends Fallback\Box
{
    /** What a sealed message is longer than the message. */
    private const SEALED = 48;

    public static function seal(#[\SensitiveParameter] string $message, PublicKey $recipient): string
    {
        $library = Library::functions();
        if ($library !== null) {
            $public = Vault::of($recipient);
            $length = \strlen($message) + self::SEALED;
            $room = Room::of($library, $length);
            $status = $library->highper_box_seal($public, \strlen($public), $message, \strlen($message), $room, $length, null);
            if ($status === $library->HIGHPER_STATUS_OK) {
                return \FFI::string($room, $length);
            }
        }

        // PHP says what is wrong.
        return parent::seal($message, $recipient);
    }
}
