<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

/**
 * Arguments that a command does not take; the message says which.
 *
 * @internal
 */
class UsageError extends \InvalidArgumentException
{
}
