<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi\Paseto;

use HighPerApp\HighPer\Native\Fallback;

/**
 * v4.public tokens in the FFI backend: pure PHP, but for verifying signatures. docs/ffi.md has the figures.
 */
class PublicTokens extends Fallback\Paseto\PublicTokens
{
    protected const TOKEN = PublicToken::class;
}
