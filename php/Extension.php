<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * A MessagePack extension value as it is on the wire.
 */
class Extension
{
    /**
     * @param int    $type -128 to 127; below 0 is the specification's own.
     * @param string $data The bytes.
     *
     * @throws MessagePackException if the type is out of range
     */
    public function __construct(public readonly int $type, public readonly string $data)
    {
        if ($type < -128 || $type > 127) {
            throw MessagePackException::of(MessagePackException::EXTENSION, "Extension type $type", 'use -128 to 127');
        }
    }
}
