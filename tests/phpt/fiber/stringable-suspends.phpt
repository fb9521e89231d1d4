--TEST--
A Stringable in url() suspends its fiber while the router, its parameters and its handlers change or go away
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

class Waiting implements Stringable
{
    public function __toString(): string
    {
        return Fiber::suspend('waiting');
    }
}
$router = (new Router())->get('/{a}/{b}', new stdClass(), 'two');
$params = ['a' => new Waiting(), 'b' => 'kept'];
$fiber = new Fiber(fn () => $GLOBALS['router']->url('two', $GLOBALS['params'], ['q' => 1]));
$other = new Fiber(fn (Router $router) => $router->url('two', ['a' => 'x', 'b' => new Waiting()]));
echo $fiber->start(), ' ', $other->start($router), "\n";
$params['b'] = str_repeat('changed', 10);
unset($params['a'], $params);
for ($i = 0; $i < 300; $i++) {
    $router->get("/new/$i/{c}", 1, "new $i");
}
unset($router);
gc_collect_cycles();
$fiber->resume('first/value');
$other->resume('second');
echo $fiber->getReturn(), ' ', $other->getReturn(), "\n";

$abandoned = new Fiber(fn () => (new Router())->get('/{a}', 1, 'one')->url('one', ['a' => new Waiting()]));
$abandoned->start();
unset($abandoned);
gc_collect_cycles();
echo "done\n";
?>
--EXPECT--
waiting waiting
/first%2Fvalue/kept?q=1 /x/second
done
