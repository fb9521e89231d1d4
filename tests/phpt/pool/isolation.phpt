--TEST--
A job finds nothing of the one before it: error_reporting, silence, weak maps by fiber
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

error_reporting(E_ALL);
$pool = new FiberPool();
$map = new WeakMap();
$pool->run(function () use ($map) {
    error_reporting(E_ERROR);
    $map[Fiber::getCurrent()] = 'of the first job';
});
error_reporting(E_ALL);
echo json_encode($pool->run(fn () => [error_reporting() === E_ALL, isset($map[Fiber::getCurrent()]), count($map)])), "\n";
$suspended = $pool->run(function () use (&$fiber) {
    $fiber = Fiber::getCurrent();
    @Fiber::suspend();

    return error_reporting() === E_ALL;
});
echo json_encode([error_reporting() === E_ALL, $pool->run(fn () => error_reporting() === E_ALL)[1]]), "\n";
$fiber->resume();
echo json_encode($pool->finished()), "\n";
?>
--EXPECT--
["returned",[true,false,0],null]
[true,true]
["returned",true,0]
