<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `allOf`.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class AllOf implements Keyword
{
    /**
     * @param list<Node> $nodes
     */
    public function __construct(private readonly array $nodes)
    {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        foreach ($this->nodes as $node) {
            if (!$node->passes($value, $run, $marks)) {
                return false;
            }
        }

        return true;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        $ok = true;
        foreach ($this->nodes as $index => $node) {
            $ok = $node->report($value, $at, "$path/allOf/$index", $run, $marks) && $ok;
        }

        return $ok;
    }
}
