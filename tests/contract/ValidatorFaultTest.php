<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * What is said of rules that cannot be compiled, and of validators that cannot be kept.
 */
class ValidatorFaultTest extends TestCase
{
    use ValidatorAssertions;

    /** A key that no other test uses. */
    private static function key(): string
    {
        static $number = 0;

        return 'validator-' . getmypid() . '-' . ++$number;
    }

    public function testRules(): void
    {
        $table = [
            ['nonsense', 1, 'nonsense', 'there is no such rule; a callback of this name may be given to compile()'],
            [' Non Sense :1', 1, 'Non Sense', 'there is no such rule; a callback of this name may be given to compile()'],
            [['required|min:1'], 1, 'required|min', 'there is no such rule; a callback of this name may be given to compile()'],
            ['required:1', 2, 'required', 'takes no parameters, 1 given'],
            ['Same', 2, 'Same', 'takes 1 parameter, 0 given'],
            ['between:1', 2, 'between', 'takes 2 parameters, 1 given'],
            ['decimal:1,2,3', 2, 'decimal', 'takes 1 or 2 parameters, 3 given'],
            ['uuid:1,2', 2, 'uuid', 'takes 0 or 1 parameter, 2 given'],
            ['distinct:strict,strict,strict', 2, 'distinct', 'takes 0 to 2 parameters, 3 given'],
            ['in', 2, 'in', 'takes at least 1 parameter, 0 given'],
            ['required_if:a', 2, 'required_if', 'takes at least 2 parameters, 1 given'],
            [[['any_of']], 2, 'any_of', 'takes at least 1 parameter, 0 given'],
            ['any_of:1', 2, 'any_of', 'must be written as an array'],
            [['any_of:string'], 2, 'any_of', 'must be written as an array'],
            ['min:x', 2, 'min', "parameter 1 must be a number, 'x' given"],
            ['min:', 2, 'min', "parameter 1 must be a number, '' given"],
            ['between:1,b', 2, 'between', "parameter 2 must be a number, 'b' given"],
            ['digits:1.5', 2, 'digits', "parameter 1 must be an integer that is not negative, '1.5' given"],
            ['max_digits:-1', 2, 'max_digits', "parameter 1 must be an integer that is not negative, '-1' given"],
            ['password:-1', 2, 'password', "parameter 1 must be an integer that is not negative, '-1' given"],
            ['password:8,latters', 2, 'password', "parameter 2 must be one of letters, mixed, numbers, symbols, 'latters' given"],
            ['alpha:utf8', 2, 'alpha', "parameter 1 must be one of ascii, 'utf8' given"],
            ['cast:string', 2, 'cast', "parameter 1 must be one of int, float, bool, date, 'string' given"],
            ['cidr:5', 2, 'cidr', "parameter 1 must be one of 4, 6, '5' given"],
            ['between:2,1', 2, 'between', 'parameter 1 must not be above parameter 2'],
            ['digits_between:10,9', 2, 'digits_between', 'parameter 1 must not be above parameter 2'],
            ['multiple_of:0.0', 2, 'multiple_of', 'parameter 1 must not be zero'],
            ['enum:stdClass', 2, 'enum', "parameter 1 must be a backed enum, 'stdClass' given"],
            ['regex:/a|b/', 3, 'regex', "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list"],
            ['min:1|not_regex:{a|b}i', 3, 'not_regex', "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list"],
            ['unique:users', 4, 'unique', 'needs a database, a file or the network: give compile() a callback of this name'],
            ['email:rfc,dns', 4, 'email', 'needs a database, a file or the network: give compile() a callback of this name'],
            [5, 5, null, 'rules must be a string, a list or a closure, int given'],
            [null, 5, null, 'rules must be a string, a list or a closure, null given'],
            [['required', 1.5], 5, null, 'a rule must be a string, a list, a closure or an object that converts to a string, float given'],
            [[new \stdClass()], 5, null, 'a rule must be a string, a list, a closure or an object that converts to a string, stdClass given'],
            [[[]], 5, null, 'an array of a rule must begin with its name'],
            [[[1, 2]], 5, null, 'an array of a rule must begin with its name'],
        ];
        foreach ($table as [$rules, $code, $rule, $why]) {
            $place = ($rule === null ? '' : "rule '$rule' of ") . "field 'f.*'";
            try {
                Validator::compile(['f.*' => $rules]);
                self::fail("nothing was thrown: $why");
            } catch (RuleException $exception) {
                self::assertSame(
                    ["$place: $why", $code, 'f.*', $rule],
                    [$exception->getMessage(), $exception->getCode(), $exception->getField(), $exception->getRule()],
                );
            }
        }
    }

