<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Checks payloads by rules that were compiled once; in pure PHP.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
class Validator extends Fallback\Validator
{
}
