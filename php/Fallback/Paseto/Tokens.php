<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Paseto\Token;

/**
 * What LocalTokens and PublicTokens have in common: all but the cryptography.
 *
 * @internal
 */
trait Tokens
{
    use Closed;

    private readonly Rules $rules;

    public function issue(
        #[\SensitiveParameter]
        array $claims,
        string|array $footer = '',
        #[\SensitiveParameter]
        string $implicitAssertion = '',
    ): string {
        $this->needKey();
        $payload = $this->rules->payload($claims);
        $footer = $this->named(Footer::write($footer));
        Footer::check($footer);

        return $this->close($payload, $footer, $implicitAssertion);
    }

    public function parse(#[\SensitiveParameter] string $token, #[\SensitiveParameter] string $implicitAssertion = ''): Token
    {
        return $this->read($token, $implicitAssertion, false);
    }

    public function parseExpired(#[\SensitiveParameter] string $token, #[\SensitiveParameter] string $implicitAssertion = ''): Token
    {
        return $this->read($token, $implicitAssertion, true);
    }

    /**
     * @throws PasetoException
     */
    private function read(#[\SensitiveParameter] string $token, #[\SensitiveParameter] string $implicit, bool $mayHaveExpired): Token
    {
        [$body, $footer] = Encoded::split(self::HEADER, $token, $this->rules->maxLength);
        if (Footer::fault($footer) !== null) {
            throw Fault::token();
        }

        return new Token($this->rules->claims($this->open($body, $footer, $implicit), $mayHaveExpired), $footer);
    }

    /**
     * @throws PasetoException NO_SECRET_KEY
     */
    abstract private function needKey(): void;

    /**
     * The footer, which names the key if it is one of a ring.
     *
     * @throws PasetoException FOOTER
     */
    abstract private function named(string $footer): string;

    /**
     * Encrypts or signs.
     */
    abstract private function close(#[\SensitiveParameter] string $payload, string $footer, #[\SensitiveParameter] string $implicit): string;

    /**
     * Decrypts or verifies.
     *
     * @throws InvalidToken
     */
    abstract private function open(#[\SensitiveParameter] string $body, string $footer, #[\SensitiveParameter] string $implicit): string;
}
