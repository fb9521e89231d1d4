<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Ed25519;
use HighPerApp\HighPer\Native\Fallback\Crypto\Pem;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;

/**
 * The secret half of an Ed25519 pair (RFC 8032), for Sign.
 */
final readonly class SigningKey implements KeyInterface
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
        $pair = sodium_crypto_sign_keypair();
        $secret = sodium_crypto_sign_secretkey($pair);
        sodium_memzero($pair);

        return self::taking($secret);
    }

    /**
     * From a seed, the 32 bytes that RFC 8032 calls the private key.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromSeed(#[\SensitiveParameter] string $seed): static
    {
        return self::taking(Ed25519::ofSeed(self::class, $seed));
    }

    /**
     * From raw bytes: 64, the seed and the public half, as libsodium keeps a secret key; the public half is checked against the seed.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(#[\SensitiveParameter] string $bytes): static
    {
        Ed25519::check(self::class, $bytes);

        return self::holding($bytes);
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
     * From PEM: an unencrypted PKCS #8 `PRIVATE KEY` of Ed25519 (RFC 8410, 7), as OpenSSL writes it.
     *
     * @throws CryptoException INVALID_KEY or INVALID_ENCODING
     */
    public static function fromPem(#[\SensitiveParameter] string $pem): static
    {
        Sodium::need(self::class);
        $seed = Pem::readSigningKey($pem);
        try {
            return self::fromSeed($seed);
        } finally {
            sodium_memzero($seed);
        }
    }

    /**
     * The public half.
     */
    public function verifyingKey(): VerifyingKey
    {
        return VerifyingKey::fromBytes(Ed25519::publicHalf(Vault::of($this)));
    }

    /**
     * The 64 raw bytes, seed and public half. Whoever calls this takes the secret out of its protection.
     */
    public function reveal(): string
    {
        return $this->copy();
    }

    /**
     * PKCS #8 in PEM (RFC 8410, 7). Whoever calls this takes the secret out of its protection.
     */
    public function revealPem(): string
    {
        $seed = substr(Vault::of($this), 0, Ed25519::SEED_LENGTH);
        try {
            return Pem::signingKey($seed);
        } finally {
            sodium_memzero($seed);
        }
    }

    /**
     * Whether both are the same key; compared in constant time.
     */
    public function equals(SigningKey $other): bool
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
