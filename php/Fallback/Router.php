<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\RouterInterface;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Fallback\Router\Conflicts;
use HighPerApp\HighPer\Native\Fallback\Router\Definitions;
use HighPerApp\HighPer\Native\Fallback\Router\Explainer;
use HighPerApp\HighPer\Native\Fallback\Router\Finder;
use HighPerApp\HighPer\Native\Fallback\Router\Group;
use HighPerApp\HighPer\Native\Fallback\Router\Options;
use HighPerApp\HighPer\Native\Fallback\Router\Path;
use HighPerApp\HighPer\Native\Fallback\Router\Persistence;
use HighPerApp\HighPer\Native\Fallback\Router\Route;
use HighPerApp\HighPer\Native\Fallback\Router\Routes;
use HighPerApp\HighPer\Native\Fallback\Router\Table;
use HighPerApp\HighPer\Native\Fallback\Router\UrlBuilder;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\RouteStatus;

/**
 * The Router in pure PHP: the public face and the hot path. What patterns mean is in Router/.
 */
class Router implements RouterInterface
{
    /** The routes and options; null until one is added or asked for. */
    private ?Routes $state = null;

    /** @var array<array-key, Table> The tables of no host by method, until a route is added. */
    private array $tables = [];

    /** Whether any route is bound to a host. */
    private bool $hasHosts = false;

    /** Whether literals are compared as they come. */
    private bool $caseSensitive = true;

    /** Whether a path that is not found is looked for in its other form. */
    private bool $ignoresSlash = false;

    private bool $isFrozen = false;

    /** @var array<int, Group> The groups that are open, by number; routes belong to the last. */
    private array $groups = [];

    private int $groupsOpened = 0;

    /**
     * @param string $trailingSlash What a final slash means: `strict`, `ignore` or `redirect`.
     * @param bool   $caseSensitive Whether the case of letters in literals counts.
     * @param bool   $headFallback  Whether GET routes answer HEAD.
     * @param bool   $autoOptions   Whether OPTIONS is among the allowed methods of every path.
     *
     * @throws RouterException if the policy is unknown, or the router has routes already
     */
    public function __construct(
        string $trailingSlash = 'strict',
        bool $caseSensitive = true,
        bool $headFallback = true,
        bool $autoOptions = true,
    ) {
        $this->refuseIfFrozen();
        if (($this->state?->all() ?? []) !== []) {
            throw RouterException::of(
                RouterException::BAD_OPTION,
                'Options given after routes',
                'construct a router once, before adding to it',
            );
        }
        $this->begin(new Routes(new Options($trailingSlash, $caseSensitive, $headFallback, $autoOptions)));
    }

    public function __clone()
    {
        $this->state = clone $this->state();
        $this->groups = [];
    }

    /**
     * @return array<string, mixed>
     *
     * @throws RouterException always
     */
    public function __serialize(): array
    {
        throw self::notSerializable();
    }

    /**
     * @param array<string, mixed> $data
     *
     * @throws RouterException always
     */
    public function __unserialize(array $data): void
    {
        throw self::notSerializable();
    }

    public function add(string|array $methods, string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute($methods, $pattern, $handler, $name, $middleware);
    }

    public function get(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('GET', $pattern, $handler, $name, $middleware);
    }

    public function post(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('POST', $pattern, $handler, $name, $middleware);
    }

    public function put(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('PUT', $pattern, $handler, $name, $middleware);
    }

    public function patch(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('PATCH', $pattern, $handler, $name, $middleware);
    }

    public function delete(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('DELETE', $pattern, $handler, $name, $middleware);
    }

    public function head(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('HEAD', $pattern, $handler, $name, $middleware);
    }

    public function options(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('OPTIONS', $pattern, $handler, $name, $middleware);
    }

    public function any(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        return $this->addRoute('*', $pattern, $handler, $name, $middleware);
    }

