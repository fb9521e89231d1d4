<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A host that routes are bound to, and what they answer. Without labels: the routes that are bound to none.
 *
 * @internal
 */
class Host
{
    /** @var array<array-key, Table> By method; made when it is first asked for. */
    private array $tables = [];

    /** @var array<array-key, Table>|null For methods(); made when it is first asked for. */
    private ?array $byMethod = null;

    /**
     * @param list<Route> $routes
     */
    public function __construct(
        public readonly ?Form $labels,
        public readonly array $routes,
        private readonly Options $options,
    ) {
    }

    /**
     * The table of a method; of `*` for one that no route names.
     */
    public function table(string $method): Table
    {
        return $this->tables[$method]
            ??= new Table($this->routes, $method, $this->options->headFallback, $this->options->caseSensitive);
    }

    /**
     * The methods that routes name for a path, whichever of them would answer.
     *
     * @return array<array-key, true>
     */
    public function methods(string $path): array
    {
        $this->byMethod ??= $this->tablesByMethod();
        $methods = [];
        foreach ($this->byMethod as $method => $table) {
            $values = [];
            if ($table->find($path, $values) !== null) {
                $methods[$method] = true;
            }
        }

        return $methods;
    }

    /**
     * Matches a Host header that went through labels().
     *
     * @param list<string> $labels
     *
     * @return list<string>|null The values of the host's parameters.
     */
    public function match(array $labels): ?array
    {
        if ($this->labels === null) {
            return [];
        }
        if (\count($labels) !== \count($this->labels->segments)) {
            return null;
        }
        $values = [];
        foreach ($this->labels->segments as $index => $segment) {
            $matched = $segment->match($labels[$index], $labels[$index], false);
            if ($matched === null) {
                return null;
            }
            array_push($values, ...$matched);
        }

        return $values;
    }

    /**
     * A table for each method that a route names, with the routes that name it alone.
     *
     * @return array<array-key, Table>
     */
    private function tablesByMethod(): array
    {
        $routes = [];
        foreach ($this->routes as $route) {
            foreach ($route->methods as $method => $_) {
                $routes[$method][] = $route;
            }
        }
        $tables = [];
        foreach ($routes as $method => $named) {
            $tables[$method] = new Table($named, (string) $method, false, $this->options->caseSensitive);
        }

        return $tables;
    }

    /**
     * The labels of a Host header (RFC 9110, 7.2) in lower case, without its port and one final dot.
     *
     * @return list<string>
     */
    public static function labels(string $host): array
    {
        // Without labels it is no host that a route is bound to.
        if (preg_match('~[\x00-\x20\x7f/?#@\\\\]~', $host) === 1) {
            return [];
        }
        // The colons of an IPv6 address stand in brackets.
        $host = (string) preg_replace('~:[0-9]*\z~', '', $host);

        return explode('.', strtolower(str_ends_with($host, '.') ? substr($host, 0, -1) : $host));
    }
}
