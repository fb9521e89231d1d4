<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * What validated() and validate() give.
 */
class ValidatorValidatedTest extends TestCase
{
    use RuleAssertions;

    public function testOnlyWhatRulesName(): void
    {
        $data = ['a' => 1, 'b' => ['c' => 2, 'd' => [3, 4]], 'e' => null];
        self::assertValidated([
            [['a' => ''], $data, ['a' => 1]], [['z' => 'string'], $data, []], [['b' => ''], $data, ['b' => $data['b']]], [['b.c' => ''], $data, ['b' => ['c' => 2]]],
            [['b' => 'array', 'b.c' => 'integer'], $data, ['b' => ['c' => 2]]], [['b.c' => 'integer', 'b' => 'array'], $data, ['b' => ['c' => 2]]], [['b' => 'array', 'b.z' => 'string'], $data, ['b' => []]],
            [['b.z' => 'string'], $data, []], [['b.d' => 'list', 'b.d.1' => 'integer'], $data, ['b' => ['d' => [1 => 4]]]], [['b.d.*' => 'integer'], $data, ['b' => ['d' => [3, 4]]]],
            [['e' => 'nullable', 'e.x' => 'string'], $data, ['e' => null]], [['e.x' => 'string'], $data, []], [['a' => 'integer', 'a.x' => 'string'], $data, ['a' => 1]], [['a.x' => 'string'], $data, []],
            [['*' => 'nullable'], $data, $data], [['b.*' => ''], $data, ['b' => $data['b']]], [['b.*.1' => ''], $data, ['b' => ['d' => [1 => 4]]]],
        ]);
    }

    public function testTheOrderIsThatOfTheData(): void
    {
        $data = ['z' => 1, 'b' => ['y' => 1, 'x' => 2, 'w' => 3], 'a' => 2, 5 => 'five', 'k' => 3, 0 => 'zero'];
        self::assertValidated([
            [['a' => '', 'z' => '', 'b.x' => '', 'b.y' => '', '0' => '', '5' => ''], $data, ['z' => 1, 'b' => ['y' => 1, 'x' => 2], 'a' => 2, 5 => 'five', 0 => 'zero']],
            [['k' => '', 'b.w' => 'cast:int', 'b.y' => ''], $data, ['b' => ['y' => 1, 'w' => 3], 'k' => 3]],
        ]);
    }

    public function testItems(): void
    {
        $items = [['name' => 'a', 'x' => 1], ['x' => 2], 'k' => ['name' => 'b'], 9 => 'text', 10 => []];
        self::assertValidated([
            [['items.*.name' => 'string'], ['items' => $items], ['items' => [0 => ['name' => 'a'], 'k' => ['name' => 'b']]]],
            [['items' => 'array', 'items.*.name' => 'string'], ['items' => $items], ['items' => [0 => ['name' => 'a'], 'k' => ['name' => 'b']]]],
            [['items.*' => '', 'items.*.name' => 'string'], ['items' => $items], ['items' => [0 => ['name' => 'a'], 1 => [], 'k' => ['name' => 'b'], 9 => 'text', 10 => []]]],
            [['items.*.name' => 'string'], ['items' => []], []], [['items' => 'list', 'items.*.name' => 'string'], ['items' => []], ['items' => []]],
            [['items.0.x' => 'integer', 'items.*.name' => 'string'], ['items' => $items], ['items' => [0 => ['name' => 'a', 'x' => 1], 'k' => ['name' => 'b']]]],
            [['a.*.b.*.c' => 'integer'], ['a' => [['b' => [['c' => 1, 'd' => 2], ['d' => 3]]], ['b' => []], ['b' => 1]]], ['a' => [['b' => [['c' => 1]]]]]],
            [['a.*.b.*' => 'integer'], ['a' => [['b' => [1, 2], 'x' => 1]]], ['a' => [['b' => [1, 2]]]]],
        ]);
    }

    public function testKeysWithDotsAndStars(): void
    {
        self::assertValidated([
            [['a\.b' => ''], ['a.b' => 1, 'a' => ['b' => 2]], ['a.b' => 1]], [['a.b' => ''], ['a.b' => 1, 'a' => ['b' => 2]], ['a' => ['b' => 2]]], [['a.\*' => ''], ['a' => ['*' => 1, 'b' => 2]], ['a' => ['*' => 1]]],
            [['*.x' => ''], ['p.q' => ['x' => 1, 'y' => 2], '*' => ['x' => 3]], ['p.q' => ['x' => 1], '*' => ['x' => 3]]], [['' => ''], ['' => 1, 'a' => 2], ['' => 1]],
        ]);
    }

