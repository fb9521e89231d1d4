<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Checks values and JSON texts by a JSON Schema; by the native library, where that is faster.
     */
    class JsonSchema extends Ffi\JsonSchema
    {
    }
} else {
    /**
     * Checks values and JSON texts by a JSON Schema; in pure PHP.
     */
    class JsonSchema extends Fallback\JsonSchema
    {
    }
}
