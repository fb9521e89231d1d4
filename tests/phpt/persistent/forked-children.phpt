--TEST--
A table built in the parent serves in forked children, which may rebuild it for themselves
--SKIPIF--
<?php
if (!function_exists('pcntl_fork')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$key = bin2hex(random_bytes(6));
$build = fn () => (new Router())->get('/a/{id}', 'parent');
$router = Router::persistent($key, $build, 'v1');
$object = (new Router())->get('/o', new stdClass());
$object->match('GET', '/o');
for ($i = 0; $i < 4; $i++) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        $right = $router->match('GET', "/a/$i") === ['parent', ['id' => "$i"]]
            && Router::persistent($key, fn () => throw new LogicException('built again'), 'v1')->match('GET', '/a/1')[0] === 'parent'
            && Router::persistent($key, fn () => (new Router())->get('/b', "child $i"), "v2-$i")->match('GET', '/b')[0] === "child $i"
            && $object->match('GET', '/o')[0] instanceof stdClass;
        exit($right ? 40 + $i : 1);
    }
    pcntl_waitpid($pid, $status);
    echo pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 'signal ' . pcntl_wtermsig($status), "\n";
}
var_dump(Router::persistent($key, fn () => throw new LogicException('built again'), 'v1')->match('GET', '/a/x'));
?>
--EXPECT--
40
41
42
43
array(2) {
  [0]=>
  string(6) "parent"
  [1]=>
  array(1) {
    ["id"]=>
    string(1) "x"
  }
}
