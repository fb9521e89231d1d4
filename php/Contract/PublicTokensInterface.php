<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto\Token;

/**
 * Issues and reads v4.public tokens; Paseto::public() makes one. Closed, as keys are.
 */
interface PublicTokensInterface
{
    /**
     * Issues a token. Adds `iat` (now) and, unless the lifetime is null, `exp`, and `iss`, `aud`, `sub` as they were given to
     * Paseto::public(); what the claims say themselves goes first. Times are DateTimeInterface or RFC 3339, and are written in UTC, to the second.
     *
     * @param array<string, mixed>        $claims            JSON values by name, as Json::encode() takes them.
     * @param string|array<string, mixed> $footer            Authenticated, not encrypted. An array becomes JSON. With a key ring, `kid` is added.
     * @param string                      $implicitAssertion Authenticated, and no part of the token: parse() needs the same.
     *
     * @throws PasetoException CLAIM if a registered claim has the wrong type, contradicts what Paseto::public() was given, or cannot be JSON;
     *                         FOOTER if the footer is too large, or holds a key that must not stand there; NO_SECRET_KEY
     */
    public function issue(#[\SensitiveParameter] array $claims, string|array $footer = '', #[\SensitiveParameter] string $implicitAssertion = ''): string;

    /**
     * Authenticates a token, then checks its claims: `exp`, `nbf` and `iat` against the clock, and `iss`, `aud` and `sub` where Paseto::public()
     * was given them.
     *
     * @throws PasetoException InvalidToken before it is authenticated, whatever is wrong; then TokenExpired, TokenNotYetValid, or
     *                         ClaimMismatch, whose getClaim() names the claim
     */
    public function parse(#[\SensitiveParameter] string $token, #[\SensitiveParameter] string $implicitAssertion = ''): Token;

    /**
     * As parse(), of a token that may have expired. For showing what was in it, not for letting anyone in.
     *
     * @throws PasetoException as parse(), but for TokenExpired
     */
    public function parseExpired(#[\SensitiveParameter] string $token, #[\SensitiveParameter] string $implicitAssertion = ''): Token;

    /**
     * Signs a payload, at the low level.
     *
     * @param string $payload Any bytes; they are not looked at.
     *
     * @throws PasetoException FOOTER; NO_SECRET_KEY
     */
    public function sign(#[\SensitiveParameter] string $payload, string $footer = '', #[\SensitiveParameter] string $implicitAssertion = ''): string;

    /**
     * Verifies a token, at the low level.
     *
     * @param string|null $footer If given, the token's has to be the same; compared in constant time.
     *
     * @return string The payload, whose claims nobody has checked.
     *
     * @throws PasetoException InvalidToken, whatever is wrong
     */
    public function verify(#[\SensitiveParameter] string $token, ?string $footer = null, #[\SensitiveParameter] string $implicitAssertion = ''): string;
}
