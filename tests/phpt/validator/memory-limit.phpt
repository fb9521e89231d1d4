--TEST--
memory_limit reached while a validator is compiled, checks, calls back or writes messages is PHP's fatal error, and shutdown functions can still use it
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\Validator;
    ini_set('memory_limit', '16M');
    class Text implements Stringable
    {
        public function __construct(private Closure $then) {}
        public function __toString(): string { ($this->then)(); return ''; }
    }
    $devour = function () use (&$kept) { for ($kept = []; ; ) { $kept[] = str_repeat("x", 1 << 20); } };
    $long = str_repeat('x', 3 << 20);
    $many = array_fill(0, 20000, 'y');
    $plain = Validator::compile(['a' => 'required|integer', 'list.*' => 'integer|distinct', 'l' => 'trim|max:5'], ['list.*.integer' => ':input ' . str_repeat('m', 1000), 'l.max' => ':input']);
    $closures = Validator::compile(['a' => [$devour], 'm' => 'mine'], custom: ['mine' => $devour]);
    $late = fn () => print(json_encode([$plain->check(['a' => 'x'])->errors(), $closures->passes([]), count($plain->validate(['a' => 5, 'b' => 6]))]));
    // Room for the shutdown function: the fatal error itself leaves none.
    register_shutdown_function(function () use (&$long, &$many, &$kept, $late) { $long = $many = $kept = null; ini_set('memory_limit', '32M'); $late(); });
    PHP;
foreach ([
    'compile' => 'for ($kept = []; ; ) { $kept[] = [Validator::compile(["a" => ["required", fn () => 1]]), str_repeat("x", 10000)]; }',
    'compile, a rule' => 'Validator::compile(["a" => "required|in:$long", "b" => [new Text($devour)]], ["in" => $long]);',
    'compile, a parameter' => 'Validator::compile(["a" => ["in:$long"], "b" => [["in", $long, new Text($devour)]]]);',
    'compile, an autoloader' => 'spl_autoload_register($devour); Validator::compile(["a" => ["in:$long", "enum:Nowhere"]]);',
    'passes' => '$closures->passes(["a" => $long]);',
    'check' => '$closures->check(["a" => $long, "m" => 1]);',
    'callback' => '$closures->validate(["m" => $many]);',
    '$fail' => 'Validator::compile(["a" => [fn ($field, $value, $fail) => $fail(new Text($devour))]])->check(["a" => 1]);',
    'results' => 'for ($kept = []; ; ) { $kept[] = [$plain->check(["a" => "x"]), str_repeat("x", 10000)]; }',
    'errors' => '$result = $plain->check(["a" => 1, "list" => $many]); $result->errors();',
    'one long message' => '$result = $plain->check(["a" => 1, "l" => str_repeat("x", 8 << 20)]); $result->errors();',
    'failed' => 'for ($kept = []; ; ) { $kept[] = $plain->check(["list" => $many])->failed(); }',
    'validated' => 'for ($kept = []; ; ) { $kept[] = $plain->validate(["a" => 1, "list" => range(1, 30000), "dropped" => 1, "l" => " x"]); }',
    'trimmed' => '$spaced = str_repeat("x", 6 << 20) . " "; Validator::compile(["a" => "trim"])->validate(["a" => $spaced]);',
    'references' => '$value = 1; $closures->passes(["r" => &$value, "list" => array_fill(0, 400000, [&$value])]);',
    'build' => 'Validator::persistent("k", $devour);',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code");
    $died = preg_match('/Allowed memory size of 16777216 bytes exhausted/', $output) === 1;
    echo "$what: $exit ", $died ? 'fatal error' : $output, ' ', trim((string) strrchr("\n$output", "\n")), "\n";
}
?>
--EXPECT--
compile: 255 fatal error [{"a":["A must be an integer."]},true,1]
compile, a rule: 255 fatal error [{"a":["A must be an integer."]},true,1]
compile, a parameter: 255 fatal error [{"a":["A must be an integer."]},true,1]
compile, an autoloader: 255 fatal error [{"a":["A must be an integer."]},true,1]
passes: 255 fatal error [{"a":["A must be an integer."]},true,1]
check: 255 fatal error [{"a":["A must be an integer."]},true,1]
callback: 255 fatal error [{"a":["A must be an integer."]},true,1]
$fail: 255 fatal error [{"a":["A must be an integer."]},true,1]
results: 255 fatal error [{"a":["A must be an integer."]},true,1]
errors: 255 fatal error [{"a":["A must be an integer."]},true,1]
one long message: 255 fatal error [{"a":["A must be an integer."]},true,1]
failed: 255 fatal error [{"a":["A must be an integer."]},true,1]
validated: 255 fatal error [{"a":["A must be an integer."]},true,1]
trimmed: 255 fatal error [{"a":["A must be an integer."]},true,1]
references: 255 fatal error [{"a":["A must be an integer."]},true,1]
build: 255 fatal error [{"a":["A must be an integer."]},true,1]
