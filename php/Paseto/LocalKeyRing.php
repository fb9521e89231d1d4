<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Fallback\Paseto\LocalRing;

/**
 * v4.local keys of which a token names the one it needs, by `kid` in its footer. A token without a `kid`, or with one that is not here, is refused.
 */
final class LocalKeyRing
{
    use LocalRing;

    /**
     * @param array<LocalKey> $keys The first encrypts; all decrypt.
     *
     * @throws PasetoException BAD_PARAMETER if there is no key, or one is there twice
     */
    public function __construct(array $keys)
    {
        $this->fill($keys);
    }

    /**
     * The names of the keys, PASERK `k4.lid`.
     *
     * @return list<string>
     */
    public function ids(): array
    {
        return $this->ids;
    }
}
