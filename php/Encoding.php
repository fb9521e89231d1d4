<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Hex and base64url in constant time; by the native library, where that is faster.
     */
    final class Encoding extends Ffi\Encoding
    {
    }
} else {
    /**
     * Hex and base64url in constant time; in pure PHP over ext-sodium.
     */
    final class Encoding extends Fallback\Encoding
    {
    }
}
