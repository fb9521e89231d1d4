<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * When a check ends: stopOnFirstFailure(), maxErrors(), passes().
 */
class ValidatorLimitsTest extends TestCase
{
    use RuleAssertions;

    private const RULES = ['a' => 'integer|min:3|in:x', 'b' => 'required', 'c.*' => 'string|max:0'];
    private const DATA = ['a' => 'zz', 'c' => [1, 2]];
    private const ALL = ['a: integer', 'a: min:3', 'a: in:x', 'b: required', 'c.0: string', 'c.0: max:0', 'c.1: string', 'c.1: max:0'];

    public function testStopOnFirstFailure(): void
    {
        $validator = Validator::compile(self::RULES);
        self::assertSame(self::ALL, self::failures($validator->check(self::DATA)));
        $stopping = $validator->stopOnFirstFailure();
        // The field that failed is asked to its end.
        self::assertSame(['a: integer', 'a: min:3', 'a: in:x'], self::failures($stopping->check(self::DATA)));
        self::assertSame(['c.0: string', 'c.0: max:0'], self::failures($stopping->check(['b' => 1] + ['c' => [1, 2]])), 'each item is a field');
        $excluded = Validator::compile(['a' => 'max:2|exclude', 'b' => 'string'])->stopOnFirstFailure();
        self::assertSame(['a: max:2'], self::failures($excluded->check(['a' => 'long', 'b' => 1])), 'what failed before the field dropped out counts');
        self::assertSame(self::ALL, self::failures($stopping->stopOnFirstFailure(false)->check(self::DATA)));
        self::assertSame(self::ALL, self::failures($validator->check(self::DATA)), 'the validator itself is as it was');
    }

    public function testMaxErrors(): void
    {
        $validator = Validator::compile(self::RULES);
        foreach ([1, 2, 3, 4, 5, 8] as $most) {
            self::assertSame(\array_slice(self::ALL, 0, $most), self::failures($validator->maxErrors($most)->check(self::DATA)), "at most $most");
        }
        self::assertSame(self::ALL, self::failures($validator->maxErrors(PHP_INT_MAX)->check(self::DATA)));
        self::assertSame(self::ALL, self::failures($validator->maxErrors(1)->maxErrors(0)->check(self::DATA)));
        self::assertSame(['a: integer', 'a: min:3'], self::failures($validator->stopOnFirstFailure()->maxErrors(2)->check(self::DATA)));
        self::assertSame(['a: integer', 'a: min:3', 'a: in:x'], self::failures($validator->stopOnFirstFailure()->maxErrors(7)->check(self::DATA)));
        foreach ([-1, PHP_INT_MIN] as $errors) {
            self::assertThrowsRule(static fn () => $validator->maxErrors($errors), RuleException::BAD_OPTION, "maxErrors() takes 0 or more, $errors given");
        }
    }

    public function testNothingIsAskedAfterTheEnd(): void
    {
        $asked = [];
        $custom = ['own' => static function (string $field) use (&$asked): bool {
            $asked[] = $field;

            return false;
        }];
        $validator = Validator::compile(['a' => 'own|own', 'b.*' => 'own', 'c' => 'own'], custom: $custom);
        $data = ['a' => 1, 'b' => [1, 2], 'c' => 1];
        $run = static function (callable $call) use (&$asked): array {
            $asked = [];
            $call();

            return $asked;
        };
        self::assertSame(['a'], $run(static fn () => $validator->passes($data)));
        self::assertSame(['a', 'a', 'c', 'b.0', 'b.1'], $run(static fn () => $validator->check($data)));
        self::assertSame(['a', 'a'], $run(static fn () => $validator->stopOnFirstFailure()->check($data)));
        self::assertSame(['a', 'a', 'c', 'b.0'], $run(static fn () => $validator->maxErrors(4)->check($data)));
        self::assertSame(['a'], $run(static fn () => $validator->maxErrors(4)->passes($data)));
        self::assertSame([], $run(static fn () => $validator->check([])));
    }

    public function testWhatFailedOneByOneIsOneErrorOfAClosure(): void
    {
        $closure = static function (string $field, mixed $value, callable $fail): void {
            $fail('one');
            $fail('two');
        };
        $result = Validator::compile(['a' => [$closure, $closure], 'b' => $closure])->maxErrors(2)->check(['a' => 1, 'b' => 1]);
        self::assertSame(['a' => ['one', 'two', 'one', 'two']], $result->errors());
    }
}
