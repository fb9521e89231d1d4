<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * A moment that serializes to text, as those of well-known libraries do.
 */
class SerializableMoment extends \DateTimeImmutable implements \JsonSerializable
{
    public function jsonSerialize(): string
    {
        return $this->format('c');
    }
}
