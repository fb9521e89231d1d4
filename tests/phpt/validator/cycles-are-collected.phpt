--TEST--
Cycles between validators, closures, results, exceptions and $fail are collected, and nothing that is in use
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Validator;

class Held
{
    public mixed $held = null;

    public function ask(): string
    {
        return 'refused';
    }
}
class Sub extends Validator
{
    public mixed $self = null;
}
class Dying extends Held
{
    public function __destruct()
    {
        // The validator is on its way, too, but still whole.
        $GLOBALS['rescued'][] = $this->held->check(['a' => 1])->errors();
    }
}
gc_collect_cycles();

$makers = [
    'a closure that holds the validator' => function (): Validator {
        $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use (&$validator): void { $fail('refused'); }]]);

        return $validator;
    },
    'a callback that holds it' => function (): Validator {
        $held = new Held();

        return $held->held = Validator::compile(['a' => 'mine'], custom: ['mine' => [$held, 'ask']]);
    },
    'a copy with other options' => function (): Validator {
        $held = new Held();
        $held->held = Validator::compile(['a' => 'mine'], custom: ['mine' => fn () => $held->ask()])->strict()->maxErrors(3);

        return clone $held->held;
    },
    'in alternatives' => function (): Validator {
        $held = new Held();

        return $held->held = Validator::compile(['a' => [['any_of', ['integer', fn ($field, $value, $fail) => $fail($held->ask())]], fn ($field, $value, $fail) => $fail('refused')]]);
    },
    'a property of a subclass' => function (): Validator {
        $validator = Sub::compile(['a' => [fn ($field, $value, $fail) => $fail('refused')]]);

        return $validator->self = $validator;
    },
    'by way of a result' => function (): Validator {
        $held = new Held();
        $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use ($held): void { $fail('refused'); }]]);
        $held->held = [$validator, $validator->check(['a' => $held]), $validator->check(['b' => $held])];

        return $validator;
    },
    'by way of an exception' => function (): Validator {
        $held = new Held();
        $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use ($held): void { $fail('refused'); }]]);
        try {
            $validator->validate(['a' => [$held]]);
        } catch (ValidationException $exception) {
            $held->held = [$exception, $validator];
        }

        return $validator;
    },
    'by way of $fail' => function (): Validator {
        $held = new Held();
        $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use ($held): void {
            $held->held = [$fail, $held];
            $fail('refused');
        }]]);
        $validator->passes(['a' => 1]);

        return $validator;
    },
];
foreach ($makers as $what => $make) {
    foreach ([0, 1, 3] as $uses) {
        $validator = $make();
        for ($i = 0; $i < $uses; $i++) {
            $validator->check(['a' => $i])->errors();
            gc_collect_cycles();
        }
        $seen = WeakReference::create($validator);
        gc_collect_cycles();
        $kept = $seen->get() === $validator && in_array('refused', $validator->check(['a' => 'kept'])->errors()['a'], true);
        unset($validator);
        gc_collect_cycles();
        if (!$kept || $seen->get() !== null) {
            echo "$what, after $uses uses: ", $kept ? 'not freed' : 'freed too early', "\n";
        }
    }
}

// A result that is alone in its cycle.
$held = new Held();
$held->held = Validator::compile(['a' => 'required', 'b' => 'integer'])->check(['a' => $held, 'b' => 'x']);
$held->held->errors();
$seen = WeakReference::create($held->held);
unset($held);
gc_collect_cycles();
var_dump($seen->get());

$dying = new Dying();
$dying->held = Validator::compile(['a' => [fn ($field, $value, $fail) => $fail(get_class($dying))]]);
unset($dying);
gc_collect_cycles();
echo json_encode($rescued), "\n";

// Collected in the middle of a check.
$validator = Validator::compile(['list.*' => ['distinct', function (string $field, mixed $value, callable $fail): void {
    for ($i = 0; $i < 20; $i++) {
        $held = new Held();
        $held->held = Validator::compile(['a' => [fn () => $held, $fail]]);
        unset($held);
    }
    gc_collect_cycles();
    $fail("$field is $value");
}]]);
echo json_encode($validator->check(['list' => ['x', 'y']])->errors()), "\n";
// What is left at the end.
$left = new Dying();
$left->held = Validator::compile(['a' => [fn () => $left]]);
?>
--EXPECT--
NULL
[{"a":["Dying"]}]
{"list.0":["list.0 is x"],"list.1":["list.1 is y"]}
