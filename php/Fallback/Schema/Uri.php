<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * References against a base (RFC 3986, 5).
 *
 * @internal
 */
class Uri
{
    private const PARTS = '~^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$~sD';

    /**
     * Whether it has a scheme.
     */
    public static function isAbsolute(string $uri): bool
    {
        return self::parts($uri)[0] !== null;
    }

    /**
     * The URI that a reference means, and its fragment.
     *
     * @return array{string, string}
     */
    public static function resolve(string $base, string $reference): array
    {
        [$scheme, $authority, $path, $query, $fragment] = self::parts($reference);
        if ($scheme === null && $base !== '') {
            [$scheme, $baseAuthority, $basePath, $baseQuery] = self::parts($base);
            if ($authority === null) {
                $authority = $baseAuthority;
                if ($path === '') {
                    $path = $basePath;
                    $query ??= $baseQuery;
                } elseif ($path[0] !== '/') {
                    $path = self::merge($authority !== null, $basePath, $path);
                }
            }
        }
        if ($scheme !== null && ($authority !== null || str_starts_with($path, '/'))) {
            $path = self::withoutDots($path);
        }
        $uri = ($scheme === null ? '' : strtolower($scheme) . ':')
            . ($authority === null ? '' : '//' . strtolower($authority))
            . $path
            . ($query === null ? '' : "?$query");

        return [$uri, $fragment ?? ''];
    }

    /**
     * @return array{string|null, string|null, string, string|null, string|null} Scheme, authority, path, query, fragment.
     */
    private static function parts(string $uri): array
    {
        preg_match(self::PARTS, $uri, $match, PREG_UNMATCHED_AS_NULL);

        return [$match[1] ?? null, $match[2] ?? null, $match[3] ?? $uri, $match[4] ?? null, $match[5] ?? null];
    }

    private static function merge(bool $hasAuthority, string $base, string $path): string
    {
        if ($hasAuthority && $base === '') {
            return "/$path";
        }
        $slash = strrpos($base, '/');

        return $slash === false ? $path : substr($base, 0, $slash + 1) . $path;
    }

    private static function withoutDots(string $path): string
    {
        $segments = explode('/', $path);
        $last = end($segments);
        $kept = [];
        foreach ($segments as $segment) {
            if ($segment === '..') {
                if (\count($kept) > 1) {
                    array_pop($kept);
                }
            } elseif ($segment !== '.') {
                $kept[] = $segment;
            }
        }
        if ($last === '.' || $last === '..') {
            $kept[] = '';
        }

        return implode('/', $kept);
    }
}
