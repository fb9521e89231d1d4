<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * A decoder that is set up once and used often. It always throws; it does not touch json_last_error().
 */
interface JsonDecoderInterface
{
    /**
     * Decodes a document as Json::decode() does.
     *
     * @throws JsonException if it is invalid
     */
    public function decode(string $json): mixed;

    /**
     * Decodes the value that a JSON Pointer (RFC 6901) names, as Json::get() does.
     *
     * @throws JsonException if the document is invalid, or the pointer is malformed or names nothing
     */
    public function get(string $json, string $pointer): mixed;

    /**
     * Decodes newline-delimited JSON lazily, as Json::lines() does.
     *
     * @param string|resource|iterable<string> $source
     *
     * @return \Iterator<int, mixed>
     *
     * @throws JsonException while iterating
     * @throws \TypeError    if the source is none of these
     */
    public function lines(mixed $source): \Iterator;
}
