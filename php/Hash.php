<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Digests of strings, of files, and of what comes in pieces; BLAKE3 by the native library.
     */
    final class Hash extends Ffi\Hash
    {
    }
} else {
    /**
     * Digests of strings, of files, and of what comes in pieces; in pure PHP over ext-hash and ext-sodium.
     */
    final class Hash extends Fallback\Hash
    {
    }
}
