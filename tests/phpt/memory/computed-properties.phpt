--TEST--
Getters of exceptions and matches whose properties a subclass computes leak nothing
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\RouteStatus;

class Computed extends RouterException
{
    public function __construct()
    {
        unset($this->hint);
    }

    public function __get($name)
    {
        return str_repeat('z', 1000) . mt_rand();
    }
}
$exception = new Computed();
$match = new RouteMatch(RouteStatus::Found);
$exception->getHint();
$before = memory_get_usage();
for ($i = 0; $i < 1000; $i++) {
    $exception->getHint();
    $match->isFound();
}
var_dump(memory_get_usage() - $before < 10000, strlen($exception->getHint()) > 1000, $match->isFound());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
