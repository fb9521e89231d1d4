<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

class JsonSchemaReferencesTest extends TestCase
{
    use JsonSchemaAssertions;

    public function testRegisteredDocuments(): void
    {
        $documents = [
            'https://example.com/text.json' => '{"type": "string", "$defs": {"short": {"$anchor": "s", "maxLength": 2}}}',
            'https://example.com/array.json#' => ['$defs' => ['n' => ['type' => 'null'], 'on' => ['$ref' => 'text.json#/$defs/short']]],
            'https://example.com/object.json' => (object) ['$id' => 'https://example.org/own', 'type' => 'integer'],
            'urn:example:nothing' => false,
            'https://example.com/broken.json' => ['type' => 5],
        ];
        $table = [
            ['https://example.com/text.json', '1', [' | type | /$ref/type | must be of type string']],
            ['https://example.com/text.json#/$defs/short', '"abc"', [' | maxLength | /$ref/maxLength | must have at most 2 characters']],
            ['https://example.com/text.json#s', '"abc"', [' | maxLength | /$ref/maxLength | must have at most 2 characters']],
            ['https://example.com/array.json#/$defs/n', '1', [' | type | /$ref/type | must be of type null']],
            ['https://example.com/array.json#/$defs/on', '"abc"', [' | maxLength | /$ref/$ref/maxLength | must have at most 2 characters']],
            ['https://example.com/object.json', '"a"', [' | type | /$ref/type | must be of type integer']],
            ['HTTPS://EXAMPLE.COM/x/../object.json', '"a"', [' | type | /$ref/type | must be of type integer']],
            ['https://example.com:443/%6Fbject.json', '"a"', [' | type | /$ref/type | must be of type integer']],
            ['urn:example:nothing', '1', [' | false | /$ref | is not allowed']],
            ['http://json-schema.org/draft-07/schema#', '{"minLength": -1}', [
                '/minLength | minimum | /$ref/properties/minLength/$ref/allOf/0/$ref/minimum | must be at least 0',
            ]],
            ['https://json-schema.org/draft/2020-12/schema', '{"minLength": -1}', [
                '/minLength | minimum | /$ref/allOf/3/$ref/properties/minLength/$ref/$ref/minimum | must be at least 0',
            ]],
        ];
        foreach ($table as [$reference, $json, $expected]) {
            $compiled = JsonSchema::compile(['$ref' => $reference], $documents);
            self::assertTold($expected, $reference, $json, $compiled);
        }
        $relative = JsonSchema::compile(['$id' => 'https://example.com/a/b.json', '$ref' => '../text.json'], $documents);
        self::assertFalse($relative->passes(1));
    }

    public function testAnEmptyReferenceIsOneToTheResourceItself(): void
    {
        foreach (['4', '6', '7', '2019-09', '2020-12'] as $draft) {
            $compiled = JsonSchema::compile('{"type": "object", "properties": {"a": {"$ref": ""}}}', draft: $draft);
            self::assertTold(['/a | type | /properties/a/$ref/type | must be of type object'], "draft $draft", '{"a": 1}', $compiled);
            self::assertFalse($compiled->passes((object) ['a' => 1]), "draft $draft");
            self::assertFalse($compiled->passesJson('{"a": {"a": 1}}'), "draft $draft");
            self::assertTrue($compiled->passesJson('{"a": {"a": {}}}'), "draft $draft");
        }
        $dynamic = JsonSchema::compile('{"type": "object", "properties": {"a": {"$dynamicRef": ""}}}');
        self::assertTold(['/a | type | /properties/a/$dynamicRef/type | must be of type object'], 'dynamic', '{"a": 1}', $dynamic);
        $documents = ['https://example.com/a.json' => '{"type": "object", "properties": {"a": {"$ref": ""}}}'];
        $registered = JsonSchema::compile(['$ref' => 'https://example.com/a.json'], $documents);
        self::assertTold(['/a | type | /$ref/properties/a/$ref/type | must be of type object'], 'registered', '{"a": 1}', $registered);
        // What is no schema stays as it is.
        self::assertTrue(JsonSchema::compile('{"const": {"$ref": ""}}')->passesJson('{"$ref": ""}'));
    }

