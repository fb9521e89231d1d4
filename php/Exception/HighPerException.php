<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * Implemented by every exception of this library.
 */
interface HighPerException extends \Throwable
{
}
