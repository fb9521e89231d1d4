--TEST--
A million jobs, a hundred thousand of which suspend, need no more memory than a thousand
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Loop\FiberPool;

function resident(): int
{
    return (int) preg_replace('~.*VmRSS:\s+(\d+).*~s', '$1', file_get_contents('/proc/self/status'));
}

$pool = new FiberPool();
$plain = fn (object $request): string => 'text';
$suspending = function (object $request) use (&$fiber): string {
    $fiber = Fiber::getCurrent();
    Fiber::suspend();

    return 'text';
};
$rounds = function (int $count) use ($pool, $plain, $suspending, &$fiber): void {
    for ($at = 0; $at < $count; ++$at) {
        $pool->run($plain, [new stdClass()]);
        if ($at % 10 === 0) {
            $pool->run($suspending, [new stdClass()]);
            [$resumed, $fiber] = [$fiber, null];
            $resumed->resume();
            unset($resumed);
            $pool->finished();
        }
    }
};
$rounds(1_000);
[$memory, $resident] = [memory_get_usage(), resident()];
$rounds(1_000_000);
var_dump(memory_get_usage() - $memory < 1_000, resident() - $resident < 1_000);
echo json_encode($pool->statistics()), "\n";
?>
--EXPECT--
bool(true)
bool(true)
{"idle":1,"busy":0,"started":1}
