--TEST--
Five thousand routes take at most 4 MiB
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

// In a child of its own: what this process has freed already would be used again and hide what is taken.
[$exit, $output] = run_code('require "' . __DIR__ . '/../support/child.inc";' . <<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    $warm = (new Router())->get('/warm/{id}', 1);
    $warm->match('GET', '/warm/1');
    $patterns = [];
    for ($i = 0; $i < 5000; $i++) {
        $patterns[] = "/api/v1/resource$i" . ['', '/{id}', '/{id:int}/items/{item}', '/{slug:slug}/edit'][$i % 4];
    }
    $usage = memory_get_usage();
    $resident = resident_kib();
    $router = new Router();
    foreach ($patterns as $i => $pattern) {
        $router->get($pattern, $i);
    }
    $taken = max(memory_get_usage() - $usage, (resident_kib() - $resident) * 1024);
    $right = $router->match('GET', '/api/v1/resource4998/7/items/8') === [4998, ['id' => '7', 'item' => '8']];
    echo $right ? 'right' : 'wrong', ', ', $taken <= 4 << 20 ? 'at most 4 MiB' : round($taken / 1024) . ' KiB';
    PHP);
echo "$exit $output\n";
?>
--EXPECT--
0 right, at most 4 MiB
