<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;

/**
 * What references may name: the resources in the schema, in the registered documents, and the meta-schemas. Nothing is fetched from
 * anywhere. A registered document is looked at once something refers to it.
 *
 * @internal
 */
class Documents
{
    /** The base of a schema without URI. */
    private const BASE = self::SCHEME . '/';
    private const SCHEME = 'json-schema://';

    /** The words of `$vocabulary` that matter, up to their last name. */
    private const VOCABULARY = '~^https://json-schema\.org/draft/(?:2019-09|2020-12)/vocab/([a-z-]+)$~D';

    /** @var array<string, Document> The registered ones that nothing referred to yet. */
    private array $waiting = [];

    /** @var array<string, Document> All registered ones. */
    private array $registered = [];

    /** @var array<string, Resource> By URI. */
    private array $resources = [];

    /** @var array<int, Resource> The resources of schema objects, by the number of the object. */
    private array $places = [];

    /** @var array<int, Document> The documents of resources, by the resource's number. */
    private array $owners = [];

    /** @var list<array{string, Resource}> References that have not been looked at. */
    private array $references = [];

    /**
     * @param array<array-key, mixed> $documents Schemas by URI.
     *
     * @throws SchemaException
     * @throws JsonException
     */
    public function __construct(array $documents, private Draft $draft)
    {
        foreach ($documents as $name => $document) {
            $uri = self::name((string) $name);
            $this->registered[$uri] = $this->waiting[$uri] = Document::of($document, $uri);
        }
    }

    /**
     * Adds the schema itself and follows every reference in it.
     *
     * @throws SchemaException
     */
    public function add(Document $document): Resource
    {
        [$this->draft] = $this->dialect($document->schema, $this->draft);
        $root = $this->enter($document, self::BASE);
        while ($this->references !== []) {
            [$reference, $from] = array_pop($this->references);
            $this->resource(self::resolve($reference, $from)[0], $reference);
        }

        return $root;
    }

    /**
     * The resource of a URI.
     *
     * @param string|null $reference What was resolved to it, if anything.
     *
     * @throws SchemaException if there is none
     */
    public function resource(string $uri, ?string $reference = null): Resource
    {
        if (isset($this->resources[$uri])) {
            return $this->resources[$uri];
        }
        if (isset($this->waiting[$uri])) {
            $document = $this->waiting[$uri];
            unset($this->waiting[$uri]);

            return $this->enter($document, $uri);
        }
        $schema = MetaSchemas::find($uri);
        if ($schema !== null) {
            return $this->enter(new Document($schema, null, true), $uri, isTrusted: true);
        }

        // Of a document without a name of its own, no URI that its author would know: the reference as it stands there.
        $name = $reference !== null && str_starts_with($uri, self::SCHEME) ? rtrim($reference, '#') : $uri;

        throw self::unresolved("there is no document '$name': give it to compile()");
    }

    /**
     * What a reference means: the schema, the resource it is in, and its pointer within the document.
     *
     * @return array{mixed, Resource, string}
     *
     * @throws SchemaException if there is none
     */
    public function find(string $reference, Resource $from): array
    {
        [$uri, $fragment] = self::resolve($reference, $from);
        $resource = $uri === $from->uri ? $from : $this->resource($uri, $reference);
        $fragment = rawurldecode($fragment);
        if ($fragment === '') {
            return [$resource->schema, $resource, $resource->pointer];
        }
        if ($fragment[0] === '/') {
            return $this->follow($fragment, $resource);
        }
        if (!isset($resource->anchors[$fragment])) {
            throw self::unresolved("a reference names the anchor '$fragment', which is nowhere");
        }
        [$schema, $pointer] = $resource->anchors[$fragment];

        return [$schema, $resource, $pointer];
    }

    /**
     * The resource that a schema object is in, if it stands where schemas stand.
     */
    public function resourceOf(\stdClass $schema): ?Resource
    {
        return $this->places[spl_object_id($schema)] ?? null;
    }

