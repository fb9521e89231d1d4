--TEST--
After requests that died in the middle of a check, one server process serves the next ones right and does not grow
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
    use HighPerApp\HighPer\Native\Validator;

    class Text implements Stringable
    {
        public function __construct(private Closure $then) {}
        public function __toString(): string { ($this->then)(); return ''; }
    }
    $what = $_GET['do'] ?? '';
    $kept = Validator::persistent('kept', fn () => Validator::compile(['list.*' => 'required|integer|distinct'], ['integer' => ':attribute: :input']), 'v1');
    if ($what !== '') {
        ini_set('memory_limit', '24M');
        $spend = function () { for ($kept = []; ; ) { $kept[] = str_repeat('x', 1 << 20); } };
        // Large enough that something is lost with every request that loses it.
        $text = str_repeat('x', 2 << 20);
        $list = array_map(fn (int $i): string => "item $i of the list", range(1, 30000));
        $distinct = Validator::compile(['list.*' => 'distinct', 'wanted' => 'in_array:list.*', 'last' => ['required', $spend]]);
        $many = array_fill(0, 3000, 'required|string|max:5');
        match ($what) {
            'passes' => $distinct->passes(['list' => $list, 'last' => 1]),
            'check' => $distinct->check(['list' => $list, 'last' => 1]),
            'pcre' => Validator::compile(['list.*' => ['distinct', 'regex_pcre:/^[ix]/']])->passes(['list' => [...$list, str_repeat('x', 11 << 20)]]),
            'failures' => Validator::compile(['list.*' => 'integer', 'list.29999' => $spend])->check(['list' => $list]),
            'path' => Validator::compile(['*' => [$spend]])->passes([$text => 1]),
            'fail' => Validator::compile(['a' => [fn ($field, $value, $fail) => [$fail($text), $spend()]]])->check(['a' => 1]),
            'parameters' => Validator::compile(['a' => [['mine', ...array_fill(0, 2000, str_repeat('p', 500))]]], custom: ['mine' => $spend])->check(['a' => 1]),
            'nested' => Validator::compile(['list.*' => ['distinct', fn ($field) => $field === 'list.20000' ? $distinct->check(['last' => 1, 'list' => [1]]) : null]])->passes(['list' => $list]),
            'compile' => Validator::compile(['first' => "in:$text", ...$many, 'last' => [new Text($spend)]]),
            'autoload' => (function () use ($many, $spend) { spl_autoload_register($spend); Validator::compile(['first' => 'regex:/^\w{1,30}$/u', ...$many, 'last' => 'enum:Nowhere']); })(),
            'errors' => (function () use ($kept, $list) { for (;;) { $all[] = $kept->check(['list' => $list])->errors(); } })(),
            'first' => (function () use ($kept, $text) { for (;;) { $all[] = $kept->check(['list' => [$text]])->first(); } })(),
            'failed' => (function () use ($kept, $list) { for (;;) { $all[] = $kept->check(['list' => $list])->failed(); } })(),
            'results' => (function () use ($kept, $list) { for (;;) { $all[] = [$kept->check(['list' => array_slice($list, 0, 5000)]), str_repeat('x', 200_000)]; } })(),
            'validated' => (function () use ($kept) { for (;;) { $all[] = $kept->validate(['list' => range(1, 20000), 'dropped' => 1]); } })(),
            'dates' => Validator::compile(['list.*' => 'nullable|cast:date', 'dropped' => 'exclude'])->validate(['list' => array_fill(0, 100_000, '1 May 2026'), 'dropped' => 1]),
            'throws' => (function () use ($kept, $list) { try { $kept->validate(['list' => $list]); } catch (Exception $exception) { for (;;) { $all[] = $exception->errors() + [str_repeat('x', 1 << 20)]; } } })(),
            'build' => Validator::persistent('spend', $spend),
            'exit' => Validator::compile(['list.*' => 'distinct', 'list.29999' => fn () => exit('Allowed memory size of 25165824 bytes exhausted')])->check(['list' => $list]),
        };
        exit('not reached');
    }
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    echo json_encode([getmypid(), $kept->check(['list' => [1, 'x', 2]])->errors(), (int) $rss[1]]);
    PHP);

[$pid, $answer] = json_decode($server->get(), true);
echo json_encode($answer), "\n";
foreach (['passes', 'check', 'pcre', 'failures', 'path', 'fail', 'parameters', 'nested', 'compile', 'autoload', 'errors', 'first', 'failed', 'results', 'validated', 'dates', 'throws', 'build', 'exit'] as $do) {
    $before = null;
    for ($i = 0; $i < 16; $i++) {
        $died = $server->get("do=$do");
        [$process, $now, $rss] = json_decode($server->get(), true) ?? [0, null, 0];
        if (!str_contains($died, 'Allowed memory size of 25165824 bytes exhausted') || $process !== $pid || $now !== $answer) {
            echo "$do, round $i: $died\n";
            break;
        }
        // The first rounds fill caches.
        $before ??= $i >= 5 ? $rss : null;
    }
    // What were lost with each request would be twice as much and more; the system's own allocator is not steady to the page.
    echo $do, ': ', $before === null || $rss - $before < 8192 ? 'steady' : 'grew by ' . ($rss - $before) . ' KiB', "\n";
}
$server->stop();
?>
--EXPECT--
{"list.1":["list.1: x"]}
passes: steady
check: steady
pcre: steady
failures: steady
path: steady
fail: steady
parameters: steady
nested: steady
compile: steady
autoload: steady
errors: steady
first: steady
failed: steady
results: steady
validated: steady
dates: steady
throws: steady
build: steady
exit: steady
