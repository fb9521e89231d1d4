<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Closures as rules, rules of the caller's, and hooks.
 */
class ValidatorCallbacksTest extends TestCase
{
    use RuleAssertions;

    public static function isEven(string $field, mixed $value): bool
    {
        return \is_int($value) && $value % 2 === 0;
    }

    public function isOdd(string $field, mixed $value): bool
    {
        return !self::isEven($field, $value);
    }

    public function testClosures(): void
    {
        $seen = [];
        $closure = static function (string $field, mixed $value, callable $fail) use (&$seen): void {
            $seen[] = [$field, $value];
            if ($value === 'bad') {
                $fail(':Attribute holds :input.');
            }
        };
        foreach (['good', 7, null, [1, ['a' => 1.5]], new \stdClass(), "\xff", Suit::Spades] as $value) {
            self::assertTrue(Validator::compile(['x' => [$closure]])->passes(['x' => $value]));
            self::assertSame([['x', $value]], $seen, self::shown($value));
            $seen = [];
        }
        $result = Validator::compile(['a.*.b' => $closure])->check(['a' => [['b' => 'good'], ['b' => 'bad'], [], 'k' => ['b' => 'bad']]]);
        self::assertSame([['a.0.b', 'good'], ['a.1.b', 'bad'], ['a.k.b', 'bad']], $seen);
        self::assertSame([['field' => 'a.1.b', 'rule' => 'closure', 'parameters' => []], ['field' => 'a.k.b', 'rule' => 'closure', 'parameters' => []]], $result->failed());
        self::assertSame(['a.1.b' => ['A.1.b holds bad.'], 'a.k.b' => ['A.k.b holds bad.']], $result->errors());
    }

    public function testClosuresAreNotImplicit(): void
    {
        $never = static function (): never {
            throw new \LogicException('asked');
        };
        foreach ([[], ['x' => ''], ['x' => " \t"]] as $data) {
            self::assertTrue(Validator::compile(['x' => $never])->passes($data));
        }
        self::assertTrue(Validator::compile(['x' => ['nullable', $never]])->passes(['x' => null]));
        self::assertTrue(Validator::compile(['x' => ['exclude', $never]])->passes(['x' => 1]));
        self::assertFalse(Validator::compile(['x' => ['bail', 'string', $never]])->passes(['x' => 1]));
        self::assertFalse(Validator::compile(['x' => ['accepted', $never]])->passes(['x' => 1.5]));
        self::assertFalse(Validator::compile(['x' => ['string', $never]])->passes(['x' => 1]), 'it ends at the first failure');
    }

    public function testMessagesOfAClosure(): void
    {
        $fails = static function (string ...$messages): \Closure {
            return static function (string $field, mixed $value, callable $fail) use ($messages): void {
                foreach ($messages as $message) {
                    $fail($message);
                }
            };
        };
        $data = ['x_y' => 'v'];
        $validator = Validator::compile(['x_y' => ['string', $fails('one', 'two :attribute'), 'max:0', $fails('three')]], ['max' => 'at most :max']);
        self::assertSame(['x_y' => ['one', 'two x y', 'at most 0', 'three']], $validator->check($data)->errors());
        self::assertSame(['x_y: closure', 'x_y: max:0', 'x_y: closure'], self::failures($validator->check($data)), 'several messages are one failure');
        self::assertSame('one', $validator->check($data)->first());
        self::assertSame(['x_y' => ['']], Validator::compile(['x_y' => $fails('')])->check($data)->errors());
        self::assertSame(['x_y' => ['one', 'two']], Validator::compile(['x_y' => $fails('one', 'two')])->maxErrors(1)->check($data)->errors());
        self::assertSame(['x_y' => ['the name: v']], Validator::compile(['x_y' => $fails(':attribute: :input')], [], ['x_y' => 'the name'])->check($data)->errors());
        // What a closure says itself, no template replaces.
        self::assertSame(['x_y' => ['mine']], Validator::compile(['x_y' => $fails('mine')], ['closure' => 'other', 'x_y.closure' => 'other'])->check($data)->errors());
    }

