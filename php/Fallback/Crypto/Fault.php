<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * The exceptions that more than one class throws, in the words that all backends use.
 *
 * @internal
 */
class Fault
{
    /** Where every type's name begins, and what no message repeats. */
    private const NAMESPACE = 'HighPerApp\HighPer\Native\\';

    /**
     * @param string $type Full name of the class.
     * @param string $what Such as `exactly 32 bytes`.
     */
    public static function keyLength(string $type, string $what, int $given): CryptoException
    {
        return new CryptoException(self::name($type) . " needs $what, $given given", CryptoException::INVALID_KEY);
    }

    public static function keyMismatch(string $type): CryptoException
    {
        return new CryptoException(
            self::name($type) . ': the public half does not belong to the secret one',
            CryptoException::INVALID_KEY,
        );
    }

    public static function publicKey(string $type): CryptoException
    {
        return new CryptoException(self::name($type) . ': the bytes are no valid public key', CryptoException::INVALID_KEY);
    }

    public static function parameter(string $message): CryptoException
    {
        return new CryptoException($message, CryptoException::BAD_PARAMETER);
    }

    public static function authentication(): CryptoException
    {
        return new CryptoException(
            'The message does not authenticate: it was changed or cut off, or the key or the associated data is another one',
            CryptoException::AUTHENTICATION_FAILED,
        );
    }

    public static function unavailable(string $message): CryptoException
    {
        return new CryptoException($message, CryptoException::UNAVAILABLE);
    }

    public static function noMemory(): CryptoException
    {
        return self::unavailable('The operating system gives no random bytes or no memory');
    }

    public static function finished(string $what): CryptoException
    {
        return new CryptoException("The $what is finished: begin a new one", CryptoException::STREAM_FINISHED);
    }

    public static function streamFailed(string $message): CryptoException
    {
        return new CryptoException($message, CryptoException::STREAM_FAILED);
    }

    /**
     * @param string $method Full name of the class, and the method.
     * @param string $what   Such as `must be an open stream`.
     */
    public static function argument(string $method, int $position, string $name, string $what, #[\SensitiveParameter] mixed $given): \TypeError
    {
        return new \TypeError("$method(): Argument #$position (\$$name) $what, " . get_debug_type($given) . ' given');
    }

    /**
     * A class's name as messages and key ids have it.
     */
    public static function name(string $type): string
    {
        return str_starts_with($type, self::NAMESPACE) ? substr($type, \strlen(self::NAMESPACE)) : $type;
    }
}
