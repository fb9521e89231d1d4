<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Encoding\ChainedFormatter;
use Lcobucci\JWT\Exception;
use Lcobucci\JWT\Signer\Eddsa;
use Lcobucci\JWT\Signer\Hmac\Sha256;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\Validation\Constraint\IssuedBy;
use Lcobucci\JWT\Validation\Constraint\LooseValidAt;
use Lcobucci\JWT\Validation\Constraint\PermittedFor;
use Lcobucci\JWT\Validation\Constraint\SignedWith;
use Notes\Problem;
use Psr\Clock\ClockInterface;

/**
 * The tokens that a login issues and that writing asks for: JWT by lcobucci/jwt, with the claims and checks of the example. EdDSA is the same signature that
 * v4.public has, HS256 what most servers use that check only tokens of their own.
 */
class Tokens
{
    private const ISSUER = 'https://notes.example/login';
    private const AUDIENCE = 'https://notes.example/notes';
    private const LIFETIME = 3600;

    private readonly Configuration $configuration;
    private readonly LooseValidAt $time;

    /**
     * @param string $key A secret key of Ed25519.
     */
    public function __construct(#[\SensitiveParameter] string $key, string $algorithm)
    {
        $configuration = match ($algorithm) {
            'EdDSA' => Configuration::forAsymmetricSigner(
                new Eddsa(),
                InMemory::plainText($key),
                InMemory::plainText(sodium_crypto_sign_publickey_from_secretkey($key)),
            ),
            'HS256' => Configuration::forSymmetricSigner(new Sha256(), InMemory::plainText(substr($key, 0, 32))),
        };
        $this->configuration = $configuration->withValidationConstraints(
            new SignedWith($configuration->signer(), $configuration->verificationKey()),
            new IssuedBy(self::ISSUER),
            new PermittedFor(self::AUDIENCE),
        );
        $this->time = new LooseValidAt(new class implements ClockInterface {
            public function now(): \DateTimeImmutable
            {
                return new \DateTimeImmutable();
            }
        });
    }

    /**
     * @return array{token: string, expires: string}
     */
    public function issue(string $user): array
    {
        $now = (new \DateTimeImmutable())->setTimezone(new \DateTimeZone('UTC'));
        $expires = $now->setTimestamp($now->getTimestamp() + self::LIFETIME);
        $token = $this->configuration->builder(ChainedFormatter::withUnixTimestampDates())
            ->relatedTo($user)
            ->issuedBy(self::ISSUER)
            ->permittedFor(self::AUDIENCE)
            ->issuedAt($now)
            ->expiresAt($expires)
            ->getToken($this->configuration->signer(), $this->configuration->signingKey())
            ->toString();

        return ['token' => $token, 'expires' => $expires->format('Y-m-d\TH:i:s\Z')];
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
            $token = $this->configuration->parser()->parse($parts[1]);
            $valid = $this->configuration->validator()->validate($token, ...$this->configuration->validationConstraints());
        } catch (Exception) {
            $valid = false;
        }
        if ($valid && $this->configuration->validator()->validate($token, $this->time)) {
            return;
        }
        if ($valid && $token->isExpired(new \DateTimeImmutable())) {
            throw Problem::unauthorized('The token has expired: log in again.', ', error="invalid_token", error_description="expired"');
        }
        throw Problem::unauthorized('The token is not valid.', ', error="invalid_token"');
    }
}
