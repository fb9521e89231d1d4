--TEST--
Two fibers that interleave, each in the groups of a router of its own and matching all the while, build what they build alone
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

function fill(Router $router, int $number, callable $pause, int $depth = 3): void
{
    $router->get("/r$number-$depth", new ArrayObject([$depth]));
    $pause($router->match('GET', "/seen/$number-$depth")[1]['what']);
    for ($i = 0; $depth > 0 && $i < 3; $i++) {
        $router->group("/g$depth-$i", function (Router $router) use ($number, $pause, $depth) {
            $pause($router->match('GET', "/seen/$number")[1]['what']);
            fill($router, $number, $pause, $depth - 1);
            $pause($router->find('GET', "/seen/$number")->params['what']);
        }, [new ArrayObject([$depth, $i])]);
        $router->get("/after$number-$depth-$i", new ArrayObject([$i]));
    }
}

$alone = $fibers = $routers = $log = [];
foreach ([0, 1] as $number) {
    $alone[$number] = (new Router())->get('/seen/{what}', 's');
    $routers[$number] = (new Router())->get('/seen/{what}', 's');
    $log["alone $number"] = $log[$number] = [];
    fill($alone[$number], $number, function (string $seen) use (&$log, $number) { $log["alone $number"][] = $seen; });
    $fibers[$number] = new Fiber(fn () => fill($routers[$number], $number, Fiber::suspend(...)));
}
foreach ($fibers as $number => $fiber) {
    $log[$number][] = $fiber->start();
}
while (!$fibers[0]->isTerminated()) {
    foreach ($fibers as $number => $fiber) {
        $log[$number][] = $fiber->resume();
    }
}
foreach ([0, 1] as $number) {
    var_dump(count($routers[$number]->routes()));
    var_dump(json_encode($routers[$number]->routes()) === json_encode($alone[$number]->routes()));
    var_dump(array_filter($log[$number], is_string(...)) === $log["alone $number"]);
}
?>
--EXPECT--
int(80)
bool(true)
bool(true)
int(80)
bool(true)
bool(true)
