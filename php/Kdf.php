<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Keys from keys, in pure PHP, and keys from passwords, by the native library.
     */
    final class Kdf extends Ffi\Kdf
    {
    }
} else {
    /**
     * Keys from keys and keys from passwords; in pure PHP over ext-hash and ext-sodium.
     */
    final class Kdf extends Fallback\Kdf
    {
    }
}
