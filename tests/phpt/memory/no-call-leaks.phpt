--TEST--
No method leaks, whether it succeeds or throws
--FILE--
<?php
use HighPerApp\HighPer\Native\Contract\RouterInterface;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use function HighPerApp\HighPer\Native\route_match;

enum Suit: string
{
    case Hearts = 'h';
}
class Sub extends Router
{
    public function match(string $method, string $path, ?string $host = null): ?array
    {
        return parent::match($method, $path, $host);
    }
}
class Text implements Stringable
{
    public function __toString(): string
    {
        return str_repeat('t', 40);
    }
}
class Thrower implements Stringable
{
    public function __toString(): string
    {
        throw new DomainException('no text');
    }
}
$router = (new Router(trailingSlash: 'redirect'))->get('/s', new stdClass(), 's')->get('/u/{id}', ['c', 'm'], 'u', [new stdClass()])->post('/u/{id}', 'post');
$router->group('', fn (Router $router) => $router->get('/h', 'h', 'h'), host: '{tenant}.example.com');
$sub = (new Sub())->get('/u/{id}', 1);
$key = bin2hex(random_bytes(6));
$long = str_repeat('long', 20);
$calls = [
    'find, found' => fn () => $router->find('GET', "/u/$long"),
    'find, static' => fn () => $router->find('GET', '/s'),
    'find, not found' => fn () => $router->find('GET', '/none'),
    'find, method not allowed' => fn () => $router->find('PUT', '/u/1'),
    'find, options' => fn () => $router->find('OPTIONS', '/u/1'),
    'find, redirect' => fn () => $router->find('GET', '/u/1/'),
    'find, host' => fn () => $router->find('GET', '/h', 'A.example.com:80'),
    'dispatch' => fn () => [$router->dispatch('GET', '/u/1'), $router->dispatch('PUT', '/u/1'), $router->dispatch('GET', '/none')],
    'allowed' => fn () => [$router->allowed('/u/1'), $router->allowed('/none'), $router->allowHeader('/u/1'), $router->allowHeader('/none')],
    'url' => fn () => $router->url('u', ['id' => 'ü'], ['a' => [1, 2], 'b' => 'c']),
    'url, Stringable' => fn () => $router->url('u', ['id' => new Text()]),
    'url, enum' => fn () => $router->url('u', ['id' => Suit::Hearts]),
    'url, throwing Stringable' => fn () => $router->url('u', ['id' => new Thrower()]),
    'url, bad type' => fn () => $router->url('u', ['id' => [$long]]),
    'url, unknown' => fn () => $router->url('u', ['id' => 1, "x$long" => 2]),
    'url, missing' => fn () => $router->url('u'),
    'url, no such name' => fn () => $router->url("u$long"),
    'routes' => fn () => $router->routes(),
    'toArray and back' => fn () => Router::fromArray($router->toArray()),
    'fromArray, subclass' => fn () => Sub::fromArray([['GET', '/a', new stdClass(), null, [new stdClass()]]]),
    'fromArray, bad definition' => fn () => Router::fromArray([['GET', '/a', new stdClass()], ['GET']]),
    'fromArray, bad option' => fn () => Router::fromArray(['options' => [$long => 1], 'routes' => []]),
    'conflicts' => fn () => $router->conflicts(),
    'explain' => fn () => $router->explain('PUT', "/u/$long/x"),
    'clone' => fn () => clone $router,
    'construct' => fn () => new Router('ignore', false),
    'construct, bad' => fn () => new Router($long),
    'construct again' => fn () => $router->__construct(),
    'duplicate' => fn () => $router->get('/s', new stdClass(), null, [new stdClass()]),
    'malformed' => fn () => $router->get("/$long{", new stdClass()),
    'bad method' => fn () => $router->add(["$long "], '/x', new stdClass()),
    'bad method type' => fn () => $router->add([$long, 5], '/x', new stdClass()),
    'group' => fn () => $router->group("/$long", fn () => new stdClass(), [new stdClass()], 'x.example.com'),
    'group that throws' => fn () => $router->group("/$long", fn () => throw new DomainException(), [new stdClass()]),
    'group, bad host' => fn () => $router->group("/$long", fn () => 1, [new stdClass()], "$long "),
    'group, callable array' => fn () => $router->group('', [new class () { public function add(): void {} }, 'add']),
    'group, __call' => fn () => $router->group('', [new class () { public function __call(string $name, array $arguments): mixed { return $arguments; } }, 'any']),
    'serialize' => fn () => serialize($router),
    'unserialize' => fn () => unserialize('O:32:"HighPerApp\HighPer\Native\Router":1:{i:0;a:1:{i:0;s:3:"abc";}}'),
    'route_match' => fn () => route_match($router, 'GET', "/u/$long"),
    'route_match, subclass' => fn () => route_match($sub, 'GET', "/u/$long"),
    'route_match, framed' => fn () => route_match($router, 'GET', "/u/$long", null),
    'route_match, converted' => fn () => route_match($router, 'GET', new Text()),
    'route_match, bad type' => fn () => route_match($router, [$long], '/u/1'),
    'route_match, no router' => fn () => route_match(new stdClass(), 'GET', '/u/1'),
    'match, converted' => fn () => $router->match('GET', new Text()),
    'match, bad type' => fn () => $router->match('GET', [$long]),
    'match, named' => fn () => $router->match(path: "/u/$long", method: 'GET'),
    'match, too few' => fn () => $router->match('GET'),
    'RouteMatch' => fn () => new RouteMatch(RouteStatus::Found, [$long], ['a' => $long], "n$long", [1], "/$long", ['GET'], "G$long", "/$long/", true),
    'RouteMatch, defaults' => fn () => new RouteMatch(RouteStatus::NotFound),
    'RouteMatch, bad' => fn () => new RouteMatch(RouteStatus::Found, name: [$long]),
    'RouteMatch, clone' => fn () => clone $router->find('GET', '/u/1'),
    'RouterException' => fn () => (new RouterException($long, 3))->getHint(),
    'persistent' => fn () => Router::persistent($key, fn () => (new Router())->get('/a/{id}', [$long => [1, $long]], 'n', [$long]))->find('GET', '/a/1'),
    'persistent, frozen' => fn () => Router::persistent($key, fn () => 1)->get('/b', new stdClass()),
    'persistent, bad build' => fn () => Router::persistent("$key-bad", fn () => new stdClass()),
    'persistent, bad handler' => fn () => Router::persistent("$key-bad", fn () => (new Router())->get('/a', [new stdClass()])),
    'persistent, throws' => fn () => Router::persistent("$key-bad", fn () => throw new DomainException()),
    'persistent, nested' => fn () => Router::persistent("$key-bad", fn () => Router::persistent("$key-bad", fn () => new Router())),
    'reflection' => fn () => (string) (new ReflectionClass(RouterInterface::class))->getMethod('find')->getReturnType(),
];
$leaks = [];
foreach ($calls as $what => $call) {
    $usage = 0;
    foreach ([50, 100] as $count) {
        $usage = memory_get_usage();
        for ($i = 0; $i < $count; $i++) {
            try {
                $call();
            } catch (Throwable) {
            }
        }
        gc_collect_cycles();
        $usage = memory_get_usage() - $usage;
    }
    if ($usage !== 0) {
        $leaks[] = "$what: " . round($usage / 100) . ' bytes a call';
    }
}
echo implode("\n", $leaks ?: ['none']), "\n";
?>
--EXPECT--
none
