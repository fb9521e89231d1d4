<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Pem;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Fallback\Paseto\Paserk;

/**
 * The public half of a PASETO v4.public pair, which verifies tokens. No secret.
 */
final class PublicKey implements KeyInterface
{
    use Secret;

    /**
     * From raw bytes: exactly 32.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(string $bytes): static
    {
        return self::ofLength($bytes, 32, 32, 'exactly 32 bytes');
    }

    /**
     * From PASERK `k4.public`.
     *
     * @throws PaserkException INVALID, for anything else
     */
    public static function fromPaserk(string $paserk): static
    {
        Sodium::need(self::class);

        return self::taking(Paserk::read(Paserk::PUBLIC, 32, $paserk));
    }

    /**
     * From PEM: a `PUBLIC KEY` of Ed25519 (RFC 8410, 4).
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromPem(string $pem): static
    {
        Sodium::need(self::class);

        return self::fromBytes(Pem::readVerifyingKey($pem));
    }

    /**
     * PASERK `k4.public`.
     */
    public function toPaserk(): string
    {
        return Paserk::write(Paserk::PUBLIC, Vault::of($this));
    }

    /**
     * PASERK `k4.pid`, which names the key and may stand in a footer.
     */
    public function id(): string
    {
        return Paserk::id('pid', Paserk::PUBLIC, Vault::of($this));
    }

    /**
     * The 32 raw bytes.
     */
    public function toBytes(): string
    {
        return $this->copy();
    }

    /**
     * Whether both are the same key.
     */
    public function equals(PublicKey $other): bool
    {
        return $this->isSame($other);
    }

    /**
     * {@inheritDoc}
     */
    public function keyId(): string
    {
        return $this->computeKeyId();
    }

    /**
     * {@inheritDoc}
     */
    public function __debugInfo(): array
    {
        return $this->debugInfo();
    }

    private function __construct()
    {
    }
}
