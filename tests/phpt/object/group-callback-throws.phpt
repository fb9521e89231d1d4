--TEST--
A group callback that throws, also across nested groups, leaves prefix, middleware and host as they were
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = new Router();
try {
    $router->group('/a', function (Router $router) {
        $router->group('/b', function (Router $router) {
            $router->get('/kept', 1);
            throw new DomainException('inside');
        }, [2], 'b.example.com');
    }, [1], 'a.example.com');
} catch (DomainException $error) {
    echo $error->getMessage(), "\n";
}
try {
    $router->group('/x', fn () => undefined_function());
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
try {
    $router->group('/x', fn () => 1, [], 'bad host');
} catch (LogicException $error) {
    echo $error->getMessage(), "\n";
}
$router->get('/after', 1);
foreach ($router->routes() as $route) {
    echo json_encode([$route['pattern'], $route['host'], $route['middleware']], JSON_UNESCAPED_SLASHES), "\n";
}
?>
--EXPECT--
inside
Call to undefined function undefined_function()
Invalid host at byte 3 of pattern 'bad host': write labels of letters, digits, '-', '_' and parameters, separated by dots
["/a/b/kept","b.example.com",[1,2]]
["/after",null,[]]
