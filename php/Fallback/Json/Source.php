<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * What Json::lines() reads from: a string, a stream or an iterable, as pieces of text.
 *
 * @internal
 */
class Source
{
    /** How much is read from a stream at once. */
    private const CHUNK = 65536;

    /**
     * @return \Iterator<string>
     *
     * @throws \TypeError if it is none of these
     */
    public static function pieces(mixed $source, string $method): \Iterator
    {
        return match (true) {
            \is_string($source) => new \ArrayIterator([$source]),
            self::isStream($source) => self::ofStream($source),
            self::isResource($source) => throw new \TypeError("$method(): Argument #1 (\$source) must be an open stream"),
            is_iterable($source) => self::ofIterable($source, $method),
            default => throw new \TypeError(
                "$method(): Argument #1 (\$source) must be of type string|resource|iterable, " . self::typeName($source) . ' given',
            ),
        };
    }

    /**
     * @throws \TypeError if it is no stream
     */
    public static function checkStream(mixed $stream, string $method): void
    {
        if (!self::isResource($stream)) {
            throw new \TypeError("$method(): Argument #1 (\$stream) must be of type resource, " . self::typeName($stream) . ' given');
        }
        if (!self::isStream($stream)) {
            throw new \TypeError("$method(): Argument #1 (\$stream) must be an open stream");
        }
    }

    /**
     * @phpstan-assert-if-true resource $value
     */
    private static function isStream(mixed $value): bool
    {
        return \is_resource($value) && \in_array(get_resource_type($value), ['stream', 'persistent stream'], true);
    }

    /**
     * Whether it is a resource, closed or not.
     */
    private static function isResource(mixed $value): bool
    {
        return str_starts_with(\gettype($value), 'resource');
    }

    /**
     * The name of a value's type as the engine's own messages have it.
     */
    public static function typeName(mixed $value): string
    {
        return \is_bool($value) ? var_export($value, true) : get_debug_type($value);
    }

    /**
     * @param resource $stream
     *
     * @return \Generator<string>
     *
     * @throws JsonException
     */
    private static function ofStream($stream): \Generator
    {
        $length = 0;
        // A wrapper whose methods throw is a warning to PHP as well, which says nothing that the exception does not.
        while (!@feof($stream)) {
            $piece = @fread($stream, self::CHUNK);
            if ($piece === false || ($piece === '' && !@feof($stream))) {
                throw JsonException::of("The source cannot be read on after byte $length", JsonException::READ_FAILED, $length);
            }
            $length += \strlen($piece);
            yield $piece;
        }
    }

    /**
     * @param iterable<mixed> $pieces
     *
     * @return \Generator<string>
     */
    private static function ofIterable(iterable $pieces, string $method): \Generator
    {
        foreach ($pieces as $piece) {
            if (!\is_string($piece)) {
                throw new \TypeError("$method(): Argument #1 (\$source) must give strings, " . self::typeName($piece) . ' given');
            }
            yield $piece;
        }
    }
}
