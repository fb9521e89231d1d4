--TEST--
When every group has been left, in whatever order, none of them reaches the routes that follow
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
$first = new Fiber(fn () => $router->group('/first', fn () => Fiber::suspend(), [1], 'first.example.com'));
$second = new Fiber(fn () => $router->group('/second', fn () => Fiber::suspend(), [2]));
$first->start();
$second->start();
$first->resume();
$second->resume();
$route = $router->get('/after', 1)->routes()[0];
echo json_encode([$route['pattern'], $route['middleware'], $route['host']], JSON_UNESCAPED_SLASHES), "\n";
?>
--EXPECT--
["/after",[],null]
