<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Fields by the keys of their paths, so that those that may meet another one are found without asking each of them.
 *
 * @internal
 */
class FieldTree
{
    /** @var array<array-key, self> What goes on with a key. */
    private array $keys = [];

    /** What goes on with a wildcard. */
    private ?self $any = null;

    /** @var list<Field> Those whose paths end here. */
    private array $fields = [];

    public function add(Field $field): void
    {
        $node = $this;
        foreach ($field->segments as $segment) {
            $node = $segment === null ? $node->any ??= new self() : $node->keys[$segment] ??= new self();
        }
        $node->fields[] = $field;
    }

    /**
     * The fields that may name a path of the data that these segments name, too.
     *
     * @param list<string|null> $segments
     *
     * @return list<Field>
     */
    public function meeting(array $segments): array
    {
        $nodes = [$this];
        foreach ($segments as $segment) {
            $next = [];
            foreach ($nodes as $node) {
                if ($segment === null) {
                    array_push($next, ...array_values($node->keys));
                } elseif (isset($node->keys[$segment])) {
                    $next[] = $node->keys[$segment];
                }
                if ($node->any !== null) {
                    $next[] = $node->any;
                }
            }
            $nodes = $next;
        }

        return array_merge(...array_map(static fn (self $node): array => $node->fields, $nodes));
    }
}
