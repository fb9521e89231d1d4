<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * PASETO version 4 (Platform-Agnostic Security Tokens): issues tokens and reads them. The key decides on version and purpose; a token
 * of another is refused.
 */
interface PasetoInterface
{
    /**
     * Encrypted tokens, `v4.local`.
     *
     * @param string|null $issuer    `iss`: written by issue(), demanded by parse().
     * @param string|null $audience  `aud`, likewise.
     * @param string|null $subject   `sub`, likewise.
     * @param int|null    $lifetime  Seconds from `iat` to `exp`, 1 or more. Null, to be chosen with care: issue() writes no `exp`, and parse() takes
     *                               tokens without one.
     * @param int         $leeway    Seconds by which clocks may differ, 0 to 600.
     * @param object|null $clock     A PSR-20 clock (`now(): \DateTimeImmutable`); the system's unless given.
     * @param int         $maxLength The longest token that parse(), decrypt() and verify() look at, in bytes.
     *
     * @throws PasetoException BAD_PARAMETER
     */
    public static function local(LocalKey|LocalKeyRing $key, ?string $issuer = null, ?string $audience = null, ?string $subject = null, ?int $lifetime = 3600, int $leeway = 0, ?object $clock = null, int $maxLength = 1048576): LocalTokens;

    /**
     * Signed tokens, `v4.public`, which everybody can read. With a PublicKey, they are read only.
     *
     * @param string|null $issuer    As for local().
     * @param string|null $audience  As for local().
     * @param string|null $subject   As for local().
     * @param int|null    $lifetime  As for local().
     * @param int         $leeway    As for local().
     * @param object|null $clock     As for local().
     * @param int         $maxLength As for local().
     *
     * @throws PasetoException BAD_PARAMETER
     */
    public static function public(SecretKey|PublicKey|PublicKeyRing $key, ?string $issuer = null, ?string $audience = null, ?string $subject = null, ?int $lifetime = 3600, int $leeway = 0, ?object $clock = null, int $maxLength = 1048576): PublicTokens;

    /**
     * The footer of a token that nobody has authenticated yet. Anyone may have written it: it may serve to choose a key, and for nothing else.
     *
     * @return string Decoded; empty if there is none.
     *
     * @throws PasetoException INVALID_TOKEN if this is no v4 token, or the footer is longer than 8,192 bytes
     */
    public static function untrustedFooter(string $token): string;

    /**
     * The `kid` in the footer of a token that nobody has authenticated yet, see untrustedFooter(); null if there is none.
     *
     * @throws PasetoException INVALID_TOKEN as untrustedFooter()
     */
    public static function untrustedKeyId(string $token): ?string;
}
