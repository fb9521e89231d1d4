<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

/**
 * A key of one purpose. Keys are closed: they cannot be extended, cloned, serialized or changed, `==` compares identity, and dumps
 * show the type and the key id alone. A key's memory is overwritten when the object is destroyed.
 */
interface KeyInterface
{
    /**
     * Names the key without revealing it: 32 lower-case hex digits, of BLAKE2b-128 over `"highper-key-id-v1" 0x00 type 0x00 key`, where
     * type is the class's name below `HighPerApp\HighPer\Native\`. The same key has the same id everywhere and always.
     */
    public function keyId(): string;

    /**
     * What var_dump() and print_r() show.
     *
     * @return array{type: string, keyId?: string} without the id where PHP made the object without a constructor
     */
    public function __debugInfo(): array;
}
