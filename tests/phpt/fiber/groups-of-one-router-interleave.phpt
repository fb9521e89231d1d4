--TEST--
Groups of one router that fibers leave in another order than they entered never hand out middleware that was freed
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
$group = fn (string $prefix) => new Fiber(function () use ($router, $prefix) {
    $router->group($prefix, fn () => Fiber::suspend(), [new ArrayObject([$prefix])]);
});
$first = $group('/first');
$second = $group('/second');
$first->start();
$second->start();
$first->resume();
unset($first);
// Something else takes the place of what is freed.
$fill = array_map(fn (int $i) => new ArrayObject(["fill $i"]), range(1, 100));
$router->get('/within', 1);
$second->resume();
unset($second);
$fill[] = array_map(fn (int $i) => new ArrayObject(["more $i"]), range(1, 100));
$router->get('/after', 2);
foreach ($router->routes() as $route) {
    foreach ($route['middleware'] as $middleware) {
        if (!in_array($middleware[0], ['/first', '/second'], true)) {
            echo "{$route['pattern']} has $middleware[0]\n";
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
