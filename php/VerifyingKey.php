<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Curve25519;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Pem;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;

/**
 * The public half of an Ed25519 pair (RFC 8032), for Sign. No secret.
 */
final readonly class VerifyingKey implements KeyInterface
{
    use Secret;

    /**
     * From raw bytes: exactly 32, of a point on the curve that is of no small order.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(string $bytes): static
    {
        Sodium::need(self::class);
        if (\strlen($bytes) !== 32) {
            throw Fault::keyLength(self::class, 'exactly 32 bytes', \strlen($bytes));
        }
        if (!Curve25519::isVerifyingKey($bytes)) {
            throw Fault::publicKey(self::class);
        }

        return self::holding($bytes);
    }

    /**
     * From hex digits, upper- or lower-case, decoded in constant time.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromHex(string $hex): static
    {
        return self::ofHex($hex);
    }

    /**
     * From base64url without padding (RFC 4648, 5), decoded in constant time.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromBase64Url(string $base64Url): static
    {
        return self::ofBase64Url($base64Url);
    }

    /**
     * From PEM: a `PUBLIC KEY` of Ed25519 (RFC 8410, 4), as OpenSSL writes it.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromPem(string $pem): static
    {
        Sodium::need(self::class);

        return self::fromBytes(Pem::readVerifyingKey($pem));
    }

    /**
     * The 32 raw bytes.
     */
    public function toBytes(): string
    {
        return $this->copy();
    }

    /**
     * SubjectPublicKeyInfo in PEM (RFC 8410, 4).
     */
    public function toPem(): string
    {
        return Pem::verifyingKey(Vault::of($this));
    }

    /**
     * Whether both are the same key.
     */
    public function equals(VerifyingKey $other): bool
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
