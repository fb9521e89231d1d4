--TEST--
A preloaded script may use the Router and extend it; what it built persistently serves the script
--SKIPIF--
<?php
if (!extension_loaded('Zend OPcache')) {
    die('skip needs opcache');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$folder = scratch_folder();
file_put_contents("$folder/preload.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;
    use function HighPerApp\HighPer\Native\route_match;
    class Preloaded extends Router
    {
        public function ask(string $path): ?array { return route_match($this, 'GET', $path); }
    }
    function preloaded(Router $router, string $path): ?array { return route_match($router, 'GET', $path); }
    echo json_encode([(new Preloaded())->get('/a/{id}', 1)->ask('/a/1'), preloaded((new Router())->get('/s', 2), '/s')]), "\n";
    PHP);
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    $router = (new Preloaded())->get('/a/{id}', 3)->get('/s', new stdClass());
    for ($i = 0, $right = 0; $i < 20000; $i++) {
        $right += (int) ($router->ask("/a/$i") === [3, ['id' => "$i"]]) + (int) (preloaded($router, '/s')[0] instanceof stdClass);
    }
    echo $right, ' ', Preloaded::class, ' ', opcache_get_status(false)['preload_statistics']['classes'][0], "\n";
    PHP);
$user = function_exists('posix_getpwuid') ? posix_getpwuid(posix_geteuid())['name'] : get_current_user();
[$exit, $output] = run_php(["$folder/main.php"], ['opcache.enable_cli' => '1', 'opcache.preload' => "$folder/preload.php", 'opcache.preload_user' => $user]);
echo "$exit\n$output\n";
remove_folder($folder);
?>
--EXPECT--
0
[[1,{"id":"1"}],[2,[]]]
40000 Preloaded Preloaded