    /**
     * @return array{string, string} The URI and its fragment.
     *
     * @throws SchemaException
     */
    private static function resolve(string $reference, Resource $from): array
    {
        if (!UriSyntax::isUriReference($reference) || !Uri::isResolvable($from->uri, $reference)) {
            throw self::unresolved("'$reference' is no URI reference");
        }

        return Uri::resolve($from->uri, $reference);
    }

    /**
     * @return array{mixed, Resource, string}
     *
     * @throws SchemaException
     */
    private function follow(string $fragment, Resource $resource): array
    {
        $document = $this->owners[$resource->id];
        $schema = $resource->schema;
        $pointer = $resource->pointer;
        foreach (explode('/', substr($fragment, 1)) as $token) {
            $name = Pointer::name($token);
            $members = \is_array($schema) || \is_object($schema) ? (array) $schema : [];
            if (!\array_key_exists($name, $members) || (\is_array($schema) && (string) (int) $name !== $name)) {
                throw self::unresolved("a reference points to '$fragment', where nothing is");
            }
            $schema = $members[$name];
            $pointer .= "/$token";
            $resource = $schema instanceof \stdClass ? $this->resourceOf($schema) ?? $resource : $resource;
        }
        if (!\is_bool($schema) && !\is_object($schema) && $schema !== []) {
            throw MetaSchemas::fault($document, Messages::type(['boolean', 'object']), $pointer);
        }
        if (!\is_bool($schema) && !($schema instanceof \stdClass && $this->resourceOf($schema) !== null)) {
            // It stands where no schema was looked for.
            MetaSchemas::check($schema, $pointer, $document, $resource->draft);
        }

        return [$schema, $resource, $pointer];
    }

    /**
     * @throws SchemaException
     */
    private function enter(Document $document, string $uri, bool $isTrusted = false): Resource
    {
        [$draft, $vocabularies] = $this->dialect($document->schema, $this->draft);
        if (!$isTrusted) {
            MetaSchemas::check($document->schema, '', $document, $draft);
        }
        $root = new Resource(\count($this->owners), $this->idOf($document->schema, $uri, $draft), $document->schema, '', $draft, $vocabularies);
        if ($uri !== self::BASE) {
            $this->resources[$uri] = $root;
        }
        $this->resources[$root->uri] ??= $root;
        $this->owners[$root->id] = $document;
        if ($document->schema instanceof \stdClass) {
            $this->scan($document->schema, $root, '', $isTrusted);
        }

        return $root;
    }

    /**
     * Notes what has a name in a schema and beneath it.
     *
     * @throws SchemaException
     */
    private function scan(\stdClass $schema, Resource $resource, string $pointer, bool $isTrusted): void
    {
        if ($resource->schema !== $schema) {
            $resource = $this->embedded($schema, $resource, $pointer);
        }
        $this->places[spl_object_id($schema)] = $resource;
        $draft = $resource->draft;
        $id = $schema->{$draft->idKeyword()} ?? null;
        if (!$draft->isAtLeast(Draft::Draft2019)) {
            $anchor = \is_string($id) && !isset($schema->{'$ref'}) ? explode('#', $id, 2)[1] ?? '' : '';
            if ($anchor !== '' && $anchor[0] !== '/') {
                $resource->anchors[$anchor] ??= [$schema, $pointer];
            }
        }
        foreach (['$anchor' => Draft::Draft2019, '$dynamicAnchor' => Draft::Draft2020] as $keyword => $since) {
            $anchor = $schema->$keyword ?? null;
            if (\is_string($anchor) && $draft->isAtLeast($since)) {
                $resource->anchors[$anchor] ??= [$schema, $pointer];
                if ($keyword === '$dynamicAnchor') {
                    $resource->dynamic[$anchor] = true;
                }
            }
        }
        if (!$isTrusted && \is_string($schema->{'$ref'} ?? null)) {
            $this->references[] = [$schema->{'$ref'}, $resource];
        }
        foreach ($draft->children($schema) as $way => $child) {
            if ($child instanceof \stdClass) {
                $this->scan($child, $resource, $pointer . implode('', array_map(Pointer::token(...), $way)), $isTrusted);
            }
        }
    }