    public function testFields(): void
    {
        $path = implode('.', array_fill(0, 65, 'a'));
        self::assertFault(RuleException::BAD_FIELD, "field '$path': is deeper than 64 segments", static fn () => Validator::compile([$path => '']));
        self::assertTrue(Validator::compile([substr($path, 2) => 'string'])->passes([]));
    }

    public function testNamesAndParameters(): void
    {
        foreach (['required_if:a,1', 'RequiredIf:a,1', 'required-if:a,1', ' Required If:a,1', 'REQUIRED_IF:a,1'] as $rule) {
            self::assertFails(['x' => $rule], ['a' => '1'], 'x:required_if');
        }
        self::assertFails(['x' => 'int', 'y' => 'bool'], ['x' => 'a', 'y' => 'b'], 'x:integer', 'y:boolean');
        self::assertFails(['x' => '', 'y' => [], 'z' => '|| |'], []);
        $rules = [
            ['in:"a,b",c', ['a,b', 'c']],
            [['in:a|b'], ['a|b']],
            [[['in', 'a', 5, 1.5, true, null, ['x', 'y']]], ['a', '5', '1.5', 'true', 'NULL', 'x', 'y']],
        ];
        foreach ($rules as [$rule, $parameters]) {
            $failed = Validator::compile(['x' => $rule])->check(['x' => '?'])->failed();
            self::assertSame([['field' => 'x', 'rule' => 'in', 'parameters' => $parameters]], $failed);
        }
        $failed = Validator::compile(['l.*.a' => 'required_with:l.*.b,c'])->check(['l' => [['b' => 1]]])->failed();
        self::assertSame([['field' => 'l.0.a', 'rule' => 'required_with', 'parameters' => ['l.0.b', 'c']]], $failed);
    }

    public function testOptions(): void
    {
        self::assertFault(RuleException::BAD_OPTION, 'maxErrors() takes 0 or more, -1 given', static fn () => Validator::compile([])->maxErrors(-1));
    }

    public function testNothingIsSerialized(): void
    {
        $validator = Validator::compile([]);
        foreach ([$validator, $validator->check([])] as $object) {
            try {
                serialize($object);
                self::fail($object::class . ' was serialized');
            } catch (\Exception $e) {
                self::assertSame("Serialization of '" . $object::class . "' is not allowed", $e->getMessage());
            }
        }
    }

    public function testPersistence(): void
    {
        $key = self::key();
        $built = 0;
        foreach ([[null, 1], [null, 1], ['1', 2], ['1', 2], [null, 2], ['2', 3]] as [$version, $expected]) {
            $validator = Validator::persistent($key, static function () use (&$built): Validator {
                ++$built;

                return Validator::compile(['x' => "required|integer|max:$built"])->maxErrors(1);
            }, $version);
            self::assertSame([$expected, true, false], [$built, $validator->passes(['x' => $built]), $validator->passes(['x' => $built + 1])]);
        }
        self::assertSame(['x:integer'], self::failuresOf($validator, ['x' => 'abcd']));
    }

