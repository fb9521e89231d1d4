<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Writes and reads JSON or MessagePack, as the peer asks; by the native library, where that is faster.
     */
    class Serializer extends Ffi\Serializer
    {
    }
} else {
    /**
     * Writes and reads JSON or MessagePack, as the peer asks; in pure PHP.
     */
    class Serializer extends Fallback\Serializer
    {
    }
}
