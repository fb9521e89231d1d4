<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * The peer accepts none of the forms that there are. Answer with status 406 (RFC 9110, 15.5.7), which is the code.
 */
class NotAcceptable extends \RuntimeException implements HighPerException
{
}
