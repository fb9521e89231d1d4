<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi;
use HighPerApp\HighPer\Native\Ffi\Library;
use PHPUnit\Framework\TestCase;

/**
 * The JSON texts that the FFI backend leaves to the native library: what it finds in them is what PHP finds.
 */
class FfiJsonSchemaTest extends TestCase
{
    private const FOLDER = __DIR__ . '/../contract/data/json-schema/';

    /** A text so long that the library is asked from it on. */
    private const LONG = 32768;

    protected function setUp(): void
    {
        if (Backend::current() === 'extension') {
            self::markTestSkipped('left out: JSON texts through FFI, since the extension is loaded');
        }
        FfiLibraryTest::library();
        self::assertNull(Library::obstacle());
    }

    public function testTheOfficialSuite(): void
    {
        foreach (['4', '6', '7', '2019-09', '2020-12'] as $draft) {
            self::assertAgreement($draft);
        }
    }

    private static function assertAgreement(string $draft): void
    {
        $documents = array_map(self::text(...), (array) json_decode((string) file_get_contents(self::FOLDER . 'remotes.json')));
        $different = [];
        $count = 0;
        foreach (file(self::FOLDER . "draft-$draft.ndjson", FILE_IGNORE_NEW_LINES) ?: [] as $line) {
            $case = json_decode($line, false, 512, JSON_THROW_ON_ERROR);
            $schema = self::text($case->schema);
            $given = [$schema, $documents, str_contains($case->file, '/format/'), $draft];
            $native = self::native(...$given);
            $php = Fallback\JsonSchema::compile(...$given);
            foreach ($case->tests as [, $value]) {
                $text = self::text($value);
                if (self::found($native, $text) !== self::found($php, $text)) {
                    $different[] = "$schema: $text";
                }
                ++$count;
            }
        }
        self::assertSame([], $different, "draft $draft");
        self::assertGreaterThan(500, $count);
    }

    public function testTextsThatAreSpecial(): void
    {
        $schemas = [
            '{"properties": {"a": {"minimum": 2, "maxLength": 2}}, "required": ["b"], "maxProperties": 12}',
            '{"uniqueItems": true, "items": {"type": ["integer", "array", "object", "null"]}}',
            '{"additionalProperties": {"const": 1.0}}',
            '{"pattern": "^(?=(a+)+$)b"}',
        ];
        $texts = [
            '', '{', '[1,]', "\"\x01\"", "\"\xff\"", '{"a": 1} x', '{"\u0000a": 1}', '{"a": "\u0000"}', '{"": 1}', '{"a": 3, "a": 1}', '{"a": 1, "a": 3, "b": 0}',
            '[]', '{}', '[{}, []]', '[1, 1.0]', '[1e2, 100]', '[0, -0.0]', '[9223372036854775807, 9223372036854775808]', '[1e999, -1e999]',
            "\"\u{10FE80}\u{1F600}\u{e9}\"", "{\"\u{10FE80}\": 2}", '{"a": "\ud83d\ude00\u00e9x"}',
            '{' . implode(',', array_map(static fn (int $at): string => "\"k$at\": " . $at % 2, range(20, 1))) . '}',
            str_repeat('[', 511) . str_repeat(']', 511), str_repeat('[', 512) . str_repeat(']', 512), str_repeat('[', 513) . str_repeat(']', 513),
        ];
        foreach ($schemas as $schema) {
            $native = self::native($schema);
            $php = Fallback\JsonSchema::compile($schema);
            foreach ($texts as $text) {
                self::assertSame(self::found($php, $text), self::found($native, $text), "schema: $schema, text: $text");
            }
        }
    }

    public function testSchemasOfValues(): void
    {
        $reference = 'https://example.com/a';
        $schemas = [
            [['type' => 'number', 'multipleOf' => 0.1, 'maximum' => 5.0]],
            [['items' => [], 'prefixItems' => [['const' => 1.0]]]],
            [(object) ['properties' => (object) ['0' => ['type' => 'null']]]],
            [['$ref' => "$reference#/x"], [$reference => ['x' => ['enum' => [1.5, 'é/', null]]]]],
            [['$ref' => $reference], [$reference => '{"format": "email"}'], true, '7'],
            [true],
            [false],
        ];
        foreach ($schemas as $given) {
            $native = self::native(...$given);
            $php = Fallback\JsonSchema::compile(...$given);
            foreach (['1', '1.5', '0.3', '5.5', '[1]', '[2]', '{"0": null}', '{"0": 1}', '"é/"', '"a@example.com"', 'null'] as $text) {
                self::assertSame(self::found($php, $text), self::found($native, $text), json_encode($given) . ", text: $text");
            }
        }
    }

    public function testTheLibraryIsAskedWhenItPays(): void
    {
        $schema = Ffi\JsonSchema::compile('{"type": "null"}');
        $seen = new \ReflectionProperty(Ffi\JsonSchema::class, 'compiled');
        self::assertTrue($schema->passesJson(str_repeat(' ', self::LONG - 5) . 'null'));
        self::assertNull($seen->getValue($schema));
        self::assertFalse($schema->passesJson('[]'));
        self::assertNotNull($seen->getValue($schema));
        $copy = clone $schema;
        unset($schema);
        self::assertTrue($copy->passesJson('null'));
    }

    /**
     * A schema that is asked in the library.
     *
     * @param array<array-key, mixed>|object|bool|string $schema
     * @param array<string, mixed>                       $documents
     */
    private static function native(array|object|bool|string $schema, array $documents = [], bool $formats = false, ?string $draft = null): Ffi\JsonSchema
    {
        $compiled = Ffi\JsonSchema::compile($schema, $documents, $formats, $draft);
        $compiled->passesJson(str_repeat(' ', self::LONG) . '0');

        return $compiled;
    }

    /**
     * Everything that a schema says of a text.
     *
     * @return array<array-key, mixed>
     */
    private static function found(Fallback\JsonSchema $schema, string $json): array
    {
        try {
            $result = $schema->checkJson($json);

            return [$result->ok, $schema->passesJson($json), $result->errors(), $result->failed(), $result->ok ? $result->validated() : null];
        } catch (HighPerException $exception) {
            return [$exception::class, $exception->getCode(), $exception->getMessage()];
        }
    }

    private static function text(mixed $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
    }
}
