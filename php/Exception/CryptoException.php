<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A key, a parameter or a message is refused. What is said of a message that does not authenticate is always the same.
 */
class CryptoException extends \RuntimeException implements HighPerException
{
    /** A key has the wrong length, or is no key. */
    public const INVALID_KEY = 1;
    /** A text is not the encoding that it should be. */
    public const INVALID_ENCODING = 2;
    /** A parameter is out of its range, or unknown. */
    public const BAD_PARAMETER = 3;
    /** A message was changed, or the key or the associated data is another one. */
    public const AUTHENTICATION_FAILED = 4;
    /** This backend cannot do it. The message says what to install. */
    public const UNAVAILABLE = 5;
    /** The stream or digest has ended. */
    public const STREAM_FINISHED = 6;
    /** A stream cannot be opened, read or written. */
    public const STREAM_FAILED = 7;
}