    public function testFailTakesATextOnly(): void
    {
        foreach ([[[]], [new \stdClass()], []] as $arguments) {
            $validator = Validator::compile(['x' => static fn (string $field, mixed $value, callable $fail) => $fail(...$arguments)]);
            try {
                $validator->passes(['x' => 1]);
                self::fail('it was taken: ' . self::shown($arguments));
            } catch (\TypeError $error) {
                self::assertStringContainsString('invoke', $error->getMessage() . '__invoke');
            }
        }
    }

    public function testAClosureMayReturnAnything(): void
    {
        foreach ([null, true, false, 'text', 7, []] as $returned) {
            self::assertTrue(Validator::compile(['x' => static fn (): mixed => $returned])->passes(['x' => 1]));
        }
    }

    public function testFailOutlivesItsClosure(): void
    {
        $kept = null;
        $validator = Validator::compile(['x' => static function (string $field, mixed $value, callable $fail) use (&$kept): void {
            $kept = $fail;
        }]);
        $result = $validator->check(['x' => 1]);
        $kept('too late');
        self::assertSame([true, [], ['x' => 1]], [$result->ok, $result->failed(), $result->validated()]);
        self::assertTrue($validator->passes(['x' => 1]));
    }

    public function testCallbacks(): void
    {
        $seen = [];
        $custom = ['multiple' => static function (string $field, mixed $value, array $parameters, array $data) use (&$seen): bool {
            $seen[] = \func_get_args();

            return $value % (int) $parameters[0] === 0;
        }];
        $data = ['a' => [['n' => 6], ['n' => 7]], 'other' => true];
        $result = Validator::compile(['a.*.n' => 'integer|multiple:3,x'], ['multiple' => ':Attribute is no multiple of :values.'], [], $custom)->check($data);
        self::assertSame([['a.0.n', 6, ['3', 'x'], $data], ['a.1.n', 7, ['3', 'x'], $data]], $seen);
        self::assertSame([['field' => 'a.1.n', 'rule' => 'multiple', 'parameters' => ['3', 'x']]], $result->failed());
        self::assertSame(['a.1.n' => ['A.1.n is no multiple of 3, x.']], $result->errors());
        self::assertSame(['x' => ['X is not valid.']], Validator::compile(['x' => 'multiple:2'], custom: $custom)->check(['x' => 1])->errors());
    }

    public function testEveryCallableIsOne(): void
    {
        $invokable = new class () {
            public function __invoke(string $field, mixed $value): bool
            {
                return $value === 2;
            }
        };
        foreach ([[self::class, 'isEven'], self::class . '::isEven', self::isEven(...), $invokable, static fn (string $field, mixed $value): bool => $value === 2] as $callback) {
            $validator = Validator::compile(['x' => 'even'], custom: ['even' => $callback]);
            self::assertSame([true, false], [$validator->passes(['x' => 2]), $validator->passes(['x' => 3])]);
        }
        self::assertTrue(Validator::compile(['x' => 'odd'], custom: ['odd' => [$this, 'isOdd']])->passes(['x' => 3]));
        self::assertTrue(Validator::compile(['x' => 'odd'], custom: ['odd' => ['callback' => [$this, 'isOdd']]])->passes(['x' => 3]));
    }

    public function testNamesOfCallbacks(): void
    {
        $custom = ['isEven' => self::isEven(...), 'is-odd' => $this->isOdd(...)];
        foreach (['isEven', 'IsEven', 'is_even', 'is-even', 'is even', 'ISEVEN'] as $name) {
            self::assertFalse(Validator::compile(['x' => $name], custom: $custom)->passes(['x' => 1]), $name);
        }
        self::assertFalse(Validator::compile(['x' => [['is_odd', 1]]], custom: $custom)->passes(['x' => 2]));
        self::assertRefused(['x' => 'even'], RuleException::UNKNOWN_RULE, 'there is no such rule; a callback of this name may be given to compile()', 'x', 'even', [[], [], $custom]);
    }

