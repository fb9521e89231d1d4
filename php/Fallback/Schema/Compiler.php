<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Fallback\Schema\Keyword\Reference;

/**
 * Makes nodes of schemas: each schema object once, however many references lead to it.
 *
 * @internal
 */
class Compiler
{
    /** @var array<int, Node> By the number of the schema object. */
    private array $nodes = [];

    /** @var list<\stdClass> The objects whose numbers are in use; they must not be given to others. */
    private array $kept = [];

    /** @var array<int, Resource> Resources that some node is in. */
    private array $resources = [];

    /** @var list<Reference> */
    private array $references = [];

    /** @var list<array{Reference, string|null}> References that depend on the way, and the name of their anchor; null if it is `$recursiveAnchor`. */
    private array $dynamic = [];

    private int $count = 0;

    public function __construct(private readonly Documents $documents, private readonly bool $checksFormats)
    {
    }

    /**
     * @param Resource|string $root The resource or its URI.
     *
     * @throws SchemaException
     */
    public function compile(Resource|string $root): Node
    {
        $root = \is_string($root) ? $this->documents->resource($root) : $root;
        $node = $this->node($root->schema, $root, $root->pointer);
        $this->complete();
        foreach ($this->references as $reference) {
            $reference->isScoped = $this->dynamic !== [];
        }
        foreach ([$node, ...$this->nodes] as $each) {
            $each->isRoot = $each->isRoot && $this->dynamic !== [];
            $each->isSpecial = $each->isRoot || $each->collects;
        }

        return $node;
    }

    /**
     * @param string $pointer Where the schema is in its document.
     *
     * @throws SchemaException
     */
    public function node(mixed $schema, Resource $resource, string $pointer): Node
    {
        if (!$schema instanceof \stdClass) {
            $node = new Node($this->count++, $resource->id);
            if ($schema === false) {
                $node->never = true;
                $node->types = 0;
            }

            return $node;
        }
        $number = spl_object_id($schema);
        if (!isset($this->nodes[$number])) {
            $resource = $this->documents->resourceOf($schema) ?? $resource;
            $this->resources[$resource->id] = $resource;
            $this->kept[] = $schema;
            $node = $this->nodes[$number] = new Node($this->count++, $resource->id);
            $node->isRoot = $resource->schema === $schema;
            (new Builder($this, $node, $schema, $resource, $pointer, $this->checksFormats))->build();
        }

        return $this->nodes[$number];
    }

    /**
     * `$ref`, `$dynamicRef` or `$recursiveRef`.
     *
     * @throws SchemaException
     */
    public function reference(string $keyword, string $reference, Resource $from): Reference
    {
        [$schema, $resource, $pointer] = $this->documents->find($reference, $from);
        $result = $this->references[] = new Reference($keyword, $this->node($schema, $resource, $pointer));
        if ($keyword === '$dynamicRef') {
            $name = rawurldecode(explode('#', $reference, 2)[1] ?? '');
            if (isset($resource->dynamic[$name])) {
                $this->dynamic[] = [$result, $name];
            }
        } elseif ($keyword === '$recursiveRef' && $resource->isRecursive() && $schema === $resource->schema) {
            $this->dynamic[] = [$result, null];
        }

        return $result;
    }

    /**
     * Gives the dynamic references their targets. These may hold further ones, and bring in further resources.
     *
     * @throws SchemaException
     */
    private function complete(): void
    {
        do {
            $before = $this->count;
            for ($index = 0; $index < \count($this->dynamic); $index++) {
                [$reference, $name] = $this->dynamic[$index];
                foreach ($this->resources as $number => $resource) {
                    if (isset($reference->others[$number])) {
                        continue;
                    }
                    if ($name === null && $resource->isRecursive()) {
                        $reference->others[$number] = $this->node($resource->schema, $resource, $resource->pointer);
                    } elseif ($name !== null && isset($resource->dynamic[$name])) {
                        [$schema, $pointer] = $resource->anchors[$name];
                        $reference->others[$number] = $this->node($schema, $resource, $pointer);
                    }
                }
            }
        } while ($this->count > $before);
    }
}
