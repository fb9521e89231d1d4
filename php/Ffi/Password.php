<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Crypto\Argon2;

/**
 * The Password of the FFI backend: the native library's Argon2. docs/ffi.md has the figures.
 */
class Password extends Fallback\Password
{
    public static function hash(#[\SensitiveParameter] string $password, int $memoryCost = self::MEMORY_COST, int $timeCost = self::TIME_COST): string
    {
        Argon2::check($memoryCost, $timeCost);
        $library = Library::functions();
        if ($library !== null) {
            $hash = $library->new('highper_string');
            $hashAt = \FFI::addr($hash);
            $status = $library->highper_password_hash($password, \strlen($password), $memoryCost, $timeCost, $hashAt);
            if ($status === $library->HIGHPER_STATUS_OK) {
                $result = \FFI::string($hash->bytes, $hash->length);
                $library->highper_string_free($hashAt);

                return $result;
            }
        }

        // PHP says what is wrong.
        return parent::hash($password, $memoryCost, $timeCost);
    }

    public static function verify(#[\SensitiveParameter] string $password, #[\SensitiveParameter] string $hash): bool
    {
        $library = Library::functions();
        if ($library !== null) {
            $status = $library->highper_password_verify($password, \strlen($password), $hash, \strlen($hash));
            if ($status === $library->HIGHPER_STATUS_OK || $status === $library->HIGHPER_STATUS_REFUSED) {
                return $status === $library->HIGHPER_STATUS_OK;
            }
        }

        // Not Argon2's, or without so much memory.
        return parent::verify($password, $hash);
    }
}
