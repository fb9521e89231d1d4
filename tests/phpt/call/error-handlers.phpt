--TEST--
Error handlers that throw, or that change the router, while an argument is converted
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

$router = (new Router())->get('/s', new stdClass())->get('/d/{id}', 'd', 'd');
$router->match('GET', '/s');
set_error_handler(fn (int $level, string $message) => throw new ErrorException(str_replace('HighPerApp\HighPer\Native\\', '', $message)));
foreach ([
    fn () => $router->match(null, null),
    fn () => route_match($router, null, '/s'),
    fn () => $router->find('GET', null),
    fn () => $router->get(null, 1),
    fn () => $router->url('d', ['id' => 1], [[$undefined]]),
    fn () => route_match($undefined, 'GET', '/s'),
] as $attempt) {
    try {
        var_dump($attempt());
    } catch (Throwable $error) {
        echo $error::class, ': ', str_replace('HighPerApp\HighPer\Native\\', '', $error->getMessage()), "\n";
    }
}
$added = 0;
set_error_handler(function () use ($router, &$added): bool {
    for ($i = 0; $i < 200; $i++, $added++) {
        $router->get("/added$added", $added)->get("/added$added/{id}", $added);
    }
    $router->match('GET', '/s');

    return true;
});
var_dump($router->match(null, null), $router->find(null, '/added0')->status->name, route_match($router, 'GET', null));
var_dump($added, $router->match('GET', '/added599/x'), $router->match('GET', '/s')[0] instanceof stdClass);
set_error_handler(function () use (&$router): bool {
    $router = null;
    gc_collect_cycles();

    return true;
});
var_dump($router->match('GET', null));
?>
--EXPECT--
ErrorException: Router::match(): Passing null to parameter #1 ($method) of type string is deprecated
ErrorException: route_match(): Passing null to parameter #2 ($method) of type string is deprecated
ErrorException: Router::find(): Passing null to parameter #2 ($path) of type string is deprecated
ErrorException: Router::get(): Passing null to parameter #1 ($pattern) of type string is deprecated
ErrorException: Undefined variable $undefined
ErrorException: Undefined variable $undefined
NULL
string(16) "MethodNotAllowed"
NULL
int(800)
array(2) {
  [0]=>
  int(599)
  [1]=>
  array(1) {
    ["id"]=>
    string(1) "x"
  }
}
bool(true)
NULL
