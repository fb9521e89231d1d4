<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Decrypts what SealStream encrypted; in pure PHP over ext-sodium.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class OpenStream extends Fallback\OpenStream
{
}
