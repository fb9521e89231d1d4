<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\PasswordInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Argon2;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Quiet;

/**
 * Passwords by password_hash() and password_verify(), which have Argon2 from libargon2, from OpenSSL, or from ext-sodium.
 */
class Password implements PasswordInterface
{
    /** The PHC string, version 1.3. */
    private const ARGON2 = '~\A\$(argon2id?)(?:\$v=(?:16|19))?\$m=([1-9][0-9]{0,9}),t=([1-9][0-9]{0,9}),p=([1-9][0-9]{0,9})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)\z~';
    private const BCRYPT = '~\A\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}\z~';
    private const MOST_LANES = 64;

    /** What Argon2 takes and gives at least (RFC 9106, 3.1, and the reference implementation). */
    private const SHORTEST_SALT = 8;
    private const SHORTEST_HASH = 4;

    public static function hash(#[\SensitiveParameter] string $password, int $memoryCost = self::MEMORY_COST, int $timeCost = self::TIME_COST): string
    {
        Argon2::check($memoryCost, $timeCost);
        self::needArgon2('argon2id');
        try {
            return Quiet::call(
                static fn (): string => password_hash($password, PASSWORD_ARGON2ID, ['memory_cost' => $memoryCost, 'time_cost' => $timeCost, 'threads' => 1]),
            );
        } catch (\Error) {
            throw Fault::noMemory();
        }
    }

    public static function verify(#[\SensitiveParameter] string $password, #[\SensitiveParameter] string $hash): bool
    {
        if (preg_match(self::ARGON2, $hash, $parts) !== 1) {
            return preg_match(self::BCRYPT, $hash) === 1 && password_verify($password, $hash);
        }
        [, $algorithm, $memory, $passes, $lanes] = $parts;
        if ((int) $memory > Argon2::MOST_MEMORY || (int) $passes > Argon2::MOST_PASSES || (int) $lanes > self::MOST_LANES) {
            return false;
        }
        self::needArgon2($algorithm);

        return password_verify($password, $hash);
    }

    public static function needsRehash(#[\SensitiveParameter] string $hash, int $memoryCost = self::MEMORY_COST, int $timeCost = self::TIME_COST): bool
    {
        return preg_match(self::ARGON2, $hash, $parts) !== 1
            || !str_contains($hash, '$v=19$')
            || \array_slice($parts, 1, 4) !== ['argon2id', (string) $memoryCost, (string) $timeCost, '1']
            || self::length($parts[5]) < self::SHORTEST_SALT
            || self::length($parts[6]) < self::SHORTEST_HASH;
    }

    /**
     * How many bytes base64 without padding encodes; 0 if it is of no possible length, or has stray bits.
     */
    private static function length(#[\SensitiveParameter] string $base64): int
    {
        $bytes = (string) base64_decode($base64, true);

        return rtrim(base64_encode($bytes), '=') === $base64 ? \strlen($bytes) : 0;
    }

    /**
     * @throws CryptoException UNAVAILABLE
     */
    private static function needArgon2(string $algorithm): void
    {
        if (!\in_array($algorithm, password_algos(), true)) {
            throw Fault::unavailable('Password needs ext-sodium, or the extension highper');
        }
    }
}
