<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use PHPUnit\Framework\TestCase;

/**
 * Values out of a list, and values in relation to others.
 */
class ValidatorChoicesTest extends TestCase
{
    use RuleAssertions;

    public function testLists(): void
    {
        $many = implode(',', range(1, 500));
        self::assertVerdicts([
            ['in:a,b,1', ['a', 'b', '1', 1, 1.0, true], ['A', 'c', ' a', '01', 'a ', [], ['a'], 2, '1.0']], ['in:0,1.5', [0, '0', 0.0, 1.5, '1.5'], [false, null, '00', '1.50']],
            [[['in', '', 'a']], [null, false, ''], [true, 0, '0']], ['in:1.0E+25', [1e25], ['1e25']], ["in:$many", [1, '500', 250], [0, 501, '0250']],
            ['not_in:a,1', ['b', 'A', 2, [], ['a'], null], ['a', 1, '1', true, 1.0]], [[['not_in', '']], ['a', 0], [null, false]],
            ['array|in:a,b', [[], ['a'], ['b', 'a'], ['k' => 'a']], [['c'], ['a', 'c'], ['a', ['b']], [null]]], ['array|in:1,2', [[1, '2', 2.0]], [[3]]],
            ['array|not_in:a,b', [['c'], ['a', 'c'], [['a']]], [['a'], ['a', 'b'], []]],
        ]);
        self::assertFailing([[['x' => 'array|in:a'], ['x' => 'a'], ['x: array']], [['x' => 'in:a'], ['x' => ['a']], ['x: in:a']]]);
    }

    public function testEnums(): void
    {
        self::assertVerdicts([
            [[['enum', Suit::class]], ['s', Suit::Spades], ['S', 'x', Rank::Two, null, [], true, 1, Plain::One]],
            [[['enum', Rank::class]], [2, '2', Rank::Two], [1, '1', '02', 2.5, 'a', null, [], true, Suit::Spades]],
        ]);
    }

    public function testContents(): void
    {
        self::assertVerdicts([
            ['contains:a,1', [['a', '1'], ['b', 1, 'a'], ['k' => 'a', 'l' => 1.0]], [['a'], [1], [], 'a1', null]], ['doesnt_contain:a,1', [[], ['b'], ['A', 2]], [['a'], [1], ['b', '1'], 'b', null, 7]],
        ]);
    }

    public function testManyContentsAreComparedAsFewAre(): void
    {
        $texts = ['', '0', '1', '01', '1.0', '1e0', ' 1', '1 ', '-0', 'a', 'A', 'null', 'INF', '-INF', 'NAN', '1e1000', '9007199254740993', '9223372036854775808', '0x1'];
        $values = [...$texts, null, false, true, 0, 1, -0.0, 1.0, 1.5, INF, -INF, NAN, 1e25, 9007199254740992, 9007199254740993, PHP_INT_MAX, PHP_INT_MIN];
        foreach ($texts as $text) {
            $lists = [[], []];
            foreach ($values as $value) {
                $lists[\in_array($text, [$value]) ? 0 : 1][] = [...array_fill(0, 80, []), $value];
            }
            $many = array_fill(0, 80, $text);
            self::assertVerdicts([[[['contains', ...$many]], $lists[0], $lists[1]], [[['doesnt_contain', ...$many]], $lists[1], $lists[0]]]);
        }
    }

    public function testAnyOf(): void
    {
        self::assertVerdicts([
            [[['any_of', 'string|email', ['integer', 'min:3']]], ['a@b', 3, '5'], ['a', 2, [], null, true]], [[['any_of', ['regex:/^(a|b)$/'], 'digits:2']], ['a', '12'], ['c', '123']],
            [[['any_of', 'required|string', 'array']], ['a', [], ['a']], [1, null]], [[['any_of', [['in', 'a', 'b']], [['any_of', 'integer', 'boolean']]]], ['a', 1, true], ['c', 1.5]],
            [[['any_of', 'string|max:2', static function (string $field, mixed $value, callable $fail): void {
                $value === 'long' || $fail('no');
            }]], ['ab', 'long'], ['abc']],
        ]);
        self::assertFailing([
            [['x' => [['any_of', 'integer', 'email']]], ['x' => 'a'], ['x: any_of']], [['x' => [['any_of', 'required']]], [], []], [['x.*' => [['any_of', 'integer', 'email']]], ['x' => [1, 'a']], ['x.1: any_of']],
        ]);
    }

