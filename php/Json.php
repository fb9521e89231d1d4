<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Reads and writes JSON; by the native library, where that is faster.
     */
    class Json extends Ffi\Json
    {
    }
} else {
    /**
     * Reads and writes JSON; in pure PHP over ext-json.
     */
    class Json extends Fallback\Json
    {
    }
}
