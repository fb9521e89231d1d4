<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Passwords, hashed with Argon2id 1.3 (RFC 9106) to PHC strings that password_verify() accepts, and the reverse.
 */
interface PasswordInterface
{
    /** Memory in KiB, PHP's own default. */
    public const MEMORY_COST = 65536;
    /** Passes, PHP's own default. */
    public const TIME_COST = 4;

    /**
     * Hashes a password with a random salt of 16 bytes to 32 bytes, in one lane.
     *
     * @param int $memoryCost In KiB, 8 to 4,194,304.
     * @param int $timeCost   Passes, 1 to 64.
     *
     * @return string `$argon2id$v=19$m=65536,t=4,p=1$salt$hash`
     *
     * @throws CryptoException BAD_PARAMETER; UNAVAILABLE
     */
    public static function hash(#[\SensitiveParameter] string $password, int $memoryCost = self::MEMORY_COST, int $timeCost = self::TIME_COST): string;

    /**
     * Whether a password belongs to a hash: Argon2id, Argon2i, or bcrypt as PHP makes it. Anything else is false, and so is an Argon2 hash that
     * wants more than 4 GiB, 64 passes or 64 lanes.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function verify(#[\SensitiveParameter] string $password, #[\SensitiveParameter] string $hash): bool;

    /**
     * Whether hash() would make another kind of hash of the password: another algorithm, other costs.
     */
    public static function needsRehash(#[\SensitiveParameter] string $hash, int $memoryCost = self::MEMORY_COST, int $timeCost = self::TIME_COST): bool;
}
