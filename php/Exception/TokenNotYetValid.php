<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A token is authentic, but `nbf` or `iat` is yet to come.
 */
class TokenNotYetValid extends PasetoException
{
}
