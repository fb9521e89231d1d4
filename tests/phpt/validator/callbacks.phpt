--TEST--
Closures and callbacks may use the validator they belong to, throw, let go of everything, and change what is being checked
--FILE--
<?php
use HighPerApp\HighPer\Native\Validator;

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
function implode_all(string $field, string $value, array $parameters, array $data): string
{
    return implode(' ', [$field, $value, ...array_keys($data)]);
}
attempt('a closure asks its own validator', function () {
    $validator = Validator::compile(['n' => ['integer', function (string $field, mixed $value, callable $fail) use (&$validator): void {
        $inner = $value > 0 ? $validator->check(['n' => $value - 1]) : null;
        $value % 2 === 0 ?: $fail("$value is odd");
        $fail($value . ': ' . json_encode($inner?->errors()));
    }]]);

    return $validator->check(['n' => 2])->errors();
});
attempt('a closure throws', fn () => Validator::compile(['a' => [fn () => throw new DomainException('closure')]])->passes(['a' => 1]));
attempt('a closure throws after it refused', fn () => Validator::compile(['a' => [function (string $field, mixed $value, callable $fail): void {
    $fail('refused');
    throw new DomainException('then');
}]])->check(['a' => 1]));
attempt('the second of three throws', fn () => Validator::compile(['list.*' => [fn (string $field) => $field === 'list.1' ? throw new DomainException($field) : null]])->validate(['list' => [1, 2, 3]]));
attempt('a callback throws', fn () => Validator::compile(['a' => 'mine'], custom: ['mine' => fn () => throw new DomainException('callback')])->passes(['a' => 1]));
attempt('a callback answers otherwise', fn () => Validator::compile(['a' => 'mine'], custom: ['mine' => fn () => 5])->passes(['a' => 1]));
attempt('a closure catches what its own check throws', function () {
    return Validator::compile(['a' => [function (string $field, mixed $value, callable $fail): void {
        try {
            Validator::compile(['b' => 'required'])->validate([]);
        } catch (Exception $error) {
            $fail($error->getMessage());
        }
    }]])->check(['a' => 1])->errors();
});
attempt('the validator goes while it checks', function () {
    $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use (&$validator): void {
        $validator = null;
        fill();
        $fail(':attribute is ' . $value);
    }], 'b.*' => 'required|max:2']);

    return $validator->check(['a' => 'gone', 'b' => ['long', '']])->errors();
});
attempt('the validator goes with its only reference', fn () => Validator::compile(['a' => [function (): void { fill(); }], 'b' => 'required'])->check(['a' => 1])->errors());
attempt('the data goes while it is checked', function () {
    $data = ['a' => str_repeat('a', 3), 'b' => ['c' => str_repeat('c', 5)]];
    $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use (&$data): void {
        $data = null;
        fill();
        $fail($value);
    }], 'b.c' => 'max:2', 'b' => 'array:x']);

    return $validator->check($data)->errors();
});
attempt('data behind references changes while it is checked', function () {
    $list = ['x', 'y', 'z'];
    $text = str_repeat('t', 5);
    $data = ['a' => 1, 'list' => &$list, 'deep' => ['text' => &$text]];
    $validator = Validator::compile([
        'a' => [function () use (&$list, &$text): void {
            [$list, $text] = [null, 5];
            fill();
        }],
        'list.*' => [function (string $field, mixed $value, callable $fail) use (&$list): void {
            $list[] = 'more';
            $fail("$field is $value");
        }],
        'deep.text' => 'min:9',
    ]);

    return [$validator->check($data)->errors(), $list, $text];
});
attempt('a closure changes its value', function () {
    $data = ['a' => ['x' => 1]];
    $validator = Validator::compile(['a' => [function (string $field, mixed &$value, callable $fail): void {
        $value = 'changed';
    }, 'array']]);

    return [@$validator->validate($data), $data];
});
attempt('$fail is kept and called later', function () {
    $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use (&$kept): void {
        $kept = $fail;
        $fail('in time');
    }]]);
    $result = $validator->check(['a' => 1]);
    $kept('late');
    unset($validator);
    fill();
    $kept('later');

    return [$result->errors(), $validator ?? 'gone', $kept instanceof Closure];
});
attempt('$fail is asked in another way', fn () => Validator::compile(['a' => [fn (string $field, mixed $value, callable $fail) => array_map($fail, ['one', 'two'])]])->check(['a' => 1])->errors());
attempt('$fail gets no text', fn () => Validator::compile(['a' => [fn (string $field, mixed $value, callable $fail) => $fail([])]])->passes(['a' => 1]));
attempt('$fail gets an object', fn () => Validator::compile(['a' => [fn (string $field, mixed $value, callable $fail) => $fail(new class { public function __toString(): string { return 'from an object'; } })]])->check(['a' => 1])->errors());
attempt('$fail gets an object that throws', fn () => Validator::compile(['a' => [fn (string $field, mixed $value, callable $fail) => $fail(new class { public function __toString(): string { throw new DomainException('no text'); } })]])->passes(['a' => 1]));
attempt('arguments by reference and by name', fn () => Validator::compile(['a' => 'mine:1'], custom: ['mine' => fn (mixed ...$given): string => json_encode($given)])->check(['a' => 'v'])->errors());
attempt('a callback that is a method, a name, a static method', function () {
    $object = new class {
        public function ask(string $field): string { return "$field asked"; }
        public static function still(): bool { return false; }
        public function __call(string $name, array $given): string { return "$name of $given[0]"; }
    };

    return Validator::compile(['a' => ['one', 'two', 'three', 'four']], custom: [
        'one' => [$object, 'ask'], 'two' => [$object, 'any'], 'three' => [$object::class, 'still'], 'four' => 'implode_all',
    ])->check(['a' => 'text'])->errors();
});
attempt('an endless recursion', function () {
    $validator = Validator::compile(['a' => [function () use (&$validator): void { $validator->passes(['a' => 1]); }]]);
    try {
        $validator->passes(['a' => 1]);
    } catch (Error $error) {
        return str_contains($error->getMessage(), 'Maximum call stack size');
    }
});
attempt('a class loaded on the way', function () {
    $validator = Validator::compile(['a' => 'required']);
    spl_autoload_register($load = function (string $class) use ($validator) { $GLOBALS['loaded'] = $validator->check([])->errors(); });
    $passed = Validator::compile(['a' => [fn () => class_exists('Nowhere')]])->passes(['a' => 1]);
    spl_autoload_unregister($load);

    return [$passed, $GLOBALS['loaded']];
});
?>
--EXPECT--
a closure asks its own validator: {"n":["2: {\"n\":[\"1 is odd\",\"1: {\\\"n\\\":[\\\"0: null\\\"]}\"]}"]}
a closure throws: DomainException: closure
a closure throws after it refused: DomainException: then
the second of three throws: DomainException: list.1
a callback throws: DomainException: callback
a callback answers otherwise: RuleException: rule 'mine' of field 'a': the callback must return a bool or a string, int returned
a closure catches what its own check throws: {"a":["B is required."]}
the validator goes while it checks: {"a":["a is gone"],"b.0":["B.0 must have at most 2 characters."],"b.1":["B.1 is required."]}
the validator goes with its only reference: {"b":["B is required."]}
the data goes while it is checked: {"a":["aaa"],"b.c":["B.c must have at most 2 characters."],"b":["B must be an array."]}
data behind references changes while it is checked: [{"deep.text":["Deep.text must have at least 9 characters."],"list.0":["list.0 is x"],"list.1":["list.1 is y"],"list.2":["list.2 is z"]},["more","more","more"],5]
a closure changes its value: [{"a":{"x":1}},{"a":{"x":1}}]
$fail is kept and called later: [{"a":["in time"]},"gone",true]
$fail is asked in another way: {"a":["one","two"]}
$fail gets no text: TypeError: HighPerApp\HighPer\Native\Refusal::__invoke(): Argument #1 ($message) must be of type string, array given
$fail gets an object: {"a":["from an object"]}
$fail gets an object that throws: DomainException: no text
arguments by reference and by name: {"a":["[\"a\",\"v\",[\"1\"],{\"a\":\"v\"}]"]}
a callback that is a method, a name, a static method: {"a":["a asked","any of a","A is not valid.","a text a"]}
an endless recursion: true
a class loaded on the way: [true,{"a":["A is required."]}]
