--TEST--
The override serves every way to call the functions, and what calls PHP code in between
--INI--
highper.json_override=1
--FILE--
<?php
class Thing implements JsonSerializable
{
    public function __construct(private mixed $value) {}
    public function jsonSerialize(): mixed { return $this->value instanceof Closure ? ($this->value)() : $this->value; }
}
$decode = 'json_decode';
$encode = json_encode(...);
var_dump($decode('[1]'), call_user_func('json_decode', '2'), call_user_func_array('json_encode', ['value' => [1], 'flags' => JSON_PRETTY_PRINT]), $encode(new Thing(['x' => new Thing(null)])));
// A call inside a call, and its state.
var_dump(json_encode(new Thing(fn () => [json_decode('{'), json_last_error(), json_encode([1, 2])])), json_last_error());
try {
    json_encode([1, new Thing(fn () => throw new DomainException('through', 7))], JSON_PARTIAL_OUTPUT_ON_ERROR);
} catch (DomainException $exception) {
    echo $exception->getMessage(), ' ', $exception->getCode(), "\n";
}
$fiber = new Fiber(fn () => print(json_encode(['a' => new Thing(fn () => Fiber::suspend('out'))]) . "\n"));
var_dump($fiber->start(), json_encode(['b' => 1]));
$fiber->resume(3);
?>
--EXPECT--
array(1) {
  [0]=>
  int(1)
}
int(2)
string(9) "[
    1
]"
string(10) "{"x":null}"
string(16) "[null,4,"[1,2]"]"
int(0)
through 7
string(3) "out"
string(7) "{"b":1}"
{"a":3}
