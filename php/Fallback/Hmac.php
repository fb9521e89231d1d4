<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\HmacInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sha2;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\MacKey;

/**
 * HMAC by PHP's own hash functions.
 */
class Hmac implements HmacInterface
{
    use Closed;

    /** Null after the end. */
    private ?\HashContext $context;

    public function __construct(MacKey $key, private readonly string $algorithm = 'sha256')
    {
        Sha2::length($algorithm, 'Hmac');
        $this->context = hash_init($algorithm, HASH_HMAC, Vault::of($key));
    }

    public function update(#[\SensitiveParameter] string $data): static
    {
        hash_update($this->context ?? throw Fault::finished('digest'), $data);

        return $this;
    }

    public function finish(): string
    {
        $code = hash_final($this->context ?? throw Fault::finished('digest'), true);
        $this->context = null;

        return $code;
    }

    public static function sign(#[\SensitiveParameter] string $message, MacKey $key, string $algorithm = 'sha256'): string
    {
        Sha2::length($algorithm, 'Hmac');

        return hash_hmac($algorithm, $message, Vault::of($key), true);
    }

    public static function verify(string $code, #[\SensitiveParameter] string $message, MacKey $key, string $algorithm = 'sha256'): bool
    {
        return hash_equals(self::sign($message, $key, $algorithm), $code);
    }
}
