<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi;

// The extension registers this class itself, and then this file is never loaded.
if (Backend::current() === 'ffi') {
    /**
     * Issues v4.public tokens, and reads them with the native library's signatures.
     */
    final class PublicTokens extends Ffi\Paseto\PublicTokens
    {
    }
} else {
    /**
     * Issues and reads v4.public tokens, in pure PHP.
     */
    final class PublicTokens extends Fallback\Paseto\PublicTokens
    {
    }
}
