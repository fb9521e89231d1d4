<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded. There is no FFI variant: crossing over costs more than
// it saves here. Asking for the backend refuses one that cannot be had.
Backend::current();

/**
 * Unpacks a stream of MessagePack values; in pure PHP.
 */
class Unpacker extends Fallback\Unpacker
{
}
