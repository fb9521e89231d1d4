<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Encrypts a sequence of chunks; in pure PHP over ext-sodium.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class SealStream extends Fallback\SealStream
{
}
