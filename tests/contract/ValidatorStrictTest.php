<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Strict mode, which takes values as JSON types them.
 */
class ValidatorStrictTest extends TestCase
{
    use RuleAssertions;

    public function testTypes(): void
    {
        self::assertVerdicts([
            ['integer', [0, -5, PHP_INT_MAX], ['5', 5.0, true, null, []]], ['numeric', [0, 1.5, -0.0], ['1', '1.5', NAN, INF, true, null, []]], ['decimal:1,2', [1.5, 1.25], ['1.5', 1, 1.125, true, null]],
            ['multiple_of:3', [3, 9.0, 0], ['3', 4, true, null]], ['digits:3', [123, 123.0], ['123', 12, 1.5, null]], ['digits_between:2,3', [12, 123], ['12', 1, '123']],
            ['min_digits:2', [12, 123], ['12', 1]], ['max_digits:2', [1, 12], ['1', 123]], ['boolean', [true, false], [0, 1, '0', '1', null, 'true']],
            ['accepted', [true], [1, '1', 'yes', 'on', 'true', false, null]], ['declined', [false], [0, '0', 'no', 'off', 'false', true, null]],
            ['string', ['a', '1'], [1, null]], ['array', [[], [1]], ['a']],
        ], true);
        $validator = Validator::compile(['x' => 'accepted_if:y,1', 'z' => 'declined_if:y,1', 'r' => 'required_if_accepted:q'])->strict();
        self::assertSame(['x: accepted_if:y,1', 'z: declined_if:y,1'], self::failures($validator->check(['x' => 'yes', 'y' => 1, 'z' => 'no'])));
        self::assertTrue($validator->passes(['x' => true, 'y' => 1, 'z' => false]));
    }

    public function testSizesAreOfTheValuesOwnType(): void
    {
        self::assertVerdicts([
            ['size:3', [3, 3.0, 'abc', '150', [1, 2, 3]], [150, '3', [], 3.5]], ['min:3', [3, 100, 'abc'], [2, 'ab', '99', [1]]], ['max:3', [3, -100, '999', 'abc', []], [4, 999, 'abcd', '1000']],
            ['between:1,2', [1, 1.5, 'a', '99', [1]], [0, 10, 'abc', []]], ['gt:2', [3, 'abc', [1, 2, 3]], [2, 'ab', '9', [1]]], ['lte:2', [2, 'ab', '99', []], [3, 'abc']],
        ], true);
        $strict = static fn (string $rules, array $data): array => self::failures(Validator::compile(['x' => $rules])->strict()->check($data));
        self::assertSame(['x: numeric'], $strict('numeric|min:3', ['x' => 'abc']));
        self::assertSame(['x: numeric'], $strict('numeric|min:2', ['x' => '10']), 'ten is two characters long');
        self::assertSame(['x: gt:y'], $strict('gt:y', ['x' => '10', 'y' => 9]));
        self::assertSame([], $strict('gt:y', ['x' => 10, 'y' => 9.5]));
        self::assertSame([], $strict('gt:y', ['x' => '10', 'y' => '9']), 'two characters are more than one');
        self::assertSame(['x: numeric', 'x: gt:y'], $strict('numeric|gt:y', ['x' => '5', 'y' => '10']));
    }

    public function testTheRestIsAsEver(): void
    {
        self::assertVerdicts([
            ['date', ['2024-01-01'], ['x']], ['in:1,2', [1, '1', 2.0], [3]], ['alpha_num', ['a1', 12], ['-']], ['regex:/^1/', [1, '1'], [2]], ['email', ['a@b'], ['a']], ['cast:int', ['5', 5, 5.0], ['a']],
            ['cast:bool', ['yes', 1], [2]], ['same:x', [1, '1'], []], ['nullable|integer', [null, 1], ['1']], ['integer|in:5', [5], []],
        ], true);
    }

    public function testItIsAnotherValidator(): void
    {
        $loose = Validator::compile(['x' => 'integer']);
        $strict = $loose->strict();
        self::assertSame([true, false, true, true], [$loose->passes(['x' => '5']), $strict->passes(['x' => '5']), $strict->strict(false)->passes(['x' => '5']), $loose->strict(true)->passes(['x' => 5])]);
        self::assertNotSame($loose, $strict);
        self::assertFalse($strict->maxErrors(3)->stopOnFirstFailure()->passes(['x' => '5']), 'options stay with one another');
    }
}
