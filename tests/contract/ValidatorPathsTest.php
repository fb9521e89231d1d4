<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * How fields are named, what wildcards stand for, and in which order fields are looked at.
 */
class ValidatorPathsTest extends TestCase
{
    use RuleAssertions;

    public function testNestedFields(): void
    {
        self::assertFailing([
            [['a.b.c' => 'required'], ['a' => ['b' => ['c' => 1]]], []], [['a.b.c' => 'required'], ['a' => ['b' => []]], ['a.b.c: required']],
            [['a.b' => 'required'], ['a' => 'text'], ['a.b: required']], [['a.b' => 'required'], ['a' => null], ['a.b: required']],
            [['a.b' => 'string'], ['a' => 'text'], []], [['a.0' => 'string'], ['a' => [1]], ['a.0: string']], [['a.01' => 'required'], ['a' => [1, 2]], ['a.01: required']],
            [['a.-1' => 'string'], ['a' => [-1 => 1]], ['a.-1: string']], [['0' => 'string'], [1], ['0: string']], [[0 => 'string'], [1], ['0: string']],
            [['a.b' => 'required'], ['a' => new \ArrayObject(['b' => 1])], ['a.b: required']], [['a.b' => 'required'], ['a' => (object) ['b' => 1]], ['a.b: required']],
            [['a.9223372036854775808' => 'string'], ['a' => ['9223372036854775808' => 1]], ['a.9223372036854775808: string']],
            [['a.-9223372036854775808' => 'string'], ['a' => [PHP_INT_MIN => 1]], ['a.-9223372036854775808: string']],
            [['a.-9223372036854775809' => 'string'], ['a' => ['-9223372036854775809' => 1]], ['a.-9223372036854775809: string']],
            [['a.9223372036854775807' => 'string'], ['a' => [PHP_INT_MAX => 1]], ['a.9223372036854775807: string']],
            [["a\0.b" => 'required'], ["a\0" => ['b' => null]], ["a\0.b: required"]], [["\xff" => 'string'], ["\xff" => 1], ["\xff: string"]],
            [['1.5' => 'string'], [1 => [5 => 1]], ['1.5: string']],
        ]);
    }

    public function testKeysBeyondAscii(): void
    {
        foreach (["\u{e9}", "na\u{ef}ve", "\u{65e5}\u{672c}", "\x80", "\xff", "\u{1f600}key-that-is-longer-than-eight-bytes"] as $key) {
            $many = [$key => 1] + array_fill_keys(range('a', 'z'), 1);
            foreach ([[$key => 1], $many] as $data) {
                self::assertFailing([
                    [[$key => 'string'], $data, ["$key: string"]], [["x.$key" => 'string'], ['x' => $data], ["x.$key: string"]], [[$key => 'required'], $data, []],
                    [["x.*.$key" => 'string'], ['x' => [$data]], ["x.0.$key: string"]], [['a' => "same:$key"], ['a' => 1] + $data, []],
                    [['x' => "array|required_array_keys:$key"], ['x' => $data], []],
                ]);
            }
        }
    }

    public function testEmptySegments(): void
    {
        self::assertFailing([
            [['' => 'string'], ['' => 1], [': string']], [['' => 'required'], [], [': required']], [['a.' => 'string'], ['a' => ['' => 1]], ['a.: string']],
            [['.a' => 'string'], ['' => ['a' => 1]], ['.a: string']], [['a..b' => 'string'], ['a' => ['' => ['b' => 1]]], ['a..b: string']],
        ]);
    }

