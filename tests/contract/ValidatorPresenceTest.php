<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Rules about whether a field is there, and which rules are asked of it then.
 */
class ValidatorPresenceTest extends TestCase
{
    use RuleAssertions;

    /** What counts as empty. */
    private const EMPTY = [null, '', ' ', "\t\n\r\0\v ", []];

    /** What does not. */
    private const FILLED = [0, 0.0, '0', false, 'a', [null], [[]], "\u{a0}", "\f", NAN];

    /**
     * Checks data by rules for the field `x`: whether the rule fails.
     *
     * @param list<array{string, list<array<string, mixed>>, list<array<string, mixed>>}> $table Rule, data that follow it, data that do not.
     */
    private static function assertRules(array $table): void
    {
        foreach ($table as [$rule, $good, $bad]) {
            $parameters = explode(':', $rule)[1] ?? '';
            $failure = 'x: ' . explode(':', $rule)[0] . ($parameters === '' ? '' : ":$parameters");
            foreach ($good as $data) {
                self::assertFailing([[['x' => $rule], $data, []]]);
            }
            foreach ($bad as $data) {
                self::assertFailing([[['x' => $rule], $data, [$failure]]]);
            }
        }
    }

    /** @return list<array{x: mixed}> */
    private static function each(mixed ...$values): array
    {
        return array_map(static fn (mixed $value): array => ['x' => $value], $values);
    }

    public function testRequiredFilledPresentMissingProhibited(): void
    {
        $empty = self::each(...self::EMPTY);
        $filled = self::each(...self::FILLED, ...[new \stdClass(), new \ArrayObject()]);
        self::assertRules([
            ['required', $filled, [[], ['y' => 1], ...$empty]],
            ['filled', [[], ...$filled], $empty],
            ['present', [...$filled, ...$empty], [[]]],
            ['missing', [[], ['y' => 1]], [...$filled, ...$empty]],
            ['prohibited', [[], ...$empty], $filled],
        ]);
    }

    public function testAcceptedAndDeclined(): void
    {
        $yes = self::each('yes', 'on', '1', 1, true, 'true');
        $no = self::each('no', 'off', '0', 0, false, 'false');
        $neither = [[], ...self::each(null, '', ' ', 'YES', 'True', 1.0, 0.0, 2, 'maybe', [], [1], ' 1')];
        self::assertRules([['accepted', $yes, [...$no, ...$neither]], ['declined', $no, [...$yes, ...$neither]]]);
    }

    public function testIfAnotherFieldHasAValue(): void
    {
        $with = static fn (mixed $other, mixed ...$x): array => ['y' => $other] + ($x === [] ? [] : ['x' => $x[0]]);
        self::assertRules([
            ['required_if:y,a,b', [[], $with('c'), $with(null), $with('a', 1)], [$with('a'), $with('b'), $with('a', ''), $with('b', null)]],
            ['required_if:y,1', [$with('01x'), $with(true), $with('2')], [$with(1), $with('1'), $with(1.0), $with('01'), $with('1e0')]],
            ['required_if:y,true', [$with('yes'), $with(1), $with(false)], [$with(true), $with('true')]],
            ['required_if:y,false', [$with(0), $with(true), $with(null)], [$with(false), $with('false')]],
            ['required_if:y,null', [[], $with(''), $with(0), $with(false)], [$with(null), $with('null')]],
            ['required_if:y,NULL', [[], $with('null')], [$with(null), $with('NULL')]],
            ['required_unless:y,a,b', [$with('a'), $with('b'), $with('c', 1)], [[], $with('c'), $with(null), $with('c', ' ')]],
            ['required_unless:y,null', [[], $with(null), $with(1, 1)], [$with(1)]],
            ['present_if:y,a', [[], $with('b'), $with('a', null), $with('a', '')], [$with('a')]],
            ['present_if:y,null', [$with('b'), $with(null, '')], [[], $with(null)]],
            ['present_unless:y,a', [$with('a'), $with('b', null)], [[], $with('b')]],
            ['missing_if:y,a', [[], $with('a'), $with('b', 1)], [$with('a', 1), $with('a', null), $with('a', '')]],
            ['missing_unless:y,a', [$with('b'), $with('a', 1)], [$with('b', 1), ['x' => null]]],
            ['prohibited_if:y,a', [$with('b', 1), $with('a'), $with('a', null), $with('a', ''), $with('a', [])], [$with('a', 1), $with('a', '0')]],
            ['prohibited_unless:y,a', [$with('a', 1), $with('b'), $with('b', '')], [$with('b', 1), ['x' => 1]]],
            ['accepted_if:y,a', [$with('b'), $with('b', 'no'), $with('a', 'yes')], [$with('a'), $with('a', 'no'), $with('a', '')]],
            ['declined_if:y,a', [$with('b'), $with('b', 'yes'), $with('a', 'no')], [$with('a'), $with('a', 'yes'), $with('a', null)]],
            ['required_if_accepted:y', [[], $with('no'), $with(2), $with('yes', 1)], [$with('yes'), $with(1), $with(true, '')]],
            ['required_if_declined:y', [[], $with('yes'), $with('no', 1)], [$with('no'), $with(0), $with(false, null)]],
            ['prohibited_if_accepted:y', [['x' => 1], $with('no', 1), $with('yes', '')], [$with('yes', 1), $with(true, 0)]],
            ['prohibited_if_declined:y', [['x' => 1], $with('yes', 1), $with('no')], [$with('no', 1), $with(false, 0)]],
        ]);
    }

