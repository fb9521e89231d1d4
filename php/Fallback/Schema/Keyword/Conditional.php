<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `if`, `then` and `else`.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class Conditional implements Keyword
{
    public function __construct(
        private readonly Node $if,
        private readonly ?Node $then,
        private readonly ?Node $else,
    ) {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        [$node] = $this->branch($value, $run, $marks);

        return $node === null || $node->passes($value, $run, $marks);
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        [$node, $name] = $this->branch($value, $run, $marks);

        return $node === null || $node->report($value, $at, "$path/$name", $run, $marks);
    }

    /**
     * @return array{Node|null, string}
     */
    private function branch(mixed $value, Run $run, ?Marks $marks): array
    {
        $own = $marks === null ? null : new Marks();
        if (!$this->if->passes($value, $run, $own)) {
            return [$this->else, 'else'];
        }
        if ($own !== null) {
            $marks->merge($own);
        }

        return [$this->then, 'then'];
    }
}
