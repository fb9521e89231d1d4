<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use FFI\CData;

/**
 * A digest of the native library, which keeps its state and its key, and overwrites them when this is gone.
 *
 * @internal
 */
class Hasher
{
    /** Null after the end. */
    private ?CData $handle;

    /**
     * All that the library could refuse was checked.
     *
     * @param string|null $key Of BLAKE3.
     *
     * @throws \Error
     */
    public function __construct(private readonly \FFI $library, #[\SensitiveParameter] ?string $key, private readonly int $length)
    {
        $handle = $library->new('highper_hasher *');
        $status = $library->highper_hasher_new($library->HIGHPER_HASH_BLAKE3, $key, \strlen($key ?? ''), $length, \FFI::addr($handle));
        self::expectOk($library, $status);
        $this->handle = $handle;
    }

    /**
     * @throws \Error
     */
    public function update(#[\SensitiveParameter] string $data): void
    {
        self::expectOk($this->library, $this->library->highper_hasher_update($this->handle(), $data, \strlen($data), null));
    }

    /**
     * @throws \Error
     */
    public function finish(): string
    {
        $room = Room::of($this->library, $this->length);
        self::expectOk($this->library, $this->library->highper_hasher_finish($this->handle(), $room, $this->length, null));

        return Room::take($room, $this->length);
    }

    /**
     * @throws \Error unless the library is content
     */
    public static function expectOk(\FFI $library, int $status): void
    {
        if ($status !== $library->HIGHPER_STATUS_OK) {
            throw new \Error("The native library answers with status $status");
        }
    }

    private function handle(): CData
    {
        return $this->handle ?? throw new \Error('The digest is destroyed');
    }

    /** Two objects with one handle would free it twice. */
    private function __clone()
    {
    }

    public function __destruct()
    {
        if ($this->handle !== null) {
            $this->library->highper_hasher_free($this->handle);
            $this->handle = null;
        }
    }
}
