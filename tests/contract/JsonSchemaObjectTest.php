<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\JsonSchemaInterface;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

class JsonSchemaObjectTest extends TestCase
{
    use JsonSchemaAssertions;

    public function testWhatItIsCompiledFromIsItsOwn(): void
    {
        $inner = (object) ['type' => 'string'];
        $source = ['properties' => ['a' => $inner]];
        $schema = JsonSchema::compile($source);
        self::assertInstanceOf(JsonSchemaInterface::class, $schema);
        $inner->type = 'integer';
        $source['properties']['b'] = false;
        self::assertTrue($schema->passes(['a' => 'x', 'b' => 1]));
        self::assertFalse($schema->passes(['a' => 1]));
    }

    public function testChecksLeaveNothingBehind(): void
    {
        $schema = JsonSchema::compile(['properties' => ['a' => ['$ref' => '#']], 'type' => 'object', 'additionalProperties' => false]);
        for ($round = 0; $round < 3; $round++) {
            self::assertTrue($schema->passes(['a' => ['a' => []]]));
            self::assertFalse($schema->passes(['a' => ['b' => []]]));
            self::assertSame(['/a/b'], array_keys($schema->check(['a' => ['b' => []]])->errors()));
            self::refused(static fn () => $schema->passes(['a' => ['a' => NAN]]), 'NAN');
        }
    }

    public function testItIsNotMadeByNew(): void
    {
        $this->expectException(\Error::class);
        new JsonSchema();
    }

    public function testItCannotBeSerialized(): void
    {
        $this->expectExceptionMessage("Serialization of '" . JsonSchema::class . "' is not allowed");
        serialize(JsonSchema::compile(true));
    }

    public function testFormatsAreCheckedOnRequest(): void
    {
        $schema = ['format' => 'ipv4'];
        self::assertTrue(JsonSchema::compile($schema)->passes('x'));
        self::assertFalse(JsonSchema::compile($schema, formats: true)->passes('x'));
        self::assertTrue(JsonSchema::compile(['format' => 'uuid'], formats: true, draft: '7')->passes('x'));
        self::assertTrue(JsonSchema::compile(['format' => 'idn-email'], formats: true)->passes('x'));
    }
}