    /**
     * The resource that a schema beneath another begins, or the one it is in.
     *
     * @throws SchemaException
     */
    private function embedded(\stdClass $schema, Resource $outer, string $pointer): Resource
    {
        $draft = \is_string($schema->{'$schema'} ?? null) ? Draft::ofUri($schema->{'$schema'}) ?? $outer->draft : $outer->draft;
        $uri = $this->idOf($schema, $outer->uri, $draft);
        if ($uri === $outer->uri) {
            return $outer;
        }
        [$draft, $vocabularies] = isset($schema->{'$schema'}) ? $this->dialect($schema, $outer->draft) : [$outer->draft, $outer->vocabularies];
        $resource = new Resource(\count($this->owners), $uri, $schema, $pointer, $draft, $vocabularies);
        $this->resources[$uri] ??= $resource;
        $this->owners[$resource->id] = $this->owners[$outer->id];
        if ($draft !== $outer->draft) {
            MetaSchemas::check($schema, $pointer, $this->owners[$resource->id], $draft);
        }

        return $resource;
    }

    /**
     * The URI that a schema gives itself, or the one it has anyway.
     */
    private function idOf(mixed $schema, string $base, Draft $draft): string
    {
        if (!$schema instanceof \stdClass) {
            return $base;
        }
        $id = $schema->{$draft->idKeyword()} ?? null;
        // Before 2019-09 nothing counts beside `$ref`.
        if (!\is_string($id) || (!$draft->isAtLeast(Draft::Draft2019) && isset($schema->{'$ref'}))) {
            return $base;
        }

        return str_starts_with($id, '#') ? $base : Uri::resolve($base, $id)[0];
    }

    /**
     * The draft of a schema and the vocabularies it has; the meta-schema may be a registered document.
     *
     * @return array{Draft, array<string, true>|null}
     *
     * @throws SchemaException
     */
    private function dialect(mixed $schema, Draft $default): array
    {
        $vocabularies = null;
        $asked = [];
        while ($schema instanceof \stdClass && \is_string($schema->{'$schema'} ?? null)) {
            $uri = $schema->{'$schema'};
            $draft = Draft::ofUri($uri);
            if ($draft !== null) {
                return [$draft, $vocabularies];
            }
            $name = Uri::resolve('', rtrim($uri, '#'))[0];
            if (!isset($this->registered[$name]) || isset($asked[$name])) {
                throw SchemaException::of(SchemaException::UNKNOWN_DRAFT, "there is no meta-schema '$uri'");
            }
            $asked[$name] = true;
            $schema = $this->registered[$name]->schema;
            $vocabularies ??= self::vocabularies($schema);
        }

        return [$default, $vocabularies];
    }

    /**
     * @return array<string, true>|null
     */
    private static function vocabularies(mixed $schema): ?array
    {
        $list = $schema instanceof \stdClass ? $schema->{'$vocabulary'} ?? null : null;
        if (!\is_object($list)) {
            return null;
        }
        $vocabularies = [];
        foreach ((array) $list as $uri => $isRequired) {
            if (preg_match(self::VOCABULARY, (string) $uri, $match) === 1) {
                $vocabularies[$match[1]] = true;
            }
        }

        return $vocabularies;
    }

    /**
     * @throws SchemaException if it is no absolute URI without fragment
     */
    private static function name(string $name): string
    {
        $uri = str_ends_with($name, '#') ? substr($name, 0, -1) : $name;
        if (str_contains($uri, '#') || !UriSyntax::isIri($uri) || str_ends_with($uri, ':')) {
            throw SchemaException::of(SchemaException::BAD_DEFINITION, "'$name' is no absolute URI");
        }

        return Uri::resolve('', $uri)[0];
    }

    private static function unresolved(string $why): SchemaException
    {
        return SchemaException::of(SchemaException::UNRESOLVED_REFERENCE, $why);
    }
}
