<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

class JsonSchemaValuesTest extends TestCase
{
    use JsonSchemaAssertions;

    public function testTypesOfValues(): void
    {
        $one = 1;
        $table = [
            ['null', [null], [0, false, '']],
            ['boolean', [true, false], [0, 'true', null]],
            ['integer', [0, -5, 5.0, PHP_INT_MIN, 1e300], [5.5, '5', true]],
            ['number', [0, 5.5, -0.0], ['5', true, null]],
            ['string', ['', 'ä', '5'], [5, null, ['a']]],
            ['array', [[], [1], [[]], [&$one]], [['a' => 1], new \stdClass(), [1 => 1], (object) [1]]],
            ['object', [[], ['a' => 1], [1 => 1], new \stdClass(), (object) ['a' => 1], (object) [1]], [[1], 'a', null]],
        ];
        foreach ($table as [$type, $good, $bad]) {
            $schema = JsonSchema::compile(['type' => $type]);
            foreach ($good as $value) {
                self::assertTrue($schema->passes($value), "$type: " . var_export($value, true));
            }
            foreach ($bad as $value) {
                self::assertFalse($schema->passes($value), "$type: " . var_export($value, true));
            }
        }
    }

    public function testTheEmptyArrayIsBothInAValueAndNotInAText(): void
    {
        $table = [
            ['{"type": "array"}', true, true, false],
            ['{"type": "object"}', true, false, true],
            ['{"const": []}', true, true, false],
            ['{"const": {}}', true, false, true],
            ['{"required": ["a"]}', false, true, false],
            ['{"minItems": 1}', false, false, true],
            ['{"properties": {"a": false}, "items": false, "additionalProperties": false, "propertyNames": false}', true, true, true],
        ];
        foreach ($table as [$text, $value, $list, $object]) {
            $schema = JsonSchema::compile($text);
            self::assertSame([$value, $list, $object], [$schema->passes([]), $schema->passesJson('[]'), $schema->passesJson('{}')], $text);
            self::assertSame($object, $schema->passes(new \stdClass()), $text);
        }
    }

    public function testObjectsByTheirProperties(): void
    {
        $schema = JsonSchema::compile('{"properties": {"0": {"type": "string"}, "a": {"type": "integer"}}, "required": ["0"], "additionalProperties": false}');
        self::assertTrue($schema->passes((object) ['0' => 'x']));
        self::assertTrue($schema->passes(['a' => 1, 0 => 'x']));
        self::assertFalse($schema->passes((object) ['0' => 5]));
        self::assertSame(['/7 | additionalProperties | /additionalProperties | is not allowed'], self::told($schema->check(['a' => 1, 0 => 'x', 7 => 1])));
    }

    public function testNumbersAreNotRounded(): void
    {
        $table = [
            ['{"const": 9007199254740993}', 9007199254740993, true],
            ['{"const": 9007199254740993}', 9007199254740992.0, false],
            ['{"maximum": 9007199254740992}', 9007199254740993, false],
            ['{"maximum": 9007199254740992.0}', 9007199254740993, false],
            ['{"exclusiveMaximum": 9223372036854775808}', PHP_INT_MAX, true],
            ['{"minimum": -9223372036854775808}', PHP_INT_MIN, true],
            ['{"multipleOf": 0.01}', 19.99, true],
            ['{"multipleOf": 0.01}', 4.35, true],
            ['{"multipleOf": 0.1}', 0.3, true],
            ['{"multipleOf": 0.0001}', 0.0075, true],
            ['{"multipleOf": 0.0001}', 0.00751, false],
            ['{"multipleOf": 3}', 9007199254740993, true],
            ['{"multipleOf": 1e-8}', 12391239123, true],
            ['{"multipleOf": 0.5}', 1e308, true],
            ['{"uniqueItems": true}', [1, 1.5, '1', true, null, '', 0, false], true],
            ['{"uniqueItems": true}', [1, 1.0], false],
            ['{"uniqueItems": true}', [['a' => 1, 'b' => [2]], (object) ['b' => [2.0], 'a' => 1.0]], false],
        ];
        foreach ($table as [$schema, $value, $expected]) {
            self::assertSame($expected, JsonSchema::compile($schema)->passes($value), "$schema, " . var_export($value, true));
        }
    }

