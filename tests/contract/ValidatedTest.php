<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * What validated() gives: what rules name, in the data's order, trimmed and cast.
 */
class ValidatedTest extends TestCase
{
    use ValidatorAssertions;

    /**
     * @param array<array-key, mixed> $rules
     * @param array<array-key, mixed> $data
     * @param array<array-key, mixed> $expected
     */
    private static function assertValidated(array $rules, array $data, array $expected): void
    {
        $validator = Validator::compile($rules);
        self::assertSame($expected, $validator->check($data)->validated(), json_encode([$rules, $data]) ?: '');
        self::assertSame($expected, $validator->validate($data));
    }

    public function testWhatNoRuleNamesIsDropped(): void
    {
        self::assertValidated([], ['a' => 1], []);
        self::assertValidated(['b' => '', 'a' => 'integer'], ['x' => 0, 'a' => 1, 'y' => 0, 'b' => null], ['a' => 1, 'b' => null]);
        self::assertValidated(['a' => 'array'], ['a' => ['x' => [1], 'y' => 2]], ['a' => ['x' => [1], 'y' => 2]]);
        self::assertValidated(['a' => 'array', 'a.x' => 'integer'], ['a' => ['y' => 2, 'x' => 1]], ['a' => ['x' => 1]]);
        self::assertValidated(['a' => '', 'a.x' => ''], ['a' => ['y' => 2]], ['a' => []]);
        self::assertValidated(['a.x' => ''], ['a' => ['y' => 2], 'b' => 1], []);
        self::assertValidated(['a' => '', 'a.x' => ''], ['a' => 5], ['a' => 5]);
        self::assertValidated(['a' => '', 'a.x' => ''], ['a' => null], ['a' => null]);
        self::assertValidated(['a.x' => ''], ['a' => 5], []);
        self::assertValidated(
            ['l.*.n' => 'string', 'l.*.m.*' => 'integer'],
            ['l' => [['n' => 'a', 'x' => 1], 5, ['x' => 2], ['m' => [1, 2]], 'k' => ['m' => [], 'n' => 'b']]],
            ['l' => [0 => ['n' => 'a'], 3 => ['m' => [1, 2]], 'k' => ['n' => 'b']]],
        );
        self::assertValidated(['l' => 'array', 'l.*.n' => ''], ['l' => [[], ['n' => 1]]], ['l' => [1 => ['n' => 1]]]);
        self::assertValidated(['l.*' => '', 'l.*.n' => ''], ['l' => [['x' => 1], 5]], ['l' => [[], 5]]);
        self::assertValidated(['l.*.a' => '', 'l.0.b' => ''], ['l' => [['b' => 2, 'a' => 1, 'c' => 3], ['b' => 2, 'a' => 1]]], [
            'l' => [['b' => 2, 'a' => 1], ['a' => 1]],
        ]);
        self::assertValidated(['a\.b' => '', 'c.\*' => ''], ['a.b' => 1, 'a' => ['b' => 2], 'c' => ['*' => 3, 'd' => 4]], ['a.b' => 1, 'c' => ['*' => 3]]);
        self::assertValidated([5 => ''], ['5' => 1, '6' => 2], [5 => 1]);
    }

    public function testExcludedFieldsAreLeftOut(): void
    {
        self::assertValidated(['a' => 'exclude', 'b' => ''], ['a' => 1, 'b' => 2], ['b' => 2]);
        self::assertValidated(['a' => 'exclude', 'a.x' => ''], ['a' => ['x' => 1]], []);
        self::assertValidated(['a' => '', 'a.x' => 'exclude'], ['a' => ['x' => 1]], ['a' => []]);
        self::assertValidated(
            ['l.*.k' => 'exclude_if:l.*.t,1', 'l.*.t' => ''],
            ['l' => [['k' => 1, 't' => 1], ['k' => 2, 't' => 2]]],
            ['l' => [['t' => 1], ['k' => 2, 't' => 2]]],
        );
        self::assertValidated(['l.*' => 'exclude_if:n,1', 'n' => ''], ['l' => [1, 2], 'n' => 1], ['n' => 1]);
    }

