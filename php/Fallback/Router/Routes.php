<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * The routes of a router: checks a new one against all that are there before anything changes, and finds them by name or host.
 *
 * @internal
 */
class Routes
{
    /** @var list<Route> In the order of adding. */
    private array $all = [];

    /** @var array<array-key, Route> By name. */
    private array $named = [];

    /** @var array<string, array<string, array<array-key, Route>>> By host, form and method. */
    private array $taken = [];

    /** @var array<array-key, true> The methods that routes name, but for the standard ones. */
    private array $methods = [];

    /** @var array<string, Constraint> By text. */
    private array $constraints = [];

    /** @var list<Host>|null Most specific first, that of no host last; null until it is asked for. */
    private ?array $hosts = null;

    public function __construct(public readonly Options $options)
    {
    }

    /**
     * @return list<Route>
     */
    public function all(): array
    {
        return $this->all;
    }

    /**
     * Adds a route.
     *
     * @param string|list<string> $methods
     * @param list<mixed>         $middleware The groups' and its own.
     *
     * @throws RouterException if anything is wrong with it; nothing has changed then
     */
    public function add(
        string|array $methods,
        string $pattern,
        mixed $handler,
        ?string $name,
        array $middleware,
        ?string $host,
    ): void {
        $methods = Methods::read($methods, $this->methods);
        $pieces = (new PatternParser($pattern))->path();
        Form::checkLength($pieces, $pattern);
        $hostPieces = $host === null ? [] : (new PatternParser($host))->host();
        self::checkParameters($pieces[\count($pieces) - 1], $hostPieces, $pattern);
        $this->compile($pieces[\count($pieces) - 1], $pattern);
        $this->compile($hostPieces, $host ?? '');
        if ($name !== null && isset($this->named[$name])) {
            throw RouterException::of(
                RouterException::DUPLICATE_NAME,
                "Duplicate route name '$name'",
                "it already belongs to '{$this->named[$name]->pattern}'; give each route a name of its own",
            );
        }
        $forms = Form::ofPath($pieces, $this->options->caseSensitive);
        $labels = $host === null ? null : Form::ofHost($hostPieces);
        $taken = $this->taken[$labels->identity ?? ''] ?? [];
        self::checkDuplicates($taken, $forms, $methods, $pattern);

        $route = new Route(
            \count($this->all),
            $methods,
            Methods::ordered($methods),
            $pattern,
            $handler,
            $name,
            $middleware,
            $host,
            $forms,
            $labels,
        );
        foreach ($forms as $form) {
            foreach ($methods as $method => $_) {
                $this->taken[$labels->identity ?? '']['/' . $form->identity][$method] = $route;
            }
        }
        if ($name !== null) {
            $this->named[$name] = $route;
        }
        $this->all[] = $route;
        $this->methods += array_diff_key($methods, Methods::STANDARD, ['*' => true]);
        $this->hosts = null;
    }

    /**
     * Checks the pattern of a host without binding anything to it.
     *
     * @throws RouterException if it is malformed
     */
    public function checkHost(string $host): void
    {
        $this->compile((new PatternParser($host))->host(), $host);
    }

    /**
     * @throws RouterException if no route has the name
     */
    public function named(string $name): Route
    {
        return $this->named[$name]
            ?? throw RouterException::of(RouterException::UNKNOWN_NAME, "No route is named '$name'", 'name it when adding it');
    }

    /**
     * The name under which tables know a method: `*` stands for all that no route names.
     */
    public function knownMethod(string $method): string
    {
        return isset(Methods::STANDARD[$method]) || isset($this->methods[$method]) ? $method : '*';
    }

    /**
     * The hosts that routes are bound to, most specific first, then that of no host.
     *
     * @return list<Host>
     */
    public function hosts(): array
    {
        if ($this->hosts !== null) {
            return $this->hosts;
        }
        $groups = [];
        foreach ($this->all as $route) {
            $groups[$route->labels->identity ?? ''][] = $route;
        }
        $bound = [];
        foreach ($groups as $routes) {
            $labels = $routes[0]->labels;
            if ($labels !== null) {
                $bound[] = [$labels, $routes];
            }
        }
        usort($bound, static fn (array $one, array $two): int => $one[0]->compare($two[0]));
        $hosts = array_map(fn (array $host): Host => new Host($host[0], $host[1], $this->options), $bound);
        $hosts[] = new Host(null, $groups[''] ?? [], $this->options);

        return $this->hosts = $hosts;
    }

    /**
     * @param list<string|Parameter> $pieces
     * @param list<string|Parameter> $hostPieces
     */
    private static function checkParameters(array $pieces, array $hostPieces, string $pattern): void
    {
        $names = [];
        foreach ($hostPieces as $piece) {
            if ($piece instanceof Parameter) {
                $names[$piece->name] = true;
            }
        }
        $count = \count($names);
        foreach ($pieces as $piece) {
            if (!$piece instanceof Parameter) {
                continue;
            }
            if (isset($names[$piece->name])) {
                throw PatternParser::duplicateParameter($piece->name, $pattern, $piece->offset);
            }
            if (++$count > PatternParser::MAX_PARAMETERS) {
                throw RouterException::of(
                    RouterException::TOO_LARGE,
                    'Too many parameters',
                    'at most ' . PatternParser::MAX_PARAMETERS,
                    $pattern,
                    $piece->offset,
                );
            }
        }
    }

    /**
     * @param list<string|Parameter> $pieces
     */
    private function compile(array $pieces, string $pattern): void
    {
        foreach ($pieces as $piece) {
            if ($piece instanceof Parameter) {
                $piece->compile($pattern, $this->constraints);
            }
        }
    }

    /**
     * @param array<string, array<array-key, Route>> $taken   By form and method, of the same host.
     * @param list<Form>                             $forms
     * @param array<array-key, true>                 $methods
     */
    private static function checkDuplicates(array $taken, array $forms, array $methods, string $pattern): void
    {
        foreach ($forms as $form) {
            foreach ($methods as $method => $_) {
                $old = $taken['/' . $form->identity][$method] ?? null;
                if ($old !== null) {
                    throw RouterException::of(
                        RouterException::DUPLICATE_ROUTE,
                        "Duplicate route $method '$pattern'",
                        "'$old->pattern' already answers the same requests; remove one of them",
                        $pattern,
                    );
                }
            }
        }
    }
}
