--TEST--
A fatal error within a job ends its fiber, and neither the others nor the pool's caller
--INI--
memory_limit=32M
display_errors=1
html_errors=0
fatal_error_backtraces=0
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

function deep(int $levels, Closure $then): mixed
{
    return $levels === 0 ? $then() : deep($levels - 1, $then);
}

$pool = new FiberPool();
$pool->run(function () use (&$waiting) {
    $waiting = Fiber::getCurrent();

    return 'waited for ' . Fiber::suspend();
});
foreach ([1, 2] as $round) {
    echo $pool->run(fn () => deep(100, fn () => str_repeat('x', 64 << 20)))[0], "\n";
    echo $pool->run(fn () => array_map(fn () => trigger_error('on purpose', E_USER_ERROR), [1]))[0], "\n";
}
echo json_encode($pool->run(fn () => 'others run')), "\n";
$waiting->resume('this');
echo json_encode($pool->finished()), "\n";
echo json_encode($pool->statistics()), "\n";
register_shutdown_function(fn () => print("shutdown functions run\n"));
?>
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s in %s on line %d
died
%A
Fatal error: on purpose in %s on line %d
died

Fatal error: Allowed memory size of %d bytes exhausted%s in %s on line %d
died
%A
Fatal error: on purpose in %s on line %d
died
["returned","others run",null]
["returned","waited for this",0]
{"idle":2,"busy":0,"started":6}
shutdown functions run
