<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;

use function HighPerApp\HighPer\Native\route_match;

/**
 * A table as an application has it, of all that patterns know.
 */
function table(int $version = 0): Router
{
    $router = new Router();
    foreach (['users', 'posts', 'teams', 'files', 'orders', 'tags'] as $what) {
        $router->get("/$what", "$what list", "$what.list")->post("/$what", "$what create")
            ->get("/$what/{id:int}[/{tab}]", ["$what", 'show'], "$what.show", ['cache'])
            ->add(['PUT', 'PATCH'], "/$what/{id:int}", ["$what", 'update'])
            ->delete("/$what/{id:int}", ["$what", 'delete']);
    }
    $router->get('/archive/{day:date}', 'archive')->get('/download/{name}.{ext}', 'download')->get('/static/{path*}', 'static', 'static')
        ->get('/years/{year:\d{4}}', 'year')->get('/words/{word:(?u)\p{L}+}', 'word')->any('/hook/{id:uuid}', 'hook')->get("/version/$version", $version);
    $router->group('/api', static function (Router $api): void {
        $api->get('/me/{id}', 'me', 'api.me', ['auth']);
    }, ['json'], '{tenant}.example.com');

    return $router;
}

/**
 * Asking and building tables.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function routing(): array
{
    $router = table();

    return [
        'match static' => [60, static fn (int $i) => want($router->match('GET', $i % 2 === 0 ? '/posts' : '/users?x=' . $i) !== null, 'match()')],
        'match parameters' => [100, static function (int $i) use ($router): void {
            want($router->match('GET', "/users/$i/tab-$i") === [['users', 'show'], ['id' => "$i", 'tab' => "tab-$i"]], 'match()');
        }],
        'match mixed and escaped' => [40, static function (int $i) use ($router): void {
            want($router->match('GET', "/download/a.$i.gz")[1]['name'] === "a.$i", 'a mixed segment');
            want($router->match('GET', "/words/caf%C3%A9")[1]['word'] === 'café', 'an escaped segment');
        }],
        'match a catch-all' => [20, static fn (int $i) => want($router->match('HEAD', "/static/css/$i/a%2Fb.css")[1] === ['path' => "css/$i/a/b.css"], 'a catch-all')],
        'match nothing' => [60, static fn (int $i) => want($router->match('GET', ["/nowhere/$i", "/users/x$i", '/a%zz', 'users', "/archive/2023-02-29"][$i % 5]) === null, 'a miss')],
        'function' => [40, static fn (int $i) => want(route_match($router, 'PUT', "/orders/$i") !== null, 'route_match()')],
        'find not allowed' => [30, static function (int $i) use ($router): void {
            $match = $router->find('PURGE', "/users/$i");
            want($match->status === RouteStatus::MethodNotAllowed && $match->allow === 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS', 'find()');
        }],
        'find on a host' => [20, static fn (int $i) => want($router->find('GET', "/api/me/$i", "acme$i.example.com:8080")->params === ['tenant' => "acme$i", 'id' => "$i"], 'find() on a host')],
        'dispatch' => [40, static fn (int $i) => want(\count($router->dispatch(['GET', 'POST'][$i % 2], "/teams/$i")) === 3 - $i % 2, 'dispatch()')],
        'allowed' => [10, static fn (int $i) => want($router->allowed("/users/$i")[0] === 'GET' && $router->allowHeader('/nowhere') === '', 'allowed()')],
        'url' => [30, static fn (int $i) => want($router->url('users.show', ['id' => $i, 'tab' => "a b$i"], ['q' => $i]) === "/users/$i/a%20b$i?q=$i", 'url()')],
        'url refused' => [5, static fn (int $i) => refused(RouterException::class, static fn (): string => $router->url('users.show', ['id' => "x$i"]))],
        'explain' => [2, static fn (int $i) => want($router->explain('GET', "/users/x$i")['status'] === 'NotFound', 'explain()')],
        'build' => [4, static function (int $i): void {
            $router = table($i);
            want($router->match('GET', "/version/$i") === [$i, []], 'a new table');
        }],
        'export and conflicts' => [1, static fn (int $i) => want(Router::fromArray(table()->toArray())->conflicts() === [], 'a table from an array')],
        'add refused' => [10, static function (int $i) use ($router): void {
            $pattern = ['/users/{id', '/users/{id:(?=a)}', '/users/{x:[0-9]+}', 'users', '/a[/b]c', '/a/{p}/{p}'][$i % 6];
            refused(RouterException::class, static fn (): Router => $router->get($pattern, 'none'));
        }],
        'group that throws' => [5, static fn (int $i) => refused(\DomainException::class, static fn (): Router => (new Router())->group('/a', static function (Router $r) use ($i): void {
            $r->get("/b$i", 'b');
            throw new \DomainException("no $i");
        }))],
        'persistent' => [20, static fn (int $i) => want(Router::persistent('soak', static fn (): Router => table(), 'kept')->match('GET', "/posts/$i") !== null, 'a persistent table')],
        'persistent swapped' => [2, static function (int $i): void {
            // What is kept has the same length whatever its number, so that a reading differs from the next one by nothing else.
            $version = 10_000_000 + $i;
            $router = Router::persistent('swapped', static fn (): Router => table($version), (string) $version);
            want($router->match('GET', "/version/$version") === [$version, []], 'a swapped table');
        }],
    ];
}
