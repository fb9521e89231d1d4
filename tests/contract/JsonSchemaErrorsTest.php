<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

class JsonSchemaErrorsTest extends TestCase
{
    use JsonSchemaAssertions;

    private const DRAFT_4 = '"$schema": "http://json-schema.org/draft-04/schema#"';
    private const DRAFT_7 = '"$schema": "http://json-schema.org/draft-07/schema#"';

    public function testKeywordsInTheirWords(): void
    {
        $table = [
            ['false', '1', [' | false |  | is not allowed']],
            ['true', '1', []],
            ['{"type": "string"}', '1', [' | type | /type | must be of type string']],
            ['{"type": ["string"]}', '1', [' | type | /type | must be of type string']],
            ['{"type": ["string", "null", "integer"]}', '1.5', [' | type | /type | must be of one of the types null, integer, string']],
            ['{"type": "integer"}', '5.0', []],
            ['{' . self::DRAFT_4 . ', "type": "integer"}', '5.0', [' | type | /type | must be of type integer']],
            ['{"enum": [1, "a"], "const": 1}', '2', [' | const | /const | must be the one value allowed', ' | enum | /enum | must be one of the values listed']],
            ['{"enum": [[1.0]], "const": [1]}', '[1]', []],
            ['{"const": {"a": [1, {"b": null}], "c": 0}}', '{"c": 0.0, "a": [1.0, {"b": null}]}', []],
            ['{"const": {}}', '[]', [' | const | /const | must be the one value allowed']],
            ['{"minimum": 3.0}', '2', [' | minimum | /minimum | must be at least 3']],
            ['{"maximum": 1.5}', '2', [' | maximum | /maximum | must be at most 1.5']],
            ['{"exclusiveMinimum": 1e20}', '2', [' | exclusiveMinimum | /exclusiveMinimum | must be greater than 1.0e+20']],
            ['{"exclusiveMaximum": -2}', '-2', [' | exclusiveMaximum | /exclusiveMaximum | must be less than -2']],
            ['{"multipleOf": 1e-5}', '2.000001', [' | multipleOf | /multipleOf | must be a multiple of 1.0e-5']],
            [
                '{' . self::DRAFT_4 . ', "minimum": 5, "exclusiveMinimum": true, "maximum": 5, "exclusiveMaximum": false}',
                '5',
                [' | exclusiveMinimum | /exclusiveMinimum | must be greater than 5'],
            ],
            ['{"minLength": 1}', '""', [' | minLength | /minLength | must have at least 1 character']],
            ['{"maxLength": 2.0}', '"äöü"', [' | maxLength | /maxLength | must have at most 2 characters']],
            ['{"pattern": "^[a-z]+$"}', '"a\n"', [" | pattern | /pattern | must match the pattern '^[a-z]+$'"]],
            ['{"format": "email"}', '"a@"', [" | format | /format | must be of the format 'email'"]],
            ['{"format": "nothing we know"}', '"a@"', []],
            ['{"minItems": 1}', '[]', [' | minItems | /minItems | must have at least 1 item']],
            ['{"maxItems": 0}', '[1]', [' | maxItems | /maxItems | must have at most 0 items']],
            ['{"uniqueItems": true}', '[1, {"a": 1, "b": 2}, {"b": 2.0, "a": 1.0}]', [' | uniqueItems | /uniqueItems | must not have an item twice']],
            ['{"contains": {"type": "integer"}}', '["a"]', [' | contains | /contains | must have items that match, as many as asked for']],
            ['{"maxContains": 1, "contains": true}', '[1, 2]', [' | contains | /contains | must have items that match, as many as asked for']],
            ['{"minProperties": 2}', '{"a": 1}', [' | minProperties | /minProperties | must have at least 2 properties']],
            ['{"maxProperties": 1}', '{"a": 1, "b": 2}', [' | maxProperties | /maxProperties | must have at most 1 property']],
            ['{"required": ["b", "a"]}', '{}', [" | required | /required | must have the property 'a'", " | required | /required | must have the property 'b'"]],
            ['{"dependentRequired": {"x": ["a"]}}', '{"x": 1}', [" | dependentRequired | /dependentRequired | must have the property 'a'"]],
            ['{"dependencies": {"x": ["a"]}}', '{"x": 1}', [" | dependencies | /dependencies | must have the property 'a'"]],
            ['{"anyOf": [{"type": "string"}, {"type": "null"}]}', '1', [' | anyOf | /anyOf | must match at least one of the alternatives']],
            ['{"oneOf": [{"type": "string"}, {"type": "null"}]}', '1', [' | oneOf | /oneOf | must match exactly one of the alternatives']],
            ['{"oneOf": [true, {"type": "integer"}]}', '1', [' | oneOf | /oneOf | must match exactly one of the alternatives']],
            ['{"not": {"type": "integer"}}', '1', [' | not | /not | must not match what is excluded']],
            ['{"contentEncoding": "base64", "contentMediaType": "application/json", "contentSchema": false}', '"%"', []],
            ['{' . self::DRAFT_7 . ', "contentEncoding": "base64", "contentMediaType": "application/json"}', '"%"', []],
        ];
        foreach ($table as [$schema, $json, $expected]) {
            self::assertTold($expected, $schema, $json);
        }
    }

