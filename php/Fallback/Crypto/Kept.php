<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * A secret in the Vault, which never gives this object away: so nobody but the engine calls its destructor, when the owner is gone.
 *
 * @internal
 */
class Kept
{
    /**
     * @param string|null $secret Null while it is taken out.
     */
    public function __construct(#[\SensitiveParameter] public ?string $secret)
    {
    }

    /**
     * Overwrites the secret.
     */
    public function __destruct()
    {
        if ($this->secret !== null) {
            sodium_memzero($this->secret);
        }
    }
}
