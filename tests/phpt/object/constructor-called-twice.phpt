--TEST--
Calling a constructor again sets options as long as there are no routes, and never disturbs those that are there
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;

$router = new Router();
$router->match('GET', '/nothing');
$router->__construct('ignore', false);
$router->get('/a', 1);
echo json_encode($router->match('GET', '/A/')), "\n";
try {
    $router->__construct();
} catch (RouterException $error) {
    echo $error->getMessage(), "\n";
}
echo json_encode($router->match('GET', '/A/')), "\n";

$inner = new Router();
$inner->group('/g', function (Router $inner) {
    $inner->__construct('ignore');
    $inner->get('/a', 2);
}, host: '{tenant}.example.com');
echo json_encode($inner->match('GET', '/g/a/', 'x.example.com')), "\n";

$match = new RouteMatch(RouteStatus::Found, 'h');
try {
    $match->__construct(RouteStatus::NotFound);
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
var_dump($match->isFound(), $match->handler);
?>
--EXPECT--
[1,[]]
Options given after routes: construct a router once, before adding to it
[1,[]]
[2,{"tenant":"x"}]
Cannot modify readonly property HighPerApp\HighPer\Native\RouteMatch::$status
bool(true)
string(1) "h"
