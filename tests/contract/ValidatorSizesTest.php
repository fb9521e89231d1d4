<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use PHPUnit\Framework\TestCase;

/**
 * Sizes, comparisons, digits and decimals.
 */
class ValidatorSizesTest extends TestCase
{
    use RuleAssertions;

    public function testTheTypeOfASizeIsThatOfTheRules(): void
    {
        self::assertVerdicts([
            // Of a string, code points.
            ['size:3', ['abc', '150', "\u{e9}\u{20ac}\u{1f600}", 150, 1.5, "e\u{301}x", "a\0b"], ['ab', 'abcd', '3', 3, "\u{1f600}"]],
            ['min:3', ['abc', '100', 100], ['ab', '99', 99, 5]], ['max:3', ['abc', '999', '', 999, null], ['abcd', '1000', 1000]],
            ['between:2,3', ['ab', 'abc', 10], ['a', 'abcd', 9, 1000]],
            // Of a number, its value, where a rule says that the field is one.
            ['numeric|size:3', [3, 3.0, '3', '3.000', ' 3 ', '30e-1'], [2, '3.1', 3.0000001, -3]],
            ['integer|min:3', [3, '3', PHP_INT_MAX], [2, '2', -3]], ['integer|max:3', [3, '3', -100], [4, '100']],
            ['numeric|between:1.5,2.5', ['1.5', 2.5, 2, '15e-1'], ['1.49', 2.51, '25']], ['decimal:1|max:3', ['3.0', '2.9'], ['3.1']],
            ['numeric|min:-5', [-5, '-4.9', 0], ['-5.1', -6]],
            // Of an array, its entries, whatever else is said.
            ['size:2', [[1, 2], ['a' => 1, 'b' => 2]], [[], [1], [1, 2, 3]]], ['array|min:1', [[1]], [[]]], ['array|max:1', [[], [1]], [[1, 2]]],
            ['list|between:1,2', [[1], [1, 2]], [[], [1, 2, 3]]],
        ]);
        self::assertFailing([
            [['x' => 'numeric|min:5'], ['x' => 'abc'], ['x: numeric', 'x: min:5']], [['x' => 'numeric|min:3'], ['x' => 'abc'], ['x: numeric']],
            [['x' => 'integer|max:2'], ['x' => [1, 2, 3]], ['x: integer', 'x: max:2']], [['x' => 'min:5|numeric'], ['x' => '12'], []],
            [['x' => 'string|min:3'], ['x' => 12], ['x: string', 'x: min:3']],
        ]);
    }

    public function testSizesOfOtherValues(): void
    {
        // Booleans are of a length as text has it, null of none; objects have no size.
        self::assertFailing([
            [['x' => 'size:1'], ['x' => true], []], [['x' => 'size:0'], ['x' => false], []], [['x' => 'size:0'], ['x' => null], []],
            [['x' => 'max:3'], ['x' => null], []], [['x' => 'min:1'], ['x' => null], ['x: min:1']], [['x' => 'size:1'], ['x' => null], ['x: size:1']],
        ]);
    }

    public function testLengthsOfWhatIsNotUtf8(): void
    {
        self::assertVerdicts([
            ['size:1', ["\xff", "\u{e9}"], []], ['size:2', ["\xff\xfe", "a\xff", "\xc3\xc3"], ["\u{e9}"]], ['size:3', ["\u{e9}\xff", "\xed\xa0\x80", "\xe2\x82\xff"], []],
            ['max:4', ["\xf4\x90\x80\x80"], ["\xf4\x90\x80\x80a", "\u{1f600}\xff"]], ['size:2', ["\xc0\xaf"], []],
        ]);
    }