    public function testSameAndDifferent(): void
    {
        $object = new \stdClass();
        self::assertFailing([
            [['x' => 'same:y'], ['x' => 1, 'y' => 1], []], [['x' => 'same:y'], ['x' => 1, 'y' => '1'], ['x: same:y']], [['x' => 'same:y'], ['x' => 1, 'y' => 1.0], ['x: same:y']],
            [['x' => 'same:y'], ['x' => 1], ['x: same:y']], [['x' => 'same:y'], ['x' => null], []], [['x' => 'same:y'], ['x' => null, 'y' => null], []], [['x' => 'same:y'], ['y' => 1], []],
            [['x' => 'same:y'], ['x' => [1, [2]], 'y' => [1, [2]]], []], [['x' => 'same:y'], ['x' => ['a' => 1, 'b' => 2], 'y' => ['b' => 2, 'a' => 1]], ['x: same:y']],
            [['x' => 'same:y'], ['x' => [1], 'y' => ['1']], ['x: same:y']], [['x' => 'same:y'], ['x' => $object, 'y' => $object], []], [['x' => 'same:y'], ['x' => $object, 'y' => new \stdClass()], ['x: same:y']],
            [['x' => 'same:y'], ['x' => NAN, 'y' => NAN], ['x: same:y']], [['x' => 'same:y'], ['x' => 0.0, 'y' => -0.0], []], [['x' => 'same:y'], ['x' => "a\0", 'y' => "a\0"], []],
            [['x' => 'same:a.b'], ['x' => 1, 'a' => ['b' => 1]], []],
            [['x' => 'different:y'], ['x' => 1, 'y' => '1'], []], [['x' => 'different:y'], ['x' => 1, 'y' => 1], ['x: different:y']], [['x' => 'different:y'], ['x' => null], []],
            [['x' => 'different:y'], ['x' => null, 'y' => null], ['x: different:y']], [['x' => 'different:y,z'], ['x' => 1, 'y' => 2, 'z' => 1], ['x: different:y,z']], [['x' => 'different:y,z'], ['x' => 1], []],
            [['x' => 'confirmed'], ['x' => 'a', 'x_confirmation' => 'a'], []], [['x' => 'confirmed'], ['x' => 'a', 'x_confirmation' => 'b'], ['x: confirmed']], [['x' => 'confirmed'], ['x' => 'a'], ['x: confirmed']],
            [['x' => 'confirmed:y'], ['x' => 'a', 'y' => 'a'], []], [['x' => 'confirmed:y'], ['x' => 'a', 'x_confirmation' => 'a'], ['x: confirmed:y']],
            [['a.b' => 'confirmed'], ['a' => ['b' => 1, 'b_confirmation' => 1]], []], [['a\.b' => 'confirmed'], ['a.b' => 1, 'a.b_confirmation' => 1], []],
        ]);
    }

    public function testInArray(): void
    {
        self::assertFailing([
            [['x' => 'in_array:y.*'], ['x' => 1, 'y' => [1, 2]], []], [['x' => 'in_array:y.*'], ['x' => '1', 'y' => [1, 2]], []], [['x' => 'in_array:y.*'], ['x' => 3, 'y' => [1, 2]], ['x: in_array:y.*']],
            [['x' => 'in_array:y.*'], ['x' => '1e1', 'y' => ['10']], []], [['x' => 'in_array:y.*'], ['x' => 'abc', 'y' => [0]], ['x: in_array:y.*']], [['x' => 'in_array:y.*'], ['x' => 1], ['x: in_array:y.*']],
            [['x' => 'in_array:y.*.z'], ['x' => 'b', 'y' => [['z' => 'a'], ['z' => 'b']]], []], [['x' => 'in_array:y.*'], ['x' => null, 'y' => ['']], []], [['x' => 'in_array:y.*'], ['x' => true, 'y' => ['a']], []],
            [['x.*' => 'in_array:y.*'], ['x' => [1, 9], 'y' => [1, 2]], ['x.1: in_array:y.*']],
        ]);
    }

    public function testDistinct(): void
    {
        self::assertFailing([
            [['x.*' => 'distinct'], ['x' => ['a', 'b', 'a', 'c']], ['x.0: distinct', 'x.2: distinct']], [['x.*' => 'distinct'], ['x' => ['a', 'A', 'b']], []],
            [['x.*' => 'distinct:ignore_case'], ['x' => ['a', 'A', "\u{e9}", "\u{c9}", 'b']], ['x.0: distinct:ignore_case', 'x.1: distinct:ignore_case', 'x.2: distinct:ignore_case', 'x.3: distinct:ignore_case']],
            [['x.*' => 'distinct'], ['x' => [1, '1', 2]], ['x.0: distinct', 'x.1: distinct']], [['x.*' => 'distinct:strict'], ['x' => [1, '1', 1.0, true]], []],
            [['x.*' => 'distinct:strict'], ['x' => [1, '1', 1]], ['x.0: distinct:strict', 'x.2: distinct:strict']],
            [['x.*' => 'distinct'], ['x' => ['1e1', '10', 'abc', 0]], ['x.0: distinct', 'x.1: distinct']], [['x.*' => 'distinct'], ['x' => [null, false]], ['x.0: distinct', 'x.1: distinct']],
            [['x.*' => 'distinct'], ['x' => [true, 'a', 'b']], ['x.0: distinct', 'x.1: distinct', 'x.2: distinct']], [['x.*' => 'distinct'], ['x' => [null, 'a', 0, 'b']], ['x.0: distinct', 'x.2: distinct']],
            [['x.*.id' => 'distinct'], ['x' => [['id' => 1], ['id' => 2], [], ['id' => 1]]], ['x.0.id: distinct', 'x.3.id: distinct']],
            [['x.*.y.*' => 'distinct'], ['x' => [['y' => [1, 2]], ['y' => [2, 3]]]], ['x.0.y.1: distinct', 'x.1.y.0: distinct']], [['x.*' => 'distinct'], ['x' => ['', '', 'a']], []],
            // Of two fields that meet, one trims: that counts where they meet, and nowhere else.
            [['*' => 'distinct', 'k' => 'trim'], ['k' => 'b', 'l' => "\0", 'm' => null], []], [['*' => 'distinct', 'k' => 'trim'], ['k' => 'b', 'l' => ' b'], ['k: distinct']],
            [['x' => 'distinct'], ['x' => [1, 1]], []], [['x.0' => 'distinct'], ['x' => [1, 1]], []], [['x.*' => 'distinct'], ['x' => [[1, 2], [1, 2], [2, 1]]], []],
        ]);
    }
}
