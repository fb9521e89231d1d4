--TEST--
A clone made inside a group callback outlives the group's own values
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$copy = null;
$router = new Router();
$router->group('/g', function (Router $inner) use (&$copy) {
    $copy = clone $inner;
    $inner->get('/a', 'a');
}, [new stdClass()]);
$copy->get('/later', 'later');
$router->get('/after', 'after');
var_dump(array_column($router->routes(), 'pattern'), count($copy->routes()), $copy->routes()[0]['middleware']);
?>
--EXPECT--
array(2) {
  [0]=>
  string(4) "/g/a"
  [1]=>
  string(6) "/after"
}
int(1)
array(0) {
}
