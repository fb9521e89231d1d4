--TEST--
route_match() without a frame: references, temporaries, subclasses, other implementations, exceptions inside, wrong types
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

class Logged extends Router
{
    public function match(string $method, string $path, ?string $host = null): ?array
    {
        if ($path === '/throw') {
            throw new DomainException("from match($method)");
        }

        return ["logged $method", parent::match($method, $path, $host)];
    }
}
class Plain extends Router
{
}
$router = (new Router())->get('/a/{id}', 'h')->get('/s', 's');
$make = fn (string $class) => (new $class())->get('/a/{id}', new stdClass());
$path = '/a/1';
$alias = &$path;
$property = new class ($router) {
    public function __construct(public ?Router $router, public string $path = '/a/prop')
    {
    }
};
echo json_encode([
    route_match($router, 'GET', $alias),
    route_match($make(Router::class), 'GET', '/a/' . strlen($path)),
    route_match($property->router, 'GET', $property->path),
    route_match($make(Plain::class), 'GET', $path),
    route_match($make(Logged::class), 'GET', $path),
    route_match($router, 'GET', '/none'),
    \HighPerApp\HighPer\Native\route_match($router, 'GET', '/s'),
    route_match($router, 'GET', ...['/s']),
    array_map(fn ($path) => route_match($router, 'GET', $path), ['/s', '/a/2']),
], JSON_UNESCAPED_SLASHES), "\n";
foreach ([
    fn () => route_match($make(Logged::class), 'GET', '/throw'),
    fn () => route_match(null, 'GET', '/s'),
    fn () => route_match(new stdClass(), 'GET', '/s'),
    fn () => route_match([], 'GET', '/s'),
    fn () => route_match($router, [], '/s'),
    fn () => route_match($router, 'GET', (fn () => throw new DomainException('argument'))()),
    fn () => route_match(clone $router, 'GET', (object) []),
] as $attempt) {
    try {
        var_dump($attempt());
    } catch (Throwable $error) {
        echo $error::class, ': ', $error->getMessage(), "\n";
    } finally {
        echo json_encode(route_match($router, 'GET', '/s')), "\n";
    }
}
function last(): void
{
    // The only reference to the router is the argument.
    $answer = route_match((new Router())->get('/{x}', new ArrayObject(['kept'])), 'GET', '/' . random_int(1, 9));
    echo json_encode($answer[0]), "\n";
}
last();
?>
--EXPECT--
[["h",{"id":"1"}],[{},{"id":"4"}],["h",{"id":"prop"}],[{},{"id":"1"}],["logged GET",[{},{"id":"1"}]],null,["s",[]],["s",[]],[["s",[]],["h",{"id":"2"}]]]
DomainException: from match(GET)
["s",[]]
TypeError: HighPerApp\HighPer\Native\route_match(): Argument #1 ($router) must be of type HighPerApp\HighPer\Native\Contract\RouterInterface, null given
["s",[]]
TypeError: HighPerApp\HighPer\Native\route_match(): Argument #1 ($router) must be of type HighPerApp\HighPer\Native\Contract\RouterInterface, stdClass given
["s",[]]
TypeError: HighPerApp\HighPer\Native\route_match(): Argument #1 ($router) must be of type HighPerApp\HighPer\Native\Contract\RouterInterface, array given
["s",[]]
TypeError: HighPerApp\HighPer\Native\route_match(): Argument #2 ($method) must be of type string, array given
["s",[]]
DomainException: argument
["s",[]]
TypeError: HighPerApp\HighPer\Native\route_match(): Argument #3 ($path) must be of type string, stdClass given
["s",[]]
{"0":"kept"}
