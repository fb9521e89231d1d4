--TEST--
More tables than a process keeps: the oldest is built again when it is asked for, and routers in use go on answering
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$key = bin2hex(random_bytes(6));
$built = [];
$ask = function (int $i) use ($key, &$built): Router {
    return Router::persistent("$key-$i", function () use ($i, &$built) {
        $built[] = $i;

        return (new Router())->get('/{id}', ["table $i"]);
    });
};
$routers = array_map($ask, range(0, 99));
var_dump(count($built));
foreach ($routers as $i => $router) {
    if ($router->match('GET', "/$i") !== [["table $i"], ['id' => "$i"]]) {
        echo "$i is wrong\n";
    }
}
$built = [];
$ask(99);
$ask(0);
var_dump($built);
?>
--EXPECT--
int(100)
array(1) {
  [0]=>
  int(0)
}
