<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;

/**
 * What the tables of the validator's tests have in common.
 */
trait RuleAssertions
{
    /**
     * Checks which values of the field `x` follow rules, and that the last of the rules is what fails for the others.
     *
     * @param array<array-key, array{mixed, list<mixed>, list<mixed>}> $table Rules, values that follow them, values that do not.
     */
    private static function assertVerdicts(array $table, bool $strict = false): void
    {
        foreach ($table as [$rules, $good, $bad]) {
            $validator = Validator::compile(['x' => $rules])->strict($strict);
            foreach ($good as $value) {
                $shown = self::shown($rules) . ' of ' . self::shown($value);
                self::assertSame([], self::failures($validator->check(['x' => $value])), $shown);
                self::assertTrue($validator->passes(['x' => $value]), $shown);
            }
            foreach ($bad as $value) {
                $shown = self::shown($rules) . ' of ' . self::shown($value);
                $result = $validator->check(['x' => $value]);
                self::assertSame([self::lastRule($rules)], array_column($result->failed(), 'rule'), $shown);
                self::assertFalse($result->ok, $shown);
                self::assertFalse($validator->passes(['x' => $value]), $shown);
            }
        }
    }

    /**
     * Checks what fails: `field: rule`, or `field: rule:parameters`.
     *
     * @param array<array-key, array{array<array-key, mixed>, array<array-key, mixed>, list<string>}> $table Rules, data, failures.
     */
    private static function assertFailing(array $table): void
    {
        foreach ($table as [$rules, $data, $expected]) {
            $shown = self::shown($rules) . ' of ' . self::shown($data);
            $validator = Validator::compile($rules);
            $result = $validator->check($data);
            self::assertSame($expected, self::failures($result), $shown);
            self::assertSame($expected === [], $result->ok, $shown);
            self::assertSame($expected === [], $validator->passes($data), $shown);
        }
    }

    /**
     * Checks what validated() holds, its order included.
     *
     * @param array<array-key, array{array<array-key, mixed>, array<array-key, mixed>, array<array-key, mixed>}> $table Rules, data, what is left.
     */
    private static function assertValidated(array $table): void
    {
        foreach ($table as [$rules, $data, $expected]) {
            $shown = self::shown($rules) . ' of ' . self::shown($data);
            $result = Validator::compile($rules)->check($data);
            self::assertSame([], self::failures($result), $shown);
            self::assertSame($expected, $result->validated(), $shown);
        }
    }

    /**
     * Checks that rules are refused in these words.
     *
     * @param array<array-key, mixed>  $rules
     * @param array{0?: array<array-key, mixed>, 1?: array<array-key, mixed>, 2?: array<array-key, mixed>} $more Messages, attributes and callbacks.
     */
    private static function assertRefused(array $rules, int $code, string $why, ?string $field, ?string $rule, array $more = []): void
    {
        self::assertThrowsRule(static fn (): Validator => Validator::compile($rules, ...$more), $code, $why, $field, $rule, self::shown($rules));
    }

    /**
     * Checks that a call throws a RuleException in these words.
     */
    private static function assertThrowsRule(callable $call, int $code, string $why, ?string $field = null, ?string $rule = null, string $input = ''): void
    {
        try {
            $call();
        } catch (RuleException $exception) {
            $where = $field === null ? '' : ($rule === null ? "field '$field': " : "rule '$rule' of field '$field': ");
            self::assertSame($where . $why, $exception->getMessage(), $input);
            self::assertSame([$code, $field, $rule], [$exception->getCode(), $exception->getField(), $exception->getRule()], $input);
            self::assertSame(RuleException::class, $exception::class);

            return;
        }
        self::fail("nothing was refused: $input");
    }

    /**
     * What failed, one line each.
     *
     * @return list<string>
     */
    private static function failures(ValidationResult $result): array
    {
        return array_map(
            static fn (array $failure): string => "$failure[field]: $failure[rule]" . ($failure['parameters'] === [] ? '' : ':' . implode(',', $failure['parameters'])),
            $result->failed(),
        );
    }

    /**
     * The exception of data that does not follow the rules.
     *
     * @param array<array-key, mixed> $data
     */
    private static function refusal(Validator $validator, array $data): ValidationException
    {
        try {
            $validator->validate($data);
        } catch (ValidationException $exception) {
            return $exception;
        }
        self::fail('nothing was refused: ' . self::shown($data));
    }

    /**
     * The name in failed() of the last of some rules.
     */
    private static function lastRule(mixed $rules): string
    {
        $last = \is_array($rules) ? $rules[array_key_last($rules)] : substr((string) strrchr("|$rules", '|'), 1);
        if ($last instanceof \Closure) {
            return 'closure';
        }

        return \is_array($last) ? $last[0] : explode(':', $last)[0];
    }

    /**
     * A value as a message can show it.
     */
    private static function shown(mixed $value): string
    {
        $text = match (true) {
            \is_string($value) => "'" . (\strlen($value) > 200 ? substr($value, 0, 200) . '…' : $value) . "'",
            \is_array($value) => self::listed($value),
            \is_object($value) => $value::class,
            default => var_export($value, true),
        };

        return addcslashes($text, "\0..\37\177..\377");
    }

    /**
     * @param array<array-key, mixed> $array
     */
    private static function listed(array $array): string
    {
        $entries = [];
        foreach (\array_slice($array, 0, 8, true) as $key => $value) {
            $entries[] = (array_is_list($array) ? '' : "$key => ") . self::shown($value);
        }

        return '[' . implode(', ', $entries) . (\count($array) > 8 ? ', …' : '') . ']';
    }
}
