<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Router;

/**
 * A router of a user's own, whose constructor differs.
 */
class Subclass extends Router
{
    public string $own = 'unset';

    public function __construct(string $own = 'default')
    {
        parent::__construct();
        $this->own = $own;
    }

    public function match(string $method, string $path, ?string $host = null): ?array
    {
        $match = parent::match($method, $path, $host);

        return $match === null && $path === '/overridden' ? [$this->own, []] : $match;
    }
}
