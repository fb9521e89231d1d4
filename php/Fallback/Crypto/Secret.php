<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Encoding;
use HighPerApp\HighPer\Native\Fallback\Random;

/**
 * What all keys have in common: the bytes in the Vault, an id, and nothing to be seen from outside. Their public methods stand in the classes,
 * which are readonly: those take no further properties by whatever way.
 *
 * @internal
 */
trait Secret
{
    use Closed;

    /** Equal to nothing, not even to itself: `==` is true of one and the same object only. */
    private readonly float $identity;

    /**
     * A key of bytes that were checked.
     *
     * @throws CryptoException UNAVAILABLE
     */
    private static function holding(#[\SensitiveParameter] string $bytes): static
    {
        return self::taking(Vault::copy($bytes));
    }

    /**
     * As holding(), of a string that nobody else will hold, so that no copy is needed.
     *
     * @throws CryptoException UNAVAILABLE
     */
    private static function taking(#[\SensitiveParameter] string $bytes): static
    {
        Sodium::need(self::class);
        $key = new self();
        $key->identity = \NAN;
        Vault::put($key, $bytes);

        return $key;
    }

    /**
     * A key of so many random bytes.
     *
     * @throws CryptoException UNAVAILABLE
     */
    private static function random(int $length): static
    {
        Sodium::need(self::class);

        return self::taking(Random::bytes($length));
    }

    /**
     * What fromBytes() makes of hex digits.
     *
     * @throws CryptoException
     */
    private static function ofHex(#[\SensitiveParameter] string $hex): static
    {
        Sodium::need(self::class);

        return self::ofDecoded(Encoding::fromHex($hex));
    }

    /**
     * What fromBytes() makes of base64url.
     *
     * @throws CryptoException
     */
    private static function ofBase64Url(#[\SensitiveParameter] string $base64Url): static
    {
        Sodium::need(self::class);

        return self::ofDecoded(Encoding::fromBase64Url($base64Url));
    }

    /**
     * What fromBytes() makes of bytes that only it needs: they are overwritten.
     *
     * @throws CryptoException
     */
    private static function ofDecoded(#[\SensitiveParameter] string $bytes): static
    {
        try {
            return self::fromBytes($bytes);
        } finally {
            sodium_memzero($bytes);
        }
    }

    /**
     * A key of so many bytes.
     *
     * @param string $what How a message says it, such as `exactly 32 bytes`.
     *
     * @throws CryptoException INVALID_KEY or UNAVAILABLE
     */
    private static function ofLength(#[\SensitiveParameter] string $bytes, int $shortest, int $longest, string $what): static
    {
        Sodium::need(self::class);
        $length = \strlen($bytes);
        if ($length < $shortest || $length > $longest) {
            throw Fault::keyLength(self::class, $what, $length);
        }

        return self::holding($bytes);
    }

    /**
     * The bytes in a string of its own, for whoever is outside.
     */
    private function copy(): string
    {
        return Vault::copy(Vault::of($this));
    }

    private function isSame(self $other): bool
    {
        return hash_equals(Vault::of($this), Vault::of($other));
    }

    private function computeKeyId(): string
    {
        return KeyId::of(self::class, Vault::of($this));
    }

    /**
     * A dump must not fail: an object without bytes, which PHP can make by unserialize() and by reflection, has no id.
     *
     * @return array{type: string, keyId?: string}
     */
    private function debugInfo(): array
    {
        return ['type' => self::class] + (Vault::has($this) ? ['keyId' => $this->computeKeyId()] : []);
    }
}
