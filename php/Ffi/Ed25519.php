<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

/**
 * Ed25519 by the native library.
 *
 * @internal
 */
class Ed25519
{
    /**
     * @param string $public 32 bytes.
     */
    public static function isSigned(#[\SensitiveParameter] string $message, string $signature, string $public): bool
    {
        $library = Library::functions();
        if ($library === null) {
            return false;
        }
        $status = $library->highper_sign_verify($public, \strlen($public), $message, \strlen($message), $signature, \strlen($signature), null);

        return $status === $library->HIGHPER_STATUS_OK;
    }
}
