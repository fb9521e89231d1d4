<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Bytes that MessagePack packs as bin, whatever they are.
 */
class Bin implements \JsonSerializable, \Stringable
{
    /**
     * @param string $bytes The bytes.
     */
    public function __construct(public readonly string $bytes)
    {
    }

    /**
     * The bytes.
     */
    public function __toString(): string
    {
        return $this->bytes;
    }

    /**
     * The bytes, which JSON can hold if they are UTF-8.
     */
    public function jsonSerialize(): string
    {
        return $this->bytes;
    }
}
