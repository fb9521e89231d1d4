<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * The key that signs tokens, in a file of its own that only its owner can read: PASERK `k4.secret`. Whoever has it can log in as anyone.
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
     * @throws PaserkException   if there is something else in it
     */
    public function key(): SecretKey
    {
        if (!is_file($this->file)) {
            $this->create();
        }
        $paserk = file_get_contents($this->file);

        return SecretKey::fromPaserk($paserk !== false ? $paserk : throw new \RuntimeException("The key cannot be read: {$this->file}"));
    }

    /**
     * @throws \RuntimeException if the file cannot be written
     */
    private function create(): void
    {
        // tempnam() makes its file with mode 0600: at no time does the secret lie in one that others can read.
        $new = tempnam(dirname($this->file), 'key');
        $paserk = SecretKey::generate()->toPaserk();
        $written = $new !== false && file_put_contents($new, $paserk) === strlen($paserk);
        // A link replaces nothing: of two workers that come at once, both go on with the key of the first.
        $kept = $written && (@link($new, $this->file) || is_file($this->file));
        if ($new !== false) {
            unlink($new);
        }
        if (!$kept) {
            throw new \RuntimeException("The key cannot be written: {$this->file}");
        }
    }
}
