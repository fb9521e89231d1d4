<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * Names of request methods: reading them, and listing them in the order of an Allow header.
 *
 * @internal
 */
class Methods
{
    /** The methods every router knows, in the order in which an Allow header lists them. */
    public const STANDARD = ['GET' => true, 'HEAD' => true, 'POST' => true, 'PUT' => true, 'PATCH' => true, 'DELETE' => true, 'OPTIONS' => true];

    /** Distinct methods a router can hold, the standard ones included. */
    private const MAX_METHODS = 64;

    /**
     * Upper-cases and checks the methods of a new route; `*` swallows the others.
     *
     * @param string|list<string>    $methods
     * @param array<array-key, true> $known   The methods the router has, but for the standard ones.
     *
     * @return array<array-key, true>
     *
     * @throws RouterException if one is no method or there are too many
     */
    public static function read(string|array $methods, array $known): array
    {
        $read = [];
        foreach ((array) $methods as $method) {
            if (!\is_string($method)) {
                throw new \TypeError('Router::add(): Argument #1 ($methods) must be a string or a list of strings, '
                    . get_debug_type($method) . ' given in it');
            }
            if (preg_match("~^[A-Za-z0-9!#\$%&'*+.^_`|\\~-]+$~D", $method) !== 1) {
                throw RouterException::of(
                    RouterException::BAD_METHOD,
                    "Invalid method '$method'",
                    'a method is a token such as GET (RFC 9110, 5.6.2)',
                );
            }
            $read[strtoupper($method)] = true;
        }
        if ($read === []) {
            throw RouterException::of(RouterException::BAD_METHOD, 'No method given', 'name at least one, or use any()');
        }
        if (isset($read['*'])) {
            return ['*' => true];
        }
        if (\count($read + $known + self::STANDARD) > self::MAX_METHODS) {
            throw RouterException::of(RouterException::TOO_LARGE, 'Too many methods', 'at most ' . self::MAX_METHODS);
        }

        return $read;
    }

    /**
     * Lists methods in the order of an Allow header: the standard ones, then others by name.
     *
     * @param array<array-key, true> $methods
     *
     * @return list<string>
     */
    public static function ordered(array $methods): array
    {
        $custom = array_map(strval(...), array_keys(array_diff_key($methods, self::STANDARD)));
        sort($custom, SORT_STRING);

        return [...array_keys(array_intersect_key(self::STANDARD, $methods)), ...$custom];
    }

    /**
     * The methods that a path answers to, given those of its routes.
     *
     * @param array<array-key, true> $methods
     *
     * @return list<string>
     */
    public static function allowed(array $methods, bool $headFallback, bool $autoOptions): array
    {
        if ($methods === []) {
            return [];
        }
        if (isset($methods['*'])) {
            unset($methods['*']);
            $methods += self::STANDARD;
        }
        if ($headFallback && isset($methods['GET'])) {
            $methods['HEAD'] = true;
        }
        if ($autoOptions) {
            $methods['OPTIONS'] = true;
        }

        return self::ordered($methods);
    }
}
