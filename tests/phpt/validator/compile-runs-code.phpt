--TEST--
PHP code that runs while rules are compiled, of objects that convert to strings, of autoloaders and of error handlers, may change or let go of the rules
--FILE--
<?php
use HighPerApp\HighPer\Native\Validator;

class Text implements Stringable
{
    public function __construct(private string $text, private ?Closure $then = null)
    {
    }

    public function __toString(): string
    {
        $this->then === null ?: ($this->then)();

        return $this->text;
    }
}
function attempt(string $what, callable $do): void
{
    try {
        $result = json_encode($do());
    } catch (Throwable $error) {
        $result = preg_replace('/.*\\\\/', '', $error::class) . ': ' . $error->getMessage();
    }
    echo "$what: $result\n";
}
/** Takes what was freed just now. */
function fill(): void
{
    gc_collect_cycles();
    $GLOBALS['filling'] = array_map(fn (int $i): string => str_repeat('f', 8 + $i % 400), range(1, 2000));
}
$refuse = fn (): Closure => function (string $field, mixed $value, callable $fail): void { $fail("$field is refused"); };

attempt('a list of rules goes', function () {
    $list = ['required', new Text('string', function () use (&$list): void { $list = null; fill(); }), 'max:' . random_int(2, 2), ['in', 'a', str_repeat('b', 3)]];
    $rules = ['a' => &$list, 'b' => 'required'];

    return Validator::compile($rules)->check(['a' => 'long'])->errors();
});
attempt('a closure goes', function () use ($refuse) {
    $closure = $refuse();
    $rules = ['a' => [&$closure, new Text('string', function () use (&$closure): void { $closure = null; fill(); })]];

    return Validator::compile($rules)->check(['a' => 'x'])->errors();
});
attempt('a callback goes', function () {
    $callback = fn (): string => 'asked';
    $custom = ['mine' => &$callback];
    $rules = ['a' => ['mine', new Text('string', function () use (&$callback): void { $callback = null; fill(); })]];

    return Validator::compile($rules, custom: $custom)->check(['a' => 'x'])->errors();
});
attempt('parameters go', function () {
    $parameters = ['in', str_repeat('a', 3), new Text('b', function () use (&$parameters): void { $parameters = null; fill(); }), str_repeat('c', 3)];
    $rules = ['a' => [&$parameters]];

    return Validator::compile($rules)->check(['a' => 'x'])->failed();
});
attempt('messages and names change', function () {
    [$message, $name] = [str_repeat('m', 3) . ' :attribute', str_repeat('n', 3)];
    $messages = ['a' => ['required' => &$message]];
    $attributes = ['a' => &$name];
    $rules = ['a' => [new Text('required', function () use (&$message, &$name): void { $message = $name = null; fill(); })]];

    return Validator::compile($rules, $messages, $attributes)->check([])->errors();
});
attempt('an autoloader lets go of a closure', function () use ($refuse) {
    $closure = $refuse();
    $rules = ['a' => [&$closure, 'enum:Suit']];
    spl_autoload_register($load = function (string $class) use (&$closure): void {
        $closure = null;
        fill();
        eval("enum $class: string { case Hearts = 'h'; }");
    });
    try {
        return Validator::compile($rules)->check(['a' => 'x'])->errors();
    } finally {
        spl_autoload_unregister($load);
    }
});
attempt('an autoloader compiles, too', function () {
    spl_autoload_register($load = function (string $class): void {
        $GLOBALS['inner'] = Validator::compile(['b' => 'required'])->check([])->errors();
        eval("enum $class: int { case One = 1; }");
    });
    try {
        return [Validator::compile(['a' => 'enum:Number', 'c' => 'required'])->check(['a' => '2'])->errors(), $GLOBALS['inner']];
    } finally {
        spl_autoload_unregister($load);
    }
});
attempt('an autoloader throws', function () {
    spl_autoload_register($load = fn () => throw new DomainException('not loaded'));
    try {
        return Validator::compile(['a' => 'enum:Nowhere']);
    } finally {
        spl_autoload_unregister($load);
    }
});
attempt('an error handler is not asked', function () use ($refuse) {
    $closure = $refuse();
    $rules = ['a' => [&$closure, ['regex_pcre', '/(/']]];
    set_error_handler(function () use (&$closure): bool { $closure = null; fill(); throw new DomainException('handled'); });
    try {
        return Validator::compile($rules);
    } finally {
        restore_error_handler();
    }
});
attempt('objects compile, too', fn () => Validator::compile(['a' => [new Text('required', fn () => Validator::compile(['b' => [new Text('max:3')]])), 'integer']])->check(['a' => 'x'])->errors());
attempt('objects throw', fn () => Validator::compile(['a' => ['required', new Text('', fn () => throw new DomainException('no text'))]]));

$fibers = [];
foreach (['one', 'two', 'three'] as $name) {
    $fibers[$name] = new Fiber(fn () => Validator::compile(['a' => ['required', new Text("in:$name", fn () => Fiber::suspend()), ['max', 2]]])->check(['a' => 'long'])->errors());
    $fibers[$name]->start();
}
unset($fibers['one']);
foreach (['three', 'two'] as $name) {
    $fibers[$name]->resume();
    echo json_encode($fibers[$name]->getReturn()), "\n";
}

// A fiber suspended in compile() is resumed by a shutdown function after the compile() around it died.
require __DIR__ . '/../support/child.inc';
[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Validator;
    ini_set('memory_limit', '16M');
    class Text implements Stringable
    {
        public function __construct(private Closure $then) {}
        public function __toString(): string { ($this->then)(); return 'required'; }
    }
    $fiber = new Fiber(function () {
        $validator = Validator::compile(['first' => 'max:5|in:' . str_repeat('z', 1000), 'a' => ['min:3', new Text(fn () => Fiber::suspend())], 'b' => 'integer']);
        echo json_encode($validator->check(['b' => 'x'])->errors());
    });
    register_shutdown_function(function () use ($fiber, &$kept) {
        $kept = null;
        ini_set('memory_limit', '64M');
        $filling = array_map(fn (int $i): string => str_repeat('f', $i % 300), range(1, 20000));
        $fiber->resume();
    });
    Validator::compile(['x' => [new Text(function () use ($fiber, &$kept) {
        $fiber->start();
        for ($kept = []; ; ) {
            $kept[] = str_repeat('x', 1 << 20);
        }
    })]]);
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
a list of rules goes: {"a":["A must have at most 2 characters.","A must be one of a, bbb."],"b":["B is required."]}
a closure goes: {"a":["a is refused"]}
a callback goes: {"a":["asked"]}
parameters go: [{"field":"a","rule":"in","parameters":["aaa","b","ccc"]}]
messages and names change: RuleException: message 'a.required' must be a string or an array, null given
an autoloader lets go of a closure: {"a":["a is refused","A must be one of the permitted values."]}
an autoloader compiles, too: [{"a":["A must be one of the permitted values."],"c":["C is required."]},{"b":["B is required."]}]
an autoloader throws: DomainException: not loaded
an error handler is not asked: RuleException: rule 'regex_pcre' of field 'a': cannot be compiled: Compilation failed: missing closing parenthesis at offset 1
objects compile, too: {"a":["A must be an integer."]}
objects throw: DomainException: no text
{"a":["A must be one of three.","A must have at most 2 characters."]}
{"a":["A must be one of two.","A must have at most 2 characters."]}
255 {"a":["A is required."],"b":["B must be an integer."]}
