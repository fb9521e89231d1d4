--TEST--
A fiber suspended in a group is resumed by a shutdown function after the group around it died of memory_limit
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    ini_set('memory_limit', '16M');
    $router = new Router();
    $fiber = new Fiber(function () {
        $other = new Router();
        $other->group('/other', fn () => Fiber::suspend(), [new ArrayObject()]);
        $other->get('/after', 1);
        echo json_encode(array_column($other->routes(), 'pattern'), JSON_UNESCAPED_SLASHES);
    });
    register_shutdown_function(function () use ($fiber, &$kept) {
        $kept = null;
        ini_set('memory_limit', '32M');
        $fiber->resume();
    });
    $router->group('/g', function () use ($fiber, &$kept) {
        $fiber->start();
        for ($kept = []; ; ) {
            $kept[] = str_repeat('x', 1 << 20);
        }
    }, [new ArrayObject()]);
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
255 ["/after"]
