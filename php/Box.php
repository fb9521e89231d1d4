<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Encryption to somebody's public key; sealed by the native library.
     */
    final class Box extends Ffi\Box
    {
    }
} else {
    /**
     * Encryption to somebody's public key; in pure PHP over ext-sodium.
     */
    final class Box extends Fallback\Box
    {
    }
}
