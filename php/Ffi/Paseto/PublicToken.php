<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi\Paseto;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi\Ed25519;

/**
 * The cryptography of v4.public in the FFI backend: libsodium signs, and the native library verifies.
 *
 * @internal
 */
class PublicToken extends Fallback\Paseto\PublicToken
{
    protected static function isSigned(#[\SensitiveParameter] string $message, string $signature, string $public): bool
    {
        return Ed25519::isSigned($message, $signature, $public);
    }
}
