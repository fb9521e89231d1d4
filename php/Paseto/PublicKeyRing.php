<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Paseto\PublicRing;

/**
 * v4.public keys of which a token names the one it needs, by `kid` in its footer. A token without a `kid`, or with one that is not here, is refused.
 */
final class PublicKeyRing
{
    use PublicRing;

    /**
     * @param array<PublicKey> $keys       All verify.
     * @param SecretKey|null   $signingKey Signs; its public half verifies, too.
     *
     * @throws PasetoException BAD_PARAMETER if there is no key, or one is there twice
     */
    public function __construct(array $keys, ?SecretKey $signingKey = null)
    {
        $this->fill($keys, $signingKey);
    }

    /**
     * The names of the keys, PASERK `k4.pid`.
     *
     * @return list<string>
     */
    public function ids(): array
    {
        return $this->ids;
    }
}
