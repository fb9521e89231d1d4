<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * PASETO version 4; in pure PHP over ext-sodium.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class Paseto extends Fallback\Paseto
{
}