    public function testValuesOfAFieldThatIsToBeBoolean(): void
    {
        // Where the other field is to be boolean, `true` and `false` stand for booleans, whatever it holds.
        self::assertFailing([
            [['y' => 'boolean', 'x' => 'required_if:y,true'], ['y' => true], ['x: required_if:y,true']], [['y' => 'boolean', 'x' => 'required_if:y,true'], ['y' => 1], ['x: required_if:y,true']],
            [['x' => 'required_if:y,true', 'y' => 'bool'], ['y' => '1'], ['x: required_if:y,true']], [['y' => 'boolean', 'x' => 'required_if:y,false'], ['y' => '0'], ['x: required_if:y,false']],
            [['y' => 'boolean', 'x' => 'required_if:y,true'], ['y' => false], []], [['y' => 'boolean', 'x' => 'required_if:y,true'], ['y' => 0], []], [['y' => 'boolean', 'x' => 'required_if:y,1'], ['y' => true], []],
            [['y' => 'boolean', 'x' => 'required_if:y,false'], ['y' => null], ['y: boolean']], [['y' => 'boolean', 'x' => 'required_unless:y,true'], ['y' => 1], []], [['y' => 'integer', 'x' => 'required_if:y,true'], ['y' => 1], []],
            [['y' => 'boolean', 'x' => 'exclude_if:y,true|required'], ['y' => 1], []],
        ]);
    }

    public function testWithOtherFields(): void
    {
        $both = ['y' => 1, 'z' => 1];
        self::assertRules([
            ['required_with:y,z', [[], ['y' => null], ['y' => ''], ['y' => 1, 'x' => 1]], [['y' => 1], ['z' => 0], ['z' => 1, 'x' => '']]],
            ['required_with_all:y,z', [[], ['y' => 1], ['y' => 1, 'z' => ''], $both + ['x' => 1]], [$both, $both + ['x' => null]]],
            ['required_without:y,z', [$both, ['x' => 1]], [[], ['y' => 1], ['y' => 1, 'z' => null], ['x' => ' ']]],
            ['required_without_all:y,z', [['y' => 1], ['z' => 0], ['x' => 1]], [[], ['y' => '', 'z' => []]]],
            ['present_with:y,z', [[], ['y' => 1, 'x' => null]], [['y' => null], ['z' => '']]],
            ['present_with_all:y,z', [[], ['y' => 1], $both + ['x' => '']], [$both, ['y' => null, 'z' => null]]],
            ['missing_with:y,z', [['x' => 1], ['y' => 1], $both], [['y' => null, 'x' => 1], ['z' => 1, 'x' => null]]],
            ['missing_with_all:y,z', [['y' => 1, 'x' => 1], $both], [$both + ['x' => 1], ['y' => null, 'z' => null, 'x' => '']]],
            ['prohibits:y,z', [[], $both, ['x' => 1], ['x' => 1, 'y' => ''], ['x' => '', 'y' => 1], ['x' => null, 'y' => 1]], [['x' => 1, 'y' => 1], ['x' => 0, 'z' => false]]],
        ]);
    }

    public function testImplicitRules(): void
    {
        // What is asked of a field that is absent, and of a blank one; no other rule is.
        $absent = [
            'accepted', 'accepted_if:y,1', 'declined', 'declined_if:y,1', 'present', 'present_if:y,1', 'present_unless:y,2', 'present_with:y',
            'present_with_all:y', 'required', 'required_if:y,1', 'required_if_accepted:y', 'required_unless:y,2', 'required_with:y', 'required_with_all:y',
            'required_without:z', 'required_without_all:z',
        ];
        foreach ($absent as $rule) {
            self::assertFailing([[['x' => $rule], ['y' => 1], ['x: ' . $rule]]]);
            self::assertFailing([[['x' => "string|$rule|min:3|in:a"], ['y' => 1], ['x: ' . $rule]]]);
        }
        self::assertFailing([[['x' => 'required_if_declined:y'], ['y' => 0], ['x: required_if_declined:y']]]);
        $blank = ['accepted', 'declined', 'filled', 'missing', 'missing_if:y,1', 'missing_unless:y,2', 'missing_with:y', 'missing_with_all:y', 'required'];
        foreach ($blank as $rule) {
            self::assertFailing([[['x' => "min:3|integer|$rule"], ['y' => 1, 'x' => ' '], ['x: ' . $rule]]]);
        }
        foreach (['prohibited', 'prohibited_if:y,1', 'prohibited_unless:y,2', 'prohibits:y', 'same:y', 'different:x', 'confirmed', 'in:a', 'size:3', 'distinct', 'uuid'] as $rule) {
            self::assertFailing([[['x' => $rule], ['y' => 1], []], [['x' => $rule], ['y' => 1, 'x' => " \t"], []]]);
        }
    }

