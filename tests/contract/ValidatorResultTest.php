<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\ValidationResultInterface;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Results of checks, and the exception that holds one.
 */
class ValidatorResultTest extends TestCase
{
    use RuleAssertions;

    private const MESSAGES = ['required' => ':attribute!', 'integer' => ':attribute int', 'min' => ':attribute min :min', 'string' => 'text'];

    private static function sample(): ValidationResult
    {
        return Validator::compile(['b' => 'integer|min:3', 'a' => 'required', 'ok' => 'string', 'c.*.d' => 'string'], self::MESSAGES)
            ->check(['b' => 'zz', 'ok' => 'yes', 'c' => [['d' => 1], ['d' => 'x'], ['d' => null]]]);
    }

    public function testWhatFailed(): void
    {
        $result = self::sample();
        self::assertInstanceOf(ValidationResultInterface::class, $result);
        self::assertFalse($result->ok);
        self::assertSame(['b' => ['b int', 'b min 3'], 'a' => ['a!'], 'c.0.d' => ['text'], 'c.2.d' => ['text']], $result->errors());
        self::assertSame(
            [
                ['field' => 'b', 'rule' => 'integer', 'parameters' => []], ['field' => 'b', 'rule' => 'min', 'parameters' => ['3']], ['field' => 'a', 'rule' => 'required', 'parameters' => []],
                ['field' => 'c.0.d', 'rule' => 'string', 'parameters' => []], ['field' => 'c.2.d', 'rule' => 'string', 'parameters' => []],
            ],
            $result->failed(),
        );
        self::assertSame($result->errors(), $result->errors());
        self::assertSame($result->failed(), $result->failed());
    }

    public function testFirst(): void
    {
        $result = self::sample();
        $table = [[null, 'b int'], ['b', 'b int'], ['a', 'a!'], ['c.0.d', 'text'], ['c.1.d', null], ['ok', null], ['', null], ['nothing', null], ['c.*.d', null]];
        foreach ($table as [$field, $message]) {
            self::assertSame($message, $result->first($field), (string) $field);
        }
        self::assertSame('b int', $result->first());
        self::assertSame('int', Validator::compile([7 => 'integer', '' => 'string'], ['integer' => 'int', 'string' => 'none'])->check([7 => 'a', '' => 1])->first('7'));
        self::assertSame('none', Validator::compile([7 => 'integer', '' => 'string'], ['integer' => 'int', 'string' => 'none'])->check([7 => 'a', '' => 1])->first(''));
    }

    public function testWhereNothingFailed(): void
    {
        $result = Validator::compile(['a' => 'required'])->check(['a' => 1, 'b' => 2]);
        self::assertTrue($result->ok);
        self::assertSame([[], [], null, null, ['a' => 1]], [$result->errors(), $result->failed(), $result->first(), $result->first('a'), $result->validated()]);
        self::assertSame(['a' => 1], Validator::compile(['a' => 'required'])->validate(['a' => 1, 'b' => 2]));
    }

    public function testFieldsThatAreNamedTwiceHaveTheirMessagesTogether(): void
    {
        $result = Validator::compile(['a\.b' => 'string', 'a.b' => 'string'], ['string' => 'text'])->check(['a.b' => 1, 'a' => ['b' => 2]]);
        self::assertSame(['a.b' => ['text', 'text']], $result->errors());
        self::assertSame(['a.b: string', 'a.b: string'], self::failures($result));
    }

    public function testFieldsThatLookLikeNumbers(): void
    {
        $result = Validator::compile(['*' => 'string'], ['string' => 'text'])->check([1, 'a', 5 => 2, 'k' => 3]);
        self::assertSame([0 => ['text'], 5 => ['text'], 'k' => ['text']], $result->errors());
        self::assertSame(['0', '5', 'k'], array_column($result->failed(), 'field'));
    }

