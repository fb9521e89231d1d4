<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Random values from the operating system's source. A forked child shares no random state with its parent.
 */
interface RandomInterface
{
    /**
     * Random bytes.
     *
     * @param int $length 1 or more.
     *
     * @throws CryptoException BAD_PARAMETER; UNAVAILABLE
     */
    public static function bytes(int $length): string;

    /**
     * A random integer from a range, both ends included, each with the same probability.
     *
     * @throws CryptoException BAD_PARAMETER if min is greater than max
     */
    public static function int(int $min, int $max): int;

    /**
     * A random text for URLs: so many random bytes in base64url without padding.
     *
     * @param int $bytes 1 or more; 32 give 43 characters.
     *
     * @throws CryptoException BAD_PARAMETER
     */
    public static function token(int $bytes = 32): string;

    /**
     * A random UUID (RFC 9562, 5.4), lower-case with hyphens.
     */
    public static function uuid4(): string;

    /**
     * A UUID that begins with the time (RFC 9562, 5.7), lower-case with hyphens. Within a thread of a process each sorts after the one before (6.2, method 1).
     */
    public static function uuid7(): string;

    /**
     * A ULID, 26 characters of Crockford's base 32 in upper-case. Within a thread of a process each sorts after the one before.
     */
    public static function ulid(): string;
}
