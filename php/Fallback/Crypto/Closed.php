<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Fallback\NotSerializable;

/**
 * An object that cannot be cloned or serialized and takes no further properties. Those with a public constructor keep an argument of it in a
 * readonly property, so that it runs once.
 *
 * @internal
 */
trait Closed
{
    use NotSerializable;

    private function __clone()
    {
    }

    /**
     * @internal
     *
     * @throws \Error always
     */
    public function __set(string $name, #[\SensitiveParameter] mixed $value): void
    {
        throw new \Error('Cannot create dynamic property ' . static::class . '::$' . $name);
    }
}
