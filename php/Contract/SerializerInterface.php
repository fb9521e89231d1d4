<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Payload;

/**
 * Writes and reads what the peer asks for: JSON or MessagePack. The media type decides, never a guess. The semantics are in
 * docs/serializer.md.
 *
 * JSON is application/json, and any type that ends in +json. MessagePack is application/msgpack, application/vnd.msgpack,
 * application/x-msgpack and application/messagepack, and any type that ends in +msgpack.
 */
interface SerializerInterface
{
    /**
     * The media type to answer with (RFC 9110, 12.5.1): the one with the highest q-value; of equal ones the one that the header's most
     * specific range names, then the one that stands first in the header, JSON before MessagePack.
     *
     * @param string $accept The value of the Accept header; empty means that anything will do.
     *
     * @return string The type as the peer named it, in lower case and without parameters; application/json where it left the choice.
     *
     * @throws NotAcceptable if nothing fits
     */
    public function negotiate(string $accept): string;

    /**
     * Serializes a value in the form that the peer accepts.
     *
     * @throws NotAcceptable        if nothing fits
     * @throws JsonException        if the value cannot be encoded
     * @throws MessagePackException if the value cannot be packed
     */
    public function respond(mixed $value, string $accept): Payload;

    /**
     * Serializes a value as a media type says.
     *
     * @throws UnsupportedMediaType if it is neither JSON nor MessagePack
     * @throws JsonException        if the value cannot be encoded
     * @throws MessagePackException if the value cannot be packed
     */
    public function serialize(mixed $value, string $contentType): string;

    /**
     * Reads a body by its declared type. Only where none is declared the bytes decide: what begins like a JSON text is JSON, the rest
     * MessagePack. A single byte 0x30 to 0x39 is both: it is read as the JSON digit.
     *
     * @param string|null $contentType The value of the Content-Type header; null or empty if there is none.
     *
     * @throws UnsupportedMediaType if it is neither JSON nor MessagePack, or declares a charset other than UTF-8
     * @throws JsonException        if the body is no JSON
     * @throws MessagePackException if the body is no MessagePack
     */
    public function deserialize(string $bytes, ?string $contentType = null): mixed;

    /**
     * Turns JSON into MessagePack or the other way round without building PHP values. Keys stay strings, and integers of 64 bits, signed
     * or not, keep every digit.
     *
     * @param string $from Media type of the bytes.
     * @param string $to   Media type to make.
     *
     * @throws UnsupportedMediaType if one is neither JSON nor MessagePack
     * @throws JsonException        if the bytes are no JSON, or hold what JSON cannot
     * @throws MessagePackException if the bytes are no MessagePack
     */
    public function transcode(string $bytes, string $from, string $to): string;

    /**
     * What this serializer has done.
     *
     * @return array<string, array{written: int, bytesWritten: int, read: int, bytesRead: int, transcoded: int, failed: int}> By format:
     *     `json` and `msgpack`. A transcoding counts for the format it made.
     */
    public function statistics(): array;
}
