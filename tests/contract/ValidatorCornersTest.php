<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Corners in which backends once differed.
 */
class ValidatorCornersTest extends TestCase
{
    public function testATextThatIsTooLongIsNoDate(): void
    {
        $text = str_repeat('9', 400);
        foreach (['date', 'date_format:Y', 'date_format:e', 'after:2020-01-01'] as $rule) {
            self::assertFalse(Validator::compile(['x' => $rule])->passes(['x' => $text]), $rule);
        }
        self::assertTrue(Validator::compile(['x' => 'before:tomorrow'])->passes(['x' => $text]), 'as what is no date');
    }

    public function testAClosureOfTheFieldWithoutAName(): void
    {
        $seen = [];
        $rule = static function (string $field, mixed $value, \Closure $fail) use (&$seen): void {
            $seen[] = [$field, $value];
            $fail('no');
        };
        self::assertSame(['' => ['no']], Validator::compile(['' => [$rule]])->check(['' => 7])->errors());
        self::assertSame([['', 7]], $seen);
    }

    public function testMessagesAndNamesOfTheFieldWithoutAName(): void
    {
        $validator = Validator::compile(['' => 'required', 'x' => 'required'], ['' => ['required' => 'own of :attribute']], ['' => 'nameless']);
        $errors = $validator->check([])->errors();
        self::assertSame(['own of nameless'], $errors['']);
        self::assertNotSame(['own of x'], $errors['x']);
    }

    public function testInputOfJoinedRules(): void
    {
        $validator = Validator::compile(['deep.*' => 'string', '*.*' => 'max:1'], ['max' => '[:input]']);
        self::assertSame(['deep.n' => ['[abc]']], $validator->check(['deep' => ['n' => 'abc']])->errors());
    }

    public function testTrimAndCastOfJoinedFields(): void
    {
        self::assertSame(['c' => ['e' => true]], Validator::compile(['c.e' => 'trim', 'c.*' => 'cast:bool'])->validate(['c' => ['e' => ' 1 ']]));
        self::assertSame(['c' => ['e' => true]], Validator::compile(['c.e' => 'cast:bool', 'c.*' => 'trim'])->validate(['c' => ['e' => '1']]));
    }

    public function testDataThatHoldItselfTwiceWithAClosure(): void
    {
        $data = ['x' => 'good'];
        $data['s'] = &$data;
        $data['t'] = &$data;
        $validator = Validator::compile(['x' => ['string', static function (): void {
        }], 's.t.x' => 'in:good']);
        self::assertTrue($validator->passes($data));
    }
}
