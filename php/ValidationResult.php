<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// The extension registers this class itself, and then this file is never loaded.
/**
 * What a check found.
 */
final class ValidationResult extends Fallback\ValidationResult
{
}
