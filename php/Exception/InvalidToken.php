<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A token does not authenticate. What exactly is wrong is not said.
 */
class InvalidToken extends PasetoException
{
}
