<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

require_once __DIR__ . '/functions.php';

// The extension registers this class itself, and then this file is never loaded. Both declarations stand here as such, not as a
// class_alias(), so that Composer's optimized and authoritative class maps find them.
if (Backend::current() === 'ffi') {
    /**
     * Maps a method and a path to a handler; by the native library, where that is faster.
     */
    class Router extends Ffi\Router
    {
    }
} else {
    /**
     * Maps a method and a path to a handler; in pure PHP.
     */
    class Router extends Fallback\Router
    {
    }
}
