<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;

/**
 * An X25519 pair (RFC 7748), one's own, for Box.
 */
final readonly class KeyPair implements KeyInterface
{
    use Secret;

    /**
     * Generates one from the operating system's random source.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function generate(): static
    {
        Sodium::need(self::class);

        return self::taking(sodium_crypto_box_keypair());
    }

    /**
     * From a seed of 32 bytes, as sodium_crypto_box_seed_keypair() does: the secret half is the beginning of its SHA-512.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromSeed(#[\SensitiveParameter] string $seed): static
    {
        Sodium::need(self::class);
        if (\strlen($seed) !== 32) {
            throw Fault::keyLength(self::class, 'a seed of exactly 32 bytes', \strlen($seed));
        }

        return self::taking(sodium_crypto_box_seed_keypair($seed));
    }

    /**
     * From raw bytes: 64, the secret and the public half, as libsodium keeps a pair; or 32, the secret half alone. A public half that is given is checked.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(#[\SensitiveParameter] string $bytes): static
    {
        Sodium::need(self::class);
        $length = \strlen($bytes);
        if ($length !== 64 && $length !== 32) {
            throw Fault::keyLength(self::class, '64 or 32 bytes', $length);
        }
        $secret = substr($bytes, 0, 32);
        $pair = $secret . sodium_crypto_scalarmult_base($secret);
        sodium_memzero($secret);
        if ($length === 64 && !hash_equals($pair, $bytes)) {
            sodium_memzero($pair);
            throw Fault::keyMismatch(self::class);
        }

        return self::taking($pair);
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
     * The public half, for others.
     */
    public function publicKey(): PublicKey
    {
        return PublicKey::fromBytes(substr(Vault::of($this), 32));
    }

    /**
     * The 64 raw bytes, secret and public half. Whoever calls this takes the secret out of its protection.
     */
    public function reveal(): string
    {
        return $this->copy();
    }

    /**
     * Whether both are the same pair; compared in constant time.
     */
    public function equals(KeyPair $other): bool
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
