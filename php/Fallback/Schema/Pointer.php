<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * JSON Pointers (RFC 6901) of values and keywords.
 *
 * @internal
 */
class Pointer
{
    /**
     * A reference token as a pointer holds it, with the slash before it.
     */
    public static function token(string|int $name): string
    {
        return '/' . (\is_int($name) ? $name : strtr($name, ['~' => '~0', '/' => '~1']));
    }

    /**
     * The name that a token stands for.
     */
    public static function name(string $token): string
    {
        // In this order: `~01` is `~1`, not `/`.
        return str_replace(['~1', '~0'], ['/', '~'], $token);
    }

    /**
     * The order in which errors are told: token by token, numbers by their size, everything else by its bytes.
     */
    public static function compare(string $left, string $right): int
    {
        if ($left === $right) {
            return 0;
        }
        $others = explode('/', $right);
        foreach (explode('/', $left) as $index => $token) {
            $other = $others[$index] ?? null;
            if ($other === null) {
                return 1;
            }
            if ($token !== $other) {
                return self::isIndex($token) && self::isIndex($other)
                    ? [\strlen($token), $token] <=> [\strlen($other), $other]
                    : strcmp($token, $other);
            }
        }

        return -1;
    }

    private static function isIndex(string $token): bool
    {
        return preg_match('/^(?:0|[1-9][0-9]*)$/D', $token) === 1;
    }
}
