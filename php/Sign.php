<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Ed25519 signatures; verified by the native library.
     */
    final class Sign extends Ffi\Sign
    {
    }
} else {
    /**
     * Ed25519 signatures; in pure PHP over ext-sodium.
     */
    final class Sign extends Fallback\Sign
    {
    }
}