    public function testKeywordsThatApplySchemasTellOfWhatIsBeneath(): void
    {
        $name = 'the name of a property ';
        $table = [
            ['{"allOf": [{"type": "integer"}, {"minimum": 3}]}', '1.5', [
                ' | type | /allOf/0/type | must be of type integer',
                ' | minimum | /allOf/1/minimum | must be at least 3',
            ]],
            ['{"if": {"type": "integer"}, "then": {"minimum": 3}, "else": false}', '1', [' | minimum | /then/minimum | must be at least 3']],
            ['{"if": {"type": "integer"}, "then": {"minimum": 3}, "else": false}', '"1"', [' | false | /else | is not allowed']],
            ['{"properties": {"a": false, "b/c~": {"type": "null"}}}', '{"b/c~": 1, "a": 1}', [
                '/a | false | /properties/a | is not allowed',
                '/b~1c~0 | type | /properties/b~1c~0/type | must be of type null',
            ]],
            ['{"patternProperties": {"^a": {"type": "null"}, "b$": false}}', '{"ab": 1}', [
                '/ab | type | /patternProperties/^a/type | must be of type null',
                '/ab | false | /patternProperties/b$ | is not allowed',
            ]],
            ['{"properties": {"a": true}, "additionalProperties": false}', '{"c": 1, "a": 1, "b": 1}', [
                '/b | additionalProperties | /additionalProperties | is not allowed',
                '/c | additionalProperties | /additionalProperties | is not allowed',
            ]],
            ['{"additionalProperties": {"type": "null"}}', '{"a": 1}', ['/a | type | /additionalProperties/type | must be of type null']],
            ['{"propertyNames": {"maxLength": 2, "pattern": "^a"}}', '{"bcd": {"x": 1}, "a": 1, "efg": 1}', [
                " | maxLength | /propertyNames/maxLength | {$name}must have at most 2 characters",
                " | pattern | /propertyNames/pattern | {$name}must match the pattern '^a'",
            ]],
            ['{"propertyNames": false}', '{"a": 1}', [' | false | /propertyNames | is not allowed']],
            ['{"propertyNames": {"allOf": [false]}}', '{"a": 1}', [" | false | /propertyNames/allOf/0 | {$name}is not allowed"]],
            ['{"prefixItems": [{"type": "null"}, false], "items": {"type": "string"}}', '[1, 2, 3]', [
                '/0 | type | /prefixItems/0/type | must be of type null',
                '/1 | false | /prefixItems/1 | is not allowed',
                '/2 | type | /items/type | must be of type string',
            ]],
            ['{"prefixItems": [true], "items": false}', '[1, 2, 3]', ['/1 | false | /items | is not allowed', '/2 | false | /items | is not allowed']],
            ['{' . self::DRAFT_7 . ', "items": [true], "additionalItems": false}', '[1, 2, 3]', [
                ' | additionalItems | /additionalItems | must have at most 1 item',
            ]],
            ['{' . self::DRAFT_7 . ', "items": [{"type": "null"}], "additionalItems": {"type": "null"}}', '[1, 2]', [
                '/0 | type | /items/0/type | must be of type null',
                '/1 | type | /additionalItems/type | must be of type null',
            ]],
            ['{' . self::DRAFT_7 . ', "items": {"type": "integer"}, "additionalItems": false}', '[1, 2]', []],
            ['{"dependentSchemas": {"a": {"required": ["b"]}}}', '{"a": 1}', [" | required | /dependentSchemas/a/required | must have the property 'b'"]],
            ['{"dependencies": {"a": {"required": ["b"]}}}', '{"a": 1}', [" | required | /dependencies/a/required | must have the property 'b'"]],
            ['{"$defs": {"n": {"$ref": "#/$defs/m"}, "m": {"type": "null"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}', '{"a": 1}', [
                '/a | type | /properties/a/$ref/$ref/type | must be of type null',
            ]],
            ['{"$id": "http://a.example/", "$dynamicAnchor": "n", "type": "object", "properties": {"a": {"$dynamicRef": "#n"}}}', '{"a": {"a": 1}}', [
                '/a/a | type | /properties/a/$dynamicRef/properties/a/$dynamicRef/type | must be of type object',
            ]],
        ];
        foreach ($table as [$schema, $json, $expected]) {
            self::assertTold($expected, $schema, $json);
        }
    }

