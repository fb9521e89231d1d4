<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\KdfInterface;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Argon2;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sha2;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Keys by hash_hkdf() and by libsodium's Argon2id.
 */
class Kdf implements KdfInterface
{
    private const KEY_LENGTH = 32;
    private const SALT_LENGTH = 16;

    public static function symmetricKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): SymmetricKey
    {
        $bytes = self::derive($key, $info, $salt, $algorithm);
        try {
            return SymmetricKey::fromBytes($bytes);
        } finally {
            sodium_memzero($bytes);
        }
    }

    public static function macKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): MacKey
    {
        $bytes = self::derive($key, $info, $salt, $algorithm);
        try {
            return MacKey::fromBytes($bytes);
        } finally {
            sodium_memzero($bytes);
        }
    }

    public static function derivationKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): DerivationKey
    {
        $bytes = self::derive($key, $info, $salt, $algorithm);
        try {
            return DerivationKey::fromBytes($bytes);
        } finally {
            sodium_memzero($bytes);
        }
    }

    public static function hkdf(DerivationKey $key, int $length, string $info = '', string $salt = '', string $algorithm = 'sha256'): string
    {
        // RFC 5869, 2.3
        $digest = Sha2::length($algorithm, 'Kdf');
        $longest = 255 * $digest;
        if ($length < 1 || $length > $longest) {
            throw Fault::parameter("HKDF with $algorithm gives 1 to $longest bytes, $length asked for");
        }

        return hash_hkdf($algorithm, Vault::of($key), $length, $info, $salt);
    }

    public static function fromPassword(#[\SensitiveParameter] string $password, string $salt, int $memoryCost = 65536, int $timeCost = 4): SymmetricKey
    {
        Sodium::need('Kdf');
        if (\strlen($salt) !== self::SALT_LENGTH) {
            throw Fault::parameter('The salt must be exactly 16 bytes, ' . \strlen($salt) . ' given');
        }
        Argon2::check($memoryCost, $timeCost);
        $bytes = static::stretch(self::KEY_LENGTH, $password, $salt, $memoryCost, $timeCost);
        try {
            return SymmetricKey::fromBytes($bytes);
        } finally {
            sodium_memzero($bytes);
        }
    }

    /**
     * So many bytes by Argon2id; all that is asked for was checked.
     *
     * @param int $memoryCost In KiB.
     *
     * @throws CryptoException UNAVAILABLE
     */
    protected static function stretch(int $length, #[\SensitiveParameter] string $password, string $salt, int $memoryCost, int $timeCost): string
    {
        return Argon2::derive($length, $password, $salt, 1024 * $memoryCost, $timeCost);
    }

    /**
     * @throws CryptoException BAD_PARAMETER
     */
    private static function derive(DerivationKey $key, string $info, string $salt, string $algorithm): string
    {
        Sha2::length($algorithm, 'Kdf');
        if ($info === '') {
            throw Fault::parameter('Say what the key is for: info must not be empty');
        }

        return hash_hkdf($algorithm, Vault::of($key), self::KEY_LENGTH, $info, $salt);
    }
}
