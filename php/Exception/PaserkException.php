<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A serialized key (PASERK) is refused.
 */
class PaserkException extends PasetoException
{
    /** Not a PASERK of the version and type that is asked for. */
    public const INVALID = 101;
    /** A wrapped key was changed, or wrapped with another key or password. */
    public const AUTHENTICATION_FAILED = 102;
    /** A password-wrapped key asks for more memory or passes than are granted. */
    public const LIMIT = 103;
}