    public function testReferencesAreLookedForWhereSchemasStand(): void
    {
        $fault = "there is no document '/a': give it to compile()";
        $table = [
            '4' => ['if', '$defs/a', 'contentSchema', 'prefixItems/0', 'additionalItems', 'dependencies/a'],
            '6' => ['additionalItems', 'dependencies/a', 'contains', 'definitions/a'],
            '7' => ['additionalItems', 'dependencies/a', 'then', 'definitions/a'],
            '2019-09' => ['additionalItems', 'dependencies/a', 'contentSchema', '$defs/a'],
            '2020-12' => ['prefixItems/0', 'dependentSchemas/a', 'contentSchema', 'definitions/a'],
        ];
        $elsewhere = [
            '6' => ['if', '$defs/a', 'contentSchema', 'x'], '7' => ['$defs/a', 'contentSchema', 'dependentSchemas/a', 'const'], '2019-09' => ['enum/0', 'default'], '2020-12' => ['additionalItems', 'default'],
        ];
        foreach ([[$table, $fault], [$elsewhere, null]] as [$places, $expected]) {
            foreach ($places as $draft => $keywords) {
                foreach ($keywords as $keyword) {
                    $schema = array_reduce(array_reverse(explode('/', $keyword)), static fn (array $inner, string $name): array => $name === '0' ? [$inner] : [$name => $inner], ['$ref' => '/a']);
                    $told = null;
                    try {
                        JsonSchema::compile($schema, draft: (string) $draft);
                    } catch (SchemaException $exception) {
                        $told = $exception->getMessage();
                    }
                    self::assertSame($expected, $told, "$keyword in draft $draft");
                }
            }
        }
    }

    public function testWhatIsNotThereIsNotLookedForAnywhere(): void
    {
        $documents = ['https://example.com/a.json' => ['$defs' => ['far' => ['$ref' => 'b.json']]]];
        $table = [
            ['{"$ref": "https://example.com/none.json"}', "there is no document 'https://example.com/none.json': give it to compile()"],
            ['{"$ref": "https://example.com/none.json#/a"}', "there is no document 'https://example.com/none.json': give it to compile()"],
            ['{"$ref": "file:///etc/passwd"}', "there is no document 'file:///etc/passwd': give it to compile()"],
            ['{"$ref": "other.json"}', "there is no document 'other.json': give it to compile()"],
            ['{"$ref": "/a"}', "there is no document '/a': give it to compile()"],
            ['{"$ref": "../a/./b#/c"}', "there is no document '../a/./b#/c': give it to compile()"],
            ['{"$ref": "//example.com/a"}', "there is no document '//example.com/a': give it to compile()"],
            ['{"$id": "d/s", "not": {"$ref": "a#"}}', "there is no document 'a': give it to compile()"],
            ['{"$id": "d/s", "not": {"$ref": "/"}}', "there is no document '/': give it to compile()"],
            ['{"$id": "https://example.com/d/s", "not": {"$ref": "a#/b"}}', "there is no document 'https://example.com/d/a': give it to compile()"],
            ['{"$id": "urn:x:y", "not": {"$ref": "/a"}}', "'/a' is no URI reference"],
            ['{"$id": "urn:x:y", "not": {"$ref": "?a"}}', "'?a' is no URI reference"],
            ['{"$ref": "HTTPS://U:P@EX%41MPLE.com:0443/%7e%2f%c3?%41"}', "there is no document 'https://U:P@example.com/~%2F%C3?A': give it to compile()"],
            ['{"$ref": "x:/a/..//b"}', "there is no document 'x:/.//b': give it to compile()"],
            ['{"$defs": {"unused": {"$ref": "http://localhost:1/"}}}', "there is no document 'http://localhost:1/': give it to compile()"],
            ['{"$ref": "https://example.com/a.json"}', "there is no document 'https://example.com/b.json': give it to compile()"],
            ['{"$ref": "#/$defs/none"}', "a reference points to '/\$defs/none', where nothing is"],
            ['{"$defs": {"a": {"enum": [1]}}, "$ref": "#/$defs/a/enum/01"}', "a reference points to '/\$defs/a/enum/01', where nothing is"],
            ['{"$ref": "#none"}', "a reference names the anchor 'none', which is nowhere"],
            ['{"$ref": "http://[bad"}', "'http://[bad' is no URI reference"],
        ];
        foreach ($table as [$schema, $message]) {
            $exception = self::refused(static fn () => JsonSchema::compile($schema, $documents), $schema);
            self::assertSame([SchemaException::UNRESOLVED_REFERENCE, $message], [$exception->getCode(), $exception->getMessage()], $schema);
        }
        self::assertTrue(JsonSchema::compile(true, $documents)->passes(1));
    }

    public function testDocumentsAreSchemas(): void
    {
        $table = [
            [['a.json' => true], SchemaException::BAD_DEFINITION, "'a.json' is no absolute URI"],
            [['http://a.example/#b' => true], SchemaException::BAD_DEFINITION, "'http://a.example/#b' is no absolute URI"],
            [[true], SchemaException::BAD_DEFINITION, "'0' is no absolute URI"],
            [['http://a.example/' => 1], SchemaException::BAD_DEFINITION, 'a schema must be an array, an object, a bool or a JSON text, int given'],
            [
                ['http://a.example/' => ['minimum' => 'x']],
                SchemaException::INVALID_SCHEMA,
                "'http://a.example/' does not follow the meta-schema: must be of type number at '/minimum'",
            ],
        ];
        foreach ($table as [$documents, $code, $message]) {
            $exception = self::refused(static fn () => JsonSchema::compile(['$ref' => 'http://a.example/'], $documents), $message);
            self::assertSame([$code, $message], [$exception->getCode(), $exception->getMessage()]);
        }
        $this->expectException(JsonException::class);
        JsonSchema::compile(true, ['http://a.example/' => '{']);
    }

