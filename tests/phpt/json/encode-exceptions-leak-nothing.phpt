--TEST--
What is thrown while a value is encoded passes through, leaks nothing, and leaves no mark on what was being encoded
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

class Thrower implements JsonSerializable
{
    public static $throws = true;
    public $inner = [];

    public function jsonSerialize(): mixed
    {
        if (self::$throws) {
            throw new DomainException('thrown');
        }

        return $this->inner;
    }
}
class Point
{
    public $list;
}
$point = new Point();
$object = new stdClass();
$thrower = new Thrower();
$point->list = [str_repeat('x', 10000), [$object]];
$object->thrower = $thrower;
$value = [$point, 'k' => [$object]];
function attempt($value)
{
    try {
        Json::encode($value);
    } catch (DomainException $exception) {
        return $exception->getMessage();
    }
}
echo attempt($value), "\n";
$before = memory_get_usage();
for ($i = 0; $i < 1000; $i++) {
    attempt($value);
}
var_dump(memory_get_usage() - $before < 1000);
Thrower::$throws = false;
var_dump(Json::encode($value) === json_encode($value), json_last_error_msg());
?>
--EXPECT--
thrown
bool(true)
bool(true)
string(8) "No error"
