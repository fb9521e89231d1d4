<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Contract\HashInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * The hash functions that Hmac and Kdf use.
 *
 * @internal
 */
class Sha2
{
    /**
     * The length of its digests, in bytes.
     *
     * @param string $name Of the class that asks.
     *
     * @phpstan-assert 'sha256'|'sha384'|'sha512' $algorithm
     *
     * @throws CryptoException BAD_PARAMETER
     */
    public static function length(string $algorithm, string $name): int
    {
        return match ($algorithm) {
            HashInterface::SHA256 => 32,
            HashInterface::SHA384 => 48,
            HashInterface::SHA512 => 64,
            default => throw Fault::parameter("Unknown algorithm '$algorithm': $name has sha256, sha384 and sha512"),
        };
    }
}
