<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Contract\PublicTokensInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * v4.public tokens over ext-sodium.
 */
class PublicTokens implements PublicTokensInterface
{
    use Tokens;

    /**
     * What signs and verifies.
     *
     * @var class-string<PublicToken>
     */
    protected const TOKEN = PublicToken::class;

    private const HEADER = PublicToken::HEADER;

    private ?SecretKey $secret = null;

    /** Null if there is a ring. */
    private ?PublicKey $public = null;

    /** @var Ring<PublicKey>|null */
    private ?Ring $ring = null;

    private function __construct(SecretKey|PublicKey|PublicKeyRing $key, Rules $rules)
    {
        $this->rules = $rules;
        if ($key instanceof PublicKeyRing) {
            $this->ring = Ring::of($key);
            $this->secret = $this->ring->signingKey;
        } elseif ($key instanceof SecretKey) {
            $this->secret = $key;
            $this->public = $key->publicKey();
        } else {
            $this->public = $key;
        }
    }

    public function sign(
        #[\SensitiveParameter]
        string $payload,
        string $footer = '',
        #[\SensitiveParameter]
        string $implicitAssertion = '',
    ): string {
        $this->needKey();
        $footer = $this->named($footer);
        Footer::checkLength($footer);

        return $this->close($payload, $footer, $implicitAssertion);
    }

    public function verify(
        #[\SensitiveParameter]
        string $token,
        ?string $footer = null,
        #[\SensitiveParameter]
        string $implicitAssertion = '',
    ): string {
        [$body, $found] = Encoded::split(self::HEADER, $token, $this->rules->maxLength);
        if ($footer !== null && !hash_equals($footer, $found)) {
            throw Fault::token();
        }

        return $this->open($body, $found, $implicitAssertion);
    }

    private function needKey(): void
    {
        if ($this->secret === null) {
            throw Fault::noSecretKey();
        }
    }

    private function named(string $footer): string
    {
        return $this->ring === null ? $footer : Footer::withKeyId($footer, $this->ring->signingId());
    }

    private function close(#[\SensitiveParameter] string $payload, string $footer, #[\SensitiveParameter] string $implicit): string
    {
        return static::TOKEN::sign(Vault::of($this->secret ?? throw Fault::noSecretKey()), $payload, $footer, $implicit);
    }

    private function open(#[\SensitiveParameter] string $body, string $footer, #[\SensitiveParameter] string $implicit): string
    {
        $key = $this->public ?? $this->ring?->find(Footer::keyId($footer)) ?? throw Fault::token();

        return static::TOKEN::verify(Vault::of($key), $body, $footer, $implicit);
    }
}
