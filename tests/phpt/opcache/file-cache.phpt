--TEST--
Scripts that opcache's file cache kept with the extension run without it, and the other way round
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
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;
    if (!class_exists(Router::class, false)) {
        require __DIR__ . '/php.php';
    }
    $router = (new Router())->get('/a/{id}', 1);
    echo json_encode(\HighPerApp\HighPer\Native\route_match($router, 'GET', '/a/7'));
    PHP);
file_put_contents("$folder/php.php", <<<'PHP'
    <?php
    namespace HighPerApp\HighPer\Native;
    class Router
    {
        public function get(string $pattern, mixed $handler): static { return $this; }
    }
    function route_match(Router $router, string $method, string $path): array { return ['in PHP']; }
    PHP);
foreach ([['extension', 'php'], ['php', 'extension']] as $order) {
    mkdir("$folder/cache");
    foreach ([...$order, ...$order] as $backend) {
        [$exit, $output] = run_php(
            ["$folder/main.php"],
            ['opcache.enable_cli' => '1', 'opcache.file_cache' => "$folder/cache", 'opcache.file_cache_only' => '1', 'opcache.file_update_protection' => '0'],
            ['HIGHPER_BACKEND' => $backend],
        );
        echo "$backend: $exit $output\n";
    }
    remove_folder("$folder/cache");
}
remove_folder($folder);
?>
--EXPECT--
extension: 0 [1,{"id":"7"}]
php: 0 ["in PHP"]
extension: 0 [1,{"id":"7"}]
php: 0 ["in PHP"]
php: 0 ["in PHP"]
extension: 0 [1,{"id":"7"}]
php: 0 ["in PHP"]
extension: 0 [1,{"id":"7"}]