    public function testWhatJsonCannotCarry(): void
    {
        $closed = fopen('php://memory', 'r');
        fclose($closed);
        $deep = 1;
        for ($level = 0; $level < 513; $level++) {
            $deep = [$deep];
        }
        $recursive = [];
        $recursive['a'] = &$recursive;
        $table = [
            [NAN, "NAN cannot be written as JSON at ''", ''],
            [['a' => ['b/c' => INF]], "INF cannot be written as JSON at '/a/b~1c'", '/a/b~1c'],
            [[1, -INF], "-INF cannot be written as JSON at '/1'", '/1'],
            ["\xff", "a string that is not UTF-8 cannot be written as JSON at ''", ''],
            [['a' => "\xff"], "a string that is not UTF-8 cannot be written as JSON at '/a'", '/a'],
            [['a' => ["\xff" => NAN]], "a key that is not UTF-8 cannot be written as JSON at '/a'", '/a'],
            [(object) ['a' => new \DateTime()], "an object of DateTime cannot be written as JSON at '/a'", '/a'],
            [[static fn () => 1], "an object of Closure cannot be written as JSON at '/0'", '/0'],
            [[STDIN], "a resource cannot be written as JSON at '/0'", '/0'],
            [$closed, "a resource cannot be written as JSON at ''", ''],
            [(object) ["\0a" => 1], "a property that begins with NUL cannot be written as JSON at ''", ''],
            [['a' => (object) ["\0" => NAN]], "a property that begins with NUL cannot be written as JSON at '/a'", '/a'],
            [$deep, 'the value is nested deeper than 512 levels', null],
            [$recursive, 'the value is nested deeper than 512 levels', null],
            [['a' => 1, 'b' => [NAN, "\xff"]], "NAN cannot be written as JSON at '/b/0'", '/b/0'],
        ];
        $schema = JsonSchema::compile(['type' => 'string', 'maxLength' => 0]);
        foreach ($table as [$value, $message, $pointer]) {
            foreach (['passes', 'check', 'validate'] as $method) {
                $exception = self::refused(static fn () => $schema->$method($value), $message);
                self::assertSame(
                    [SchemaException::BAD_VALUE, $message, $pointer],
                    [$exception->getCode(), $exception->getMessage(), $exception->getPointer()],
                );
            }
        }
    }

    public function testDepth(): void
    {
        $deep = 1;
        for ($level = 0; $level < 512; $level++) {
            $deep = [$deep];
        }
        $schema = JsonSchema::compile(['items' => ['$ref' => '#']]);
        self::assertTrue($schema->passes($deep));
        self::assertTrue($schema->passesJson(str_repeat('[', 511) . str_repeat(']', 511)));
        $this->expectException(JsonException::class);
        $schema->passesJson(str_repeat('[', 513) . str_repeat(']', 513));
    }

    public function testTexts(): void
    {
        $schema = JsonSchema::compile(['type' => 'object']);
        foreach (['passesJson', 'checkJson'] as $method) {
            try {
                $schema->$method('{"a": 1,}');
                self::fail('nothing was thrown');
            } catch (JsonException $exception) {
                self::assertSame([JSON_ERROR_SYNTAX, 8], [$exception->getCode(), $exception->getOffset()]);
            }
        }
        self::assertTrue(JsonSchema::compile(['properties' => ['a' => ['const' => 2]]])->passesJson('{"a": 1, "a": 2}'));
        self::assertTrue(JsonSchema::compile(['type' => 'integer'])->passesJson('123456789012345678901234567890'));
    }
}