    public function testTrimAndCast(): void
    {
        self::assertValidated(['a' => 'trim|max:3', 'b' => 'trim'], ['a' => " abc\n", 'b' => 5], ['a' => 'abc', 'b' => 5]);
        self::assertFails(['a' => 'max:3|trim|min:4'], ['a' => ' abc '], 'a:max', 'a:min');
        self::assertFails(['a' => 'trim|same:b'], ['a' => ' x ', 'b' => 'x'], 'a:same');
        foreach (
            [
                ['int', ['12' => 12, ' 7 ' => 7, '-0' => 0], ['1.5', 'a', '1e3', '9223372036854775808']],
                ['float', ['1.5' => 1.5, '1e3' => 1000.0, '7' => 7.0, ' 2.5' => 2.5], ['a', '1e999']],
                ['bool', ['TRUE' => true, 'off' => false, '0' => false, 'Yes' => true], ['2', 'y']],
            ] as [$type, $good, $bad]
        ) {
            $rules = Validator::compile(['x' => "cast:$type", 'l.*.x' => "cast:$type"]);
            foreach ($good as $text => $value) {
                $text = (string) $text;
                self::assertSame(
                    ['x' => $value, 'l' => [['x' => $value]]],
                    $rules->validate(['x' => $text, 'l' => [['x' => $text, 'y' => 1]]]),
                    "$type of '$text'",
                );
            }
            foreach ([...$bad, [], new \stdClass(), NAN] as $value) {
                self::assertSame(['x:cast'], self::failures(['x' => "cast:$type"], ['x' => $value]), "$type");
            }
            foreach (['', "  \n", null] as $nothing) {
                self::assertSame(['x' => null], $rules->validate(['x' => $nothing]));
            }
            self::assertSame([], $rules->validate([]));
        }
        self::assertValidated(['x' => 'cast:int'], ['x' => 5.0], ['x' => 5]);
        self::assertFails(['x' => 'cast:int'], ['x' => true], 'x:cast');
        self::assertFails(['x' => 'cast:int'], ['x' => 2.0 ** 54], 'x:cast');
        self::assertValidated(['x' => 'cast:bool'], ['x' => 1], ['x' => true]);
        self::assertEquals(['x' => new \DateTimeImmutable('2020-02-29')], Validator::compile(['x' => 'cast:date'])->validate(['x' => '2020-02-29']));
        self::assertEquals(
            ['x' => new \DateTimeImmutable('2020-02-29 00:00:00')],
            Validator::compile(['x' => 'date_format:d/m/Y|cast:date'])->validate(['x' => '29/02/2020']),
        );
        self::assertFails(['x' => 'cast:date'], ['x' => '2021-02-29'], 'x:cast');
    }

    public function testFailuresGiveNothing(): void
    {
        $validator = Validator::compile(['a' => 'integer', 'b' => 'required', 'c' => 'required']);
        $result = $validator->check(['a' => 'x']);
        foreach ([static fn (): mixed => $result->validated(), static fn (): mixed => $validator->validate(['a' => 'x'])] as $call) {
            try {
                $call();
                self::fail('nothing was thrown');
            } catch (ValidationException $exception) {
                self::assertSame(422, $exception->getCode());
                self::assertSame($result->errors(), $exception->errors());
                self::assertSame($result->first() . ' (and 2 more)', $exception->getMessage());
                self::assertSame($result->failed(), $exception->getResult()->failed());
            }
        }
        self::assertSame(['a', 'b', 'c'], array_keys($result->errors()));
        self::assertSame([$result->errors()['b'][0], null], [$result->first('b'), $result->first('d')]);
        self::assertNull($validator->check(['a' => 1, 'b' => 1, 'c' => 1])->first());
    }
}