    public function testDrafts(): void
    {
        $value = ['a' => 5];
        $exclusive = ['properties' => ['a' => ['exclusiveMinimum' => 5]]];
        self::assertFalse(JsonSchema::compile($exclusive)->passes($value));
        self::assertFalse(JsonSchema::compile($exclusive, draft: '6')->passes($value));
        $old = ['properties' => ['a' => ['minimum' => 5, 'exclusiveMinimum' => true]]];
        self::assertFalse(JsonSchema::compile($old, draft: '4')->passes($value));
        self::assertFalse(JsonSchema::compile(['$schema' => 'http://json-schema.org/draft-04/schema#'] + $old)->passes($value));
        $conditional = ['if' => true, 'then' => false];
        self::assertTrue(JsonSchema::compile($conditional, draft: '6')->passes($value));
        self::assertFalse(JsonSchema::compile($conditional, draft: '7')->passes($value));
        $tuple = ['items' => [['type' => 'string']]];
        self::assertFalse(JsonSchema::compile($tuple, draft: '2019-09')->passes([1]));
        $document = ['https://example.com/tuple' => $tuple];
        $reference = ['$ref' => 'https://example.com/tuple'];
        self::assertFalse(JsonSchema::compile($reference, $document, draft: '7')->passes([1]));
        $table = [
            [static fn () => JsonSchema::compile(true, draft: '5'), "there is no draft '5': 4, 6, 7, 2019-09 and 2020-12 are known"],
            [static fn () => JsonSchema::compile(['$schema' => 'http://example.com/own']), "there is no meta-schema 'http://example.com/own'"],
        ];
        foreach ($table as [$call, $message]) {
            $exception = self::refused($call, $message);
            self::assertSame([SchemaException::UNKNOWN_DRAFT, $message], [$exception->getCode(), $exception->getMessage()]);
        }
    }

    public function testAMetaSchemaOfOnesOwn(): void
    {
        $documents = [
            'https://example.com/meta' => [
                '$schema' => 'https://json-schema.org/draft/2020-12/schema',
                '$id' => 'https://example.com/meta',
                '$vocabulary' => [
                    'https://json-schema.org/draft/2020-12/vocab/core' => true,
                    'https://json-schema.org/draft/2020-12/vocab/applicator' => true,
                ],
            ],
        ];
        $schema = ['$schema' => 'https://example.com/meta', 'properties' => ['a' => ['minimum' => 5], 'b' => false]];
        $compiled = JsonSchema::compile($schema, $documents);
        self::assertTrue($compiled->passes(['a' => 1]));
        self::assertFalse($compiled->passes(['b' => 1]));
    }

    public function testBadSchemas(): void
    {
        $deep = 1;
        for ($level = 0; $level < 513; $level++) {
            $deep = ['not' => $deep];
        }
        $follow = 'does not follow the meta-schema: ';
        $table = [
            [['properties' => ['a' => ['minimum' => '5']]], 1, "{$follow}must be of type number at '/properties/a/minimum'", '/properties/a/minimum'],
            [['type' => 'text'], 1, "{$follow}must match at least one of the alternatives at '/type'", '/type'],
            ['{"properties": []}', 1, "{$follow}must be of type object at '/properties'", '/properties'],
            ['[1]', 1, "{$follow}must be of one of the types boolean, object at ''", ''],
            ['5', 1, "{$follow}must be of one of the types boolean, object at ''", ''],
            [['multipleOf' => 0], 1, "{$follow}must be greater than 0 at '/multipleOf'", '/multipleOf'],
            [['properties' => ['a/b' => ['pattern' => '[']]], 1, "'[' is no regular expression at '/properties/a~1b/pattern'", '/properties/a~1b/pattern'],
            [['patternProperties' => ['(' => true]], 1, "'(' is no regular expression at '/patternProperties/('", '/patternProperties/('],
            [['const' => ['a' => NAN]], 4, "NAN cannot be written as JSON at '/const/a'", '/const/a'],
            [['not' => new \DateTime()], 4, "an object of DateTime cannot be written as JSON at '/not'", '/not'],
            [$deep, 5, 'the schema is nested deeper than 512 levels', null],
        ];
        foreach ($table as [$schema, $code, $message, $pointer]) {
            $exception = self::refused(static fn () => JsonSchema::compile($schema), $message);
            self::assertSame([$code, $message, $pointer], [$exception->getCode(), $exception->getMessage(), $exception->getPointer()]);
        }
    }

    public function testATextThatIsNoJson(): void
    {
        foreach (['', '{"type": }', '{"a":1}x', str_repeat('[', 600)] as $text) {
            try {
                JsonSchema::compile($text);
                self::fail("nothing was thrown for '$text'");
            } catch (JsonException $exception) {
                self::assertNotSame(0, $exception->getCode());
            }
        }
    }
}
