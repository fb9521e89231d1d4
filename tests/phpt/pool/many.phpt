--TEST--
Ten thousand jobs suspended at once, resumed in another order; the pool keeps no more fibers than it was told
--INI--
memory_limit=512M
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

$pool = new FiberPool(100);
$fibers = [];
for ($at = 0; $at < 10_000; ++$at) {
    $pool->run(function (int $at) use (&$fibers) {
        $fibers[$at] = Fiber::getCurrent();

        return $at + Fiber::suspend();
    }, [$at]);
}
echo json_encode($pool->statistics()), "\n";
$order = array_keys($fibers);
mt_srand(1);
shuffle($order);
foreach ($order as $at) {
    $fibers[$at]->resume(1);
    unset($fibers[$at]);
}
$sum = 0;
while ($done = $pool->finished()) {
    $sum += $done[1];
}
var_dump($sum === array_sum(range(1, 10_000)));
echo json_encode($pool->statistics()), "\n";
?>
--EXPECT--
{"idle":0,"busy":10000,"started":10000}
bool(true)
{"idle":100,"busy":0,"started":10000}
