<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A group that is open: what it and those around it bring along.
 *
 * @internal
 */
class Group
{
    public readonly string $prefix;

    /** @var list<mixed> Outermost first. */
    public readonly array $middleware;

    public readonly ?string $host;

    /**
     * @param array<array-key, mixed> $middleware
     */
    public function __construct(?self $outer, string $prefix, array $middleware, ?string $host)
    {
        $this->prefix = ($outer->prefix ?? '') . $prefix;
        $this->middleware = [...$outer->middleware ?? [], ...array_values($middleware)];
        $this->host = $host ?? $outer?->host;
    }
}