    public function testKeysWithDotsAndStars(): void
    {
        self::assertFailing([
            [['a\.b' => 'string'], ['a.b' => 1, 'a' => ['b' => 'x']], ['a.b: string']], [['a\.b' => 'required'], ['a' => ['b' => 1]], ['a.b: required']],
            [['a.b' => 'required'], ['a.b' => 1], ['a.b: required']], [['a\.b.c\.d' => 'string'], ['a.b' => ['c.d' => 1]], ['a.b.c.d: string']],
            [['a.\*' => 'string'], ['a' => ['*' => 1, 'b' => 1]], ['a.*: string']], [['\*' => 'string'], ['*' => 1, 'a' => 1], ['*: string']],
            [['a*' => 'string'], ['a*' => 1, 'ab' => 1], ['a*: string']], [['a.**' => 'string'], ['a' => ['**' => 1, 'x' => 1]], ['a.**: string']],
            [['a\\\\b' => 'string'], ['a\\b' => 1], ['a\\b: string']], [['a\b' => 'string'], ['a\b' => 1], ['a\b: string']],
            [['a\\\\.b' => 'string'], ['a\\' => ['b' => 1]], ['a\\.b: string']], [['a\\' => 'string'], ['a\\' => 1], ['a\\: string']],
            [['a.*' => 'string'], ['a' => ['b.c' => 1, '*' => 2]], ['a.b.c: string', 'a.*: string']],
            [['a.*.c' => 'string'], ['a' => ['x.y' => ['c' => 1]]], ['a.x.y.c: string']],
            [['x' => 'same:a\.b'], ['x' => 1, 'a.b' => 2], ['x: same:a\.b']], [['x' => 'same:a\.b'], ['x' => 1, 'a.b' => 1], []],
            [['x' => 'required_with:\*'], ['*' => 1], ['x: required_with:\*']],
        ]);
    }

    public function testWildcards(): void
    {
        $users = ['users' => [['name' => 'a', 'tags' => ['x', 1]], ['tags' => []], 'k' => ['name' => null, 'tags' => 'no']]];
        self::assertFailing([
            [['users.*.name' => 'required'], $users, ['users.1.name: required', 'users.k.name: required']],
            [['users.*.tags.*' => 'string'], $users, ['users.0.tags.1: string']],
            [['users.*.tags' => 'array'], $users, ['users.k.tags: array']],
            [['*' => 'string'], [1, 'a' => 'b', 'c' => null], ['0: string', 'c: string']],
            [['*.*' => 'string'], [[1], ['a' => 2], 3], ['0.0: string', '1.a: string']],
            [['*.x' => 'required'], [[], ['x' => 1], 'no'], ['0.x: required', '2.x: required']],
            [['users.*' => 'required'], [], []], [['users.*' => 'required'], ['users' => []], []], [['users.*' => 'required'], ['users' => 'text'], []],
            [['users.*.name' => 'required'], ['users' => null], []], [['users.*.name' => 'required'], ['users' => [7, null, []]], ['users.0.name: required', 'users.1.name: required', 'users.2.name: required']],
            [['a.*.b.*.c' => 'required'], ['a' => [['b' => [['c' => 1], []]], ['b' => 7], []]], ['a.0.b.1.c: required']],
            [['a.*.b.c' => 'required'], ['a' => [['b' => 7], ['b' => ['c' => 1]]]], ['a.0.b.c: required']],
            [['a.*.b' => 'sometimes|required'], ['a' => [[], 7]], []],
        ]);
    }

    public function testWildcardsInParameters(): void
    {
        $data = ['a' => [['x' => 1, 'y' => 1], ['x' => 1, 'y' => 2], ['y' => 3]]];
        self::assertFailing([
            [['a.*.x' => 'same:a.*.y'], $data, ['a.1.x: same:a.1.y']],
            [['a.*.x' => 'required_with:a.*.y'], $data, ['a.2.x: required_with:a.2.y']],
            [['a.*.x' => 'different:a.*.y'], $data, ['a.0.x: different:a.0.y']],
            [['a.*.x' => 'required_if:a.*.y,3,4'], $data, ['a.2.x: required_if:a.2.y,3,4']],
            [['a.*.x' => 'integer|gte:a.*.y'], $data, ['a.1.x: gte:a.1.y']],
            [['a.*.x' => 'prohibits:a.*.y'], $data, ['a.0.x: prohibits:a.0.y', 'a.1.x: prohibits:a.1.y']],
            [['a.*.b.*.x' => 'same:a.*.b.*.y'], ['a' => ['k' => ['b' => ['l' => ['x' => 1, 'y' => 2]]]]], ['a.k.b.l.x: same:a.k.b.l.y']],
            [['a.*.b.*.x' => 'same:a.*.y'], ['a' => [['y' => 1, 'b' => [['x' => 1], ['x' => 2]]]]], ['a.0.b.1.x: same:a.0.y']],
            [['a.*.x' => 'confirmed'], ['a' => [['x' => 1, 'x_confirmation' => 1], ['x' => 1]]], ['a.1.x: confirmed']],
            [['a.*' => 'confirmed'], ['a' => ['p' => 1, 'p_confirmation' => 1]], ['a.p_confirmation: confirmed']],
        ]);
    }

