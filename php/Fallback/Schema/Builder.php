<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\AllOf;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Alternatives;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Bound;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Conditional;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Contains;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\DependentSchema;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Format;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Items;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Length;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Matches;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\MultipleOf;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Not;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\OneOfValues;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Properties;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\PropertyNames;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Required;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Size;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\UnevaluatedItems;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\UnevaluatedProperties;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\UniqueItems;

/**
 * Fills one node with the keywords of one schema object, those first that cost least. The schema follows its meta-schema.
 *
 * @internal
 */
class Builder
{
    private const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

    /** @var array<array-key, mixed> */
    private array $keywords;

    private readonly Draft $draft;

    public function __construct(
        private readonly Compiler $compiler,
        private readonly Node $node,
        \stdClass $schema,
        private readonly Resource $resource,
        private readonly string $pointer,
        private readonly bool $checksFormats,
    ) {
        $this->keywords = (array) $schema;
        $this->draft = $resource->draft;
    }

    /**
     * @throws SchemaException
     */
    public function build(): void
    {
        $isModern = $this->draft->isAtLeast(Draft::Draft2019);
        if (!$isModern && $this->has('$ref')) {
            // Nothing counts beside it.
            $this->reference('$ref');

            return;
        }
        if ($this->resource->has('validation')) {
            $this->assertions();
        }
        $this->format();
        if ($this->resource->has('applicator')) {
            $this->members();
            $this->items();
            $this->dependencies();
            $this->combinations();
        }
        $this->reference('$ref');
        if ($this->draft === Draft::Draft2019) {
            $this->reference('$recursiveRef');
        } elseif ($this->draft === Draft::Draft2020) {
            $this->reference('$dynamicRef');
        }
        if ($isModern && $this->resource->has($this->draft === Draft::Draft2020 ? 'unevaluated' : 'applicator')) {
            $this->unevaluated();
        }
    }

    /**
     * Whether a keyword is there, and known to the draft.
     */
    private function has(string $keyword, Draft $since = Draft::Draft4): bool
    {
        return \array_key_exists($keyword, $this->keywords) && $this->draft->isAtLeast($since);
    }

    private function number(string $keyword): int|float
    {
        /** @var int|float $number By the meta-schema. */
        $number = $this->keywords[$keyword];

        return $number;
    }

    /**
     * The names in a list of them, or the one there is.
     *
     * @return list<string>
     */
    private function names(mixed $names): array
    {
        /** @var list<string> $names By the meta-schema. */
        $names = (array) $names;

        return $names;
    }

    /**
     * The node of a schema beneath this one, by the way to it.
     *
     * @throws SchemaException
     */
    private function child(mixed $schema, string|int ...$way): Node
    {
        return $this->compiler->node($schema, $this->resource, $this->pointer . implode('', array_map(Pointer::token(...), $way)));
    }

    /**
     * @return list<Node>
     *
     * @throws SchemaException
     */
    private function children(string $keyword): array
    {
        $nodes = [];
        foreach ((array) $this->keywords[$keyword] as $index => $schema) {
            $nodes[] = $this->child($schema, $keyword, $index);
        }

        return $nodes;
    }

    /**
     * @throws SchemaException
     */
    private function assertions(): void
    {
        if ($this->has('type')) {
            $this->type($this->names($this->keywords['type']));
        }
        if ($this->has('const', Draft::Draft6)) {
            $this->node->add(Kind::ALL, new OneOfValues('const', [$this->keywords['const']]));
        }
        if ($this->has('enum')) {
            $this->node->add(Kind::ALL, new OneOfValues('enum', (array) $this->keywords['enum']));
        }
        $this->bounds();
        if ($this->has('multipleOf')) {
            $this->node->add(Kind::NUMBERS, new MultipleOf($this->number('multipleOf')));
        }
        foreach (['minLength', 'maxLength'] as $keyword) {
            if ($this->has($keyword)) {
                $this->node->add(Kind::STRINGS, new Length($keyword, $this->number($keyword)));
            }
        }
        foreach (['minItems', 'maxItems', 'minProperties', 'maxProperties'] as $keyword) {
            if ($this->has($keyword)) {
                $this->node->add(str_ends_with($keyword, 'Items') ? Kind::ARRAYS : Kind::OBJECTS, new Size($keyword, $this->number($keyword)));
            }
        }
        if ($this->has('required') && $this->keywords['required'] !== []) {
            $this->node->add(Kind::OBJECTS, new Required('required', $this->names($this->keywords['required'])));
        }
        if ($this->has('dependentRequired', Draft::Draft2019)) {
            foreach ((array) $this->keywords['dependentRequired'] as $name => $names) {
                $this->node->add(Kind::OBJECTS, new Required('dependentRequired', $this->names($names), (string) $name));
            }
        }
        if ($this->has('pattern')) {
            /** @var string $source */
            $source = $this->keywords['pattern'];
            $this->node->add(Kind::STRINGS, new Matches($this->pattern($source, 'pattern')));
        }
        if (($this->keywords['uniqueItems'] ?? null) === true) {
            $this->node->add(Kind::ARRAYS, new UniqueItems());
        }
    }

