<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Keys from keys (HKDF) and keys from passwords (Argon2id).
 */
interface KdfInterface
{
    /**
     * Derives a key of 32 bytes for encryption with HKDF (RFC 5869). Different infos give independent keys.
     *
     * @param string $info      What the key is for, such as `"invoices v1"`.
     * @param string $salt      Public, may be empty.
     * @param string $algorithm Hash::SHA256, Hash::SHA384 or Hash::SHA512.
     *
     * @throws CryptoException BAD_PARAMETER for an empty info or another algorithm
     */
    public static function symmetricKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): SymmetricKey;

    /**
     * As symmetricKey(), a key of 32 bytes for authentication.
     *
     * @throws CryptoException BAD_PARAMETER
     */
    public static function macKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): MacKey;

    /**
     * As symmetricKey(), a key of 32 bytes to derive others from.
     *
     * @throws CryptoException BAD_PARAMETER
     */
    public static function derivationKey(DerivationKey $key, string $info, string $salt = '', string $algorithm = 'sha256'): DerivationKey;

    /**
     * HKDF (RFC 5869) to raw bytes, as hash_hkdf() gives them, for protocols that ask for it.
     *
     * @param int $length 1 to 255 times the hash's length, in bytes.
     *
     * @throws CryptoException BAD_PARAMETER
     */
    public static function hkdf(DerivationKey $key, int $length, string $info = '', string $salt = '', string $algorithm = 'sha256'): string;

    /**
     * Derives a key for encryption from a password with Argon2id 1.3 (RFC 9106), one lane, as sodium_crypto_pwhash() does.
     *
     * @param string $salt       16 bytes, random, kept with what the key protects.
     * @param int    $memoryCost In KiB, 8 to 4,194,304.
     * @param int    $timeCost   Passes, 1 to 64.
     *
     * @throws CryptoException BAD_PARAMETER; UNAVAILABLE
     */
    public static function fromPassword(#[\SensitiveParameter] string $password, string $salt, int $memoryCost = 65536, int $timeCost = 4): SymmetricKey;
}
