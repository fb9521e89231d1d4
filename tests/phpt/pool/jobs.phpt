--TEST--
A pooled fiber runs job after job: results, exceptions, exit(), and what a trace shows
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

class Controller
{
    public function show(int $id): string
    {
        return "show $id";
    }

    public static function index(): string
    {
        return 'index';
    }

    public function __call(string $name, array $arguments): string
    {
        return $name . json_encode($arguments);
    }

    public function __invoke(): string
    {
        return 'invoked';
    }
}

function &by_reference(): array
{
    static $list = [1];

    return $list;
}

$pool = new FiberPool();
$controller = new Controller();
$jobs = [
    'a closure' => [fn (int $a, int $b) => $a + $b, [1, 2]],
    'a function' => ['strtoupper', ['x']],
    'a method' => [[$controller, 'show'], [7]],
    'a static method' => [['Controller', 'index'], []],
    'a static method by name' => ['Controller::index', []],
    'a method that does not exist' => [[$controller, 'other'], [1]],
    'the same again' => [[$controller, 'other'], [2]],
    'an object' => [$controller, []],
    'a reference' => ['by_reference', []],
    'a real fiber' => [fn () => Fiber::getCurrent() instanceof Fiber && Fiber::getCurrent()->isRunning(), []],
    'exit' => [fn () => exit(3), []],
    'exit with a text' => [fn () => exit("bye\n"), []],
    'exit within finally' => [function () { try { exit(4); } finally { echo "not run\n"; } }, []],
    'after exit' => [fn () => 'still here', []],
    'too few arguments' => [fn (int $id) => $id, []],
];
foreach ($jobs as $name => [$job, $arguments]) {
    [$what, $value] = $pool->run($job, $arguments);
    echo "$name: $what ", $value instanceof Throwable ? $value::class : json_encode($value), "\n";
}
[$what, $error] = $pool->run(function () { throw new LogicException('no'); });
echo "$what {$error->getMessage()}\n", preg_replace('~\S*/jobs\.php~', 'jobs.php', $error->getTraceAsString()), "\n";
echo json_encode($pool->statistics()), "\n";
foreach (['no_such_function', [$controller::class, 'show'], 1] as $none) {
    try {
        $pool->run($none);
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
echo json_encode($pool->statistics()), "\n";
?>
--EXPECTF--
a closure: returned 3
a function: returned "X"
a method: returned "show 7"
a static method: returned "index"
a static method by name: returned "index"
a method that does not exist: returned "other[1]"
the same again: returned "other[2]"
an object: returned "invoked"
a reference: returned [1]
a real fiber: returned true
exit: exited 3
bye
exit with a text: exited 0
exit within finally: exited 4
after exit: returned "still here"
too few arguments: threw ArgumentCountError
threw no
#0 [internal function]: %s()
#1 [internal function]: HighPerApp\HighPer\Native\Loop\PooledFiber->__invoke()
#2 jobs.php(%d): HighPerApp\HighPer\Native\Loop\FiberPool->run(%S)
#3 {main}
{"idle":1,"busy":0,"started":1}
HighPerApp\HighPer\Native\Loop\FiberPool::run(): Argument #1 ($job) must be of type callable, string given
HighPerApp\HighPer\Native\Loop\FiberPool::run(): Argument #1 ($job) must be of type callable, array given
HighPerApp\HighPer\Native\Loop\FiberPool::run(): Argument #1 ($job) must be of type callable, int given
{"idle":1,"busy":0,"started":1}
