--TEST--
A job that suspends gives control back, goes on when its Fiber is resumed, and is found among the finished
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

$pool = new FiberPool();
$fibers = [];
$job = function (string $name) use (&$fibers) {
    $fibers[$name] = WeakReference::create(Fiber::getCurrent());
    $kept = Fiber::suspend("$name waits");

    return "$name got " . $kept . Fiber::suspend('again');
};
foreach (['a', 'b', 'c'] as $name) {
    echo json_encode($pool->run($job, [$name])), "\n";
}
echo json_encode([$pool->finished(), $pool->statistics()]), "\n";
foreach (['b', 'a', 'b', 'a'] as $at => $name) {
    echo json_encode($fibers[$name]->get()->resume($at)), "\n";
}
// Weak references forget a fiber whose job has ended, as if it had gone.
var_dump($fibers['b']->get(), $fibers['c']->get() instanceof Fiber);
echo json_encode([$pool->finished(), $pool->finished(), $pool->finished()]), "\n";
echo json_encode($pool->statistics()), "\n";
$fibers['c']->get()->resume('');
$fibers['c']->get()->throw(new Exception('thrown at it'));
[$what, $error] = $pool->finished();
echo "$what {$error->getMessage()}\n";

echo "-- exit() after a resume\n";
$pool->run(function () use (&$held) {
    $held = Fiber::getCurrent();
    Fiber::suspend();
    exit(9);
});
$held->resume();
echo json_encode($pool->finished()), "\n";

echo "-- a Fiber that is kept ends like any other\n";
foreach (['resume', 'throw'] as $method) {
    try {
        $held->$method(new Exception('lost'));
    } catch (FiberError $error) {
        echo $error->getMessage(), "\n";
    }
}
echo json_encode($pool->run(fn () => Fiber::getCurrent() === $held)), "\n";
var_dump($held->isTerminated(), $held->getReturn());
echo json_encode($pool->statistics()), "\n";

echo "-- its callable is nobody else's\n";
[, $trace] = $pool->run(fn () => debug_backtrace());
$pooled = array_values(array_filter($trace, fn (array $frame) => ($frame['class'] ?? '') === 'HighPerApp\HighPer\Native\Loop\PooledFiber'))[0]['object'];
try {
    $pooled();
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
try {
    new (get_class($pooled))();
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}

echo "-- jobs within jobs\n";
echo json_encode($pool->run(fn () => $pool->run(fn () => $pool->run(fn () => 'inner')[1])[1])), "\n";
echo json_encode($pool->run(fn () => $pool->run(fn () => Fiber::suspend(1))[1] . Fiber::suspend(2))), "\n";
echo json_encode($pool->statistics()), "\n";
?>
--EXPECT--
["suspended","a waits",0]
["suspended","b waits",1]
["suspended","c waits",2]
[null,{"idle":0,"busy":3,"started":3}]
"again"
"again"
null
null
NULL
bool(true)
[["returned","b got 02",1],["returned","a got 13",0],null]
{"idle":2,"busy":1,"started":3}
threw thrown at it
-- exit() after a resume
["exited",9,2]
-- a Fiber that is kept ends like any other
Cannot resume a fiber that is not suspended
Cannot resume a fiber that is not suspended
["returned",false,null]
bool(true)
NULL
{"idle":2,"busy":0,"started":3}
-- its callable is nobody else's
A pooled fiber's callable is called by its fiber only
Call to private HighPerApp\HighPer\Native\Loop\PooledFiber::__construct() from global scope
-- jobs within jobs
["returned","inner",null]
["suspended",2,0]
{"idle":1,"busy":2,"started":4}