    public function testWhatACallbackReturns(): void
    {
        $data = ['x' => 'v'];
        $of = static fn (mixed $returned): Validator => Validator::compile(['x' => 'Own:p'], ['own' => 'template'], [], ['own' => static fn (): mixed => $returned]);
        self::assertTrue($of(true)->passes($data));
        self::assertSame(['x' => ['template']], $of(false)->check($data)->errors());
        self::assertSame(['x' => ['X: v, p']], $of(':Attribute: :input, :values')->check($data)->errors());
        self::assertSame(['x' => ['']], $of('')->check($data)->errors());
        self::assertSame(['x: own:p'], self::failures($of('text')->check($data)));
        foreach ([[null, 'null'], [1, 'int'], [0, 'int'], [1.5, 'float'], [[], 'array'], [new \stdClass(), 'stdClass']] as [$returned, $type]) {
            foreach (['passes', 'check', 'validate'] as $method) {
                $call = static fn (): mixed => $of($returned)->$method($data);
                self::assertThrowsRule($call, RuleException::BAD_DEFINITION, "the callback must return a bool or a string, $type returned", 'x', 'own', $type);
            }
        }
    }

    public function testImplicitCallbacks(): void
    {
        $asked = 0;
        $callback = static function (string $field, mixed $value) use (&$asked): bool {
            ++$asked;

            return $value === 'a';
        };
        $plain = Validator::compile(['x' => 'own|string'], custom: ['own' => ['callback' => $callback, 'implicit' => false]]);
        $implicit = Validator::compile(['x' => 'own|string'], custom: ['own' => ['callback' => $callback, 'implicit' => true]]);
        foreach ([[], ['x' => ''], ['x' => ' ']] as $number => $data) {
            self::assertTrue($plain->passes($data));
            self::assertSame($number, $asked);
            self::assertSame(['x: own'], self::failures($implicit->check($data)));
            self::assertSame($number + 1, $asked);
        }
        // As after any implicit rule that failed, nothing more is asked.
        self::assertSame(['x: own'], self::failures($implicit->check(['x' => 7])));
        self::assertSame(['x: own', 'x: string'], self::failures($plain->check(['x' => 7])));
        self::assertTrue(Validator::compile(['x' => 'nullable|own'], custom: ['own' => $callback])->passes(['x' => null]));
        self::assertFalse(Validator::compile(['x' => 'nullable|own'], custom: ['own' => ['callback' => $callback, 'implicit' => true]])->passes(['x' => null]));
    }

    public function testHooks(): void
    {
        $seen = [];
        $hook = static function (string $field, mixed $value, array $parameters) use (&$seen): bool {
            $seen[] = [$field, $value, $parameters];

            return $value !== 'taken';
        };
        $validator = Validator::compile(['name' => 'required|max:5|Unique:users,name|ends_with:n'], ['unique' => ':Attribute :values'], custom: ['unique' => $hook]);
        self::assertSame(['name: unique:users,name'], self::failures($validator->check(['name' => 'taken'])));
        self::assertSame(['name' => ['Name users, name']], $validator->check(['name' => 'taken'])->errors());
        $seen = [];
        // Those that ask a database are not asked once the field has failed; what comes after is.
        self::assertSame(['name: max:5', 'name: ends_with:n'], self::failures($validator->check(['name' => 'too long a name!'])));
        self::assertSame([], $seen);
        self::assertTrue($validator->passes(['name' => 'eastn']));
        self::assertSame([['name', 'eastn', ['users', 'name']]], $seen);
        $exists = Validator::compile(['x' => 'integer|exists:t', 'y' => 'integer|can:edit'], custom: ['exists' => $hook, 'can' => $hook]);
        $seen = [];
        self::assertSame(['x: integer', 'y: integer'], self::failures($exists->check(['x' => 'a', 'y' => 'a'])));
        self::assertSame([['y', 'a', ['edit']]], $seen);
    }

