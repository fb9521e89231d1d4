<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

class JsonSchemaHostileTest extends TestCase
{
    use JsonSchemaAssertions;

    public function testSchemasNestedDeeply(): void
    {
        $schema = ['type' => 'integer'];
        for ($level = 0; $level < 255; $level++) {
            $schema = ['allOf' => [$schema]];
        }
        $compiled = JsonSchema::compile($schema);
        self::assertTrue($compiled->passes(1));
        self::assertSame([' | type | ' . str_repeat('/allOf/0', 255) . '/type | must be of type integer'], self::told($compiled->check('a')));
    }

    public function testNestedUnevaluatedProperties(): void
    {
        $schema = ['properties' => ['a' => true], 'unevaluatedProperties' => false];
        for ($level = 0; $level < 12; $level++) {
            $schema = ['allOf' => [$schema], 'unevaluatedProperties' => false];
        }
        $compiled = JsonSchema::compile($schema);
        self::assertTrue($compiled->passes(['a' => 1]));
        self::assertFalse($compiled->passes(['b' => 1]));
    }

    public function testARecursiveSchemaOnDeepValues(): void
    {
        $schema = JsonSchema::compile([
            '$defs' => ['node' => ['type' => 'object', 'properties' => ['next' => ['$ref' => '#/$defs/node']], 'required' => ['id']]],
            '$ref' => '#/$defs/node',
        ]);
        $value = ['id' => 1];
        for ($level = 0; $level < 500; $level++) {
            $value = ['id' => 1, 'next' => $value];
        }
        self::assertTrue($schema->passes($value));
        $bad = [];
        for ($level = 0; $level < 500; $level++) {
            $bad = ['id' => 1, 'next' => $bad];
        }
        self::assertSame(str_repeat('/next', 500), $schema->check($bad)->failed()[0]['field']);
    }

    public function testASchemaThatRefersToItselfWithoutGoingDeeper(): void
    {
        foreach (['{"$ref": "#"}', '{"allOf": [{"$ref": "#"}]}', '{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}'] as $text) {
            self::assertTrue(JsonSchema::compile($text)->passes(1), $text);
        }
        $schema = JsonSchema::compile('{"anyOf": [{"type": "string"}, {"allOf": [{"$ref": "#"}, {"type": "integer"}]}]}');
        self::assertTrue($schema->passes('a'));
        self::assertTrue($schema->passes(1));
        self::assertFalse($schema->passes(null));
    }

    public function testHugeNumbers(): void
    {
        $table = [
            ['{"multipleOf": 1e-300}', 1e300, true],
            ['{"multipleOf": 1e300}', 1e-300, false],
            ['{"multipleOf": 1e308}', 9223372036854775807, false],
            ['{"minLength": 1e300}', 'a', false],
            ['{"maxItems": 1e300}', [1], true],
        ];
        foreach ($table as [$schema, $value, $expected]) {
            self::assertSame($expected, JsonSchema::compile($schema)->passes($value), $schema);
        }
    }

    public function testManyItems(): void
    {
        $items = array_map(static fn (int $number): array => ['id' => $number, 'tags' => ["t$number"]], range(1, 20_000));
        $schema = JsonSchema::compile(['uniqueItems' => true, 'items' => ['required' => ['id']]]);
        self::assertTrue($schema->passes($items));
        // Quadratic time would be minutes.
        self::assertFalse($schema->passes([...$items, ['tags' => ['t5'], 'id' => 5.0]]));
    }

    public function testAPatternThatTakesTooLongGivesNoVerdict(): void
    {
        $schema = JsonSchema::compile(['properties' => ['x' => ['pattern' => '^(a|a)*\1$(?!x)']]]);
        $exception = self::refused(static fn () => $schema->passes(['x' => str_repeat('a', 60) . '!']), 'a pattern');
        self::assertSame(
            [SchemaException::BAD_VALUE, "a pattern takes too long on the value at '/x'", '/x'],
            [$exception->getCode(), $exception->getMessage(), $exception->getPointer()],
        );
    }

    public function testPatternsOfEcmaScript(): void
    {
        $table = [
            ['^\d+$', ['12'], ["12\n", '١٢']],
            ['^\w$', ['a', '_'], ['ä']],
            ['^\s$', ["\u{a0}", "\u{feff}", "\t"], ["\u{200b}"]],
            ['^\S$', ['a', "\u{200b}"], ["\u{2003}"]],
            ['^.$', ['a', '😀'], ["\n"]],
            ['^\p{Letter}+$', ['aäß'], ['1']],
            ['^\p{Script=Greek}$', ['α'], ['a']],
            ['^[\u0041-\u{5A}]$', ['A'], ['a']],
            ['^\cJ\/$', ["\n/"], []],
            ['^(a|b)\1$', ['aa', 'bb'], ['ab']],
            ['^(?!a)\w(?<=b)$', ['b'], ['a', 'c']],
            ['^[[:a]$', ['[', ':', 'a'], ['b']],
            ['~', ['~'], ['a']],
        ];
        foreach ($table as [$pattern, $good, $bad]) {
            $schema = JsonSchema::compile(['pattern' => $pattern]);
            foreach ($good as $text) {
                self::assertTrue($schema->passes($text), "$pattern, $text");
            }
            foreach ($bad as $text) {
                self::assertFalse($schema->passes($text), "$pattern, $text");
            }
        }
    }

    public function testNumbersBeyondAFloatInTexts(): void
    {
        $schema = JsonSchema::compile('{"type":["integer","array"]}');
        foreach (['1E400', '-1e+999', '[1, 2e308, 3]', str_repeat('9', 400)] as $text) {
            foreach (['passesJson', 'checkJson'] as $method) {
                $exception = self::refused(static fn () => $schema->$method($text), $text);
                self::assertSame(SchemaException::BAD_VALUE, $exception->getCode(), $text);
            }
        }
        self::assertTrue($schema->passesJson('1e300'));
    }
}
