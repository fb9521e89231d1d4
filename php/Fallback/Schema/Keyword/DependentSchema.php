<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Pointer;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * What depends on one property in `dependentSchemas` and `dependencies`.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class DependentSchema implements Keyword
{
    public function __construct(
        private readonly string $keyword,
        private readonly string $name,
        private readonly Node $node,
    ) {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return !\array_key_exists($this->name, (array) $value) || $this->node->passes($value, $run, $marks);
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        return !\array_key_exists($this->name, (array) $value)
            || $this->node->report($value, $at, "$path/$this->keyword" . Pointer::token($this->name), $run, $marks);
    }
}
