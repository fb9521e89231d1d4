--TEST--
Weak references that are made while a fiber is forgotten, and cycles through what jobs were given
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Http\Request;
use HighPerApp\HighPer\Native\Http\Response;
use HighPerApp\HighPer\Native\Loop\FiberPool;

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
[$one, $other] = [new WeakMap(), new WeakMap()];
foreach ([[$one], [$one, $other]] as $maps) {
    $pool->run(function () use ($maps, &$weak) {
        foreach ($maps as $map) {
            $map[Fiber::getCurrent()] = new Late(function () use (&$weak) {
                $weak = WeakReference::create(Fiber::getCurrent());
            });
        }
    });
    // It is not to be found within another job.
    echo json_encode($pool->run(fn () => $weak->get())), "\n";
    unset($weak);
    echo count($one), count($other), "\n";
}
unset($pool);

class Knot
{
    public self $self;
    public mixed $back = null;

    public function __construct(private string $name)
    {
        $this->self = $this;
    }

    public function __destruct()
    {
        echo "destructed {$this->name}\n";
    }
}

function tied(string $name): array
{
    $knot = new Knot($name);

    return [$knot, $knot->back = function () use ($knot) {
    }];
}

[$knot, $closure] = tied('stream');
$response = Response::stream($closure);
unset($knot, $closure);
gc_collect_cycles();
unset($response);
gc_collect_cycles();

[$knot] = tied('attribute');
$request = Request::create('GET', '/')->withAttribute('knot', $knot);
$knot->back = $request->attributes();
unset($knot);
gc_collect_cycles();
unset($request);
gc_collect_cycles();

[$knot] = tied('argument');
$pool = new FiberPool();
$pool->run(function (Knot $knot) use (&$fiber) {
    unset($knot);
    $fiber = Fiber::getCurrent();
    Fiber::suspend();
}, [$knot]);
unset($knot);
gc_collect_cycles();
$fiber->resume();
gc_collect_cycles();
echo "end\n";
?>
--EXPECT--
["returned",null,null]
00
["returned",null,null]
00
destructed stream
destructed attribute
destructed argument
end