    public function testParametersAreAsTheyWereGiven(): void
    {
        $table = [
            ['max: 3 ', 'abcd', [' 3 ']], ['max:3.0', 'abcd', ['3.0']], ['between:1,2', 'abc', ['1', '2']], ['in:a,"b,c",', 'x', ['a', 'b,c', '']], [[['in', true, null, 1.5]], 'x', ['true', 'NULL', '1.5']],
            ['regex:/^a,b$/', 'x', ['/^a,b$/']], ['confirmed', 'x', []], ['email:rfc,filter', 'x', ['rfc', 'filter']], ['after:1 January 2024', '2000-01-01', ['1 January 2024']], [[['enum', Suit::class]], 'x', [Suit::class]],
            [[['any_of', 'integer', 'email']], 'x', []],
        ];
        foreach ($table as [$rules, $value, $parameters]) {
            self::assertSame($parameters, Validator::compile(['x' => $rules])->check(['x' => $value])->failed()[0]['parameters'], self::shown($rules));
        }
    }

    public function testOkCannotBeChanged(): void
    {
        $result = self::sample();
        $unset = static function () use ($result): void {
            unset($result->ok);
        };
        foreach ([static fn () => $result->ok = true, $unset] as $call) {
            try {
                $call();
                self::fail('it was changed');
            } catch (\Error) {
                self::assertFalse($result->ok);
            }
        }
        self::assertFalse($result->ok);
        self::assertTrue(isset($result->ok));
    }

    public function testTheException(): void
    {
        $validator = Validator::compile(['a' => 'required', 'b' => 'integer|min:3', 'c' => 'string'], self::MESSAGES);
        $exception = self::refusal($validator, ['b' => 'zz']);
        self::assertInstanceOf(\RuntimeException::class, $exception);
        self::assertInstanceOf(HighPerException::class, $exception);
        self::assertSame(['a! (and 2 more)', 422, null], [$exception->getMessage(), $exception->getCode(), $exception->getPrevious()]);
        self::assertSame(['a: required', 'b: integer', 'b: min:3'], self::failures($exception->getResult()));
        self::assertSame(['a' => ['a!'], 'b' => ['b int', 'b min 3']], $exception->errors());
        self::assertSame('a! (and 1 more)', self::refusal($validator, ['b' => 'zzz'])->getMessage());
        self::assertSame('a!', self::refusal($validator, ['b' => 500])->getMessage());
    }

    public function testTheExceptionOfAResultHoldsThatResult(): void
    {
        $result = self::sample();
        try {
            $result->validated();
            self::fail('nothing was thrown');
        } catch (ValidationException $exception) {
            self::assertSame($result, $exception->getResult());
            self::assertSame('b int (and 4 more)', $exception->getMessage());
        }
    }

    public function testTheExceptionDoesNotTellTheData(): void
    {
        $exception = self::refusal(Validator::compile(['password' => 'min:100']), ['password' => 'a secret word']);
        self::assertStringNotContainsString('secret', $exception->getMessage());
    }

    public function testAnExceptionOfOnesOwn(): void
    {
        $exception = new ValidationException('text', 400);
        self::assertSame(['text', 400], [$exception->getMessage(), $exception->getCode()]);
        foreach (['getResult', 'errors'] as $method) {
            try {
                $exception->$method();
                self::fail('nothing was thrown');
            } catch (\LogicException $thrown) {
                self::assertSame('this exception was not thrown by a validator', $thrown->getMessage());
            }
        }
    }

    public function testResultsOutliveTheirValidators(): void
    {
        $validator = Validator::compile(['a' => 'required', 'b' => [static function (string $field, mixed $value, callable $fail): void {
            $fail('by a closure: :input');
        }]]);
        $result = $validator->check(['b' => 'v']);
        unset($validator);
        gc_collect_cycles();
        self::assertSame(['a' => ['A is required.'], 'b' => ['by a closure: v']], $result->errors());
    }

    public function testAResultThatHoldsItself(): void
    {
        $holder = new \stdClass();
        $holder->result = Validator::compile(['a' => 'required'])->check(['a' => $holder]);
        $seen = \WeakReference::create($holder);
        self::assertSame(['a' => $holder], $holder->result->validated());
        unset($holder);
        gc_collect_cycles();
        self::assertNull($seen->get(), 'the garbage collector sees what a result holds');
    }
}
