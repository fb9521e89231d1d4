<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `$ref`, and `$dynamicRef` and `$recursiveRef`, whose target may depend on the way.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class Reference implements Keyword
{
    /** @var array<int, Node> Other targets, by the number of their resource. */
    public array $others = [];

    /** Whether the resources on the way are noted. */
    public bool $isScoped = false;

    public function __construct(private readonly string $keyword, private readonly Node $target)
    {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $target = $this->others === [] ? $this->target : $this->target($run);
        $before = $run->entered[$target->id] ?? -1;
        if ($before === $run->depth) {
            // It led back to where it came from, and there is nothing new to be found.
            return true;
        }
        $run->entered[$target->id] = $run->depth;
        if ($this->isScoped) {
            $run->scope[] = $target->resource;
            $ok = $target->passes($value, $run, $marks);
            array_pop($run->scope);
        } else {
            $ok = $target->passes($value, $run, $marks);
        }
        $run->entered[$target->id] = $before;

        return $ok;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        $target = $this->target($run);
        $before = $run->entered[$target->id] ?? -1;
        if ($before === $run->depth) {
            return true;
        }
        $run->entered[$target->id] = $run->depth;
        $run->scope[] = $target->resource;
        $ok = $target->report($value, $at, "$path/$this->keyword", $run, $marks);
        array_pop($run->scope);
        $run->entered[$target->id] = $before;

        return $ok;
    }

    private function target(Run $run): Node
    {
        if ($this->keyword === '$recursiveRef') {
            $target = $this->target;
            for ($index = \count($run->scope) - 1; $index >= 0 && isset($this->others[$run->scope[$index]]); $index--) {
                $target = $this->others[$run->scope[$index]];
            }

            return $target;
        }
        if ($this->others !== []) {
            foreach ($run->scope as $resource) {
                if (isset($this->others[$resource])) {
                    return $this->others[$resource];
                }
            }
        }

        return $this->target;
    }
}
