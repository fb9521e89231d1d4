<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;

/**
 * A key for authentication: Hmac and keyed Hash. generate() makes 32 bytes.
 */
final readonly class MacKey implements KeyInterface
{
    use Secret;

    /**
     * Generates one from the operating system's random source.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function generate(): static
    {
        return self::random(32);
    }

    /**
     * From raw bytes: 16 to 1024; a keyed Hash takes up to 64 (BLAKE2b), or exactly 32 (BLAKE3).
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(#[\SensitiveParameter] string $bytes): static
    {
        return self::ofLength($bytes, 16, 1024, '16 to 1024 bytes');
    }

    /**
     * From hex digits, upper- or lower-case, decoded in constant time.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromHex(#[\SensitiveParameter] string $hex): static
    {
        return self::ofHex($hex);
    }

    /**
     * From base64url without padding (RFC 4648, 5), decoded in constant time.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromBase64Url(#[\SensitiveParameter] string $base64Url): static
    {
        return self::ofBase64Url($base64Url);
    }

    /**
     * The raw bytes. Whoever calls this takes the secret out of its protection.
     */
    public function reveal(): string
    {
        return $this->copy();
    }

    /**
     * Whether both are the same key; compared in constant time.
     */
    public function equals(MacKey $other): bool
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
