<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Http;

use HighPerApp\HighPer\Native\Fallback;

// The extension registers this class itself, and then this file is never loaded. FFI has nothing to add to it.

/**
 * An HTTP request, in pure PHP.
 */
class Request extends Fallback\Http\Request
{
}