    public function testBigNumbers(): void
    {
        self::assertVerdicts([
            ['numeric|max:9007199254740992', ['9007199254740992', 9007199254740992], ['9007199254740992.1', '9007199254740993', 9007199254740993]],
            ['numeric|min:0.1', ['0.1', 0.1, '.1', '1e-1'], ['0.09999999999999999999999999']],
            ['numeric|size:1e400', ['1e400', '10e399', '0.1e401', '1' . str_repeat('0', 400)], ['1.0000000000000000000000000001e400', '1e401', '-1e400']],
            ['numeric|max:123456789012345678901234567890', ['123456789012345678901234567890', '1e29'], ['123456789012345678901234567891', '1e30']],
            ['numeric|between:-1e999,1e999', ['1e999', '-1e999', PHP_INT_MIN], ['1.1e999', '-1e1000']],
            ['integer|max:9223372036854775806', [PHP_INT_MAX - 1], [PHP_INT_MAX, (string) PHP_INT_MAX]],
            ['numeric|size:0', ['0', '-0', '0e99999999999999999999', -0.0, '.0'], ['1e-99999999999999999999']],
        ]);
    }

    public function testHugeExponents(): void
    {
        self::assertVerdicts([
            ['numeric|max:1e1000000', ['1e1000000', '9e999999', 5, '1e-1000000', '-1e1000001'], ['1.1e1000000', '1e1000001', '1e99999999999999999999999']],
            ['numeric|min:1', ['1e1000000', '1e18446744073709551616', '1e99999999999999999999999'], ['1e-1000000', '-1e1000000', '0e1000000']],
            ['numeric|gt:1e1000000', ['2e1000000', '1e1000001'], ['1e1000000', '9e999999', 7]],
            ['numeric|multiple_of:3', ['3e1000000', '0e1000000'], ['1e1000000', '3e-1000000', '1e99999999999999999999']],
            ['numeric|multiple_of:1e1000000', ['0', '3e1000000', '1e1000001'], ['1', '5e999999']],
            ['numeric|multiple_of:1e-1000000', ['1', '7e-1000000', '1e1000000'], ['1e-1000001']],
        ]);
        self::assertFailing([[['x' => 'decimal:0,9'], ['x' => '1e1000000'], ['x: decimal:0,9']], [['x' => 'max:9'], ['x' => '1e1000000'], []]]);
    }

    public function testWhatIsNoNumberFailsEveryComparisonOfSize(): void
    {
        foreach (['size:0', 'min:0', 'max:0', 'between:0,0', 'gt:0', 'gte:0', 'lt:0', 'lte:0', 'multiple_of:1', 'integer', 'numeric', 'decimal:0,9'] as $rule) {
            self::assertVerdicts([[$rule, [], [NAN, INF, -INF]]]);
        }
        self::assertFailing([
            [['x' => 'gt:y'], ['x' => INF, 'y' => 1.5], ['x: gt:y']], [['x' => 'lte:y'], ['x' => 1.5, 'y' => NAN], ['x: lte:y']],
            [['x' => 'numeric|lt:y'], ['x' => 1, 'y' => INF], ['x: lt:y']], [['x' => 'numeric|max:5'], ['x' => NAN], ['x: numeric', 'x: max:5']],
        ]);
    }

    public function testComparisonsWithNumbers(): void
    {
        self::assertVerdicts([
            ['numeric|gt:5', [6, '5.1', '1e9'], [5, '5.0', -6]], ['numeric|gte:5', [5, '5.0'], ['4.99']], ['numeric|lt:5', ['4.99', -1], [5]], ['numeric|lte:5', [5, '5'], ['5.0001']],
            // Of a numeric value the number is compared, also where no rule says that it is one.
            ['gt:5', [6, '6', '5.5'], [5, '5', 'abcdef', [1, 2, 3, 4, 5, 6]]], ['lt:5', [4, '4.9'], ['abc', [], 5]],
        ]);
    }

