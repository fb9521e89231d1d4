<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A document cannot be decoded or a value cannot be encoded. Codes and messages are those of PHP's own JsonException (JSON_ERROR_*),
 * beside the ones below; the place of the error is known when decoding.
 */
class JsonException extends \JsonException implements HighPerException
{
    /** The JSON Pointer is malformed (RFC 6901, 3); getOffset() is the place in the pointer. */
    public const INVALID_POINTER = 100;
    /** The JSON Pointer names no value of the document (RFC 6901, 7). */
    public const NO_SUCH_VALUE = 101;
    /** The stream takes no more bytes. */
    public const WRITE_FAILED = 102;
    /** The stream or iterable cannot be read on. */
    public const READ_FAILED = 103;

    /** Where, in bytes. */
    protected ?int $offset = null;

    /** The line, from 1. */
    protected ?int $lineNumber = null;

    /** The column in characters, from 1. */
    protected ?int $column = null;

    /**
     * Where the error was noticed, in bytes from the beginning of the document; null when encoding.
     */
    public function getOffset(): ?int
    {
        return $this->offset;
    }

    /**
     * The line of that place, from 1; lines end in LF. Null when encoding.
     */
    public function getLineNumber(): ?int
    {
        return $this->lineNumber;
    }

    /**
     * The column of that place, in characters (code points) from 1. Null when encoding.
     */
    public function getColumn(): ?int
    {
        return $this->column;
    }

    /**
     * Makes an exception with a place.
     *
     * @internal
     */
    public static function of(string $message, int $code, ?int $offset = null, ?int $lineNumber = null, ?int $column = null, ?\Throwable $previous = null): static
    {
        $exception = new static($message, $code, $previous);
        $exception->offset = $offset;
        $exception->lineNumber = $lineNumber;
        $exception->column = $column;

        return $exception;
    }
}
