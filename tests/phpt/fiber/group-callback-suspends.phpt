--TEST--
A group callback may suspend its fiber and go on later
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
$fiber = new Fiber(function () use ($router) {
    $router->group('/outer', function (Router $router) {
        $router->get('/before', Fiber::suspend('outer'));
        $router->group('/inner', function (Router $router) {
            Fiber::suspend('inner');
            $router->get('/after', 2);
        }, [(object) ['m' => 2]]);
    }, [(object) ['m' => 1]]);
    $router->get('/outside', 3);
});
echo $fiber->start(), ' ', $fiber->resume((object) ['handler' => 1]), "\n";
gc_collect_cycles();
$fiber->resume();
var_dump($fiber->isTerminated());
foreach ($router->routes() as $route) {
    echo json_encode([$route['pattern'], $route['handler'], $route['middleware']], JSON_UNESCAPED_SLASHES), "\n";
}
?>
--EXPECT--
outer inner
bool(true)
["/outer/before",{"handler":1},[{"m":1}]]
["/outer/inner/after",2,[{"m":1},{"m":2}]]
["/outside",3,[]]
