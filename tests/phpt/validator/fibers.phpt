--TEST--
Closures and callbacks suspend their fibers, take turns on one validator, are destroyed in the middle or never come back
--FILE--
<?php
use HighPerApp\HighPer\Native\Validator;

$wait = function (string $field, mixed $value, callable $fail): void {
    $said = Fiber::getCurrent() === null ? null : Fiber::suspend("$field $value");
    $said === null ?: $fail(":attribute: $said");
};
$validator = Validator::compile([
    'a' => ['required', $wait],
    'list.*.n' => ['integer', 'distinct', 'mine:x', $wait],
    'end' => 'required|same:a',
], custom: ['mine' => fn (string $field, mixed $value): bool|string => Fiber::getCurrent() === null ?: Fiber::suspend("mine $value")]);

$fibers = [];
foreach (['one', 'two', 'three'] as $name) {
    $fibers[$name] = new Fiber(fn () => $validator->check(['a' => $name, 'list' => [['n' => 1], ['n' => 1], ['n' => strlen($name)]]])->errors());
    echo $fibers[$name]->start(), '; ';
}
echo "\n";
foreach ([['two', 'one', 'three'], ['three', 'two', 'one'], ['one', 'three', 'two'], ['two', 'three', 'one']] as $step => $order) {
    foreach ($order as $name) {
        echo $fibers[$name]->resume($step === 1 ? true : "$name $step"), '; ';
    }
    echo "\n";
}
// In between, the same validator from no fiber.
echo json_encode($validator->check(['a' => 'x', 'end' => 'x', 'list' => [['n' => 'y']]])->errors()), "\n";
foreach (['three', 'one', 'two'] as $name) {
    while (!$fibers[$name]->isTerminated()) {
        $fibers[$name]->resume(false);
    }
    echo json_encode($fibers[$name]->getReturn()), "\n";
}

// Destroyed in the middle, thrown into.
$data = ['a' => 'given', 'end' => 'given', 'list' => [['n' => 1], ['n' => 2]]];
foreach (['passes', 'check', 'validate'] as $method) {
    foreach ([0, 1, 2] as $steps) {
        $fiber = new Fiber(function () use ($validator, $data, $method): void {
            try {
                $validator->$method($data);
            } finally {
                echo 'finally ';
            }
        });
        $fiber->start();
        for ($i = 0; $i < $steps; $i++) {
            $fiber->resume($i === 0 ? null : true);
        }
        $seen = WeakReference::create($fiber);
        if ($steps === 1) {
            try {
                $fiber->throw(new DomainException('thrown in'));
            } catch (DomainException $error) {
                echo $error->getMessage(), ' ';
            }
            unset($error);
        }
        unset($fiber);
        gc_collect_cycles();
        echo $seen->get() === null ? 'gone ' : 'still there ';
    }
}
echo "\n";

// The last references to the validator and the data go while a fiber is in them.
$text = str_repeat('t', 5);
$data = ['a' => $text, 'deep' => ['text' => &$text]];
$validator = Validator::compile(['a' => [$wait], 'deep.text' => ['min:9', $wait], 'deep' => 'array:text']);
$fiber = new Fiber(fn () => $GLOBALS['validator']->check($GLOBALS['data']));
$fiber->start();
$seen = WeakReference::create($validator);
$text = null;
unset($validator, $data, $text, $wait);
gc_collect_cycles();
$fill = array_map(fn (int $i): string => str_repeat('f', $i % 300), range(1, 2000));
echo $fiber->resume('first'), ' ';
$fiber->resume('second');
echo json_encode($fiber->getReturn()->errors()), ' ', json_encode($seen->get()), "\n";

// persistent(): two builds take turns.
$build = fn () => Validator::compile(['a' => Fiber::suspend('builds')]);
$builds = [];
$prefix = bin2hex(random_bytes(6));
foreach (['p', 'q'] as $key) {
    $builds[$key] = new Fiber(fn () => Validator::persistent($prefix . $key, $build)->check(['a' => $key])->errors());
    echo $builds[$key]->start(), ' ';
}
$builds['p']->resume('integer');
$builds['q']->resume('max:0');
echo json_encode([$builds['p']->getReturn(), $builds['q']->getReturn()]), "\n";

$left = new Fiber(fn () => Validator::compile(['a' => [fn () => Fiber::suspend()]])->validate(['a' => 1]));
$left->start();
echo "done\n";
?>
--EXPECT--
a one; a two; a three; 
mine 1; mine 1; mine 1; 
list.0.n 1; list.0.n 1; list.0.n 1; 
mine 1; mine 1; mine 1; 
list.1.n 1; list.1.n 1; list.1.n 1; 
{"list.0.n":["List.0.n must be an integer."]}
{"a":["a: three 0"],"end":["End is required."],"list.0.n":["List.0.n must not be given twice.","list.0.n: three 2"],"list.1.n":["List.1.n must not be given twice.","three 3","list.1.n: "],"list.2.n":["List.2.n is not valid.","list.2.n: "]}
{"a":["a: one 0"],"end":["End is required."],"list.0.n":["List.0.n must not be given twice.","list.0.n: one 2"],"list.1.n":["List.1.n must not be given twice.","one 3","list.1.n: "],"list.2.n":["List.2.n is not valid.","list.2.n: "]}
{"a":["a: two 0"],"end":["End is required."],"list.0.n":["List.0.n must not be given twice.","list.0.n: two 2"],"list.1.n":["List.1.n must not be given twice.","two 3","list.1.n: "],"list.2.n":["List.2.n is not valid.","list.2.n: "]}
finally gone finally thrown in gone finally gone finally gone finally thrown in gone finally gone finally gone finally thrown in gone finally gone 
deep.text ttttt {"a":["a: first"],"deep.text":["Deep.text must have at least 9 characters.","deep.text: second"]} null
builds builds [{"a":["A must be an integer."]},{"a":["A must have at most 0 characters."]}]
done
