<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A token is authentic, but `exp` has passed.
 */
class TokenExpired extends PasetoException
{
}