    public function group(string $prefix, callable $routes, array $middleware = [], ?string $host = null): static
    {
        $this->refuseIfFrozen();
        if ($host !== null) {
            $this->state()->checkHost($host);
        }
        // Numbered: where callbacks suspend in fibers, groups need not close in the order in which they opened.
        $number = ++$this->groupsOpened;
        $this->groups[$number] = new Group($this->openGroup(), $prefix, $middleware, $host);
        try {
            $routes($this);
        } finally {
            unset($this->groups[$number]);
        }

        return $this;
    }

    public function match(string $method, string $path, ?string $host = null): ?array
    {
        $table = $this->tables[$method] ?? $this->table($method);
        if ($host === null || !$this->hasHosts) {
            if (isset($table->results[$path])) {
                return $table->results[$path];
            }
            if ($this->caseSensitive && preg_match(Path::UNUSUAL, $path) === 0) {
                $match = $this->matchPlain($table, $path);
                if ($match !== null || !$this->ignoresSlash) {
                    return $match;
                }
            }
        }
        $values = [];
        $leaf = (new Finder($this->state()))->locate($method, $path, $host, $values);

        return $leaf === null ? null : [$leaf->handler, array_combine($leaf->names, $values)];
    }

    public function find(string $method, string $path, ?string $host = null): RouteMatch
    {
        $finder = new Finder($this->state());
        $values = [];
        $leaf = $finder->locate($method, $path, $host, $values);
        if ($leaf !== null) {
            $params = array_combine($leaf->names, $values);
            $route = $leaf->route;

            return new RouteMatch(RouteStatus::Found, $leaf->handler, $params, $route->name, $route->middleware, $route->pattern);
        }
        $redirect = $finder->redirect($method, $path, $host);
        if ($redirect !== null) {
            return new RouteMatch(RouteStatus::NotFound, redirect: $redirect);
        }
        $allowed = $finder->allowed($path, $host);
        if ($allowed === []) {
            return new RouteMatch(RouteStatus::NotFound);
        }

        return new RouteMatch(
            RouteStatus::MethodNotAllowed,
            allowed: $allowed,
            allow: implode(', ', $allowed),
            automaticOptions: $method === 'OPTIONS' && $this->state()->options->autoOptions,
        );
    }

    public function dispatch(string $method, string $path, ?string $host = null): array
    {
        // self:: here and below: what a subclass makes of one method does not change another.
        $match = self::match($method, $path, $host);
        if ($match !== null) {
            return [1, ...$match];
        }
        $finder = new Finder($this->state());
        $allowed = $finder->redirect($method, $path, $host) === null ? $finder->allowed($path, $host) : [];

        return $allowed === [] ? [0] : [2, $allowed];
    }

    public function allowed(string $path, ?string $host = null): array
    {
        return (new Finder($this->state()))->allowed($path, $host);
    }

    public function allowHeader(string $path, ?string $host = null): string
    {
        return implode(', ', self::allowed($path, $host));
    }

    public function url(string $name, array $params = [], array $query = []): string
    {
        $values = UrlBuilder::texts($name, $params);
        $url = (new UrlBuilder($this->state()->named($name), $name))->build($values);
        $query = http_build_query($query, '', '&', PHP_QUERY_RFC3986);

        return $query === '' ? $url : "$url?$query";
    }

    public function routes(): array
    {
        return array_map(static fn (Route $route): array => $route->definition(), $this->state()->all());
    }

    public function toArray(): array
    {
        return ['options' => $this->state()->options->toArray(), 'routes' => self::routes()];
    }

    public static function fromArray(array $table): static
    {
        $router = self::bare();
        $router->begin(new Routes(Definitions::options($table)));
        foreach (Definitions::routes($table) as $definition) {
            $router->state()->add(...$definition);
            $router->hasHosts = $router->hasHosts || $definition[5] !== null;
        }

        return $router;
    }

