--TEST--
After requests that died of memory_limit, a time limit or exit() in mid-call, one server process serves the next ones right and does not grow
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;

    ini_set('memory_limit', '16M');
    $router = (new Router())->get('/u/{id}', 'u', 'u')->get('/{x}/{y}', 'u', 'two');
    $spend = function () { for ($kept = []; ; ) { $kept[] = str_repeat('x', 1 << 20); } };
    $text = new class ($spend) implements Stringable {
        public function __construct(private Closure $then) {}
        public function __toString(): string { ($this->then)(); return ''; }
    };
    switch ($_GET['do'] ?? '') {
        case 'memory-group':
            $router->group(str_repeat('/g', 50), $spend, [new ArrayObject()], 'h.example.com');
        case 'memory-build':
            Router::persistent('spend', $spend);
        case 'memory-url':
            $router->url('two', ['x' => str_repeat('y', 1 << 19), 'y' => $text]);
        case 'memory-match':
            for ($kept = [], $long = str_repeat('z', 1 << 19); ; ) { $kept[] = $router->match('GET', "/u/$long"); }
        case 'exit-group':
            $router->group('/g', fn () => exit('left'));
        case 'exit-build':
            Router::persistent('left', fn () => exit('left'));
        case 'time-group':
            set_time_limit(1);
            $router->group('/g', function () { for (;;) {} });
    }
    $router = Router::persistent('k', fn () => (new Router())->get('/u/{id}', 'kept'), 'v1');
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    echo json_encode([getmypid(), $router->match('GET', '/u/7'), (int) $rss[1]]);
    PHP);

[$pid, $answer] = json_decode($server->get());
echo json_encode($answer), "\n";
$expected = [
    'memory-group' => '/Allowed memory size/', 'memory-build' => '/Allowed memory size/', 'memory-url' => '/Allowed memory size/',
    'memory-match' => '/Allowed memory size/', 'exit-group' => '/^left$/', 'exit-build' => '/^left$/', 'time-group' => '/Maximum execution time/',
];
foreach ($expected as $do => $pattern) {
    $before = null;
    for ($i = 0, $rounds = $do === 'time-group' ? 1 : 25; $i < $rounds; $i++) {
        $died = $server->get("do=$do");
        [$process, $answer, $rss] = json_decode($server->get());
        if (preg_match($pattern, $died) !== 1 || $process !== $pid || json_encode($answer) !== '["kept",{"id":"7"}]') {
            echo "$do, round $i: $died | ", json_encode($answer), $process === $pid ? '' : ' in another process', "\n";
        }
        // The first rounds fill caches.
        $before ??= $i >= 5 ? $rss : null;
    }
    echo $do, ': ', $before === null || $rss - $before < 1024 ? 'steady' : 'grew by ' . ($rss - $before) . ' KiB', "\n";
}
$server->stop();
?>
--EXPECT--
["kept",{"id":"7"}]
memory-group: steady
memory-build: steady
memory-url: steady
memory-match: steady
exit-group: steady
exit-build: steady
time-group: steady
