--TEST--
A group's middleware stays alive while the callback takes away what the list refers to
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$one = new ArrayObject(['one']);
$list = [&$one];
$router = new Router();
$router->group('/g', function (Router $router) use (&$one, &$list) {
    $one = null;
    $list = null;
    $fill = [new ArrayObject(['filled']), new ArrayObject(['in'])];
    $router->get('/a', 1);
    unset($fill);
}, $list);
echo json_encode($router->routes()[0]['middleware']), "\n";
?>
--EXPECT--
[{"0":"one"}]
