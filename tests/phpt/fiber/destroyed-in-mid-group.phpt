--TEST--
A fiber that is destroyed in the middle of a group leaves the router usable and its prefix behind
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
$seen = null;
$fiber = new Fiber(function () use ($router, &$seen) {
    $middleware = new stdClass();
    $seen = WeakReference::create($middleware);
    $router->group('/g', function (Router $router) {
        try {
            $router->get('/in', 1);
            Fiber::suspend();
        } finally {
            $router->get('/finally', 2);
        }
    }, [$middleware], 'a.example.com');
});
$fiber->start();
$fiber = null;
gc_collect_cycles();
$router->get('/after', 3);
foreach ($router->routes() as $route) {
    echo $route['pattern'], ' ', $route['host'] ?? '-', ' ', count($route['middleware']), "\n";
}
var_dump($seen->get() === $router->routes()[0]['middleware'][0]);
?>
--EXPECT--
/g/in a.example.com 1
/g/finally a.example.com 1
/after - 0
bool(true)
