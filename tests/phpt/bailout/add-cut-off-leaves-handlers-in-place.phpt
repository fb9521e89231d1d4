--TEST--
A route whose adding memory_limit cut off is not in the table, and later routes keep their own handlers
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    $router = (new Router())->get('/a', 'A');
    register_shutdown_function(function () use ($router, &$middleware) {
        $middleware = null;
        ini_set('memory_limit', '-1');
        $router->get('/c', 'C');
        echo json_encode(array_column($router->routes(), 'handler', 'pattern'), JSON_UNESCAPED_SLASHES), json_encode($router->match('GET', '/c'));
    });
    $middleware = array_fill(0, 3000000, 'm');
    ini_set('memory_limit', memory_get_usage(true) + (1 << 20));
    $router->add('GET', '/b', 'B', null, $middleware);
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
255 {"/a":"A","/c":"C"}["C",[]]
