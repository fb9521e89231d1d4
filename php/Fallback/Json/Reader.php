<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * Decodes over ext-json, always throwing, with the place of the error; json_last_error() stays as it was.
 *
 * @internal
 */
class Reader
{
    /**
     * @throws JsonException
     * @throws \ValueError in json_decode()'s words
     */
    public static function decode(string $json, ?bool $associative, int $depth, int $flags): mixed
    {
        try {
            return json_decode($json, $associative, $depth, $flags | JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            throw self::failure($exception, $json, $associative, $depth, $flags);
        }
    }

    /**
     * The value that a pointer names.
     *
     * @throws JsonException
     */
    public static function get(string $json, string $pointer, ?bool $associative, int $depth, int $flags): mixed
    {
        $tokens = Pointer::tokens($pointer);
        if ($tokens === []) {
            return self::decode($json, $associative, $depth, $flags);
        }
        // As arrays, since a key that no property can have is an error only in what is built in the end.
        self::decode($json, true, $depth, $flags);
        [$begin, $length] = (new Finder($json, $flags))->find($pointer, $tokens);
        $value = substr($json, $begin, $length);
        try {
            return json_decode($value, $associative, $depth, $flags | JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            $fault = Fault::find($value, $depth, $flags, self::asArrays($associative, $flags));

            throw self::placed($exception, $json, $begin + ($fault[1] ?? 0));
        }
    }

    /**
     * Whether a pointer names a value.
     *
     * @throws JsonException
     */
    public static function has(string $json, string $pointer, int $depth, int $flags): bool
    {
        $tokens = Pointer::tokens($pointer);
        self::decode($json, true, $depth, $flags);
        try {
            (new Finder($json, $flags))->find($pointer, $tokens);
        } catch (JsonException $exception) {
            return $exception->getCode() === JsonException::NO_SUCH_VALUE ? false : throw $exception;
        }

        return true;
    }

    /**
     * Refuses a depth that json_decode() refuses, in its words.
     *
     * @throws \ValueError
     */
    public static function checkDepth(int $depth, string $method, int $argument): void
    {
        if ($depth <= 0) {
            throw new \ValueError("$method(): Argument #$argument (\$depth) must be greater than 0");
        }
        if ($depth > 0x7fffffff) {
            throw new \ValueError("$method(): Argument #$argument (\$depth) must be less than 2147483647");
        }
    }

    /**
     * What json_decode() threw, with the place.
     */
    public static function failure(\JsonException $exception, string $json, ?bool $associative, int $depth, int $flags): JsonException
    {
        $fault = Fault::find($json, $depth, $flags, self::asArrays($associative, $flags));

        return self::placed($exception, $json, $fault[1] ?? 0);
    }

    /**
     * The line and the column of a byte, both from 1; columns count characters.
     *
     * @return array{int, int}
     */
    public static function place(string $json, int $offset): array
    {
        $before = substr($json, 0, $offset);
        $line = strrchr($before, "\n");
        $line = $line === false ? $before : substr($line, 1);
        $characters = \strlen($line) - array_sum(\array_slice(count_chars($line), 0x80, 0x40));

        return [1 + substr_count($before, "\n"), 1 + $characters];
    }

    private static function placed(\JsonException $exception, string $json, int $offset): JsonException
    {
        return JsonException::of($exception->getMessage(), $exception->getCode(), $offset, ...self::place($json, $offset));
    }

    private static function asArrays(?bool $associative, int $flags): bool
    {
        return $associative ?? ($flags & JSON_OBJECT_AS_ARRAY) !== 0;
    }
}
