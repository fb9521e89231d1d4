<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Argon2id 1.3 (RFC 9106), and what it may cost.
 *
 * @internal
 */
class Argon2
{
    /** In KiB. */
    public const MOST_MEMORY = 4_194_304;
    public const MOST_PASSES = 64;
    private const LEAST_MEMORY = 8;

    /**
     * @throws CryptoException BAD_PARAMETER
     */
    public static function check(int $memoryCost, int $timeCost): void
    {
        if ($memoryCost < self::LEAST_MEMORY || $memoryCost > self::MOST_MEMORY) {
            throw Fault::parameter("The memory cost must be 8 to 4194304 KiB, $memoryCost given");
        }
        if ($timeCost < 1 || $timeCost > self::MOST_PASSES) {
            throw Fault::parameter("The time cost must be 1 to 64 passes, $timeCost given");
        }
    }

    /**
     * So many bytes from a password, in one lane.
     *
     * @param string $salt   16 bytes.
     * @param int    $memory In bytes, 8192 or more.
     *
     * @throws CryptoException UNAVAILABLE if there is not so much memory
     */
    public static function derive(int $length, #[\SensitiveParameter] string $password, string $salt, int $memory, int $passes): string
    {
        try {
            // PHP warns of an empty password.
            return Quiet::call(
                static fn (): string => sodium_crypto_pwhash($length, $password, $salt, $passes, $memory, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13),
            );
        } catch (\SodiumException) {
            throw Fault::noMemory();
        }
    }
}