    /**
     * @param list<string> $names
     */
    private function type(array $names): void
    {
        $this->node->types = 0;
        foreach ($names as $name) {
            $this->node->types |= Kind::OF_TYPE[$name];
        }
        // In draft 4, what is written as a float is one.
        $this->node->integral = \in_array('integer', $names, true) && $this->draft !== Draft::Draft4;
        $this->node->typeNames = array_values(array_intersect(self::TYPES, $names));
    }

    private function bounds(): void
    {
        if ($this->draft === Draft::Draft4) {
            foreach (['minimum' => 'exclusiveMinimum', 'maximum' => 'exclusiveMaximum'] as $keyword => $exclusive) {
                if ($this->has($keyword)) {
                    $name = ($this->keywords[$exclusive] ?? null) === true ? $exclusive : $keyword;
                    $this->node->add(Kind::NUMBERS, new Bound($name, $this->number($keyword)));
                }
            }

            return;
        }
        foreach (['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as $keyword) {
            if ($this->has($keyword)) {
                $this->node->add(Kind::NUMBERS, new Bound($keyword, $this->number($keyword)));
            }
        }
    }

    private function format(): void
    {
        $name = $this->keywords['format'] ?? null;
        if (!$this->checksFormats || !\is_string($name)) {
            return;
        }
        $check = Formats::of($name, $this->draft);
        if ($check !== null) {
            $this->node->add(Kind::STRINGS, new Format($name, $check));
        }
    }

    /**
     * @throws SchemaException
     */
    private function members(): void
    {
        $named = [];
        foreach ((array) ($this->keywords['properties'] ?? []) as $name => $schema) {
            $named[$name] = $this->child($schema, 'properties', $name);
        }
        $patterns = [];
        foreach ((array) ($this->keywords['patternProperties'] ?? []) as $name => $schema) {
            $pattern = $this->pattern((string) $name, 'patternProperties', $name);
            $patterns[] = [$pattern, $this->child($schema, 'patternProperties', $name)];
        }
        $additional = $this->has('additionalProperties') ? $this->child($this->keywords['additionalProperties'], 'additionalProperties') : null;
        if ($named !== [] || $patterns !== [] || $additional !== null) {
            $this->node->add(Kind::OBJECTS, new Properties($named, $patterns, $additional));
        }
        if ($this->has('propertyNames', Draft::Draft6)) {
            $this->node->add(Kind::OBJECTS, new PropertyNames($this->child($this->keywords['propertyNames'], 'propertyNames')));
        }
    }

    /**
     * @throws SchemaException
     */
    private function items(): void
    {
        $first = $this->has('prefixItems', Draft::Draft2020) ? $this->children('prefixItems') : [];
        $rest = null;
        $restName = 'items';
        $items = $this->keywords['items'] ?? null;
        if (\is_array($items) && $items !== [] && !$this->draft->isAtLeast(Draft::Draft2020)) {
            $first = $this->children('items');
            $restName = 'additionalItems';
        }
        if ($this->has($restName)) {
            $rest = $this->child($this->keywords[$restName], $restName);
        }
        if ($first !== [] || $rest !== null) {
            $firstName = $restName === 'items' ? 'prefixItems' : 'items';
            $this->node->add(Kind::ARRAYS, new Items($first, $rest, $firstName, $restName));
        }
        if (!$this->has('contains', Draft::Draft6)) {
            return;
        }
        $minimum = $this->has('minContains', Draft::Draft2019) ? $this->number('minContains') : 1;
        $maximum = $this->has('maxContains', Draft::Draft2019) ? $this->number('maxContains') : null;
        // In 2019-09 the specification leaves out that what matches is evaluated; every backend takes it so from there on.
        $evaluates = $this->draft->isAtLeast(Draft::Draft2019);
        $contains = new Contains($this->child($this->keywords['contains'], 'contains'), $minimum, $maximum, $evaluates);
        $this->node->add(Kind::ARRAYS, $contains);
    }

    /**
     * @throws SchemaException
     */
    private function dependencies(): void
    {
        foreach ((array) ($this->keywords['dependencies'] ?? []) as $name => $dependency) {
            $keyword = \is_array($dependency)
                ? new Required('dependencies', $this->names($dependency), (string) $name)
                : new DependentSchema('dependencies', (string) $name, $this->child($dependency, 'dependencies', $name));
            $this->node->add(Kind::OBJECTS, $keyword);
        }
        if ($this->has('dependentSchemas', Draft::Draft2019)) {
            foreach ((array) $this->keywords['dependentSchemas'] as $name => $schema) {
                $node = $this->child($schema, 'dependentSchemas', $name);
                $this->node->add(Kind::OBJECTS, new DependentSchema('dependentSchemas', (string) $name, $node));
            }
        }
    }

    /**
     * @throws SchemaException
     */
    private function combinations(): void
    {
        if ($this->has('allOf')) {
            $this->node->add(Kind::ALL, new AllOf($this->children('allOf')));
        }
        foreach (['anyOf', 'oneOf'] as $keyword) {
            if ($this->has($keyword)) {
                $this->node->add(Kind::ALL, new Alternatives($keyword, $this->children($keyword)));
            }
        }
        if ($this->has('not')) {
            $this->node->add(Kind::ALL, new Not($this->child($this->keywords['not'], 'not')));
        }
        if ($this->has('if', Draft::Draft7)) {
            $branch = fn (string $keyword): ?Node => $this->has($keyword) ? $this->child($this->keywords[$keyword], $keyword) : null;
            $this->node->add(Kind::ALL, new Conditional($this->child($this->keywords['if'], 'if'), $branch('then'), $branch('else')));
        }
    }

    /**
     * @throws SchemaException
     */
    private function reference(string $keyword): void
    {
        if (!$this->has($keyword)) {
            return;
        }
        $reference = $this->keywords[$keyword];
        if (!\is_string($reference)) {
            // The meta-schemas of the first drafts say nothing of it.
            throw SchemaException::of(
                SchemaException::INVALID_SCHEMA,
                'does not follow the meta-schema: ' . Messages::type(['string']),
                "$this->pointer/$keyword",
            );
        }
        $this->node->add(Kind::ALL, $this->compiler->reference($keyword, $reference, $this->resource));
    }

    /**
     * @throws SchemaException
     */
    private function unevaluated(): void
    {
        if ($this->has('unevaluatedProperties')) {
            $keyword = new UnevaluatedProperties($this->child($this->keywords['unevaluatedProperties'], 'unevaluatedProperties'));
            foreach (Kind::OBJECTS as $kind) {
                $this->node->last[$kind][] = $keyword;
            }
            $this->node->collects = true;
        }
        if ($this->has('unevaluatedItems')) {
            $keyword = new UnevaluatedItems($this->child($this->keywords['unevaluatedItems'], 'unevaluatedItems'));
            foreach (Kind::ARRAYS as $kind) {
                $this->node->last[$kind][] = $keyword;
            }
            $this->node->collects = true;
        }
    }

    /**
     * @throws SchemaException
     */
    private function pattern(string $source, string|int ...$way): Pattern
    {
        return Pattern::of($source) ?? throw SchemaException::of(
            SchemaException::INVALID_SCHEMA,
            "'$source' is no regular expression",
            $this->pointer . implode('', array_map(Pointer::token(...), $way)),
        );
    }
}
