<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * Paths of fields: keys joined by dots, in which `*` stands for every key. A parsed path is the list of its keys, null for a wildcard.
 *
 * @internal
 */
class Paths
{
    private const MOST_SEGMENTS = 64;

    /**
     * @return list<string|null>
     *
     * @throws RuleException BAD_FIELD
     */
    public static function parse(string $path): array
    {
        $segments = strpbrk($path, '\\*') === false ? explode('.', $path) : self::unescape($path);
        if (\count($segments) > self::MOST_SEGMENTS) {
            throw RuleException::of(RuleException::BAD_FIELD, 'is deeper than ' . self::MOST_SEGMENTS . ' segments', $path);
        }

        return $segments;
    }

    /**
     * A path of the data, as results show it.
     *
     * @param list<string|null>      $segments
     * @param array<int, int|string> $keys What stands for the wildcards.
     */
    public static function concrete(array $segments, array $keys): string
    {
        return implode('.', self::filled($segments, $keys));
    }

    /**
     * A path in which keys stand for the wildcards; where there are too few, `*` stands for itself.
     *
     * @param list<string|null>      $segments
     * @param array<int, int|string> $keys
     *
     * @return list<int|string>
     */
    public static function filled(array $segments, array $keys): array
    {
        $filled = [];
        $wildcard = 0;
        foreach ($segments as $segment) {
            $filled[] = $segment ?? $keys[$wildcard++] ?? '*';
        }

        return $filled;
    }

    /**
     * A text that no other path of the data has.
     *
     * @param array<int, int|string> $keys
     */
    public static function identity(array $keys): string
    {
        $identity = '';
        foreach ($keys as $key) {
            $identity .= \strlen((string) $key) . ':' . $key;
        }

        return $identity;
    }

    /**
     * What stands for the wildcards of a path in a path of the data; null if that is not one of its paths.
     *
     * @param list<string|null> $segments
     * @param list<int|string>  $path
     *
     * @return list<int|string>|null
     */
    public static function keys(array $segments, array $path): ?array
    {
        $keys = [];
        foreach ($segments as $index => $segment) {
            if ($segment === null) {
                $keys[] = $path[$index];
            } elseif ($segment !== (string) $path[$index]) {
                return null;
            }
        }

        return $keys;
    }

    /**
     * @return list<string|null>
     */
    private static function unescape(string $path): array
    {
        $segments = [];
        $segment = '';
        $isPlain = true;
        $length = \strlen($path);
        for ($at = 0; $at < $length; ++$at) {
            $byte = $path[$at];
            $next = $path[$at + 1] ?? '';
            if ($byte === '\\' && ($next === '.' || $next === '*' || $next === '\\')) {
                $segment .= $next;
                $isPlain = false;
                ++$at;
            } elseif ($byte === '.') {
                $segments[] = $isPlain && $segment === '*' ? null : $segment;
                $segment = '';
                $isPlain = true;
            } else {
                $segment .= $byte;
            }
        }
        $segments[] = $isPlain && $segment === '*' ? null : $segment;

        return $segments;
    }
}
