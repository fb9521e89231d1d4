--TEST--
What cannot outlive a request is refused as a handler of a persistent table, however deep, and nothing of it is kept
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

enum Suit
{
    case Hearts;
}
$key = bin2hex(random_bytes(6));
Router::persistent($key, fn () => (new Router())->get('/old', 'old'), 'v0');
$loop = [];
$loop['again'] = &$loop;
$deep = 1;
for ($i = 0; $i < 64; $i++) {
    $deep = [$deep];
}
$object = new stdClass();
$seen = WeakReference::create($object);
foreach ([$object, fn () => 1, Suit::Hearts, STDIN, ['x' => [1, [$object]]], $loop, [$deep]] as $handler) {
    try {
        Router::persistent($key, fn () => (new Router())->get('/a', $handler), 'v1');
    } catch (LogicException $error) {
        echo $error->getMessage(), "\n";
    }
}
try {
    Router::persistent($key, fn () => (new Router())->get('/a', 1, null, [$object]), 'v1');
} catch (LogicException $error) {
    echo $error->getMessage(), "\n";
}
unset($object, $handler, $error);
gc_collect_cycles();
var_dump($seen->get());
$value = 5;
$router = Router::persistent($key, fn () => (new Router())->get('/a', [&$value, $deep[0]]), 'v2');
$value = 6;
$handler = Router::persistent($key, fn () => null)->match('GET', '/a')[0];
$handler[0] = 7;
var_dump($router->match('GET', '/a')[0][0], $handler[1] === $deep[0]);
?>
--EXPECT--
The handler of '/a' is of type stdClass: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is of type Closure: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is of type Suit: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is of type resource: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is of type stdClass: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is nested too deeply: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The handler of '/a' is nested too deeply: a persistent table holds null, booleans, integers, floats, strings and arrays of these
The middleware of '/a' is of type stdClass: a persistent table holds null, booleans, integers, floats, strings and arrays of these
NULL
int(5)
bool(true)
