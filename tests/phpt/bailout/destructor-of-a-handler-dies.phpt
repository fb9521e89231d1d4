--TEST--
A handler whose destructor ends the request takes no table's memory with it
--SKIPIF--
<?php
if (!is_readable('/proc/self/statm')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;
    class Dying { function __destruct() { str_repeat('x', PHP_INT_MAX >> 1); } }
    $router = new Router();
    for ($i = 0; $i < 3000; $i++) {
        $router->get("/a$i/{x}", $i === 0 ? new Dying() : $i);
    }
    echo (int) (explode(' ', file_get_contents('/proc/self/statm'))[1] * 4);
    unset($router);
    PHP, ['memory_limit' => '64M', 'display_errors' => '0']);
for ($request = 0; $request < 30; $request++) {
    $rss = (int) $server->get();
    $early = $request < 10 ? $rss : $early;
}
echo $rss - $early < 2048 ? "steady\n" : "grew by " . ($rss - $early) . " KiB\n";
?>
--EXPECT--
steady
