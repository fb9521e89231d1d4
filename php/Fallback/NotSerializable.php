<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

/**
 * Refuses serialize() and unserialize() in the engine's words, as the extension's objects do.
 *
 * @internal
 */
trait NotSerializable
{
    /**
     * @return array<mixed>
     *
     * @throws \Exception always
     */
    public function __serialize(): array
    {
        throw new \Exception("Serialization of '" . static::class . "' is not allowed");
    }

    /**
     * @param array<mixed> $data
     *
     * @throws \Exception always
     */
    public function __unserialize(array $data): void
    {
        throw new \Exception("Unserialization of '" . static::class . "' is not allowed");
    }
}
