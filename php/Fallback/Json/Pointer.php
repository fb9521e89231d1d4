<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * JSON Pointers as text (RFC 6901, 3 and 4).
 *
 * @internal
 */
class Pointer
{
    /**
     * The reference tokens, unescaped.
     *
     * @return list<string>
     *
     * @throws JsonException if the pointer is malformed
     */
    public static function tokens(string $pointer): array
    {
        if ($pointer === '') {
            return [];
        }
        if ($pointer[0] !== '/') {
            throw self::malformed($pointer, 0, "it has to be empty or begin with '/'");
        }
        if (preg_match('/~(?![01])/', $pointer, $match, PREG_OFFSET_CAPTURE) === 1) {
            throw self::malformed($pointer, $match[0][1], "'~' has to be followed by 0 or 1; write '~0' for '~'");
        }

        return array_map(
            // In this order: `~01` is `~1`, not `/`.
            static fn (string $token): string => str_replace(['~1', '~0'], ['/', '~'], $token),
            explode('/', substr($pointer, 1)),
        );
    }

    /**
     * Where a pointer fails.
     *
     * @param int    $step The number of tokens that named something.
     * @param string $what What those name.
     */
    public static function noSuchValue(string $pointer, int $step, string $what): JsonException
    {
        $container = $step === 0
            ? 'the document'
            : "'/" . implode('/', \array_slice(explode('/', substr($pointer, 1)), 0, $step)) . "'";

        return JsonException::of("Pointer '$pointer' names no value: $container is $what", JsonException::NO_SUCH_VALUE);
    }

    private static function malformed(string $pointer, int $offset, string $hint): JsonException
    {
        return JsonException::of("Pointer '$pointer' is malformed at byte $offset: $hint", JsonException::INVALID_POINTER, $offset);
    }
}
