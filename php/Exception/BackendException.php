<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * The backend that was asked for cannot be had; the message says what is missing.
 */
class BackendException extends \RuntimeException implements HighPerException
{
}
