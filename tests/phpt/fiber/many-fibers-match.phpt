--TEST--
A hundred fibers match in turns and get their own parameters
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

$router = (new Router())->get('/users/{id:int}/posts/{slug}', 'post');
$fibers = [];
for ($i = 0; $i < 100; $i++) {
    $fibers[$i] = new Fiber(function () use ($router, $i) {
        $wrong = 0;
        for ($n = 0; $n < 20; $n++) {
            $answer = $n % 2 ? $router->match('GET', "/users/$i/posts/%61$n") : route_match($router, 'GET', "/users/$i/posts/a$n");
            Fiber::suspend();
            $wrong += (int) ($answer !== ['post', ['id' => "$i", 'slug' => "a$n"]]);
        }

        return $wrong;
    });
    $fibers[$i]->start();
}
while ($fibers !== []) {
    foreach ($fibers as $i => $fiber) {
        if ($fiber->isTerminated()) {
            $wrong = ($wrong ?? 0) + $fiber->getReturn();
            unset($fibers[$i]);
        } else {
            $fiber->resume();
        }
    }
}
var_dump($wrong);
?>
--EXPECT--
int(0)
