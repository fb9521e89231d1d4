<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A message cannot be unpacked or a value cannot be packed. The message says what, where and what to do.
 */
class MessagePackException extends \RuntimeException implements HighPerException
{
    /** The bytes end within a value. */
    public const TRUNCATED = 1;
    /** Bytes follow the value. */
    public const TRAILING_BYTES = 2;
    /** 0xc1, or a timestamp that the specification does not allow. */
    public const MALFORMED = 3;
    /** Values are nested too deeply. */
    public const DEPTH = 4;
    /** A length is greater than what is there or allowed. */
    public const LENGTH = 5;
    /** An integer above PHP_INT_MAX. */
    public const INTEGER_RANGE = 6;
    /** A map key that PHP's arrays or objects cannot have. */
    public const KEY = 7;
    /** A str that is not UTF-8. */
    public const UTF8 = 8;
    /** A value of a type that MessagePack does not know. */
    public const UNSUPPORTED_TYPE = 9;
    /** A value that contains itself. */
    public const RECURSION = 10;
    /** take() without a complete value. */
    public const INCOMPLETE = 11;
    /** A registered type or class is invalid or taken, or a callback returned something else than it has to. */
    public const EXTENSION = 12;

    /** Where, in bytes. */
    protected ?int $offset = null;

    /**
     * Where the error is, in bytes from the beginning of the message (of all that was fed, for an Unpacker); null when packing.
     */
    public function getOffset(): ?int
    {
        return $this->offset;
    }

    /**
     * Makes an exception whose message is `$what at byte $offset: $hint`, or `$what: $hint`.
     *
     * @internal
     */
    public static function of(int $code, string $what, string $hint, ?int $offset = null): static
    {
        $exception = new static($what . ($offset === null ? '' : " at byte $offset") . ': ' . $hint, $code);
        $exception->offset = $offset;

        return $exception;
    }
}
