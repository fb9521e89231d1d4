--TEST--
A fatal error in another fiber's group does not touch the group of a fiber that a shutdown function resumes
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    ini_set('memory_limit', '16M');
    $dies = new Fiber(function () use (&$kept) {
        (new Router())->group('/dies', function () use (&$kept) {
            Fiber::suspend();
            for ($kept = []; ; ) {
                $kept[] = str_repeat('x', 1 << 20);
            }
        }, [new ArrayObject()]);
    });
    $waits = new Fiber(function () {
        $router = new Router();
        $router->group('/waits', fn () => Fiber::suspend(), [new ArrayObject()]);
        echo json_encode(array_column($router->get('/after', 1)->routes(), 'pattern'), JSON_UNESCAPED_SLASHES);
    });
    register_shutdown_function(function () use ($waits, &$kept) {
        $kept = null;
        ini_set('memory_limit', '32M');
        $waits->resume();
    });
    $dies->start();
    $waits->start();
    $dies->resume();
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
255 ["/after"]
