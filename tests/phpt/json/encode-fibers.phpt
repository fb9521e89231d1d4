--TEST--
Encodes that are suspended in jsonSerialize() do not mix, and may be left in another order or not at all
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

class Waiting implements JsonSerializable
{
    public function jsonSerialize(): mixed
    {
        return Fiber::suspend(str_repeat('s', 10));
    }
}
$fibers = [];
foreach ([10, 5000, 100000] as $i => $size) {
    $fibers[$i] = new Fiber(fn () => Json::encode([str_repeat('a', $size), new Waiting(), [new Waiting()]]));
    $fibers[$i]->start();
}
foreach ([2, 0, 1, 1, 2, 0] as $i) {
    $fibers[$i]->resume($i);
}
foreach ($fibers as $i => $fiber) {
    var_dump(preg_replace('/a+/', 'a', $fiber->getReturn()), strlen($fiber->getReturn()));
}
$left = new Fiber(fn () => Json::encode([new Waiting()]));
$left->start();
$left = null;
gc_collect_cycles();
var_dump(Json::encode([1]));
?>
--EXPECT--
string(11) "["a",0,[0]]"
int(20)
string(11) "["a",1,[1]]"
int(5010)
string(11) "["a",2,[2]]"
int(100010)
string(3) "[1]"
