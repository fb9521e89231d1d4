<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A body is declared to be of a type that cannot be read. Answer with status 415 (RFC 9110, 15.5.16), which is the code.
 */
class UnsupportedMediaType extends \RuntimeException implements HighPerException
{
}