    public function testHooksOfMail(): void
    {
        $asked = [];
        $custom = [
            'email:dns' => static function (string $field, mixed $value, array $parameters) use (&$asked): bool {
                $asked[] = 'dns';

                return $value !== 'a@nowhere.example';
            },
            'email:spoof' => static function () use (&$asked): bool|string {
                $asked[] = 'spoof';

                return 'is a fake';
            },
        ];
        $validator = Validator::compile(['x' => 'email:rfc,dns'], custom: $custom);
        self::assertTrue($validator->passes(['x' => 'a@b.example']));
        self::assertSame(['x: email:rfc,dns'], self::failures($validator->check(['x' => 'a@nowhere.example'])));
        $asked = [];
        self::assertSame(['x: email:rfc,dns'], self::failures($validator->check(['x' => 'no address'])));
        self::assertSame([], $asked, 'the modes that ask nobody come first');
        $both = Validator::compile(['x' => 'email:spoof,dns,filter'], custom: $custom);
        self::assertSame(['x' => ['is a fake']], $both->check(['x' => 'a@b.example'])->errors());
        self::assertSame(['x: email:spoof,dns,filter'], self::failures($both->check(['x' => 'a@b.example'])));
        $asked = [];
        self::assertFalse($both->passes(['x' => 'a@b']));
        self::assertSame([], $asked);
    }

    public function testTheValueIsTrimmedWhereTheRulesSaySo(): void
    {
        $seen = [];
        $closure = static function (string $field, mixed $value) use (&$seen): void {
            $seen[] = $value;
        };
        $custom = ['own' => static function (string $field, mixed $value, array $parameters, array $data) use (&$seen): bool {
            array_push($seen, $value, $data);

            return true;
        }];
        self::assertTrue(Validator::compile(['x' => ['trim', $closure, 'own']], custom: $custom)->passes(['x' => " a\n"]));
        self::assertSame(['a', 'a', ['x' => " a\n"]], $seen);
    }

    public function testACallbackThatTakesReferencesGetsValues(): void
    {
        $warnings = [];
        set_error_handler(static function (int $level, string $message) use (&$warnings): bool {
            $warnings[] = [$level, preg_replace('/^.*?\(\): /', '', $message)];

            return true;
        });
        $own = static function (string $field, mixed $value, array $parameters, array &$data): bool {
            $data = [];

            return true;
        };
        $closure = static function (string $field, mixed &$value): void {
            $value = 'changed';
        };
        try {
            $validator = Validator::compile(['x' => ['own', $closure, 'integer'], 'y' => 'required'], custom: ['own' => $own]);
            self::assertSame(['x' => 1, 'y' => 2], $validator->validate(['x' => 1, 'y' => 2]));
        } finally {
            restore_error_handler();
        }
        self::assertSame([[E_WARNING, 'Argument #4 ($data) must be passed by reference, value given'], [E_WARNING, 'Argument #2 ($value) must be passed by reference, value given']], $warnings);
    }

    public function testTheDataThatACallbackGetsAreItsOwn(): void
    {
        $data = ['x' => 1, 'list' => [1, 2]];
        $custom = ['own' => static function (string $field, mixed $value, array $parameters, array $data): bool {
            $data['list'][] = 3;
            $data['x'] = 'changed';

            return true;
        }];
        $validator = Validator::compile(['x' => 'own|integer', 'list' => 'own|size:2'], custom: $custom);
        self::assertSame(['x' => 1, 'list' => [1, 2]], $validator->check($data)->validated());
        self::assertSame(['x' => 1, 'list' => [1, 2]], $data);
    }
}
