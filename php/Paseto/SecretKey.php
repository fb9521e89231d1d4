<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Ed25519;
use HighPerApp\HighPer\Native\Fallback\Crypto\Pem;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Fallback\Paseto\Fault;
use HighPerApp\HighPer\Native\Fallback\Paseto\Paserk;
use HighPerApp\HighPer\Native\Fallback\Paseto\PasswordWrapping;
use HighPerApp\HighPer\Native\Fallback\Paseto\Wrapping;

/**
 * The secret half of a PASETO v4.public pair, which signs tokens.
 */
final class SecretKey implements KeyInterface
{
    use Secret;

    /**
     * Generates a pair from the operating system's random source.
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
     * From a seed of 32 bytes.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromSeed(#[\SensitiveParameter] string $seed): static
    {
        return self::taking(Ed25519::ofSeed(self::class, $seed));
    }

    /**
     * From raw bytes: 64, the seed and the public half, which is checked against the seed.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(#[\SensitiveParameter] string $bytes): static
    {
        Sodium::need(self::class);
        Ed25519::check(self::class, $bytes);

        return self::holding($bytes);
    }

    /**
     * From PASERK `k4.secret`.
     *
     * @throws PaserkException INVALID, for anything else
     */
    public static function fromPaserk(#[\SensitiveParameter] string $paserk): static
    {
        Sodium::need(self::class);

        return self::checked(Paserk::read(Paserk::SECRET, 64, $paserk)) ?? throw Fault::paserk(Paserk::SECRET);
    }

    /**
     * From PEM: an unencrypted PKCS #8 `PRIVATE KEY` of Ed25519 (RFC 8410, 7).
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
     * The public half, which verifies.
     */
    public function publicKey(): PublicKey
    {
        return PublicKey::fromBytes(Ed25519::publicHalf(Vault::of($this)));
    }

    /**
     * PASERK `k4.secret`. Whoever calls this takes the secret out of its protection.
     */
    public function toPaserk(): string
    {
        return Paserk::write(Paserk::SECRET, Vault::of($this));
    }

    /**
     * PASERK `k4.sid`, which names the key and may stand in a footer.
     */
    public function id(): string
    {
        return Paserk::id('sid', Paserk::SECRET, Vault::of($this));
    }

    /**
     * The 64 raw bytes, seed and public half. Whoever calls this takes the secret out of its protection.
     */
    public function reveal(): string
    {
        return $this->copy();
    }

    /**
     * Whether both are the same key; compared in constant time.
     */
    public function equals(SecretKey $other): bool
    {
        return $this->isSame($other);
    }

    /**
     * Wraps this key with another one (PASERK `k4.secret-wrap.pie`).
     */
    public function wrap(LocalKey $wrappingKey): string
    {
        return Wrapping::wrap(Paserk::SECRET, Vault::of($this), Vault::of($wrappingKey));
    }

    /**
     * Takes a key out of `k4.secret-wrap.pie`.
     *
     * @throws PaserkException AUTHENTICATION_FAILED, whatever is wrong
     */
    public static function unwrap(string $paserk, LocalKey $wrappingKey): static
    {
        return self::checked(Wrapping::unwrap(Paserk::SECRET, 64, $paserk, Vault::of($wrappingKey))) ?? throw Fault::wrapped();
    }

    /**
     * Wraps this key with a password (PASERK `k4.secret-pw`: Argon2id, XChaCha20, BLAKE2b).
     *
     * @param int $memory In bytes, a multiple of 1024, 8,192 to 4,294,967,296.
     * @param int $passes 1 to 64.
     *
     * @throws PaserkException BAD_PARAMETER
     */
    public function wrapWithPassword(#[\SensitiveParameter] string $password, int $memory = 67108864, int $passes = 2): string
    {
        return PasswordWrapping::wrap(Paserk::SECRET, Vault::of($this), $password, $memory, $passes);
    }

    /**
     * Takes a key out of `k4.secret-pw`. What it asks for is compared with the limits before any memory is taken or work done.
     *
     * @param int $maxMemory The most memory that is granted, in bytes.
     * @param int $maxPasses The most passes that are granted.
     *
     * @throws PaserkException LIMIT if it asks for more; AUTHENTICATION_FAILED, whatever else is wrong
     */
    public static function unwrapWithPassword(string $paserk, #[\SensitiveParameter] string $password, int $maxMemory = 268435456, int $maxPasses = 8): static
    {
        Sodium::need(self::class);
        $bytes = PasswordWrapping::unwrap(Paserk::SECRET, 64, $paserk, $password, $maxMemory, $maxPasses);

        return self::checked($bytes) ?? throw Fault::wrapped();
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

    /**
     * A key of 64 bytes that nobody else holds; null if the public half does not belong to the seed.
     */
    private static function checked(#[\SensitiveParameter] string $bytes): ?static
    {
        try {
            Ed25519::check(self::class, $bytes);
        } catch (CryptoException) {
            sodium_memzero($bytes);

            return null;
        }

        return self::taking($bytes);
    }

    private function __construct()
    {
    }
}
