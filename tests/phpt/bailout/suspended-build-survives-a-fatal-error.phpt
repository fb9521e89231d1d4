--TEST--
A fiber suspended in a build function is resumed by a shutdown function after the build around it died of memory_limit
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    ini_set('memory_limit', '16M');
    $fiber = new Fiber(function () {
        $router = Router::persistent('waits', function () {
            Fiber::suspend();

            return (new Router())->get('/a', 1);
        });
        echo json_encode($router->match('GET', '/a'));
    });
    register_shutdown_function(function () use ($fiber, &$kept) {
        $kept = null;
        ini_set('memory_limit', '32M');
        $fiber->resume();
    });
    Router::persistent('dies', function () use ($fiber, &$kept) {
        $fiber->start();
        for ($kept = []; ; ) {
            $kept[] = str_repeat('x', 1 << 20);
        }
    });
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
255 [1,[]]
