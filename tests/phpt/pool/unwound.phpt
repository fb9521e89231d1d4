--TEST--
Jobs that are suspended unwind when their pool goes, when the garbage collector finds them, and when the request ends
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

class Noisy
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "destructed {$this->name}\n";
    }
}

$wait = function (string $name) {
    $noisy = new Noisy($name);
    try {
        Fiber::suspend();
        echo "never\n";
    } finally {
        echo "finally $name\n";
    }
};
$pool = new FiberPool();
$pool->run($wait, ['pool']);
$pool->run(fn () => 1);
unset($pool);
echo "-- the pool has gone\n";

$pool = new FiberPool();
$pool->run(function () use ($pool, $wait) {
    $self = Fiber::getCurrent();
    $wait('cycle');
});
unset($pool);
echo gc_collect_cycles() > 0 ? "-- collected\n" : "-- not collected\n";

$pool = new FiberPool();
$pool->run(function () {
    try {
        Fiber::suspend();
    } finally {
        throw new Exception('from finally');
    }
});
try {
    unset($pool);
} catch (Exception $error) {
    echo $error->getMessage(), "\n";
}

echo "-- a destructor at the end of a job throws, one exits, one suspends\n";
class Late
{
    public function __construct(private Closure $then)
    {
    }

    public function __destruct()
    {
        ($this->then)();
    }
}
$pool = new FiberPool();
$map = new WeakMap();
$late = fn (Closure $then) => function () use ($map, $then) {
    $map[Fiber::getCurrent()] = new Late($then);

    return new Noisy('result');
};
[$what, $error] = $pool->run($late(fn () => throw new Exception('late')));
echo "$what {$error->getMessage()}\n";
[$what, $status] = $pool->run($late(fn () => exit(5)));
echo "$what $status\n";
[$what, $value] = $pool->run($late(function () use (&$fiber) {
    $fiber = Fiber::getCurrent();
    Fiber::suspend('late');
}));
echo "$what $value\n";
$fiber->resume();
[$what, $value] = $pool->finished();
echo "$what ", $value::class, "\n";
unset($value);

$pool->run($wait, ['request']);
echo "-- the request ends\n";
?>
--EXPECT--
finally pool
destructed pool
-- the pool has gone
destructed cycle
finally cycle
-- collected
from finally
-- a destructor at the end of a job throws, one exits, one suspends
destructed result
threw late
destructed result
exited 5
suspended late
returned Noisy
destructed result
-- the request ends
finally request
destructed request
