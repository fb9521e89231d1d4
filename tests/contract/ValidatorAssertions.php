<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;

/**
 * What the tests of the Validator have in common.
 */
trait ValidatorAssertions
{
    /**
     * What fails, as `field:rule`, in order.
     *
     * @param array<array-key, mixed> $rules
     * @param array<array-key, mixed> $data
     *
     * @return list<string>
     */
    private static function failures(array $rules, array $data, bool $strict = false): array
    {
        return self::failuresOf(Validator::compile($rules)->strict($strict), $data);
    }

    /**
     * @param array<array-key, mixed> $data
     *
     * @return list<string>
     */
    private static function failuresOf(Validator $validator, array $data): array
    {
        $result = $validator->check($data);
        $failures = array_map(static fn (array $failure): string => $failure['field'] . ':' . $failure['rule'], $result->failed());
        self::assertSame($failures === [], $result->ok);
        self::assertSame($result->ok, $validator->passes($data));

        return $failures;
    }

    /**
     * @param array<array-key, mixed> $rules
     * @param array<array-key, mixed> $data
     */
    private static function assertFails(array $rules, array $data, string ...$failures): void
    {
        self::assertSame($failures, self::failures($rules, $data), json_encode([$rules, $data], JSON_PARTIAL_OUTPUT_ON_ERROR) ?: '');
    }

    /**
     * Checks of which values a rule holds.
     *
     * @param string|list<mixed> $rule
     * @param list<mixed>        $good
     * @param list<mixed>        $bad
     */
    private static function assertRule(string|array $rule, array $good, array $bad, bool $strict = false): void
    {
        $name = \is_array($rule) ? json_encode($rule) : $rule;
        $validator = Validator::compile(['x' => $rule])->strict($strict);
        foreach ([[$good, true], [$bad, false]] as [$values, $expected]) {
            foreach ($values as $value) {
                self::assertSame($expected, $validator->passes(['x' => $value]), $name . ' and ' . var_export($value, true));
                self::assertSame($expected, $validator->check(['x' => $value])->ok, $name . ' and ' . var_export($value, true));
            }
        }
    }

    /**
     * @param callable(): mixed $call
     */
    private static function assertFault(int $code, string $message, callable $call): void
    {
        try {
            $call();
        } catch (RuleException $exception) {
            self::assertSame([$message, $code], [$exception->getMessage(), $exception->getCode()]);

            return;
        }
        self::fail("nothing was thrown: $message");
    }
}
