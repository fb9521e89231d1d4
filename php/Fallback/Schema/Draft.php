<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * The drafts, in their order.
 *
 * @internal
 */
enum Draft: int
{
    case Draft4 = 4;
    case Draft6 = 6;
    case Draft7 = 7;
    case Draft2019 = 2019;
    case Draft2020 = 2020;

    /** As compile() takes them. */
    public const NAMES = ['4' => self::Draft4, '6' => self::Draft6, '7' => self::Draft7, '2019-09' => self::Draft2019, '2020-12' => self::Draft2020];

    private const URIS = [
        'json-schema.org/draft-04/schema' => self::Draft4,
        'json-schema.org/draft-06/schema' => self::Draft6,
        'json-schema.org/draft-07/schema' => self::Draft7,
        'json-schema.org/draft/2019-09/schema' => self::Draft2019,
        'json-schema.org/draft/2020-12/schema' => self::Draft2020,
        'json-schema.org/schema' => self::Draft2020,
    ];

    /** Keywords whose value is a schema, and the draft that brought them. */
    private const SCHEMAS = [
        'additionalItems' => self::Draft4, 'additionalProperties' => self::Draft4, 'items' => self::Draft4, 'not' => self::Draft4,
        'contains' => self::Draft6, 'propertyNames' => self::Draft6,
        'if' => self::Draft7, 'then' => self::Draft7, 'else' => self::Draft7,
        'contentSchema' => self::Draft2019, 'unevaluatedItems' => self::Draft2019, 'unevaluatedProperties' => self::Draft2019,
    ];

    /** Keywords whose value is a list of schemas, or may be one. */
    private const LISTS = [
        'allOf' => self::Draft4, 'anyOf' => self::Draft4, 'oneOf' => self::Draft4, 'items' => self::Draft4, 'prefixItems' => self::Draft2020,
    ];

    /** Keywords whose value is an object of schemas. */
    private const MAPS = [
        'definitions' => self::Draft4, 'dependencies' => self::Draft4, 'patternProperties' => self::Draft4, 'properties' => self::Draft4,
        '$defs' => self::Draft2019, 'dependentSchemas' => self::Draft2019,
    ];

    /**
     * The draft whose meta-schema this is, with or without an empty fragment, by HTTP or HTTPS.
     */
    public static function ofUri(string $uri): ?self
    {
        return self::URIS[preg_replace('~^https?://~', '', rtrim($uri, '#'))] ?? null;
    }

    public function isAtLeast(self $other): bool
    {
        return $this->value >= $other->value;
    }

    /**
     * The keyword that names a schema.
     */
    public function idKeyword(): string
    {
        return $this === self::Draft4 ? 'id' : '$id';
    }

    /**
     * The schemas that stand directly in one, by their way from it.
     *
     * @return \Generator<list<array-key>, mixed>
     */
    public function children(\stdClass $schema): \Generator
    {
        foreach ((array) $schema as $keyword => $value) {
            if (\is_object($value) && $this->knows(self::SCHEMAS, $keyword)) {
                yield [$keyword] => $value;
            } elseif (\is_object($value) && $this->knows(self::MAPS, $keyword)) {
                foreach ((array) $value as $name => $child) {
                    yield [$keyword, $name] => $child;
                }
            } elseif (\is_array($value) && $this->knows(self::LISTS, $keyword)) {
                foreach ($value as $index => $child) {
                    yield [$keyword, $index] => $child;
                }
            }
        }
    }

    /**
     * Whether schemas are looked for there, as the engine looks for them: in draft 4, which came before there were others to be told from, below the keywords of all drafts; in
     * 2020-12 no longer below those that it took out.
     *
     * @param array<string, self> $keywords
     */
    private function knows(array $keywords, string|int $keyword): bool
    {
        if (!isset($keywords[$keyword]) || ($this === self::Draft2020 && \in_array($keyword, ['additionalItems', 'dependencies'], true))) {
            return false;
        }

        return $this === self::Draft4 || $this->isAtLeast($keywords[$keyword]);
    }
}