    public static function persistent(string $key, callable $build, ?string $version = null): static
    {
        // What the build function keeps a hold of may change; what is kept here does not.
        $routes = Persistence::get(static::class, $key, $build, $version, static fn (self $built): Routes => clone $built->state());
        $router = self::bare();
        $router->begin($routes);
        $router->hasHosts = \count($routes->hosts()) > 1;
        $router->isFrozen = true;

        return $router;
    }

    public function conflicts(): array
    {
        return (new Conflicts($this->state()->all(), $this->state()->options))->find();
    }

    public function explain(string $method, string $path, ?string $host = null): array
    {
        return (new Explainer($this->state()))->explain(self::find($method, $path, $host), $method, $path, $host);
    }

    /**
     * The hot path: a path in canonical form, split once, followed down the trie. Where a node leaves a choice, walk() takes over.
     *
     * @return array{mixed, array<string, string>}|null
     */
    private function matchPlain(Table $table, string $path): ?array
    {
        $segments = explode('/', $path);
        if ($segments[0] !== '') {
            return null;
        }
        $values = [];
        $branch = $table->root;
        $count = \count($segments);
        for ($depth = 1; $depth < $count; ++$depth) {
            $segment = $segments[$depth];
            $next = $branch->literals[$segment] ?? null;
            if ($next !== null && $branch->tests === []) {
                $branch = $next;
            } elseif ($next === null && $branch->free !== null) {
                if ($segment === '') {
                    return null;
                }
                $values[] = $segment;
                $branch = $branch->free;
            } else {
                break;
            }
        }
        $leaf = $depth === $count ? $branch->leaf : $branch->walk($segments, $segments, $depth, $values);
        if ($leaf === null) {
            return null;
        }

        return [$leaf->handler, array_combine($leaf->names, $values)];
    }

    private function begin(Routes $routes): void
    {
        $this->state = $routes;
        $this->tables = [];
        $this->caseSensitive = $routes->options->caseSensitive;
        $this->ignoresSlash = $routes->options->trailingSlash === 'ignore';
    }

    /**
     * An object that was made without its constructor has the default options.
     */
    private function state(): Routes
    {
        return $this->state ??= new Routes(new Options());
    }

    /**
     * An object of the called class whose constructor, which may be a subclass's own, was not called.
     */
    private static function bare(): static
    {
        return (new \ReflectionClass(static::class))->newInstanceWithoutConstructor();
    }

    private function table(string $method): Table
    {
        $known = $this->state()->knownMethod($method);
        $hosts = $this->state()->hosts();

        return $this->tables[$known] ??= $hosts[\count($hosts) - 1]->table($known);
    }

    /**
     * add() itself, which a subclass may override without changing what get() and its kin do.
     *
     * @param string|list<string>     $methods
     * @param array<array-key, mixed> $middleware
     */
    private function addRoute(string|array $methods, string $pattern, mixed $handler, ?string $name, array $middleware): static
    {
        $this->refuseIfFrozen();
        $group = $this->openGroup();
        $middleware = [...$group->middleware ?? [], ...array_values($middleware)];
        $this->state()->add($methods, ($group->prefix ?? '') . $pattern, $handler, $name, $middleware, $group?->host);
        $this->hasHosts = $this->hasHosts || $group?->host !== null;
        $this->tables = [];

        return $this;
    }

    private function openGroup(): ?Group
    {
        return $this->groups[array_key_last($this->groups) ?? 0] ?? null;
    }

    private function refuseIfFrozen(): void
    {
        if ($this->isFrozen) {
            throw RouterException::of(
                RouterException::FROZEN,
                'This router cannot be changed',
                'a persistent router is built once, by its build function',
            );
        }
    }

    private static function notSerializable(): RouterException
    {
        return RouterException::of(
            RouterException::NOT_SERIALIZABLE,
            'A Router cannot be serialized',
            'keep toArray() and rebuild it with fromArray()',
        );
    }
}
