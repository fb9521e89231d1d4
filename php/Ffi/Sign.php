<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\VerifyingKey;

/**
 * The Sign of the FFI backend: libsodium signs, and the native library verifies. docs/ffi.md has the figures.
 */
class Sign extends Fallback\Sign
{
    public static function verify(string $signature, string $message, VerifyingKey $key): bool
    {
        return Ed25519::isSigned($message, $signature, Vault::of($key));
    }
}
