--TEST--
Loops of matches under JIT, function by function and tracing, give what they give without
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
file_put_contents("$folder/loop.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;
    use function HighPerApp\HighPer\Native\route_match;

    class Sub extends Router
    {
        public function match(string $method, string $path, ?string $host = null): ?array { return parent::match($method, $path, $host); }
    }
    function loop(Router $router, int $count): string
    {
        $hash = 0;
        for ($i = 0; $i < $count; $i++) {
            $method = $i % 3 ? 'GET' : 'POST';
            $path = '/u/' . $i % 17;
            $one = $router->match($method, $path);
            $two = route_match($router, $method, $path);
            $three = $router->match('GET', '/s');
            [$handler, $params] = route_match($router, 'GET', "/u/$i") ?? [null, []];
            foreach ($params as &$value) {
                $value .= '!';
            }
            unset($value);
            try {
                $four = $i % 100 === 99 ? route_match($router, 'GET', []) : null;
            } catch (TypeError) {
                $four = 'TypeError';
            }
            $three[0] .= 'changed';
            $hash = crc32($hash . json_encode([$one, $two, $three, $handler, $params, $four]));
        }
        return dechex($hash);
    }
    $hashes = [];
    foreach ([Router::class, Sub::class] as $class) {
        $router = (new $class())->get('/u/{id:int}', 'get')->post('/u/{id}', 'post')->get('/s', 's');
        $hashes[] = loop($router, 20000);
    }
    $jit = opcache_get_status(false)['jit'] ?? [];
    echo ($jit['on'] ?? false) ? 'JIT' : 'no JIT', ' ', implode(' ', array_unique($hashes));
    PHP);
$expected = null;
foreach (['disable', 'function', 'tracing'] as $jit) {
    [$exit, $output] = run_php(["$folder/loop.php"], ['opcache.enable_cli' => '1', 'opcache.jit' => $jit, 'opcache.jit_buffer_size' => '32M']);
    [$on, $hash] = explode(' J', str_replace(['no JIT ', 'JIT '], ['off J', 'on J'], $output)) + [1 => ''];
    $expected ??= $hash;
    echo "$jit: $exit $on ", $hash === $expected && preg_match('/^[0-9a-f]{1,8}$/', $hash) ? 'same' : $output, "\n";
}
remove_folder($folder);
?>
--EXPECT--
disable: 0 off same
function: 0 on same
tracing: 0 on same