    public function testWhatCannotPersist(): void
    {
        $key = self::key();
        $keep = static fn (mixed $built) => static fn () => Validator::persistent($key, static fn (): mixed => $built);
        $why = 'cannot outlive the request: a persistent validator takes no closures and no callbacks';
        $table = [
            ["rule 'closure' of field 'F': $why", RuleException::NOT_PERSISTENT, Validator::compile(['a' => '', 'F' => [static fn () => null]])],
            ["rule 'own' of field 'F': $why", RuleException::NOT_PERSISTENT, Validator::compile(['F' => 'own'], [], [], ['own' => static fn () => true])],
            ["the build function of persistent('$key') must return a Validator, string returned", RuleException::BAD_BUILD, 'x'],
        ];
        foreach ($table as [$message, $code, $built]) {
            self::assertFault($code, $message, $keep($built));
        }
        self::assertFault(
            RuleException::NESTED_BUILD,
            "persistent('$key') is being built already: its build function asks for its own key",
            static fn () => Validator::persistent($key, $keep(Validator::compile([]))),
        );
        self::assertTrue($keep(Validator::compile([]))()->passes([]));
    }

    public function testCallbacks(): void
    {
        $seen = [];
        $custom = [
            'evenNumber' => static function (string $field, mixed $value, array $parameters, array $data) use (&$seen): bool|string {
                $seen[] = [$field, $value, $parameters, $data];

                return \is_int($value) && $value % 2 === 0 ? true : 'the :attribute is odd';
            },
            'always' => ['callback' => static fn (): bool => false, 'implicit' => true],
            'unique' => static fn (string $field, mixed $value): bool => $value !== 'taken',
            'email:dns' => static fn (string $field, mixed $value): bool => $value === 'a@here.example',
        ];
        $validator = Validator::compile(['l.*' => 'even_number:1,2', 'm' => 'always', 'u' => 'integer|unique:t,c', 'e' => 'email:dns'], [], [], $custom);
        $data = ['l' => [2, 3], 'u' => 'taken', 'e' => 'a@there.example'];
        $result = $validator->check($data);
        self::assertSame(
            [['m', 'always', []], ['u', 'integer', []], ['e', 'email', ['dns']], ['l.1', 'evenNumber', ['1', '2']]],
            array_map(static fn (array $failure): array => array_values($failure), $result->failed()),
        );
        self::assertSame('the l.1 is odd', $result->first('l.1'));
        self::assertSame([['l.0', 2, ['1', '2'], $data], ['l.1', 3, ['1', '2'], $data]], $seen);
        self::assertFault(
            RuleException::BAD_DEFINITION,
            "rule 'own' of field 'f': the callback must return a bool or a string, null returned",
            static fn () => Validator::compile(['f' => 'Own'], [], [], ['own' => static fn () => null])->passes(['f' => 1]),
        );
        self::assertFault(
            RuleException::BAD_DEFINITION,
            "rule 'Required': is a rule of the library: choose another name",
            static fn () => Validator::compile([], [], [], ['Required' => static fn () => true]),
        );
    }

    public function testClosures(): void
    {
        $closure = static function (string $field, mixed $value, callable $fail): void {
            if ($value !== 'good') {
                $fail("$field is :input");
                $fail('and more');
            }
        };
        $validator = Validator::compile(['x' => ['trim', $closure], 'y' => $closure, 'l.*.z' => ['integer', $closure]]);
        $result = $validator->check(['x' => ' good ', 'y' => '', 'l' => [['z' => 'bad']]]);
        self::assertSame([['l.0.z', 'integer'], ['l.0.z', 'closure']], array_map(
            static fn (array $failure): array => [$failure['field'], $failure['rule']],
            $result->failed(),
        ));
        self::assertSame(['l.0.z is bad', 'and more'], \array_slice($result->errors()['l.0.z'], 1));
        self::assertTrue($validator->passes([]));
        $thrown = new \RuntimeException('mine');
        $throws = Validator::compile(['x' => [static fn () => throw $thrown]]);
        foreach (['passes', 'check', 'validate'] as $method) {
            try {
                $throws->$method(['x' => 1]);
                self::fail('nothing was thrown');
            } catch (\RuntimeException $exception) {
                self::assertSame($thrown, $exception);
            }
        }
    }
}