    public function testUnevaluatedIsToldWhereNothingElseFailed(): void
    {
        $table = [
            ['{"properties": {"a": true}, "unevaluatedProperties": false}', '{"a": 1, "c": 1, "b": 1}', [
                '/b | unevaluatedProperties | /unevaluatedProperties | is not allowed',
                '/c | unevaluatedProperties | /unevaluatedProperties | is not allowed',
            ]],
            ['{"unevaluatedProperties": {"type": "null"}}', '{"a": 1, "b": null}', [
                '/a | unevaluatedProperties | /unevaluatedProperties | is not allowed',
            ]],
            ['{"properties": {"a": {"type": "null"}}, "unevaluatedProperties": false}', '{"a": 1, "b": 1}', [
                '/a | type | /properties/a/type | must be of type null',
            ]],
            ['{"anyOf": [{"properties": {"a": {"type": "null"}}, "required": ["a"]}, {"properties": {"b": true}}], "unevaluatedProperties": false}', '{"a": 1, "b": 1}', [
                '/a | unevaluatedProperties | /unevaluatedProperties | is not allowed',
            ]],
            ['{"prefixItems": [true], "unevaluatedItems": false}', '[1, 2, 3]', [' | unevaluatedItems | /unevaluatedItems | has items that are not allowed']],
            ['{"contains": {"type": "null"}, "unevaluatedItems": {"type": "string"}}', '[null, "a", 1]', [
                ' | unevaluatedItems | /unevaluatedItems | has items that are not allowed',
            ]],
            ['{"contains": {"type": "null"}, "unevaluatedItems": {"type": "string"}}', '[null, "a"]', []],
        ];
        foreach ($table as [$schema, $json, $expected]) {
            self::assertTold($expected, $schema, $json);
        }
    }

    public function testErrorsComeInTheOrderOfPointers(): void
    {
        $schema = '{"additionalProperties": {"items": {"type": "null"}, "type": "array"}, "required": ["z"]}';
        $json = '{"b": [' . implode(', ', array_fill(0, 11, '1')) . '], "a": 1, "10": 1, "9": 1, "09": 1, "~": 1}';
        $pointers = array_keys(JsonSchema::compile($schema)->checkJson($json)->errors());
        $items = array_map(static fn (int $index): string => "/b/$index", range(0, 10));
        self::assertSame(['', '/09', '/9', '/10', '/a', ...$items, '/~0'], array_map(strval(...), $pointers));
    }

    public function testTheSameErrorIsToldOnce(): void
    {
        $schema = '{"$defs": {"s": {"required": ["a"]}}, "propertyNames": {"maxLength": 1}}';
        self::assertTold(
            [' | maxLength | /propertyNames/maxLength | the name of a property must have at most 1 character'],
            $schema,
            '{"bb": 1, "cc": 2}',
        );
    }

    public function testResults(): void
    {
        $schema = JsonSchema::compile(['properties' => ['a' => ['type' => 'string'], 'b' => ['minimum' => 3, 'type' => 'integer']]]);
        $value = ['b' => 1.5, 'a' => 1];
        $result = $schema->check($value);
        self::assertFalse($result->ok);
        self::assertSame(['/a' => ['must be of type string'], '/b' => ['must be at least 3', 'must be of type integer']], $result->errors());
        self::assertSame('must be of type string', $result->first());
        self::assertSame('must be at least 3', $result->first('/b'));
        self::assertNull($result->first('/c'));
        try {
            $schema->validate($value);
            self::fail('nothing was thrown');
        } catch (ValidationException $exception) {
            self::assertSame(['must be of type string (and 2 more)', 422], [$exception->getMessage(), $exception->getCode()]);
            self::assertSame($result->failed(), $exception->getResult()->failed());
        }
        $value = ['a' => 'x', 'b' => 4, 'c' => new \stdClass()];
        self::assertSame($value, $schema->validate($value));
        self::assertSame($value, $schema->check($value)->validated());
        self::assertSame(['a' => 'x', 'c' => []], $schema->checkJson('{"a": "x", "c": {}}')->validated());
        self::assertSame([], $schema->check($value)->failed());
        $this->expectException(ValidationException::class);
        $schema->checkJson('{"a": 1}')->validated();
    }
}
