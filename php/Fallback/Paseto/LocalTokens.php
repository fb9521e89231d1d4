<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Contract\LocalTokensInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;

/**
 * v4.local tokens over ext-sodium.
 */
class LocalTokens implements LocalTokensInterface
{
    use Tokens;

    private const HEADER = LocalToken::HEADER;

    /** Encrypts; decrypts, too, unless there is a ring. */
    private LocalKey $key;

    /** @var Ring<LocalKey>|null */
    private ?Ring $ring = null;

    /** The name of the key, if there is a ring. */
    private string $keyId = '';

    private function __construct(LocalKey|LocalKeyRing $key, Rules $rules)
    {
        $this->rules = $rules;
        if ($key instanceof LocalKeyRing) {
            $this->ring = Ring::of($key);
            $this->key = $this->ring->first();
            $this->keyId = $this->key->id();
        } else {
            $this->key = $key;
        }
    }

    public function encrypt(
        #[\SensitiveParameter]
        string $payload,
        string $footer = '',
        #[\SensitiveParameter]
        string $implicitAssertion = '',
    ): string {
        if ($this->ring !== null) {
            $footer = $this->named($footer);
        }
        if (\strlen($footer) > Footer::MAX_LENGTH) {
            throw Fault::footerLength(\strlen($footer));
        }

        return $this->close($payload, $footer, $implicitAssertion);
    }

    public function decrypt(
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
    }

    private function named(string $footer): string
    {
        return $this->ring === null ? $footer : Footer::withKeyId($footer, $this->keyId);
    }

    private function close(#[\SensitiveParameter] string $payload, string $footer, #[\SensitiveParameter] string $implicit): string
    {
        return LocalToken::encrypt(Vault::of($this->key), $payload, $footer, $implicit);
    }

    private function open(#[\SensitiveParameter] string $body, string $footer, #[\SensitiveParameter] string $implicit): string
    {
        $key = $this->ring === null ? $this->key : $this->ring->find(Footer::keyId($footer)) ?? throw Fault::token();

        return LocalToken::decrypt(Vault::of($key), $body, $footer, $implicit);
    }
}
