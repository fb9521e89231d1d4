--TEST--
exit() inside closures, callbacks, rules that are objects and build functions ends the process in good order
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\Validator;
    class Quitter implements Stringable {
        public function __toString(): string { exit(3); }
        public function __destruct() { echo "destructed "; }
    }
    $leave = fn () => exit(3);
    $validator = Validator::compile(['a' => ['required', fn () => null, $leave], 'list.*' => ['distinct', 'mine']], custom: ['mine' => $leave]);
    register_shutdown_function(function () use ($validator) {
        echo json_encode($validator->check(['a' => ''])->errors()), ' ';
    });
    PHP;
foreach ([
    'closure' => '$validator->passes(["a" => 1]);',
    'check' => '$validator->check(["a" => new Quitter(), "list" => [1, 2]]);',
    'callback' => '$validator->validate(["a" => null, "list" => [[1], 2]]);',
    'nested' => 'Validator::compile(["b" => [fn () => $validator->validate(["a" => 1])]])->passes(["b" => str_repeat("b", 1000)]);',
    'in alternatives' => 'Validator::compile(["b" => [["any_of", "integer", [$leave]]]])->check(["b" => "x"]);',
    'a fiber' => '(new Fiber(fn () => $validator->check(["a" => 1])))->start();',
    'message' => 'Validator::compile(["b" => [fn ($field, $value, $fail) => $fail(new Quitter())]])->check(["b" => "x"]);',
    'rule' => 'Validator::compile(["b" => [$leave, "required", new Quitter()]]);',
    'parameter' => 'Validator::compile(["b" => [$leave, ["in", "x", new Quitter()]]]);',
    'autoloader' => 'spl_autoload_register($leave); Validator::compile(["b" => ["required", "enum:Nowhere"]]);',
    'build' => 'Validator::persistent("k", $leave);',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code\necho 'not reached';");
    echo "$what: $exit ", trim(str_replace('destructed', '', $output)), "\n";
}
?>
--EXPECT--
closure: 3 {"a":["A is required."]}
check: 3 {"a":["A is required."]}
callback: 3 {"a":["A is required."]}
nested: 3 {"a":["A is required."]}
in alternatives: 3 {"a":["A is required."]}
a fiber: 3 {"a":["A is required."]}
message: 3 {"a":["A is required."]}
rule: 3 {"a":["A is required."]}
parameter: 3 {"a":["A is required."]}
autoloader: 3 {"a":["A is required."]}
build: 3 {"a":["A is required."]}
