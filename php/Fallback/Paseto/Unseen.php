<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

/**
 * An array on its way into json_encode(), which does not mark its argument as sensitive: where an object in the array throws, the trace shows this
 * instead, and that is empty by then.
 *
 * @internal
 */
class Unseen implements \JsonSerializable
{
    /**
     * @param array<mixed>|null $value
     */
    public function __construct(#[\SensitiveParameter] private ?array $value)
    {
    }

    /**
     * @return array<mixed>|null
     */
    public function jsonSerialize(): ?array
    {
        try {
            return $this->value;
        } finally {
            $this->value = null;
        }
    }
}
