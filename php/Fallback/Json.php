<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\JsonInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Fallback\Json\Lines;
use HighPerApp\HighPer\Native\Fallback\Json\Reader;
use HighPerApp\HighPer\Native\Fallback\Json\Source;
use HighPerApp\HighPer\Native\Fallback\Json\Writer;

/**
 * JSON in PHP, over ext-json: the public face. What ext-json does not have is in Json/.
 */
class Json implements JsonInterface
{
    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\Json';

    public static function encode(mixed $value, int $flags = 0, int $depth = 512): string|false
    {
        try {
            return json_encode($value, $flags, $depth);
        } catch (\JsonException $exception) {
            throw self::isOurs($exception) ? JsonException::of($exception->getMessage(), $exception->getCode(), previous: $exception->getPrevious()) : $exception;
        }
    }

    public static function decode(string $json, ?bool $associative = null, int $depth = 512, int $flags = 0): mixed
    {
        try {
            return json_decode($json, $associative, $depth, $flags);
        } catch (\JsonException $exception) {
            throw Reader::failure($exception, $json, $associative, $depth, $flags);
        } catch (\ValueError $error) {
            throw new \ValueError(str_replace('json_decode()', self::NAME . '::decode()', $error->getMessage()));
        }
    }

    public static function validate(string $json, int $depth = 512, int $flags = 0): bool
    {
        try {
            return json_validate($json, $depth, $flags);
        } catch (\ValueError $error) {
            throw new \ValueError(str_replace('json_validate()', self::NAME . '::validate()', $error->getMessage()));
        }
    }

    public static function get(string $json, string $pointer, ?bool $associative = null, int $depth = 512, int $flags = 0): mixed
    {
        Reader::checkDepth($depth, self::NAME . '::get', 4);

        return Reader::get($json, $pointer, $associative, $depth, $flags);
    }

    public static function has(string $json, string $pointer, int $depth = 512, int $flags = 0): bool
    {
        Reader::checkDepth($depth, self::NAME . '::has', 3);

        return Reader::has($json, $pointer, $depth, $flags);
    }

    public static function lines(mixed $source, ?bool $associative = null, int $depth = 512, int $flags = 0): \Iterator
    {
        $pieces = Source::pieces($source, self::NAME . '::lines');
        Reader::checkDepth($depth, self::NAME . '::lines', 3);

        return new Lines($pieces, $associative, $depth, $flags);
    }

    public static function encodeTo(mixed $stream, mixed $value, int $flags = 0, int $depth = 512): int
    {
        Source::checkStream($stream, self::NAME . '::encodeTo');
        try {
            return (new Writer($stream, $flags))->write($value, $depth);
        } catch (\JsonException $exception) {
            throw self::isOurs($exception) ? JsonException::of($exception->getMessage(), $exception->getCode(), previous: $exception->getPrevious()) : $exception;
        }
    }

    /**
     * Whether json_encode() threw it for us; what a value's own code throws passes as it is.
     */
    private static function isOurs(\JsonException $exception): bool
    {
        return $exception::class === \JsonException::class
            && \in_array($exception->getFile(), [__FILE__, __DIR__ . '/Json/Writer.php'], true);
    }
}
