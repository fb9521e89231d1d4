<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Paseto\LocalKey;

/**
 * What a LocalKeyRing is made of.
 *
 * @internal
 */
trait LocalRing
{
    use Closed;

    /** @var list<string> */
    private readonly array $ids;

    /**
     * @param array<mixed> $keys
     *
     * @throws PasetoException BAD_PARAMETER
     */
    private function fill(array $keys): void
    {
        $ring = new Ring(self::class, LocalKey::class, $keys);
        $this->ids = $ring->ids();
        Ring::give($this, $ring);
    }
}
