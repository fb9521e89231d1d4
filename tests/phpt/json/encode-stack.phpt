--TEST--
What is nested deeper than the stack allows is an error like any other
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

class Deep implements JsonSerializable
{
    public function jsonSerialize(): mixed
    {
        return [new self()];
    }
}
$value = 1;
for ($i = 0; $i < 200000; $i++) {
    $value = [$value];
}
var_dump(Json::encode($value, 0, PHP_INT_MAX & 0x7fffffff), json_last_error_msg());
try {
    var_dump(Json::encode(new Deep(), 0, 0x7fffffff), json_last_error_msg());
} catch (Error $error) {
    echo strtok($error->getMessage(), '.'), "\n";
}
var_dump(Json::encode([1]));
// Destroyed step by step, since the engine would do it by recursion.
while (is_array($value)) {
    $value = $value[0];
}
?>
--EXPECTREGEX--
bool\(false\)
string\(28\) "Maximum stack depth exceeded"
(bool\(false\)
string\(28\) "Maximum stack depth exceeded"|Maximum call stack size of \d+ bytes .*)
string\(3\) "\[1\]"