    public function testBail(): void
    {
        self::assertFailing([
            [['x' => 'integer|min:3|in:a'], ['x' => 'zz'], ['x: integer', 'x: min:3', 'x: in:a']],
            [['x' => 'bail|integer|min:3|in:a'], ['x' => 'zz'], ['x: integer']],
            [['x' => 'string|min:3|in:a|bail'], ['x' => 'zz'], ['x: min:3']],
            [['x' => 'bail|integer', 'y' => 'integer|min:3'], ['x' => 'z', 'y' => 'z'], ['x: integer', 'y: integer', 'y: min:3']],
            [['x.*' => 'bail|integer|min:3'], ['x' => ['a', 'b']], ['x.0: integer', 'x.1: integer']],
        ]);
    }

    public function testAFailedImplicitRuleEndsTheField(): void
    {
        self::assertFailing([
            [['x' => 'required|array|min:3'], ['x' => null], ['x: required']],
            [['x' => 'array|required|min:3'], ['x' => null], ['x: array', 'x: required']],
            [['x' => 'min:3|accepted|string'], ['x' => 7], ['x: min:3', 'x: accepted']],
            [['x' => 'required|filled|present'], [], ['x: required']],
            [['x' => 'present|required'], [], ['x: present']],
            [['x' => 'missing|string', 'y' => 'required'], ['x' => 1], ['x: missing', 'y: required']],
        ]);
    }

    public function testSometimes(): void
    {
        self::assertFailing([
            [['x' => 'sometimes|required|string'], [], []], [['x' => 'required|sometimes'], [], []], [['x' => 'sometimes|accepted'], [], []],
            [['x' => 'sometimes|required|string'], ['x' => ''], ['x: required']], [['x' => 'sometimes|required'], ['x' => null], ['x: required']],
            [['x' => 'sometimes|string'], ['x' => 1], ['x: string']], [['x.y' => 'sometimes|required'], ['x' => []], []],
            [['x.y' => 'sometimes|required'], ['x' => ['y' => null]], ['x.y: required']], [['x' => 'sometimes|present'], [], []],
            [['x.*.y' => 'sometimes|required'], ['x' => [[], ['y' => '']]], ['x.1.y: required']],
        ]);
    }

    public function testNullable(): void
    {
        self::assertFailing([
            [['x' => 'nullable|string'], ['x' => null], []], [['x' => 'string|nullable|min:3'], ['x' => null], []],
            [['x' => 'nullable|string'], ['x' => 1], ['x: string']], [['x' => 'nullable|required'], ['x' => null], ['x: required']],
            [['x' => 'nullable|required'], [], ['x: required']], [['x' => 'nullable|present'], [], ['x: present']], [['x' => 'nullable|filled'], ['x' => null], ['x: filled']],
            [['x' => 'nullable|accepted'], ['x' => null], ['x: accepted']], [['x' => 'string|min:3'], ['x' => null], ['x: string', 'x: min:3']],
            [['x' => 'nullable|array', 'x.y' => 'required'], ['x' => null], ['x.y: required']], [['x' => 'nullable|integer'], ['x' => ''], []],
        ]);
    }

    public function testRulesAreAskedInTheirOrder(): void
    {
        self::assertFailing([
            [['x' => 'min:3|max:0|string|integer'], ['x' => true], ['x: min:3', 'x: max:0', 'x: string', 'x: integer']],
            [['b' => 'required', 'a' => 'required'], [], ['b: required', 'a: required']],
            [['x' => 'max:1|max:2'], ['x' => 'abc'], ['x: max:1', 'x: max:2']],
        ]);
    }

    public function testANullIsPresent(): void
    {
        foreach (['present', 'present_with:x', 'missing_with:y'] as $rule) {
            self::assertTrue(Validator::compile(['x' => $rule])->passes(['x' => null]), $rule);
        }
        self::assertFalse(Validator::compile(['x' => 'missing'])->passes(['x' => null]));
    }
}
