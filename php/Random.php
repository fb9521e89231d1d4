<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Random values from the operating system's source; in pure PHP.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class Random extends Fallback\Random
{
}
