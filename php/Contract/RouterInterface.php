<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;

/**
 * Maps a method and a path to a handler.
 *
 * This file is the one place where the Router's methods and their documentation are written down: the extension
 * reads its own signatures from it when it is loaded, and the stubs are generated from there. The semantics
 * (patterns, precedence, paths, errors) are in docs/router.md.
 *
 * @phpstan-type RouteDefinition array{methods: list<string>, pattern: string, handler: mixed, name: ?string, middleware: list<mixed>, host: ?string}
 */
interface RouterInterface
{
    /**
     * Adds a route.
     *
     * @param string|list<string> $methods    One method or several (RFC 9110, 9.1), made upper-case; `*` is any method.
     * @param string              $pattern    Path with parameters, such as `/users/{id:int}[/{tab}]`.
     * @param mixed               $handler    Handed back by match(); never called.
     * @param string|null         $name       Name for url(); unique.
     * @param list<mixed>         $middleware Carried along, behind the group's; never run.
     *
     * @throws RouterException if a method, the pattern or a constraint is invalid, or the route or its name exists already
     */
    public function add(string|array $methods, string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for GET; HEAD requests are answered by it too, unless `headFallback` is off.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function get(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for POST.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function post(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for PUT.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function put(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for PATCH.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function patch(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for DELETE.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function delete(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for HEAD; it goes before a GET route of the same pattern.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function head(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for OPTIONS.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function options(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds a route for every method, custom ones included; a route for one method goes before it at the same pattern.
     *
     * @param list<mixed> $middleware
     *
     * @throws RouterException as add() does
     */
    public function any(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static;

    /**
     * Adds the routes that a callback adds, under a common prefix. Groups nest; prefixes and middleware are concatenated.
     *
     * @param string                $prefix     Put before each pattern, as it is written.
     * @param callable(static):mixed $routes    Called at once with this router.
     * @param list<mixed>           $middleware Put before each route's own.
     * @param string|null           $host       Host pattern, such as `{tenant}.example.com`; an inner group's replaces an outer's.
     *
     * @throws RouterException if the host is invalid, and whatever the callback throws
     */
    public function group(string $prefix, callable $routes, array $middleware = [], ?string $host = null): static;

    /**
     * Finds the handler for a request: the hot path.
     *
     * @param string      $method As sent, upper-case.
     * @param string      $path   As sent, percent-encoded; a query string is ignored.
     * @param string|null $host   The Host header, for routes bound to a host.
     *
     * @return array{0: mixed, 1: array<string, string>}|null The handler and the decoded parameters.
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function match(string $method, string $path, ?string $host = null): ?array;

    /**
     * Finds everything that is known about a request's route.
     *
     * @param string      $method As sent, upper-case.
     * @param string      $path   As sent, percent-encoded; a query string is ignored.
     * @param string|null $host   The Host header, for routes bound to a host.
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function find(string $method, string $path, ?string $host = null): RouteMatch;

    /**
     * Answers in the shape of FastRoute's dispatcher.
     *
     * @return array{0: 0}|array{0: 1, 1: mixed, 2: array<string, string>}|array{0: 2, 1: list<string>}
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function dispatch(string $method, string $path, ?string $host = null): array;

    /**
     * Lists the methods that a path answers to; none if it does not exist.
     *
     * @return list<string>
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function allowed(string $path, ?string $host = null): array;

    /**
     * The value of an Allow header (RFC 9110, 10.2.1) for a path; empty if it does not exist.
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function allowHeader(string $path, ?string $host = null): string;

    /**
     * Builds the path of a named route.
     *
     * @param array<string, string|int|\Stringable|\BackedEnum> $params Decoded values; they are encoded here.
     * @param array<array-key, mixed>                           $query  Appended by http_build_query().
     *
     * @return string The path, or `//host/path` for a route that is bound to a host.
     *
     * @throws RouterException if the name is unknown, or a parameter missing, unknown or unusable
     */
    public function url(string $name, array $params = [], array $query = []): string;

    /**
     * Lists the routes in the order in which they were added.
     *
     * @return list<RouteDefinition>
     */
    public function routes(): array;

    /**
     * Exports options and routes; fromArray() takes them back.
     *
     * @return array{options: array{trailingSlash: string, caseSensitive: bool, headFallback: bool, autoOptions: bool}, routes: list<RouteDefinition>}
     */
    public function toArray(): array;

    /**
     * Builds a router from an export or a list of routes, each `[methods, pattern, handler, name?, middleware?, host?]`
     * or an array with these keys.
     *
     * @param array<array-key, mixed> $table What toArray() gives, or a plain list of routes.
     *
     * @throws RouterException if a definition is not of this shape, and as add() does
     */
    public static function fromArray(array $table): static;

    /**
     * Gives the router that belongs to a key, and builds it if this process has none of that version.
     *
     * In the extension the table lives as long as the process: the build function runs once a worker, not once a
     * request. Keys belong to the application: the folder of the entry script keeps two applications apart. In the
     * other backends the router lives as long as PHP's own memory does: one request under FPM, the process in a worker.
     *
     * @param callable():\HighPerApp\HighPer\Native\Router $build Returns the router to keep, of this class or another; its handlers are scalars, null or arrays of these.
     * @param string|null       $version A version other than the kept one builds anew; null keeps what is there.
     *
     * @return static Of the called class, frozen, without the properties of a subclass.
     *
     * @throws RouterException if a handler cannot outlive the request or the build asks for its own key; what $build
     *                         throws passes through, and the router that was there stays
     */
    public static function persistent(string $key, callable $build, ?string $version = null): static;

    /**
     * Lists the routes that no request can reach, and why. A route is listed if one other route takes all its
     * requests, or if its constraints accept nothing; what only several others together cover is not looked for.
     *
     * @return list<array{pattern: string, methods: list<string>, host: ?string, by: ?string, reason: string}>
     */
    public function conflicts(): array;

    /**
     * Tells, segment by segment, why a path matches or does not. For people and logs, not for the hot path.
     *
     * @return array{
     *     status: string,
     *     method: string,
     *     path: string,
     *     reason: string,
     *     nearest: list<array{
     *         pattern: string,
     *         methods: list<string>,
     *         matched: bool,
     *         segments: list<array{pattern: ?string, value: ?string, matched: bool, reason: string}>
     *     }>
     * }
     *
     * @throws RouterException if PCRE gives up on a constraint in `(?u)` mode or with assertions; pure PHP only
     */
    public function explain(string $method, string $path, ?string $host = null): array;
}
