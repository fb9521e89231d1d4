<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Curve25519;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;

/**
 * Somebody's X25519 public key (RFC 7748), for Box. No secret.
 */
final readonly class PublicKey implements KeyInterface
{
    use Secret;

    /**
     * From raw bytes: exactly 32, of no small order.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(string $bytes): static
    {
        if (\strlen($bytes) !== 32) {
            throw Fault::keyLength(self::class, 'exactly 32 bytes', \strlen($bytes));
        }
        if (!Curve25519::isPublicKey($bytes)) {
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
