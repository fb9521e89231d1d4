--TEST--
A million encodes leave memory as it was
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

class Point implements JsonSerializable
{
    public $x = 1;

    public function jsonSerialize(): mixed
    {
        return ['x' => $this->x];
    }
}
$small = ['id' => 1, 'name' => 'a/é', 'list' => [1.5, null, true], 'object' => (object) ['p' => 1], 'point' => new Point()];
$large = array_fill(0, 2000, 'some text');
$invalid = [1, ["\xff"]];
for ($round = 0; $round < 2; $round++) {
    for ($i = 0; $i < 500000; $i++) {
        Json::encode($small);
        if ($i % 500 === 0) {
            Json::encode($large);
            Json::encode($invalid);
        }
    }
    $usage[] = memory_get_usage();
    $peak[] = memory_get_peak_usage();
}
var_dump($usage[1] - $usage[0] < 1000, $peak[1] - $peak[0] < 1000);
?>
--EXPECT--
bool(true)
bool(true)