    public function testComparisonsWithFields(): void
    {
        self::assertFailing([
            [['x' => 'gt:y'], ['x' => 'abc', 'y' => 'ab'], []], [['x' => 'gt:y'], ['x' => 'ab', 'y' => 'ab'], ['x: gt:y']], [['x' => 'gte:y'], ['x' => 'ab', 'y' => 'zz'], []],
            [['x' => 'lt:y'], ['x' => "\u{e9}", 'y' => 'ab'], []], [['x' => 'lte:y'], ['x' => 'abc', 'y' => 'ab'], ['x: lte:y']],
            [['x' => 'gt:y'], ['x' => [1, 2], 'y' => [1]], []], [['x' => 'gt:y'], ['x' => [1], 'y' => 'a'], ['x: gt:y']], [['x' => 'gt:y'], ['x' => 'abc', 'y' => 1], ['x: gt:y']],
            [['x' => 'numeric|gt:y'], ['x' => '10', 'y' => '9'], []], [['x' => 'numeric|gt:y'], ['x' => 10, 'y' => '9.5'], []], [['x' => 'numeric|gt:y'], ['x' => '9', 'y' => 10], ['x: gt:y']],
            [['x' => 'integer|gte:y'], ['x' => 5, 'y' => 5.0], []], [['x' => 'numeric|lt:y'], ['x' => '1e1000000', 'y' => '1e1000001'], []],
            [['x' => 'gt:y'], ['x' => 'abc'], ['x: gt:y']], [['x' => 'gt:y'], ['x' => 5, 'y' => null], ['x: gt:y']], [['x' => 'gt:a.b'], ['x' => 'abc', 'a' => ['b' => 'ab']], []],
            // A parameter that is a number is no field's name.
            [['x' => 'numeric|gt:5'], ['x' => 6, 5 => 100], []],
        ]);
    }

    public function testDigits(): void
    {
        self::assertVerdicts([
            ['digits:3', ['123', 123, '000'], ['12', '1234', 'abc', '1.5', -12, '-12', '12 ', ' 12', '12a', "123\n", "\u{661}\u{662}\u{663}", 1.5, 1234, [], null, true, '1e1']],
            ['digits_between:2,3', ['12', 123, '00'], ['1', '1234', 'ab', '1.2', null, []]], ['min_digits:2', ['12', 12, '00000000000000000000000000'], ['1', 'ab', '1.5', -12, []]],
            ['max_digits:2', ['12', 1], ['123', 'ab', '-1', null, []]], ['digits:0', [''], ['1']], ['digits:1', ['1', 1.0], ['10']],
        ]);
    }

    public function testDecimals(): void
    {
        self::assertVerdicts([
            ['decimal:2', ['1.23', '-1.23', '+1.23', '.23', '0.10', 1.25], ['1', '1.2', '1.234', 1.5, 1, '1.2a', 'a', '1e2', '1.23e1', null, [], true]],
            ['decimal:0', ['1', 1, '5.', 1.0, '-3'], ['1.0', '1.5', 1.5]], ['decimal:1,3', ['1.2', '1.234', 1.5], ['1', '1.2345', 1]],
            ['decimal:0,2', ['1', '1.2', '1.23', 1], ['1.234', '1e1']],
        ]);
    }

    public function testMultiples(): void
    {
        self::assertVerdicts([
            ['multiple_of:3', [0, 3, '9', -6, '3.0', 9.0, '0.0'], [1, '10', 3.1, 'a', null, [], true]], ['multiple_of:0.1', ['0.3', 0.3, '1.1', 7], ['0.15', '0.01']],
            ['multiple_of:-2', [4, -4], [3]], ['multiple_of:1.5', ['3', 4.5, '1.5'], [1, '2.5']],
            ['multiple_of:7', ['700000000000000000000000000007', '7' . str_repeat('0', 300)], ['700000000000000000000000000008']],
            ['multiple_of:0.0000000000000000000000000001', ['1', '0.0000000000000000000000000003'], ['0.00000000000000000000000000015']],
        ]);
    }
}
