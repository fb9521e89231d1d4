--TEST--
A million matches leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

require __DIR__ . '/../support/child.inc';

$router = (new Router())->get('/s', new stdClass())->get('/u/{id:int}', 'u')->get('/{a}-{b}/{rest*}', fn () => 1)->post('/p', 1);
$round = function (int $count) use ($router): void {
    for ($i = 0; $i < $count; $i++) {
        $router->match('GET', '/s');
        $router->match('GET', "/u/$i");
        $router->match('GET', "/x%20$i-y/z/$i");
        $router->match('GET', "/none/$i");
        route_match($router, 'GET', "/u/$i");
    }
};
$round(2000);
$resident = resident_kib();
$usage = memory_get_usage();
$round(200_000);
var_dump(memory_get_usage() - $usage);
$growth = resident_kib() - $resident;
echo $growth < 512 ? 'steady' : "grew by $growth KiB", "\n";
?>
--EXPECT--
int(0)
steady
