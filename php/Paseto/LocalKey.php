<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Secret;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Fallback\Paseto\Paserk;
use HighPerApp\HighPer\Native\Fallback\Paseto\PasswordWrapping;
use HighPerApp\HighPer\Native\Fallback\Paseto\Sealing;
use HighPerApp\HighPer\Native\Fallback\Paseto\Wrapping;

/**
 * A key of PASETO v4.local: 32 bytes that encrypt tokens and decrypt them.
 */
final class LocalKey implements KeyInterface
{
    use Secret;

    /**
     * Generates one from the operating system's random source.
     */
    public static function generate(): static
    {
        return self::random(32);
    }

    /**
     * From raw bytes: exactly 32.
     *
     * @throws CryptoException INVALID_KEY
     */
    public static function fromBytes(#[\SensitiveParameter] string $bytes): static
    {
        return self::ofLength($bytes, 32, 32, 'exactly 32 bytes');
    }

    /**
     * From PASERK `k4.local`.
     *
     * @throws PaserkException INVALID, for anything else
     */
    public static function fromPaserk(#[\SensitiveParameter] string $paserk): static
    {
        Sodium::need(self::class);

        return self::taking(Paserk::read(Paserk::LOCAL, 32, $paserk));
    }

    /**
     * PASERK `k4.local`. Whoever calls this takes the secret out of its protection.
     */
    public function toPaserk(): string
    {
        return Paserk::write(Paserk::LOCAL, Vault::of($this));
    }

    /**
     * PASERK `k4.lid`, which names the key and may stand in a footer.
     */
    public function id(): string
    {
        return Paserk::id('lid', Paserk::LOCAL, Vault::of($this));
    }

    /**
     * The 32 raw bytes. Whoever calls this takes the secret out of its protection.
     */
    public function reveal(): string
    {
        return $this->copy();
    }

    /**
     * Whether both are the same key; compared in constant time.
     */
    public function equals(LocalKey $other): bool
    {
        return $this->isSame($other);
    }

    /**
     * Wraps this key with another one (PASERK `k4.local-wrap.pie`).
     */
    public function wrap(LocalKey $wrappingKey): string
    {
        return Wrapping::wrap(Paserk::LOCAL, Vault::of($this), Vault::of($wrappingKey));
    }

    /**
     * Takes a key out of `k4.local-wrap.pie`.
     *
     * @throws PaserkException AUTHENTICATION_FAILED, whatever is wrong
     */
    public static function unwrap(string $paserk, LocalKey $wrappingKey): static
    {
        return self::taking(Wrapping::unwrap(Paserk::LOCAL, 32, $paserk, Vault::of($wrappingKey)));
    }

    /**
     * Wraps this key with a password (PASERK `k4.local-pw`: Argon2id, XChaCha20, BLAKE2b).
     *
     * @param int $memory In bytes, a multiple of 1024, 8,192 to 4,294,967,296.
     * @param int $passes 1 to 64.
     *
     * @throws PaserkException BAD_PARAMETER
     */
    public function wrapWithPassword(#[\SensitiveParameter] string $password, int $memory = 67108864, int $passes = 2): string
    {
        return PasswordWrapping::wrap(Paserk::LOCAL, Vault::of($this), $password, $memory, $passes);
    }

    /**
     * Takes a key out of `k4.local-pw`. What it asks for is compared with the limits before any memory is taken or work done.
     *
     * @param int $maxMemory The most memory that is granted, in bytes.
     * @param int $maxPasses The most passes that are granted.
     *
     * @throws PaserkException LIMIT if it asks for more; AUTHENTICATION_FAILED, whatever else is wrong
     */
    public static function unwrapWithPassword(string $paserk, #[\SensitiveParameter] string $password, int $maxMemory = 268435456, int $maxPasses = 8): static
    {
        Sodium::need(self::class);

        return self::taking(PasswordWrapping::unwrap(Paserk::LOCAL, 32, $paserk, $password, $maxMemory, $maxPasses));
    }

    /**
     * Encrypts this key to somebody's public key (PASERK `k4.seal`).
     *
     * @throws PaserkException INVALID if the public key cannot be converted to X25519
     */
    public function seal(PublicKey $recipient): string
    {
        return Sealing::seal(Vault::of($this), Vault::of($recipient));
    }

    /**
     * Takes a key out of `k4.seal`.
     *
     * @throws PaserkException AUTHENTICATION_FAILED, whatever is wrong
     */
    public static function unseal(string $paserk, SecretKey $recipient): static
    {
        return self::taking(Sealing::unseal($paserk, Vault::of($recipient)));
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