    public function testEveryValueIsLeftAsItIs(): void
    {
        $object = new \stdClass();
        $data = ['a' => NAN, 'b' => -0.0, 'c' => "\xff", 'd' => $object, 'e' => INF, 'f' => ['g' => $object, 'h' => Suit::Spades]];
        $validated = Validator::compile(['a' => '', 'b' => '', 'c' => '', 'd' => '', 'e' => '', 'f.h' => '', 'f.g' => ''])->validate($data);
        self::assertSame(serialize($data), serialize($validated));
        self::assertSame([$object, $object], [$validated['d'], $validated['f']['g']]);
    }

    public function testNestedDataIsNotLost(): void
    {
        $data = ['a' => ['b' => ['c' => ['d' => ['e' => 1, 'x' => 2], 'x' => 3], 'x' => 4], 'x' => 5]];
        self::assertValidated([[['a.b.c.d.e' => 'integer'], $data, ['a' => ['b' => ['c' => ['d' => ['e' => 1]]]]]], [['a.b.c' => 'array'], $data, ['a' => ['b' => ['c' => $data['a']['b']['c']]]]]]);
    }

    public function testArraysOfWhichNothingIsDroppedAreShared(): void
    {
        $big = range(1, 50_000);
        $items = array_map(static fn (int $n): array => ['n' => $n, 'm' => "m$n"], range(1, 2_000));
        $validators = [
            [Validator::compile(['big' => 'array', 'items' => 'list', 'a' => 'integer']), ['big' => $big, 'items' => $items, 'a' => 1]],
            [Validator::compile(['big' => 'array', 'x' => 'integer']), ['big' => $big, 'a' => 1]],
            [Validator::compile(['items' => 'list', 'items.*.n' => 'integer', 'items.*.m' => 'string']), ['items' => $items]],
            [Validator::compile(['items.*.n' => 'integer', 'items.*.m' => 'string']), ['items' => $items, 'dropped' => 1]],
        ];
        foreach ($validators as $number => [$validator, $data]) {
            $result = $validator->check($data);
            $result->validated();
            $before = memory_get_usage();
            $validated = $validator->check($data)->validated();
            self::assertLessThan(100_000, memory_get_usage() - $before, "case $number");
            self::assertSame($data['items'] ?? $data['big'], $validated['items'] ?? $validated['big'], "case $number");
        }
    }

    public function testWhatIsGivenIsACopy(): void
    {
        $validator = Validator::compile(['a' => 'array', 'b' => 'integer']);
        $data = ['a' => [1, 2], 'b' => 3];
        $result = $validator->check($data);
        $first = $result->validated();
        $first['a'][] = 3;
        $first['c'] = 4;
        $data['a'][] = 9;
        self::assertSame(['a' => [1, 2], 'b' => 3], $result->validated());
        self::assertSame(['a' => [1, 2, 9], 'b' => 3], $data);
    }

    public function testEmptyRulesAndData(): void
    {
        self::assertValidated([[[], [], []], [['a' => 'sometimes|required'], [], []], [['a.*' => 'required'], ['a' => []], []], [['a' => '', 'a.*' => 'required'], ['a' => []], ['a' => []]]]);
    }

    public function testAfterAFailure(): void
    {
        $validator = Validator::compile(['a' => 'string', 'b' => 'integer']);
        $result = $validator->check(['a' => 1, 'b' => 2]);
        foreach ([static fn () => $result->validated(), static fn () => $validator->validate(['a' => 1, 'b' => 2])] as $call) {
            try {
                $call();
                self::fail('nothing was thrown');
            } catch (ValidationException $exception) {
                self::assertSame(['a: string'], self::failures($exception->getResult()));
            }
        }
    }

    public function testAnUnnamedFieldDoesNotFailIt(): void
    {
        $recursive = ['a' => 1];
        $recursive['self'] = &$recursive;
        self::assertSame(['a' => 1], Validator::compile(['a' => 'integer'])->validate($recursive));
    }
}
