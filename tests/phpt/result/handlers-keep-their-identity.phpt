--TEST--
Handlers of every kind come back as they went in, and are freed with the router
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

enum Suit: string
{
    case Hearts = 'h';
}
$object = new stdClass();
$closure = fn () => $object;
$big = range(1, 10000);
$reference = 'referred';
$bound = &$reference;
$stream = fopen('php://memory', 'r+');
$handlers = [
    null, true, false, 0, -1, 1.5, NAN, '', 'text', str_repeat('s', 1000), [], [1], $big, $object, $closure, Suit::Hearts,
    strlen(...), [$object, 'x'], $stream, $bound, new ArrayObject([1]), [&$reference],
];
foreach (['/s', '/d/{id}'] as $pattern) {
    foreach ($handlers as $number => $handler) {
        $router = (new Router())->add(['GET', 'POST'], $pattern, $handler, 'n', [$handler]);
        $path = str_replace('{id}', '1', $pattern);
        foreach ([1, 2] as $time) {
            $back = [$router->match('GET', $path)[0], $router->dispatch('POST', $path)[1], $router->find('GET', $path)->handler, $router->routes()[0]['middleware'][0]];
            foreach ($back as $how => $given) {
                if ($given !== $handler && !(is_float($given) && is_nan($given))) {
                    echo "$pattern, handler $number, way $how, time $time: ", get_debug_type($given), "\n";
                }
            }
        }
    }
}
unset($handler, $handlers, $back, $given, $router);

// A handler that was a reference is the value that it had.
$router = (new Router())->get('/r', $reference);
$reference = 'changed';
echo $router->match('GET', '/r')[0], "\n";

foreach (['/s', '/d/{id}'] as $pattern) {
    $path = str_replace('{id}', '1', $pattern);
    $handler = new stdClass();
    $seen = WeakReference::create($handler);
    $router = (new Router())->get($pattern, $handler, null, [$handler]);
    for ($i = 0; $i < 10; $i++) {
        $router->match('GET', $path);
        $router->find('GET', $path);
        $router->dispatch('GET', $path);
        $router->routes();
        $copy = clone $router;
        $copy->match('GET', $path);
    }
    unset($handler);
    $id = spl_object_id($router->match('GET', $path)[0]);
    var_dump($id === spl_object_id($seen->get()));
    unset($router, $copy);
    var_dump($seen->get());
}
$list = [new stdClass()];
$list[] = 1;
$router = (new Router())->get('/l/{x}', $list);
$before = [];
ob_start();

debug_zval_dump($list);
preg_match('/refcount\((\d+)\)/', ob_get_clean(), $before);
for ($i = 0; $i < 100; $i++) {
    $router->match('GET', '/l/1');
    $router->find('GET', '/l/1');
}
ob_start();
debug_zval_dump($list);
preg_match('/refcount\((\d+)\)/', ob_get_clean(), $after);
var_dump($after === $before);
?>
--EXPECT--
referred
bool(true)
NULL
bool(true)
NULL
bool(true)
