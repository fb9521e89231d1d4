<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Fallback\JsonSchema;
use PHPUnit\Framework\TestCase;

/**
 * What would take exponential time if anything were looked at twice.
 */
class JsonSchemaTimeTest extends TestCase
{
    public function testUnevaluatedPropertiesWithinAlternatives(): void
    {
        if (Backend::current() === 'extension') {
            self::markTestSkipped('left out: results of JSON Schemas in pure PHP, since the extension is loaded');
        }
        foreach (['anyOf', 'oneOf', 'allOf'] as $keyword) {
            $schema = ['properties' => ['a' => true], 'unevaluatedProperties' => false];
            for ($level = 0; $level < 100; $level++) {
                $schema = [$keyword => [$schema], 'unevaluatedProperties' => false];
            }
            $compiled = JsonSchema::compile($schema);
            self::assertTrue($compiled->passes(['a' => 1]));
            self::assertFalse($compiled->check(['b' => 1])->ok);
        }
    }

    public function testConditionsWithinConditions(): void
    {
        $schema = ['required' => ['a']];
        for ($level = 0; $level < 100; $level++) {
            $schema = ['if' => $schema, 'then' => true, 'else' => ['required' => ['b']], 'unevaluatedProperties' => true];
        }
        self::assertTrue(JsonSchema::compile($schema)->passes(['b' => 1]));
    }
}
