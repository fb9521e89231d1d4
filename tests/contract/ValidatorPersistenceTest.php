<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Validators that outlive the request.
 */
class ValidatorPersistenceTest extends TestCase
{
    use RuleAssertions;

    /** A key that no other test uses. */
    private static function key(): string
    {
        static $number = 0;

        return 'validator-contract-' . getmypid() . '-' . ++$number;
    }

    public function testItIsBuiltOnceAVersion(): void
    {
        $key = self::key();
        $built = 0;
        $ask = static function (?string $version) use ($key, &$built): Validator {
            return Validator::persistent($key, static function () use (&$built): Validator {
                ++$built;

                return Validator::compile(['x' => "required|integer|max:$built", 'y.*' => 'string'], ['max' => 'at most :max of :attribute', 'string' => 'text'], ['x' => 'the number'])->maxErrors(2);
            }, $version);
        };
        foreach ([[null, 1], [null, 1], ['1', 2], ['1', 2], [null, 2], ['2', 3], ['1', 4], ['', 5], ['', 5]] as $index => [$version, $expected]) {
            $validator = $ask($version);
            self::assertSame([$expected, true, false], [$built, $validator->passes(['x' => $expected]), $validator->passes(['x' => $expected + 1])], "question $index");
        }
        self::assertSame(Validator::class, $validator::class);
        self::assertSame(['x' => ['at most 5 of the number'], 'y.0' => ['text']], $validator->check(['x' => 6, 'y' => [1, 2]])->errors(), 'messages and options stay');
        self::assertSame(['x' => 5], $validator->validate(['x' => 5, 'z' => 1]));
        self::assertFalse($validator->strict()->passes(['x' => '5']));
        self::assertTrue($ask(null)->passes(['x' => '5']), 'what is kept is as it was');
    }

    public function testEveryRuleMayPersist(): void
    {
        $rules = [
            'pattern' => ['regex:/^(a|b)+$/i'], 'pcre' => ['regex_pcre:/^(?=a)./'], 'date' => 'date_format:d/m/Y|after:01/01/2024', 'zone' => 'timezone:Europe', 'enum' => [['enum', Suit::class]],
            'any' => [['any_of', 'integer', 'email']], 'list.*' => 'distinct', 'one' => 'in_array:list.*', 'cast' => 'trim|cast:date', 'mail' => 'email:rfc5321', 'url' => 'url:whatwg',
        ];
        $data = ['pattern' => 'Ab', 'pcre' => 'a', 'date' => '02/01/2024', 'zone' => 'Europe/Berlin', 'enum' => 's', 'any' => 'a@b', 'list' => [1, 2], 'one' => 2, 'cast' => ' 2024-01-01', 'mail' => 'a@b', 'url' => 'http://a'];
        $key = self::key();
        for ($i = 0; $i < 3; ++$i) {
            $validator = Validator::persistent($key, static fn (): Validator => $i === 0 ? Validator::compile($rules) : self::fail('built again'));
            self::assertSame([], self::failures($validator->check($data)));
            self::assertSame('2024-01-01', $validator->validate($data)['cast']->format('Y-m-d'));
            self::assertCount(10, $validator->check(array_map(static fn (): string => '!!', $data) + ['list' => ['!!']])->errors());
        }
    }

    public function testKeysAndClassesAreApart(): void
    {
        $key = self::key();
        $of = static fn (string $field): \Closure => static fn (): Validator => Validator::compile([$field => 'required']);
        $one = Validator::persistent($key, $of('one'));
        $two = Validator::persistent("$key\0", $of('two'));
        self::assertSame([['one: required'], ['two: required']], [self::failures($one->check([])), self::failures($two->check([]))]);
        $sub = ValidatorSubclass::persistent($key, $of('sub'));
        self::assertSame([ValidatorSubclass::class, ['sub: required'], 'unset', 1], [$sub::class, self::failures($sub->check([])), $sub->own, $sub->checks]);
        $base = Validator::persistent(self::key(), static fn (): Validator => ValidatorSubclass::ofMail());
        self::assertSame([Validator::class, ['email: required']], [$base::class, self::failures($base->check([]))]);
    }

    public function testWhatCannotOutliveTheRequest(): void
    {
        $closure = static fn (): bool => true;
        $table = [
            ['closure', 'b.*', ['a' => 'required', 'b.*' => ['string', $closure]], []], ['closure', 'a', ['a' => $closure], []], ['own', 'a', ['a' => 'string|own:7'], ['own' => $closure]],
            ['unique', 'a', ['a' => 'unique:t'], ['unique' => $closure]], ['closure', 'a', ['a' => [['any_of', 'integer', [$closure]]]], []],
        ];
        $key = self::key();
        foreach ($table as [$rule, $field, $rules, $custom]) {
            $ask = static fn (): Validator => Validator::persistent($key, static fn (): Validator => Validator::compile($rules, custom: $custom));
            $why = 'cannot outlive the request: a persistent validator takes no closures and no callbacks';
            self::assertThrowsRule($ask, RuleException::NOT_PERSISTENT, $why, $field, $rule, $rule);
        }
        self::assertTrue(Validator::persistent($key, static fn (): Validator => Validator::compile([]))->passes([]));
    }

    public function testAFailingBuildKeepsWhatWasThere(): void
    {
        $key = self::key();
        Validator::persistent($key, static fn (): Validator => Validator::compile(['old' => 'required']), '1');
        $thrown = new \DomainException('mine');
        try {
            Validator::persistent($key, static fn () => throw $thrown, '2');
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        $compile = static fn (): Validator => Validator::persistent($key, static fn (): Validator => Validator::compile(['x' => 'nope']), '2');
        self::assertThrowsRule($compile, RuleException::UNKNOWN_RULE, 'there is no such rule; a callback of this name may be given to compile()', 'x', 'nope');
        $nested = static fn (): Validator => Validator::persistent($key, static fn (): Validator => Validator::persistent($key, static fn (): Validator => Validator::compile([]), '2'), '2');
        self::assertThrowsRule($nested, RuleException::NESTED_BUILD, "persistent('$key') is being built already: its build function asks for its own key");
        foreach ([null, 'x', 7, new \stdClass(), []] as $result) {
            $bad = static fn (): Validator => Validator::persistent($key, static fn (): mixed => $result, '2');
            self::assertThrowsRule($bad, RuleException::BAD_BUILD, "the build function of persistent('$key') must return a Validator, " . get_debug_type($result) . ' returned');
        }
        $kept = Validator::persistent($key, static fn (): never => self::fail('built'), '1');
        self::assertSame(['old: required'], self::failures($kept->check([])));
        $other = self::key();
        $outer = Validator::persistent($key, static function () use ($other): Validator {
            $inner = Validator::persistent($other, static fn (): Validator => Validator::compile(['inner' => 'required']));

            return Validator::compile([self::failures($inner->check([]))[0] => 'required']);
        }, '3');
        self::assertSame(['inner: required: required'], self::failures($outer->check([])), 'another key may be asked for');
    }

    public function testTheBuildMayBeAnyCallable(): void
    {
        $validator = ValidatorSubclass::persistent(self::key(), [ValidatorSubclass::class, 'ofMail']);
        self::assertSame(['email: email'], self::failures($validator->check(['email' => 'x'])));
        self::assertTrue(Validator::persistent(self::key(), ValidatorSubclass::class . '::ofMail')->passes(['email' => 'a@b']));
    }
}
