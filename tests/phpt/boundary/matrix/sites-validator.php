<?php

// No strict_types: objects are to be converted to the strings that methods ask for, which runs the user's code, too.

use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\Validator;

/**
 * The methods of Validator, ValidationResult and JsonSchema that call the user's code.
 *
 * @return array<string, Closure(Place): mixed>
 */
function validator_sites(): array
{
    $data = fn (): array => ['a' => str_repeat('a', 30), 'list' => [str_repeat('x', 20), 2, ['y' => 'z']], 'o' => new stdClass(), 'n' => '5'];
    $reached = function (Place $place, Closure $check): array {
        // What is under way must not depend on what the caller holds.
        $data = ['a' => str_repeat('a', 30), 'list' => [str_repeat('x', 20), 'yy', 'zzz'], 'n' => '5'];
        $list = &$data['list'];
        $place->change = function () use (&$list): void { $list = ['changed', ...array_fill(0, 40, 'more')]; };
        $letGo = $place->letGo;
        $place->letGo = function () use (&$data, $letGo): void {
            $data = null;
            $letGo === null ?: $letGo();
        };
        $held = &$data;

        return $check($held);
    };
    $sites = [];
    foreach (['check' => fn (Validator $validator, array $data): array => $validator->check($data)->errors(), 'passes' => fn (Validator $validator, array $data): array => [$validator->passes($data)]] as $method => $check) {
        $sites["Validator::$method, a closure"] = function (Place $place) use ($check, $reached): array {
            $validator = Validator::compile([
                'a' => ['required', function (string $field, mixed $value, callable $fail) use ($place): void {
                    $place();
                    $fail(':attribute is ' . $value);
                }, 'max:5'],
                'list.*' => ['distinct', 'string', 'max:2'],
                'n' => 'integer|min:9',
            ]);
            $place->letGo = function () use (&$validator): void { $validator = null; };
            $place->again = fn (): mixed => $validator?->check(['a' => 'again', 'list' => [1, 1]])->errors();

            return $reached($place, function (array $data) use (&$validator, $check): array { return array_keys($check($validator, $data)); });
        };
        $sites["Validator::$method, a callback"] = function (Place $place) use ($check, $reached): array {
            $validator = Validator::compile(['list.*' => 'mine:1,2|distinct', 'a' => 'trim|max:30'], custom: ['mine' => function (string $field, mixed $value, array $parameters, array $data) use ($place): bool|string {
                $place();

                return $field === 'list.1' ? "$field of " . implode('-', $parameters) : true;
            }]);
            $place->letGo = function () use (&$validator): void { $validator = null; };
            $place->again = fn (): mixed => $validator?->passes(['list' => [1]]);

            return $reached($place, function (array $data) use (&$validator, $check): array { return array_keys($check($validator, $data)); });
        };
    }

    return $sites + [
        'Validator::validate, a closure' => function (Place $place): array {
            $text = 'reference';
            $validator = Validator::compile(['a' => ['string', function () use ($place): void { $place(); }], 'b.c' => 'trim', 'r' => 'string']);
            $place->letGo = function () use (&$validator): void { $validator = null; };
            $place->change = function () use (&$text): void { $text = ['changed']; };
            $validated = $validator->validate(['a' => str_repeat('a', 9), 'b' => ['c' => ' d ', 'dropped' => 1], 'r' => &$text, 'more' => 1]);

            return [$validated['a'], $validated['b']];
        },
        'Validator::check, $fail() with a text' => function (Place $place): array {
            $validator = Validator::compile(['a' => [function (string $field, mixed $value, callable $fail) use ($place): void {
                $fail(new Text($place, ':attribute is from a text'));
                $fail('and another');
            }]], [], ['a' => 'the field']);
            $place->letGo = function () use (&$validator): void { $validator = null; };
            $place->again = fn (): mixed => $validator?->check(['a' => 2])->errors();

            return $validator->check(['a' => 1])->errors();
        },
        'Validator::check, a method of an object' => function (Place $place): array {
            $object = new class ($place) {
                public function __construct(private Place $place)
                {
                }

                public function __call(string $name, array $given): bool
                {
                    ($this->place)();

                    return false;
                }
            };
            $validator = Validator::compile(['a' => 'mine'], ['a.mine' => ':attribute is not :input'], custom: ['mine' => [$object, 'any']]);
            $place->letGo = function () use (&$validator, &$object): void { $validator = $object = null; };

            return $validator->check(['a' => 'x'])->errors();
        },
        'Validator::check, what a closure gives falls' => function (Place $place): array {
            $validator = Validator::compile(['a' => [fn (): object => new Falling($place), 'max:1'], 'b' => 'required']);
            $place->letGo = function () use (&$validator): void { $validator = null; };
            $place->again = fn (): mixed => $validator?->passes(['a' => 'a', 'b' => 1]);

            return $validator->check(['a' => 'long'])->errors();
        },
        'Validator::check, what a callback gives falls' => function (Place $place): array {
            $validator = Validator::compile(['a' => ['mine']], custom: ['mine' => fn (): object => new FallingText($place)]);
            return $validator->check(['a' => 'long'])->errors();
        },
        'Validator::check, an endless list' => function (Place $place): array {
            // Each item asks, the middle one acts.
            $validator = Validator::compile(['list.*.x' => [function (string $field, mixed $value, callable $fail) use ($place): void {
                $value !== 20 ?: $place();
                $value % 10 !== 0 ?: $fail("$field has $value");
            }]]);
            $place->again = fn (): mixed => $validator->passes(['list' => [['x' => 3]]]);

            return $validator->check(['list' => array_map(fn (int $x): array => ['x' => $x], range(1, 40))])->errors();
        },
        'Validator::check, any_of' => function (Place $place): array {
            $validator = Validator::compile(['a' => [['any_of', 'integer', [function (string $field, mixed $value, callable $fail) use ($place): void {
                $place();
                $fail('no');
            }], 'min:3']]]);
            $place->letGo = function () use (&$validator): void { $validator = null; };

            return $validator->check(['a' => 'text'])->errors();
        },
        'Validator::compile, a text' => function (Place $place): array {
            $closure = fn (string $field, mixed $value, callable $fail) => $fail('closure');
            $list = ['required', new Text($place, 'string'), ['in', 'a', str_repeat('b', 5)], &$closure];
            $rules = ['a' => &$list, 'b' => 'required'];
            $place->letGo = function () use (&$rules, &$list, &$closure): void { $rules = $list = $closure = null; };
            $place->change = function () use (&$list): void { $list = ['integer']; };
            $place->again = fn (): mixed => Validator::compile(['x' => 'min:3'])->passes(['x' => 'y']);

            return Validator::compile($rules)->check(['a' => 'x'])->errors();
        },
        'Validator::compile, a parameter' => function (Place $place): array {
            $parameters = ['in', str_repeat('a', 3), new Text($place, 'b'), str_repeat('c', 3)];
            $rules = ['a' => [&$parameters]];
            $place->letGo = function () use (&$rules, &$parameters): void { $rules = $parameters = null; };

            return Validator::compile($rules)->check(['a' => 'x'])->failed();
        },
        'Validator::compile, an autoloader' => function (Place $place): array {
            static $count = 0;
            $class = 'Loaded' . ++$count . 'x' . mt_rand();
            $closure = fn () => null;
            $rules = ['a' => ["enum:$class", 'min:1'], 'c' => [&$closure]];
            $place->letGo = function () use (&$rules, &$closure): void { $rules = $closure = null; };
            $place->again = fn (): mixed => Validator::compile(['x' => 'min:3'])->passes(['x' => 'y']);
            spl_autoload_register($load = function (string $name) use ($place, $class): void {
                if ($name === $class) {
                    $place();
                    eval("enum $name: string { case One = 'one'; }");
                }
            });
            try {
                return [count(Validator::compile($rules)->check(['a' => 'x'])->errors())];
            } finally {
                spl_autoload_unregister($load);
            }
        },
        'Validator::persistent' => function (Place $place): array {
            static $number = 0;
            $place->again = fn (): mixed => Validator::persistent('again', fn () => Validator::compile(['b' => 'required']))->passes([]);
            $validator = Validator::persistent('boundary ' . ++$number, function () use ($place): Validator {
                $built = Validator::compile(['a' => 'required|min:3']);
                $place();

                return $built;
            });

            return $validator->check(['a' => 'x'])->errors();
        },
        'Validator::persistent, what is not to be kept falls' => function (Place $place): array {
            return [Validator::persistent('refused', fn (): object => new Falling($place), (string) mt_rand())];
        },
        'destructor of a validator\'s closure' => function (Place $place) use ($data): array {
            $validator = Validator::compile(['a' => [(function (object $falling): Closure {
                return function () use ($falling): void { $falling->more = 'used'; };
            })(new Falling($place))]]);
            $result = $validator->check($data());
            unset($validator, $result);
            gc_collect_cycles();

            return [$place->wasReached()];
        },
        'destructor of a result\'s data' => function (Place $place): array {
            $validator = Validator::compile(['a' => 'required', 'o' => 'required']);
            $result = $validator->check(['o' => new Falling($place), 'list' => range(1, 50)]);
            $place->again = fn (): mixed => $validator->passes(['a' => 1]);
            unset($result);

            return [$place->wasReached()];
        },
        'destructor of what validated() drops' => function (Place $place): array {
            $validator = Validator::compile(['a' => 'trim']);
            $place->letGo = function () use (&$validator): void { $validator = null; };

            return $validator->validate(['a' => ' b ', 'dropped' => new Falling($place)]);
        },
        'JsonSchema::passesJson, a text' => function (Place $place): array {
            $schema = JsonSchema::compile(['type' => 'object', 'required' => ['a']]);
            $place->letGo = function () use (&$schema): void { $schema = null; };
            $place->again = fn (): mixed => $schema?->passes(['x' => 1]);

            return [$schema->passesJson(new Text($place, '{"a":1}'))];
        },
        'JsonSchema::check, what is refused falls' => function (Place $place): array {
            $schema = JsonSchema::compile(['type' => 'object']);
            return [$schema->check(['a' => new Falling($place)])->ok];
        },
    ];
}
