<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * Serializes to a value, to what a closure returns, or throws an exception.
 */
class Serializable implements \JsonSerializable
{
    public function __construct(public mixed $value)
    {
    }

    public function jsonSerialize(): mixed
    {
        if ($this->value instanceof \Throwable) {
            throw $this->value;
        }

        return $this->value instanceof \Closure ? ($this->value)() : $this->value;
    }
}
