--TEST--
A fiber suspended while persistent() loads a subclass's constant is resumed after the group around it died of memory_limit
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;
    spl_autoload_register(function ($class) {
        if ($class === 'Lazy') {
            Fiber::getCurrent() === null || Fiber::suspend();
            eval('class Lazy { const X = 1; }');
        }
    });
    class Base extends Router { public $p = Lazy::X; }
    if (!isset($_GET['again'])) {
        Base::persistent('k', fn () => (new Base())->get('/a/{b}', 'h'));
        die('built');
    }
    $fiber = new Fiber(fn () => Base::persistent('k', fn () => throw new Exception('built again'))->match('GET', '/a/1'));
    register_shutdown_function(function () use ($fiber) {
        $fiber->resume();
        echo json_encode($fiber->getReturn());
    });
    (new Router())->group('/x', function () use ($fiber) {
        $fiber->start();
        ini_set('memory_limit', '8M');
        str_repeat('x', 100 << 20);
    });
    PHP);
foreach (['', 'again=1', 'again=2'] as $query) {
    echo trim(strrchr("\n" . $server->get($query), "\n")), "\n";
}
?>
--EXPECTF--
built
%S["h",{"b":"1"}]
%S["h",{"b":"1"}]
