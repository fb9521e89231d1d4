<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * JSON Schemas of all drafts, and values for them, as values and as texts.
 */
class JsonSchemas implements Family
{
    private const TYPES = ['string', 'integer', 'number', 'boolean', 'null', 'array', 'object'];
    private const NAMES = ['a', 'b', 'x-1', '', "\u{e9}", 'a/b', '~', '0'];
    private const PATTERNS = ['^a', 'b$', '\d+', '^[a-z]*$', '.', '^\S+$', "\u{e9}", '\p{L}', '^x-', 'a|b', '(ab){1,2}', '\w', '^$'];
    private const FORMATS = ['email', 'date', 'date-time', 'time', 'ipv4', 'ipv6', 'uri', 'uri-reference', 'uuid', 'hostname', 'regex', 'json-pointer', 'duration', 'idn-email', 'unknown'];
    private const REFERENCES = ['#/$defs/d', '#/definitions/d', '#/$defs/e', '#/definitions/e'];
    private const STRINGS = [
        '', 'a', 'b', 'ab', 'abab', "\u{e9}", "e\u{301}", '12', 'x-1', 'a@example.com', '2024-02-29', '2023-02-29', '2024-02-29T12:00:00Z', '12:00:00Z', '127.0.0.1', '::1', 'https://example.com/a?b#c', '/a/~1',
        'f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'example.com', '-a', 'P1D', '[', '(', "\u{1f600}", 'A', ' ',
    ];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $schema = self::schema($values, 3);
        if (\is_array($schema) && $values->chance(60)) {
            $schema[$values->pick(['$defs', 'definitions'])] = (object) ['d' => self::schema($values, 2, ['#/$defs/e', '#/definitions/e']), 'e' => self::schema($values, 1, [])];
        }
        $data = [];
        for ($i = 0; $i < 8; ++$i) {
            $data[] = self::value($values, 3);
        }

        return ['schema' => $schema, 'data' => $data, 'formats' => $values->chance(50), 'draft' => $values->pick([null, null, '4', '6', '7', '2019-09', '2020-12', 'x'])];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        $schema = null;
        $answers = ['compiling' => Seen::of(static function () use ($case, &$schema): string {
            try {
                $schema = JsonSchema::compile($case['schema'], [], $case['formats'], $case['draft']);
            } catch (SchemaException $exception) {
                // Of several references that lead nowhere, any may be the one that is named.
                return $exception->getCode() === SchemaException::UNRESOLVED_REFERENCE ? 'a reference leads nowhere' : throw $exception;
            }

            return 'compiled';
        })];
        foreach ($schema === null ? [] : $case['data'] as $i => $value) {
            $answers["checking $i"] = Seen::of(static fn (): array => self::told($schema->check($value)));
            $passes = Seen::of(static fn (): bool => $schema->passes($value));
            $answers["passes $i"] = $passes;
            $text = json_encode($value, JSON_PRESERVE_ZERO_FRACTION);
            if (\is_string($text) && !self::hasEmptyArray($value)) {
                $ofText = Seen::of(static fn (): bool => $schema->passesJson($text));
                $answers["passes $i as a text"] = $ofText === $passes ? $ofText : self::WRONG . "$ofText, as a value $passes";
                $answers["checking $i as a text"] = Seen::of(static fn (): array => self::told($schema->checkJson($text)));
            }
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);

        return <<<PHP
            \$schema = JsonSchema::compile($code[schema], [], $code[formats], $code[draft]);
            foreach ($code[data] as \$value) {
                var_dump(\$schema->passes(\$value), \$schema->check(\$value)->errors(), \$schema->check(\$value)->failed(), \$schema->passesJson(json_encode(\$value, JSON_PRESERVE_ZERO_FRACTION)));
            }
            PHP;
    }

    /** Whether the empty array is in a value: it is an array and an object at once, which a text is not. */
    private static function hasEmptyArray(mixed $value): bool
    {
        if ($value === []) {
            return true;
        }
        foreach (\is_array($value) || \is_object($value) ? (array) $value : [] as $entry) {
            if (self::hasEmptyArray($entry)) {
                return true;
            }
        }

        return false;
    }

    /** @return list<mixed> */
    private static function told(ValidationResult $result): array
    {
        return [$result->ok, $result->errors(), $result->failed(), $result->first()];
    }

    /**
     * A schema whose references lead deeper into the value, or to where there are fewer: what a schema says that refers to itself in place is left open.
     *
     * @param list<string> $references Those that may stand in place.
     *
     * @return array<string, mixed>|bool
     */
    private static function schema(Values $values, int $depth, array $references = self::REFERENCES): array|bool
    {
        if ($values->chance(6)) {
            return $values->chance(70);
        }
        $schema = [];
        $below = static fn (): array|bool => self::schema($values, $depth - 1, $references);
        $inner = static fn (): array|bool => $values->chance(15) ? ['$ref' => $values->pick(['#', '', '#/properties/a', '#/nowhere', '/a', 'urn:a'])] : $below();
        for ($i = $values->random->getInt(1, 4); $i > 0; --$i) {
            $keyword = $values->random->getInt(0, $depth > 0 ? 37 : 20);
            $number = static fn (): int|float => $values->pick([0, 1, 2, 3, -1, 1.5, 0.5, 10, 1e3]);
            $schema += match ($keyword) {
                0, 1 => ['type' => $values->pick(self::TYPES)],
                2 => ['type' => array_values(array_unique([$values->pick(self::TYPES), $values->pick(self::TYPES)]))],
                3 => ['enum' => [self::value($values, 1), self::value($values, 1), $values->random->getInt(0, 3)]],
                4 => ['const' => self::value($values, 2)],
                5 => ['minimum' => $number()],
                6 => ['maximum' => $number()],
                7 => ['exclusiveMinimum' => $number()],
                8 => ['multipleOf' => $values->pick([1, 2, 0.5, 0.1, 3, 1.5, 1e-3])],
                9 => ['minLength' => $values->random->getInt(0, 3)],
                10 => ['maxLength' => $values->random->getInt(0, 3)],
                11 => ['pattern' => $values->pick(self::PATTERNS)],
                12 => ['format' => $values->pick(self::FORMATS)],
                13 => ['minItems' => $values->random->getInt(0, 3)],
                14 => ['maxItems' => $values->random->getInt(0, 3)],
                15 => ['uniqueItems' => $values->chance(80)],
                16 => ['required' => array_values(array_unique([$values->pick(self::NAMES), $values->pick(self::NAMES)]))],
                17 => ['minProperties' => $values->random->getInt(0, 3)],
                18 => ['maxProperties' => $values->random->getInt(0, 3)],
                19 => ['dependentRequired' => (object) [$values->pick(self::NAMES) => [$values->pick(self::NAMES)]]],
                20 => $references === [] ? [] : ['$ref' => $values->pick($references)],
                21, 22, 23 => ['properties' => (object) [$values->pick(self::NAMES) => $inner(), $values->pick(self::NAMES) => $below()]],
                24 => ['patternProperties' => (object) [$values->pick(self::PATTERNS) => $inner()]],
                25 => ['additionalProperties' => $inner()],
                26 => ['propertyNames' => $below()],
                27 => ['items' => $values->chance(80) ? $inner() : [$below(), $below()]],
                28 => ['prefixItems' => [$below(), $below()]],
                29 => ['contains' => $below()] + ($values->chance(40) ? ['minContains' => $values->random->getInt(0, 2), 'maxContains' => $values->random->getInt(0, 3)] : []),
                30 => ['allOf' => [$below(), $below()]],
                31 => ['anyOf' => [$below(), $below()]],
                32 => ['oneOf' => [$below(), $below()]],
                33 => ['not' => $below()],
                34 => ['if' => $below(), 'then' => $below(), 'else' => $below()],
                35 => ['dependentSchemas' => (object) [$values->pick(self::NAMES) => $below()]],
                36 => ['unevaluatedProperties' => $below()],
                37 => ['unevaluatedItems' => $below()],
            };
        }

        return $schema;
    }

    private static function value(Values $values, int $depth): mixed
    {
        return match ($values->random->getInt(0, $depth > 0 ? 13 : 8)) {
            0 => null,
            1 => $values->chance(50),
            2 => $values->random->getInt(-2, 12),
            3 => $values->pick([0.5, 1.0, 1.5, -0.0, 2.0, 1e3, 1e20, 0.1, 0.3, 3.0]),
            4, 5, 6, 7, 8 => $values->pick(self::STRINGS),
            9, 10 => array_map(static fn (): mixed => self::value($values, $depth - 1), range(1, $values->random->getInt(1, 4))),
            11, 12, 13 => (object) self::members($values, $depth),
        };
    }

    /** @return array<mixed> */
    private static function members(Values $values, int $depth): array
    {
        $members = [];
        for ($i = $values->random->getInt(0, 4); $i > 0; --$i) {
            $members[$values->pick(self::NAMES)] = self::value($values, $depth - 1);
        }

        return $members;
    }
}
