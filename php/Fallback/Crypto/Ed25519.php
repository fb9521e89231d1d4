<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Secret keys of Ed25519 as libsodium keeps them: 64 bytes, the seed and the public half.
 *
 * @internal
 */
class Ed25519
{
    public const SEED_LENGTH = 32;
    public const SECRET_LENGTH = 64;

    /**
     * A seed's secret key, a string that nobody else holds.
     *
     * @param string $type Full name of the class that asks.
     *
     * @throws CryptoException INVALID_KEY or UNAVAILABLE
     */
    public static function ofSeed(string $type, #[\SensitiveParameter] string $seed): string
    {
        Sodium::need($type);
        if (\strlen($seed) !== self::SEED_LENGTH) {
            throw Fault::keyLength($type, 'a seed of exactly 32 bytes', \strlen($seed));
        }
        $pair = sodium_crypto_sign_seed_keypair($seed);
        $secret = sodium_crypto_sign_secretkey($pair);
        sodium_memzero($pair);

        return $secret;
    }

    /**
     * @throws CryptoException INVALID_KEY if the length is another one, or the public half does not belong to the seed; UNAVAILABLE
     */
    public static function check(string $type, #[\SensitiveParameter] string $secret): void
    {
        if (\strlen($secret) !== self::SECRET_LENGTH) {
            throw Fault::keyLength($type, 'exactly 64 bytes', \strlen($secret));
        }
        $seed = substr($secret, 0, self::SEED_LENGTH);
        $own = self::ofSeed($type, $seed);
        $isPair = hash_equals($own, $secret);
        sodium_memzero($seed);
        sodium_memzero($own);
        if (!$isPair) {
            throw Fault::keyMismatch($type);
        }
    }

    public static function publicHalf(#[\SensitiveParameter] string $secret): string
    {
        return substr($secret, self::SEED_LENGTH);
    }
}