    public function testTheOrderOfFields(): void
    {
        $data = ['items' => [['n' => 1, 'p' => 1], ['p' => 2, 'n' => 2]], 'b' => 1, 'a' => 1];
        self::assertFailing([
            [['items.*.n' => 'string', 'b' => 'string', 'a' => 'string'], $data, ['b: string', 'a: string', 'items.0.n: string', 'items.1.n: string']],
            [['items.*.p' => 'string', 'items.*.n' => 'string'], $data, ['items.0.p: string', 'items.1.p: string', 'items.0.n: string', 'items.1.n: string']],
            [['items.*.*' => 'string'], $data, ['items.0.n: string', 'items.0.p: string', 'items.1.p: string', 'items.1.n: string']],
            [['items.1.n' => 'string', 'items.*.n' => 'integer|max:1', 'a' => 'string'], $data, ['items.1.n: string', 'items.1.n: max:1', 'a: string']],
        ]);
    }

    public function testPathsThatAreNamedTwice(): void
    {
        self::assertFailing([
            [['a.0' => 'string', 'a.*' => 'max:0'], ['a' => [1, 2]], ['a.0: string', 'a.0: max:0', 'a.1: max:0']],
            [['a.*' => 'max:0', 'a.0' => 'string'], ['a' => [1, 2]], ['a.0: string', 'a.0: max:0', 'a.1: max:0']],
            [['a.*.x' => 'string', '*.0.x' => 'max:0'], ['a' => [['x' => 1], ['x' => 1]], 'b' => [['x' => 2]]], ['a.0.x: string', 'a.0.x: max:0', 'a.1.x: string', 'b.0.x: max:0']],
            // Joined rules are the rules of one field: a flag among them holds for all.
            [['a.0' => 'string|max:0', 'a.*' => 'bail'], ['a' => [1]], ['a.0: string']],
            [['a.0' => 'integer', 'a.*' => 'min:5'], ['a' => ['12']], []],
            [['a.0' => 'required', 'a.*' => 'nullable|string'], ['a' => [null]], ['a.0: required']],
            [['a.0' => 'string', 'a.*' => 'nullable'], ['a' => [null]], []],
            // The key that the wildcard stands for is known to all of them.
            [['a.0.x' => 'same:a.*.y', 'a.*.x' => 'integer'], ['a' => [['x' => 1, 'y' => 2]]], ['a.0.x: same:a.0.y']], [['a.0' => 'distinct', 'a.*' => 'integer'], ['a' => [1, 1]], ['a.0: distinct']],
            [['a.0.x' => 'same:a.*.y'], ['a' => [['x' => 1, 'y' => 1]]], ['a.0.x: same:a.*.y']], [['a.0' => 'distinct'], ['a' => [1, 1]], []],
            [['a.5' => 'required', 'a.*' => 'string'], ['a' => [1]], ['a.5: required', 'a.0: string']],
        ]);
    }

    public function testManyItems(): void
    {
        $items = [];
        for ($i = 0; $i < 8_000; ++$i) {
            $items[] = ['id' => $i, 'tags' => ["t$i"]];
        }
        $rules = ['items.*.id' => 'required|integer|distinct', 'items.*.tags.*' => 'string|distinct', 'items.*.of' => 'sometimes|in_array:items.*.id'];
        $validator = Validator::compile($rules);
        self::assertTrue($validator->passes(['items' => $items]));
        $items[7_999]['id'] = '4000';
        $items[7_998]['tags'][] = 't0';
        $items[7_997]['of'] = 'none';
        $expected = ['items.4000.id: distinct', 'items.7999.id: distinct', 'items.0.tags.0: distinct', 'items.7998.tags.1: distinct', 'items.7997.of: in_array:items.7997.id'];
        $failures = self::failures($validator->check(['items' => $items]));
        self::assertSame(\array_slice($expected, 0, 4), \array_slice($failures, 0, 4));
        self::assertCount(5, $failures);
        self::assertStringStartsWith('items.7997.of: in_array:items.', $failures[4]);
    }
}
