--TEST--
Results stay whole when the router, its handlers' owner, is gone
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
$router->get('/s', (object) ['n' => 1])->get('/d/{id}', (object) ['n' => 2], 'd', [(object) ['m' => 1]]);
$static = [$router->match('GET', '/s'), $router->match('GET', '/s')];
$dynamic = [$router->match('GET', '/d/1'), $router->match('GET', '/d/%41')];
$found = $router->find('GET', '/d/2');
$routes = $router->routes();
$table = $router->toArray();
unset($router);
gc_collect_cycles();
echo json_encode([$static, $dynamic, $found, $routes, $table['routes'][1]['middleware']]), "\n";
?>
--EXPECT--
[[[{"n":1},[]],[{"n":1},[]]],[[{"n":2},{"id":"1"}],[{"n":2},{"id":"A"}]],{"status":1,"handler":{"n":2},"params":{"id":"2"},"name":"d","middleware":[{"m":1}],"pattern":"\/d\/{id}","allowed":[],"allow":"","redirect":null,"automaticOptions":false},[{"methods":["GET"],"pattern":"\/s","handler":{"n":1},"name":null,"middleware":[],"host":null},{"methods":["GET"],"pattern":"\/d\/{id}","handler":{"n":2},"name":"d","middleware":[{"m":1}],"host":null}],[{"m":1}]]
