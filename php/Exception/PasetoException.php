<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A token is refused or cannot be issued. Before a token is authenticated, the message is always the same (InvalidToken).
 */
class PasetoException extends \RuntimeException implements HighPerException
{
    /** Not a token of this version and purpose, changed, or made with another key, footer or implicit assertion. */
    public const INVALID_TOKEN = 1;
    /** `exp` has passed. */
    public const EXPIRED = 2;
    /** `nbf` or `iat` is yet to come. */
    public const NOT_YET_VALID = 3;
    /** A claim is missing, of the wrong type, or not what it has to be. */
    public const CLAIM = 4;
    /** A footer is too large, or holds what must not stand there. */
    public const FOOTER = 5;
    /** There is no secret key to issue with. */
    public const NO_SECRET_KEY = 6;
    /** A parameter is out of its range. */
    public const BAD_PARAMETER = 7;
}
