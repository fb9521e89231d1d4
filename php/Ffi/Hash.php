<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\MacKey;

/**
 * The Hash of the FFI backend: pure PHP, but for BLAKE3, which PHP does not have.
 */
class Hash extends Fallback\Hash
{
    /** Null for all but BLAKE3, and after the end. */
    private ?Hasher $hasher = null;

    protected function begin(string $algorithm, ?MacKey $key, int $length): void
    {
        if ($algorithm === self::BLAKE3) {
            $this->hasher = new Hasher(self::library(), $key === null ? null : Vault::of($key), $length);
        } else {
            parent::begin($algorithm, $key, $length);
        }
    }

    protected function add(#[\SensitiveParameter] string $data): void
    {
        if ($this->hasher === null) {
            parent::add($data);
        } else {
            $this->hasher->update($data);
        }
    }

    protected function end(int $length): string
    {
        if ($this->hasher === null) {
            return parent::end($length);
        }
        $digest = $this->hasher->finish();
        $this->hasher = null;

        return $digest;
    }

    protected static function compute(#[\SensitiveParameter] string $data, string $algorithm, ?MacKey $key, int $length): string
    {
        if ($algorithm !== self::BLAKE3) {
            return parent::compute($data, $algorithm, $key, $length);
        }
        $library = self::library();
        $bytes = $key === null ? null : Vault::of($key);
        $room = Room::of($library, $length);
        $status = $library->highper_digest($library->HIGHPER_HASH_BLAKE3, $bytes, \strlen($bytes ?? ''), $data, \strlen($data), $room, $length);
        Hasher::expectOk($library, $status);

        return Room::take($room, $length);
    }

    protected static function needBlake3(): void
    {
        if (Library::functions() === null) {
            parent::needBlake3();
        }
    }

    private static function library(): \FFI
    {
        return Library::functions() ?? throw new \Error((string) Library::obstacle());
    }
}
