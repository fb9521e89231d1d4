--TEST--
Named, too few, too many, unknown and wrong arguments get PHP's own messages
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

$router = (new Router())->get('/a/{id}', 'h', 'a');
$router->group('', fn (Router $router) => $router->get('/h', 'host'), host: 'x.example.com');
$attempts = [
    fn () => $router->match(path: '/a/1', method: 'GET'),
    fn () => $router->match(host: 'X.example.com:80', path: '/h', method: 'GET'),
    fn () => $router->match(...['path' => '/a/2', 'method' => 'GET']),
    fn () => $router->url(params: ['id' => 3], name: 'a', query: ['q' => 1]),
    fn () => $router->get(middleware: ['m'], handler: 1, pattern: '/named')->find('GET', '/named')->middleware,
    fn () => call_user_func_array([$router, 'match'], ['GET', '/a/4', null]),
    fn () => array_map($router->match(...), ['GET'], ['/a/5']),
    fn () => $router->match('GET'),
    fn () => $router->match(),
    fn () => $router->match('GET', '/a/1', null, 4),
    fn () => $router->match('GET', '/a/1', extra: 4),
    fn () => $router->match('GET', host: 'x'),
    fn () => $router->match([], '/a/1'),
    fn () => $router->match('GET', new stdClass()),
    fn () => $router->match('GET', '/a/1', []),
    fn () => $router->get('/x'),
    fn () => $router->get('/x', 1, [], 'name'),
    fn () => $router->add(5, '/x', 1),
    fn () => $router->add(['GET', 5], '/x', 1),
    fn () => $router->add(null, '/x', 1),
    fn () => $router->add(new stdClass(), '/x', 1),
    fn () => $router->group('/x', 'no_such_function'),
    fn () => $router->group('/x', [$router, 'no_such_method']),
    fn () => $router->url('a', 'x'),
    fn () => $router->routes(1),
    fn () => Router::fromArray('x'),
    fn () => Router::persistent('k', 'no_such_function'),
    fn () => new Router(trailingSlash: []),
    fn () => new Router(unknown: 1),
    fn () => route_match('x', 'GET', '/a/1'),
    fn () => route_match($router, [], '/a/1'),
    fn () => route_match($router, 'GET', new stdClass()),
    fn () => route_match($router, 'GET'),
    fn () => route_match(path: '/a/6', method: 'GET', router: $router),
];
foreach ($attempts as $number => $attempt) {
    try {
        echo "$number: " . json_encode($attempt(), JSON_UNESCAPED_SLASHES) . "\n";
    } catch (Throwable $error) {
        echo "$number: ", $error::class, ': ', str_replace('HighPerApp\HighPer\Native\\', '', $error->getMessage()), "\n";
    }
}
?>
--EXPECT--
0: ["h",{"id":"1"}]
1: ["host",[]]
2: ["h",{"id":"2"}]
3: "/a/3?q=1"
4: ["m"]
5: ["h",{"id":"4"}]
6: [["h",{"id":"5"}]]
7: ArgumentCountError: Router::match() expects at least 2 arguments, 1 given
8: ArgumentCountError: Router::match() expects at least 2 arguments, 0 given
9: ArgumentCountError: Router::match() expects at most 3 arguments, 4 given
10: Error: Unknown named parameter $extra
11: ArgumentCountError: Router::match(): Argument #2 ($path) not passed
12: TypeError: Router::match(): Argument #1 ($method) must be of type string, array given
13: TypeError: Router::match(): Argument #2 ($path) must be of type string, stdClass given
14: TypeError: Router::match(): Argument #3 ($host) must be of type ?string, array given
15: ArgumentCountError: Router::get() expects at least 2 arguments, 1 given
16: TypeError: Router::get(): Argument #3 ($name) must be of type ?string, array given
17: TypeError: Router::add(): Argument #1 ($methods) must be of type string or a list of strings, int given
18: TypeError: Router::add(): Argument #1 ($methods) must be of type string or a list of strings, array given
19: TypeError: Router::add(): Argument #1 ($methods) must be of type string or a list of strings, null given
20: TypeError: Router::add(): Argument #1 ($methods) must be of type string or a list of strings, stdClass given
21: TypeError: Router::group(): Argument #2 ($routes) must be a valid callback, function "no_such_function" not found or invalid function name
22: TypeError: Router::group(): Argument #2 ($routes) must be a valid callback, class Router does not have a method "no_such_method"
23: TypeError: Router::url(): Argument #2 ($params) must be of type array, string given
24: ArgumentCountError: Router::routes() expects exactly 0 arguments, 1 given
25: TypeError: Router::fromArray(): Argument #1 ($table) must be of type array, string given
26: TypeError: Router::persistent(): Argument #2 ($build) must be a valid callback, function "no_such_function" not found or invalid function name
27: TypeError: Router::__construct(): Argument #1 ($trailingSlash) must be of type string, array given
28: Error: Unknown named parameter $unknown
29: TypeError: route_match(): Argument #1 ($router) must be of type Contract\RouterInterface, string given
30: TypeError: route_match(): Argument #2 ($method) must be of type string, array given
31: TypeError: route_match(): Argument #3 ($path) must be of type string, stdClass given
32: ArgumentCountError: route_match() expects at least 3 arguments, 2 given
33: ["h",{"id":"6"}]
