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

    /** Ports that schemes have anyway, by the specifications that define the schemes. */
    private const PORTS = [
        'aaa' => 3868, 'aaas' => 5658, 'acap' => 674, 'cap' => 1026, 'coap' => 5683, 'coap+tcp' => 5683, 'coap+ws' => 80, 'coaps' => 5684, 'coaps+tcp' => 5684, 'coaps+ws' => 443, 'dict' => 2628, 'dns' => 53,
        'ftp' => 21, 'go' => 1096, 'gopher' => 70, 'http' => 80, 'https' => 443, 'icap' => 1344, 'imap' => 143, 'ipp' => 631, 'ipps' => 631, 'ldap' => 389, 'mtqp' => 1038, 'mupdate' => 3905,
        'nfs' => 2049, 'nntp' => 119, 'pop' => 110, 'rtsp' => 554, 'rtsps' => 322, 'rtspu' => 554, 'snmp' => 161, 'stun' => 3478, 'stuns' => 5349, 'telnet' => 23, 'tip' => 3372, 'tn3270' => 23,
        'turn' => 3478, 'turns' => 5349, 'vemmi' => 575, 'vnc' => 5900, 'ws' => 80, 'wss' => 443, 'z39.50r' => 210, 'z39.50s' => 210,
    ];

    /**
     * Whether it has a scheme.
     */
    public static function isAbsolute(string $uri): bool
    {
        return self::parts($uri)[0] !== null;
    }

    /**
     * Whether a reference means anything against a base: a path of its own does not where the base has none to begin with, such as `urn:a:b`.
     */
    public static function isResolvable(string $base, string $reference): bool
    {
        [$scheme, $authority, $path] = self::parts($base);
        $isOpaque = $scheme !== null && $authority === null && !str_starts_with($path, '/');

        return !$isOpaque || $reference === '' || $reference[0] === '#' || self::isAbsolute($reference);
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
        if ($scheme !== null) {
            $scheme = strtolower($scheme);
            $authority = $authority === null ? null : self::authority($scheme, $authority);
            [$path, $query] = [self::normalized($path), $query === null ? null : self::normalized($query)];
        }
        if ($scheme !== null && ($authority !== null || str_starts_with($path, '/'))) {
            $path = self::withoutDots($path);
        }
        $uri = ($scheme === null ? '' : "$scheme:")
            . ($authority === null ? '' : "//$authority")
            // Without an authority, two slashes would begin one.
            . ($authority === null && str_starts_with($path, '//') ? "/.$path" : $path)
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

    /**
     * Escapes as RFC 3986, 6.2.2, has them: none of what may stand for itself, the others in upper-case.
     */
    private static function normalized(string $part): string
    {
        return (string) preg_replace_callback(
            '/%[0-9A-Fa-f]{2}/',
            static fn (array $escape): string => preg_match('/^[A-Za-z0-9._~-]$/D', rawurldecode($escape[0])) === 1 ? rawurldecode($escape[0]) : strtoupper($escape[0]),
            $part,
        );
    }

    /**
     * An authority with its host in lower-case, without the port that its scheme has anyway, and without an empty one.
     */
    private static function authority(string $scheme, string $authority): string
    {
        $authority = self::normalized($authority);
        $at = strrpos($authority, '@');
        $host = substr($authority, $at === false ? 0 : $at + 1);
        $host = self::normalized(strtolower((string) preg_replace('/:(?:0*' . (self::PORTS[$scheme] ?? '') . ')?$/D', '', $host)));

        return ($at === false ? '' : substr($authority, 0, $at + 1)) . $host;
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
