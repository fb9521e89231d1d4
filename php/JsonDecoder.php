<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded. There is no FFI variant: crossing over costs more than
// it saves here. Asking for the backend refuses one that cannot be had.
Backend::current();

/**
 * A JSON decoder that is set up once and used often; in pure PHP over ext-json.
 */
class JsonDecoder extends Fallback\JsonDecoder
{
}
