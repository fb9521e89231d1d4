--TEST--
A clone has the routes and the cached answers of its original, and neither sees what the other adds
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$handler = new stdClass();
$original = (new Router(caseSensitive: false))->get('/a', $handler)->get('/b/{id}', 'b', 'b');
$original->match('GET', '/a');
$original->match('GET', '/b/1');
$copy = clone $original;
$copy->get('/only-copy', 1);
$original->get('/only-original/{x}', 2);

var_dump($copy->match('GET', '/A')[0] === $handler);
var_dump($copy->match('GET', '/b/7'), $copy->url('b', ['id' => 3]));
var_dump($copy->match('GET', '/only-original/1'), $original->match('GET', '/only-copy'));
var_dump(count($copy->routes()), count($original->routes()));

$seen = WeakReference::create($handler);
unset($handler, $original);
gc_collect_cycles();
var_dump($copy->match('GET', '/a')[0] === $seen->get());
unset($copy);
var_dump($seen->get());

class Kept extends Router
{
    public array $log = [];

    public function __clone()
    {
        $this->log[] = json_encode($this->match('GET', '/x'));
        $this->get('/cloned', 1);
    }
}
$copy = clone (new Kept())->get('/x', 'x');
var_dump($copy->log, $copy->match('GET', '/cloned'));
?>
--EXPECT--
bool(true)
array(2) {
  [0]=>
  string(1) "b"
  [1]=>
  array(1) {
    ["id"]=>
    string(1) "7"
  }
}
string(4) "/b/3"
NULL
NULL
int(3)
int(3)
bool(true)
NULL
array(1) {
  [0]=>
  string(8) "["x",[]]"
}
array(2) {
  [0]=>
  int(1)
  [1]=>
  array(0) {
  }
}
