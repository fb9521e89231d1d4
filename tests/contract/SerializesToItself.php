<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * Names itself as what it serializes to.
 */
class SerializesToItself implements \JsonSerializable
{
    public int $v = 1;

    public function jsonSerialize(): static
    {
        return $this;
    }
}
