<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;

/**
 * The Router of the FFI backend: pure PHP, but for what the native library does faster even though the routes are copied to it
 * first. docs/ffi.md lists method by method what was measured.
 */
class Router extends Fallback\Router
{
    public function conflicts(): array
    {
        // Not $this->routes(): a subclass may show others than those that it matches.
        $routes = parent::routes();
        $library = self::areConstrained($routes) ? Library::functions() : null;
        if ($library === null) {
            return parent::conflicts();
        }

        return NativeTable::of($library, parent::toArray()['options'], $routes)?->conflicts() ?? parent::conflicts();
    }

    /**
     * Whether there may be constraints to compare, which is what takes PHP long. Without any it is done before the copy is.
     *
     * @param list<array{pattern: string, host: ?string, ...}> $routes
     */
    private static function areConstrained(array $routes): bool
    {
        foreach ($routes as ['pattern' => $pattern, 'host' => $host]) {
            if (str_contains($pattern, ':') || str_contains($host ?? '', ':')) {
                return true;
            }
        }

        return false;
    }
}
