<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Passwords, hashed with Argon2id by the native library.
     */
    final class Password extends Ffi\Password
    {
    }
} else {
    /**
     * Passwords, hashed with Argon2id; in pure PHP.
     */
    final class Password extends Fallback\Password
    {
    }
}
