--TEST--
memory_limit reached inside native calls is PHP's fatal error, and shutdown functions can still use the router
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    ini_set('memory_limit', '16M');
    $router = (new Router())->get('/u/{id}', 'u', 'u')->get('/s', 's')->get('/all/{rest*}', 'all', 'all');
    $long = str_repeat('x', 3 << 20);
    $late = fn () => print(json_encode([$router->match('GET', '/u/7'), $router->match('GET', '/s')]));
    // Room for the shutdown function: the fatal error itself leaves none.
    register_shutdown_function(function () use (&$long, &$kept, $late) { $long = $kept = null; ini_set('memory_limit', '32M'); $late(); });
    PHP;
foreach ([
    'match' => 'for ($kept = []; ; ) { $kept[] = $router->match("GET", "/u/$long"); }',
    'match of small ones' => 'for ($kept = []; ; ) { $kept[] = $router->match("GET", "/u/1"); }',
    'find' => 'for ($kept = []; ; ) { $kept[] = $router->find("GET", "/u/$long"); }',
    'dispatch' => 'for ($kept = []; ; ) { $kept[] = $router->dispatch("GET", "/u/1"); }',
    'explain' => 'for ($kept = []; ; ) { $kept[] = $router->explain("GET", "/u/$long"); }',
    'routes' => 'for ($kept = []; ; ) { $kept[] = $router->routes(); }',
    'url' => 'for ($kept = []; ; ) { $kept[] = $router->url("u", ["id" => $long]); }',
    'group callback' => '$router->group("/g", function () use (&$kept) { for ($kept = []; ; ) { $kept[] = str_repeat("x", 1 << 20); } }, [new ArrayObject()]);',
    'build' => 'Router::persistent("k", function () use (&$kept) { for ($kept = []; ; ) { $kept[] = str_repeat("x", 1 << 20); } });',
    'Stringable' => '$router->url("u", ["id" => new class { function __toString(): string { global $kept; for ($kept = []; ; ) { $kept[] = str_repeat("x", 1 << 20); } } }]);',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code");
    $died = preg_match('/Allowed memory size of 16777216 bytes exhausted/', $output) === 1;
    echo "$what: $exit ", $died ? 'fatal error' : $output, ' ', strrchr("\n$output", "\n") === "\n" ? '' : trim(strrchr("\n$output", "\n")), "\n";
}
?>
--EXPECT--
match: 255 fatal error [["u",{"id":"7"}],["s",[]]]
match of small ones: 255 fatal error [["u",{"id":"7"}],["s",[]]]
find: 255 fatal error [["u",{"id":"7"}],["s",[]]]
dispatch: 255 fatal error [["u",{"id":"7"}],["s",[]]]
explain: 255 fatal error [["u",{"id":"7"}],["s",[]]]
routes: 255 fatal error [["u",{"id":"7"}],["s",[]]]
url: 255 fatal error [["u",{"id":"7"}],["s",[]]]
group callback: 255 fatal error [["u",{"id":"7"}],["s",[]]]
build: 255 fatal error [["u",{"id":"7"}],["s",[]]]
Stringable: 255 fatal error [["u",{"id":"7"}],["s",[]]]
