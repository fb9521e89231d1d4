<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * HMAC with SHA-2; in pure PHP over ext-hash.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class Hmac extends Fallback\Hmac
{
}
