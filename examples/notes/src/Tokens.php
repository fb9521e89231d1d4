<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Exception\TokenExpired;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * The tokens that a login issues and that writing asks for: PASETO v4.public, good for an hour.
 */
class Tokens
{
    // A key may come to serve several applications. By these two, a token for another one is told apart.
    private const ISSUER = 'https://notes.example/login';
    private const AUDIENCE = 'https://notes.example/notes';
    private const LIFETIME = 3600;

    private readonly PublicTokens $tokens;

    /**
     * @param object|null $clock A PSR-20 clock; the system's unless given.
     */
    public function __construct(SecretKey $key, ?object $clock = null)
    {
        $this->tokens = Paseto::public($key, self::ISSUER, self::AUDIENCE, lifetime: self::LIFETIME, clock: $clock);
    }

    /**
     * @return array{token: string, expires: string}
     *
     * @throws PasetoException if the name is not UTF-8
     */
    public function issue(string $user): array
    {
        $token = $this->tokens->issue(['sub' => $user]);

        // Read from the token, so that the two cannot differ.
        /** @var string $expires since a lifetime is set */
        $expires = $this->tokens->parse($token)->get('exp');

        return ['token' => $token, 'expires' => $expires];
    }

    /**
     * Lets a request pass whose Authorization header brings a valid token.
     *
     * @throws Problem for any other
     */
    public function check(#[\SensitiveParameter] string $authorization): void
    {
        if (preg_match('~^Bearer +(\S+)$~iD', $authorization, $parts) !== 1) {
            throw Problem::unauthorized('This needs a token: POST /login gives one.');
        }
        try {
            $this->tokens->parse($parts[1]);
        } catch (TokenExpired) {
            // Known to be ours by now: its owner may be told why it is refused.
            throw Problem::unauthorized('The token has expired: log in again.', ', error="invalid_token", error_description="expired"');
        } catch (PasetoException) {
            // One text for all else: what exactly is wrong helps only those who make tokens up.
            throw Problem::unauthorized('The token is not valid.', ', error="invalid_token"');
        }
    }
}
