<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Fallback;

/**
 * Issues and reads v4.local tokens; in pure PHP over ext-sodium.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class LocalTokens extends Fallback\Paseto\LocalTokens
{
}
