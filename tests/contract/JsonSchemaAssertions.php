<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * What the tables of the JSON Schema tests have in common.
 */
trait JsonSchemaAssertions
{
    /**
     * The errors of a check as `pointer | keyword | pointer to the keyword | message`.
     *
     * @return list<string>
     */
    private static function told(ValidationResult $result): array
    {
        $messages = $result->errors();
        $told = [];
        foreach ($result->failed() as $failure) {
            $message = array_shift($messages[$failure['field']]);
            $told[] = "$failure[field] | $failure[rule] | {$failure['parameters'][0]} | $message";
        }
        self::assertSame([], array_filter($messages), 'more messages than failures');

        return $told;
    }

    /**
     * @param callable(): mixed $call
     */
    private static function refused(callable $call, string $what): SchemaException
    {
        try {
            $call();
        } catch (SchemaException $exception) {
            return $exception;
        }
        self::fail("nothing was thrown for $what");
    }

    /**
     * @param list<string> $expected
     */
    private static function assertTold(array $expected, string $schema, string $json, ?JsonSchema $compiled = null): void
    {
        $compiled ??= JsonSchema::compile($schema, formats: true);
        $result = $compiled->checkJson($json);
        self::assertSame($expected, self::told($result), "schema: $schema, value: $json");
        self::assertSame($expected === [], $result->ok, "schema: $schema, value: $json");
        self::assertSame($expected === [], $compiled->passesJson($json), "schema: $schema, value: $json");
    }
}
