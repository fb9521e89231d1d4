--TEST--
Persistent builds that interleave in fibers each know their own key, whichever ends first
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;

$id = bin2hex(random_bytes(4));
$build = fn (string $key, callable $then) => new Fiber(fn () => Router::persistent("$key-$id", function () use ($key, $then) {
    Fiber::suspend();
    $then();

    return (new Router())->get("/$key", $key);
}));
$ask = function (string $key) use ($id) {
    try {
        $router = Router::persistent("$key-$id", fn () => (new Router())->get("/$key", 'again'), 'new');
        echo "$key: ", json_encode($router->match('GET', "/$key")), "\n";
    } catch (RouterException $error) {
        echo "$key: ", str_replace($id, 'ID', $error->getMessage()), "\n";
    }
};
$first = $build('first', fn () => null);
$second = $build('second', function () use ($ask) {
    $ask('first');
    $ask('second');
});
$first->start();
$second->start();
$first->resume();
$second->resume();
echo json_encode([$first->getReturn()->match('GET', '/first'), $second->getReturn()->match('GET', '/second')]), "\n";
?>
--EXPECT--
first: ["again",[]]
second: The persistent router 'second-ID' is being built already: do not ask for a key inside its own build function
[["first",[]],["second",[]]]
