<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault as CryptoFault;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * The keys of a key ring by their names. They are kept apart from the ring, which uses its keys and gives none away.
 *
 * @template T of LocalKey|PublicKey
 *
 * @internal
 */
class Ring
{
    /** @var \WeakMap<LocalKeyRing|PublicKeyRing, self<LocalKey>|self<PublicKey>>|null */
    private static ?\WeakMap $rings = null;

    /** @var array<string, T> */
    private array $keys = [];

    /** The name of the signing key's public half. */
    private readonly ?string $signingId;

    /**
     * @param string          $ring       Full name of the ring's class.
     * @param class-string<T> $type
     * @param array<mixed>    $keys
     * @param SecretKey|null  $signingKey Its public half is put at the end, unless it is there.
     *
     * @throws PasetoException BAD_PARAMETER
     */
    public function __construct(string $ring, string $type, array $keys, public readonly ?SecretKey $signingKey = null)
    {
        $checked = [];
        foreach ($keys as $key) {
            if (!$key instanceof $type) {
                $short = substr($type, (int) strrpos($type, '\\') + 1);
                $given = get_debug_type($key);

                throw new \TypeError("$ring::__construct(): Argument #1 (\$keys) must be of type array<$short>, $given given");
            }
            $checked[] = $key;
        }
        foreach ($checked as $key) {
            $id = $key->id();
            if (isset($this->keys[$id])) {
                throw Fault::parameter("A key is in the ring twice: $id");
            }
            $this->keys[$id] = $key;
        }
        $public = $signingKey?->publicKey();
        $this->signingId = $public?->id();
        if ($public instanceof $type) {
            $this->keys += [$public->id() => $public];
        }
        if ($this->keys === []) {
            throw Fault::parameter('A key ring needs at least one key');
        }
    }

    /**
     * What a key ring uses.
     *
     * @return ($owner is LocalKeyRing ? self<LocalKey> : self<PublicKey>)
     *
     * @throws \Error if PHP made it without its constructor
     */
    public static function of(LocalKeyRing|PublicKeyRing $owner): self
    {
        return self::$rings[$owner] ?? throw new \Error('The ' . CryptoFault::name($owner::class) . ' was not constructed');
    }

    /**
     * Gives a key ring what it uses from now on.
     *
     * @param self<LocalKey>|self<PublicKey> $ring
     */
    public static function give(LocalKeyRing|PublicKeyRing $owner, self $ring): void
    {
        if (self::$rings === null) {
            self::$rings = new \WeakMap();
        }
        self::$rings[$owner] = $ring;
    }

    /**
     * @return T
     */
    public function first(): LocalKey|PublicKey
    {
        return $this->keys[array_key_first($this->keys)];
    }

    /**
     * @throws PasetoException NO_SECRET_KEY
     */
    public function signingId(): string
    {
        return $this->signingId ?? throw Fault::noSecretKey();
    }

    /**
     * @return T|null
     */
    public function find(?string $id): LocalKey|PublicKey|null
    {
        return $id === null ? null : $this->keys[$id] ?? null;
    }

    /**
     * @return list<string>
     */
    public function ids(): array
    {
        return array_keys($this->keys);
    }
}
