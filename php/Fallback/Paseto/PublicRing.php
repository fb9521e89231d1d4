<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * What a PublicKeyRing is made of.
 *
 * @internal
 */
trait PublicRing
{
    use Closed;

    /** @var list<string> */
    private readonly array $ids;

    /**
     * @param array<mixed> $keys
     *
     * @throws PasetoException BAD_PARAMETER
     */
    private function fill(array $keys, ?SecretKey $signingKey): void
    {
        $ring = new Ring(self::class, PublicKey::class, $keys, $signingKey);
        $this->ids = $ring->ids();
        Ring::give($this, $ring);
    }
}
