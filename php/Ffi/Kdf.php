<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;

/**
 * The Kdf of the FFI backend: pure PHP, but for the native library's Argon2. docs/ffi.md has the figures.
 */
class Kdf extends Fallback\Kdf
{
    protected static function stretch(int $length, #[\SensitiveParameter] string $password, string $salt, int $memoryCost, int $timeCost): string
    {
        $library = Library::functions();
        if ($library !== null) {
            $room = Room::of($library, $length);
            $status = $library->highper_argon2id($password, \strlen($password), $salt, \strlen($salt), $memoryCost, $timeCost, 1, $room, $length);
            if ($status === $library->HIGHPER_STATUS_OK) {
                return Room::take($room, $length);
            }
        }

        // PHP says what is wrong.
        return parent::stretch($length, $password, $salt, $memoryCost, $timeCost);
    }
}
