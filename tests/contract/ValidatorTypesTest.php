<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use PHPUnit\Framework\TestCase;

/**
 * Which values are of a type, and what is numeric.
 */
class ValidatorTypesTest extends TestCase
{
    use RuleAssertions;

    public function testTypes(): void
    {
        $object = new \stdClass();
        $text = new \SplFileInfo('a');
        self::assertVerdicts([
            ['string', ['a', '1', "\xff", "a\0b", ' ', '', "\u{e9}"], [1, 1.5, true, null, [], $object, $text]],
            ['boolean', [true, false, 0, 1, '0', '1'], ['true', 'false', 'yes', 2, -1, 1.0, 0.0, null, [], '01', ' 1', $object]],
            ['boolean:strict', [true, false], [0, 1, '0', '1', null]],
            ['array', [[], [1], ['a' => 1]], [null, 'a', 1, $object, new \ArrayObject()]],
            ['list', [[], [1], [null, []], [0 => 'a', 1 => 'b']], [['a' => 1], [1 => 'a'], [1 => 'a', 0 => 'b'], 'a', null, $object]],
            ['array:a,b', [[], ['a' => 1], ['b' => 1, 'a' => null]], [['c' => 1], ['a' => 1, 'c' => 2], [1], 'a', null]],
            ['array:0,1', [[1], [1, 2]], [[1, 2, 3], ['00' => 1]]],
            ['array_keys:a,b', [[], ['a' => 1]], [['c' => 1], 'a', null, $object]],
            ['in_array_keys:a,b', [['a' => null], ['b' => 1, 'c' => 2]], [[], ['c' => 1], 'a', ['a'], null]],
            ['required_array_keys:a,0', [['a' => null, 'z'], ['z', 'a' => 1, 'c' => 2]], [[], ['a' => 1], ['z'], 'a', null]],
        ]);
    }

    public function testIntegers(): void
    {
        self::assertVerdicts([
            [
                'integer',
                [0, 1, -1, PHP_INT_MAX, PHP_INT_MIN, '0', '-0', '+0', '5', '+5', '-5', ' 5', '5 ', "\t5\n", (string) PHP_INT_MAX, (string) PHP_INT_MIN, 5.0, -5.0],
                ['05', '5.0', '5a', 'a', '1e3', '0x1A', '9223372036854775808', '-9223372036854775809', '++1', '- 1', '1 2', "5\0", 5.5, 1e25, NAN, INF, -INF, true, false, null, [], [1], new \stdClass()],
            ],
            ['integer:strict', [0, -7], ['1', 1.0, true, null]],
        ]);
    }

    public function testNumbers(): void
    {
        self::assertVerdicts([
            [
                'numeric',
                [0, -1, 1.5, '1', '-1', '+1', '1.5', '.5', '5.', '1e5', '1E-5', ' 1', '1 ', "\n1\t\v\f\r ", '00', '1e1000000', '-.5e+3'],
                ['a', '1a', '1e', 'e5', '.', '-', '+', '0x1A', '1 2', '1,5', '1_000', '--1', 'INF', 'NAN', "1\0", "\u{661}", NAN, INF, -INF, true, false, null, [], [1], new \stdClass()],
            ],
            ['numeric:strict', [1, 1.5], ['1', '1.5', null, NAN, true]],
        ]);
    }

    public function testBlankStringsAreNoFailuresOfTypes(): void
    {
        foreach (['integer', 'numeric', 'boolean', 'array', 'list', 'email', 'min:3', 'uuid', 'date', 'in:a', 'regex:/a/', 'json', 'accepted_if:y,1', 'prohibited'] as $rules) {
            self::assertVerdicts([[$rules, ['', ' ', "\t\n\r\0\v "], []]]);
        }
        self::assertVerdicts([['integer', [], ["\u{a0}", "\f"]]]);
    }

    public function testNullIsAValue(): void
    {
        foreach (['string', 'integer', 'numeric', 'boolean', 'array', 'list', 'email', 'date', 'json', 'uuid', 'digits:1', 'alpha', 'regex:/a/', 'min:1'] as $rules) {
            self::assertVerdicts([[$rules, [], [null]], ["nullable|$rules", [null], []]]);
        }
    }
}
