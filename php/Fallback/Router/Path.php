<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * The canonical form of a path (RFC 3986, 6.2.2). Nothing here knows of routes.
 *
 * @internal
 */
class Path
{
    public const NO_LEADING_SLASH = "the path does not begin with '/'";
    public const NUL = 'the path holds a NUL';
    public const INVALID_ESCAPE = 'the path holds an invalid escape';

    /** Whatever is neither `/` nor a `pchar` (RFC 3986, 3.3) that stands for itself. */
    public const UNUSUAL = '~[^A-Za-z0-9\-._\~!$&\'()*+,;=:@/]~';

    /**
     * Brings a path into canonical form.
     *
     * @return string|null Null if no route could have it; fault() says why.
     */
    public static function canonical(string $path): ?string
    {
        $path = substr($path, 0, strcspn($path, '?#'));

        return self::fault($path) === null ? self::normalize($path) : null;
    }

    /**
     * Why no route could have a path; null if one could.
     */
    public static function fault(string $path): ?string
    {
        if (!str_starts_with($path, '/')) {
            return self::NO_LEADING_SLASH;
        }
        $path = substr($path, 0, strcspn($path, '?#'));
        if (preg_match('~\0|%(?:00|(?![0-9A-Fa-f]{2}))~', $path, $fault) !== 1) {
            return null;
        }

        return $fault[0] === '%' ? self::INVALID_ESCAPE : self::NUL;
    }

    /**
     * Brings text without faults into canonical form.
     */
    public static function normalize(string $text): string
    {
        if (preg_match(self::UNUSUAL, $text) !== 1) {
            return $text;
        }

        return (string) preg_replace_callback(
            '~%(..)|[^A-Za-z0-9\-._\~!$&\'()*+,;=:@/]~s',
            static function (array $match): string {
                if (!isset($match[1])) {
                    return '%' . strtoupper(bin2hex($match[0]));
                }
                $byte = \chr((int) hexdec($match[1]));

                // Unreserved characters are those that encoding leaves alone.
                return rawurlencode($byte) === $byte ? $byte : strtoupper($match[0]);
            },
            $text,
        );
    }

    /**
     * The path with its final slash added or taken away; null for `/`, which has no other form.
     *
     * @param string $path In canonical form.
     */
    public static function otherForm(string $path): ?string
    {
        if ($path === '/') {
            return null;
        }

        return str_ends_with($path, '/') ? substr($path, 0, -1) : $path . '/';
    }

    /**
     * The query of a path as it goes into a redirect: what may not stand in a header is escaped.
     */
    public static function query(string $path): string
    {
        $path = substr($path, 0, strcspn($path, '#'));
        $query = substr($path, strcspn($path, '?'));

        return (string) preg_replace_callback(
            '~[^!-\~]~',
            static fn (array $match): string => '%' . strtoupper(bin2hex($match[0])),
            $query,
        );
    }
}
