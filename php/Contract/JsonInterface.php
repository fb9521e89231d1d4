<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * JSON (RFC 8259) as PHP 8.4's ext/json reads and writes it, and what goes beyond that.
 *
 * encode(), decode() and validate() are drop-ins for json_encode(), json_decode() and json_validate(): the same values, bytes,
 * flags, depth and error state (json_last_error()), and an exception only under JSON_THROW_ON_ERROR. The other methods have no
 * forerunner there and always throw. The semantics are in docs/serializer.md.
 */
interface JsonInterface
{
    /**
     * Encodes a value, as json_encode() does.
     *
     * @param int $flags JSON_* constants of json_encode().
     * @param int $depth How deep arrays and objects may be nested.
     *
     * @return string|false UTF-8; false if the value cannot be encoded and JSON_THROW_ON_ERROR is not set.
     *
     * @throws JsonException under JSON_THROW_ON_ERROR
     * @throws \Throwable    what JsonSerializable::jsonSerialize() or a property hook throws
     */
    public static function encode(mixed $value, int $flags = 0, int $depth = 512): string|false;

    /**
     * Decodes a document, as json_decode() does.
     *
     * @param bool|null $associative Objects as arrays; null leaves it to JSON_OBJECT_AS_ARRAY.
     * @param int       $depth       How deep arrays and objects may be nested, 1 to 2147483647.
     * @param int       $flags       JSON_* constants of json_decode().
     *
     * @throws JsonException under JSON_THROW_ON_ERROR, with the place of the error
     * @throws \ValueError   if the depth is out of range
     */
    public static function decode(string $json, ?bool $associative = null, int $depth = 512, int $flags = 0): mixed;

    /**
     * Tells whether a document is valid, as json_validate() does, without building anything.
     *
     * @param int $flags 0 or JSON_INVALID_UTF8_IGNORE.
     *
     * @throws \ValueError if the depth or a flag is out of range
     */
    public static function validate(string $json, int $depth = 512, int $flags = 0): bool;

    /**
     * Decodes the value that a JSON Pointer (RFC 6901) names and builds nothing else. The whole document is checked all the same;
     * of equal keys the last one counts, as in decode().
     *
     * @param string $pointer Such as `/items/0/name`; the empty pointer is the whole document.
     *
     * @throws JsonException if the document is invalid, the pointer is malformed (JsonException::INVALID_POINTER) or names nothing
     *                       (JsonException::NO_SUCH_VALUE)
     * @throws \ValueError   if the depth is out of range
     */
    public static function get(string $json, string $pointer, ?bool $associative = null, int $depth = 512, int $flags = 0): mixed;

    /**
     * Tells whether a JSON Pointer names a value of the document.
     *
     * @throws JsonException if the document is invalid or the pointer malformed
     * @throws \ValueError   if the depth is out of range
     */
    public static function has(string $json, string $pointer, int $depth = 512, int $flags = 0): bool;

    /**
     * Decodes newline-delimited JSON, one value after the other as it is asked for. Lines end in LF or CRLF; blank ones are skipped.
     * A string is a document; a stream is read in chunks from where it stands; an iterable gives the text in pieces of any size.
     *
     * @param string|resource|iterable<string> $source
     *
     * @return \Iterator<int, mixed> The values, numbered from 0. It runs once.
     *
     * @throws JsonException while iterating; getOffset() and getLineNumber() count from the beginning of the source. The next value
     *                       after a bad line can still be asked for.
     * @throws \TypeError    if the source is none of these
     * @throws \ValueError   if the depth is out of range
     */
    public static function lines(mixed $source, ?bool $associative = null, int $depth = 512, int $flags = 0): \Iterator;

    /**
     * Encodes a value into a stream in chunks, without ever holding the whole text.
     *
     * @param resource $stream Writable.
     *
     * @return int The number of bytes written.
     *
     * @throws JsonException if the value cannot be encoded, or the stream takes no more (JsonException::WRITE_FAILED); what was
     *                       encoded before may have been written
     * @throws \TypeError    if it is no stream
     * @throws \Throwable    what JsonSerializable::jsonSerialize() or a property hook throws
     */
    public static function encodeTo(mixed $stream, mixed $value, int $flags = 0, int $depth = 512): int;
}
