<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * What of a value was evaluated, for `unevaluatedProperties` and `unevaluatedItems`.
 *
 * @internal
 */
class Marks
{
    /** @var array<array-key, true> Properties. */
    public array $names = [];

    /** Whether all properties were. */
    public bool $allNames = false;

    /** How many items from the first on were. */
    public int $first = 0;

    /** @var array<int, true> Further items. */
    public array $items = [];

    public function merge(self $other): void
    {
        $this->names += $other->names;
        $this->allNames = $this->allNames || $other->allNames;
        $this->first = max($this->first, $other->first);
        $this->items += $other->items;
    }
}
