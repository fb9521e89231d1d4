<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

/**
 * The key that signs tokens, in a file of its own: a secret key of Ed25519 as libsodium has it, whose first half also does as a key of HMAC.
 *
 * @internal
 */
class KeyFile
{
    public function __construct(private readonly string $file)
    {
    }

    /**
     * The key; generated if there is none yet.
     *
     * @throws \RuntimeException if the file cannot be read or made
     */
    public function key(): string
    {
        if (!is_file($this->file)) {
            $this->create();
        }
        $key = file_get_contents($this->file);

        return $key !== false && strlen($key) === SODIUM_CRYPTO_SIGN_SECRETKEYBYTES ? $key : throw new \RuntimeException("The key cannot be read: $this->file");
    }

    /**
     * @throws \RuntimeException if the file cannot be written
     */
    private function create(): void
    {
        $new = tempnam(dirname($this->file), 'key');
        if ($new === false || file_put_contents($new, sodium_crypto_sign_secretkey(sodium_crypto_sign_keypair())) === false || !rename($new, $this->file)) {
            throw new \RuntimeException("The key cannot be written: $this->file");
        }
    }
}
