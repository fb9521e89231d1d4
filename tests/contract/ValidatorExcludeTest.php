<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Rules by which a field drops out, of what is checked and of validated().
 */
class ValidatorExcludeTest extends TestCase
{
    use RuleAssertions;

    public function testWhenAFieldDropsOut(): void
    {
        $table = [
            ['exclude', ['x' => 1], true], ['exclude', ['x' => null], true], ['exclude', ['x' => ''], true],
            ['exclude_if:y,a,b', ['x' => 1, 'y' => 'b'], true], ['exclude_if:y,a,b', ['x' => 1, 'y' => 'c'], false], ['exclude_if:y,null', ['x' => 1], false],
            ['exclude_if:y,null', ['x' => 1, 'y' => null], true], ['exclude_if:y,true', ['x' => 1, 'y' => true], true], ['exclude_if:y,true', ['x' => 1, 'y' => 1], false],
            ['exclude_unless:y,a', ['x' => 1, 'y' => 'a'], false], ['exclude_unless:y,a', ['x' => 1, 'y' => 'b'], true], ['exclude_unless:y,a', ['x' => 1], true],
            ['exclude_unless:y,null', ['x' => 1], false], ['exclude_with:y', ['x' => 1, 'y' => null], true], ['exclude_with:y', ['x' => 1], false],
            ['exclude_without:y', ['x' => 1], true], ['exclude_without:y', ['x' => 1, 'y' => ''], true], ['exclude_without:y', ['x' => 1, 'y' => 0], false],
            ['exclude_without:y,z', ['x' => 1, 'y' => 1], true], ['exclude_without:y,z', ['x' => 1, 'y' => 1, 'z' => 1], false],
        ];
        foreach ($table as [$rule, $data, $isExcluded]) {
            $validator = Validator::compile(['x' => $rule]);
            self::assertSame($isExcluded ? [] : ['x' => $data['x']], $validator->validate($data), $rule . ' of ' . self::shown($data));
            // Nothing behind the rule is asked of a field that dropped out.
            self::assertSame($isExcluded, Validator::compile(['x' => "$rule|missing"])->passes($data), $rule . ' of ' . self::shown($data));
            self::assertFalse(Validator::compile(['x' => "missing|$rule"])->passes($data), 'what was asked before it counts');
        }
    }

    public function testWhatIsBeneathDropsOutToo(): void
    {
        $data = ['a' => ['b' => ['c' => 1], 'd' => 2], 'e' => 3];
        self::assertValidated([
            [['a' => 'exclude', 'a.b' => 'string', 'a.b.c' => 'string', 'a.d' => 'string', 'e' => 'required'], $data, ['e' => 3]],
            [['a.b' => 'exclude', 'a.b.c' => 'string', 'a.d' => 'required'], $data, ['a' => ['d' => 2]]],
            [['a' => 'array', 'a.b' => 'exclude', 'a.d' => 'required'], $data, ['a' => ['d' => 2]]],
            [['a' => 'exclude_if:e,3', 'a.*' => 'string', 'a.*.c' => 'string'], $data, []],
            [['a' => 'exclude_if:e,4', 'a.d' => 'integer'], $data, ['a' => ['d' => 2]]],
            [['a' => 'array', 'a.b' => 'exclude'], $data, ['a' => []]],
            [['a.b' => 'exclude'], $data, []],
        ]);
    }

    public function testRulesThatCameBeforeHaveCounted(): void
    {
        self::assertFailing([
            [['a.b' => 'string', 'a' => 'exclude'], ['a' => ['b' => 1]], ['a.b: string']],
            [['a.*.b' => 'string', 'a' => 'exclude'], ['a' => [['b' => 1]]], []],
        ]);
    }

    public function testItems(): void
    {
        $items = [['kind' => 'a', 'size' => 1, 'note' => 'x'], ['kind' => 'b', 'size' => 'big'], ['kind' => 'a']];
        self::assertValidated([
            [['items.*.kind' => 'required', 'items.*.size' => 'exclude_if:items.*.kind,b|integer'], ['items' => $items], ['items' => [['kind' => 'a', 'size' => 1], ['kind' => 'b'], ['kind' => 'a']]]],
            [['items.*' => 'exclude_if:items.*.kind,b', 'items.*.size' => 'integer'], ['items' => $items], ['items' => [0 => ['size' => 1], 2 => []]]],
            [['items.*.kind' => 'exclude'], ['items' => $items], []],
            [['items' => 'list', 'items.*.kind' => 'exclude'], ['items' => $items], ['items' => []]],
        ]);
        self::assertFailing([[['items.*.size' => 'exclude_if:items.*.kind,b|string'], ['items' => $items], ['items.0.size: string']]]);
    }

    public function testOthersStillSeeTheData(): void
    {
        self::assertFailing([
            [['a' => 'exclude', 'b' => 'required_with:a'], ['a' => 1], ['b: required_with:a']], [['a' => 'exclude', 'b' => 'same:a'], ['a' => 1, 'b' => 1], []],
            [['a' => 'exclude', 'b' => 'required_if:a,1'], ['a' => 1], ['b: required_if:a,1']], [['a' => 'exclude', 'b' => 'exclude_with:a|required'], ['a' => 1], []],
        ]);
    }

    public function testItIsNoFailure(): void
    {
        $result = Validator::compile(['x' => 'exclude|required'])->stopOnFirstFailure()->maxErrors(1)->check([]);
        self::assertSame([true, [], [], []], [$result->ok, $result->failed(), $result->errors(), $result->validated()]);
    }
}
