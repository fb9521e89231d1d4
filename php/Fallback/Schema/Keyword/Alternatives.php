<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `anyOf` and `oneOf`.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class Alternatives implements Keyword
{
    use Asserts;

    private readonly bool $isExclusive;

    /**
     * @param list<Node> $nodes
     */
    public function __construct(private readonly string $keyword, private readonly array $nodes)
    {
        $this->isExclusive = $keyword === 'oneOf';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $count = 0;
        foreach ($this->nodes as $node) {
            // What a branch evaluated counts only if it holds.
            $own = $marks === null ? null : new Marks();
            if (!$node->passes($value, $run, $own)) {
                continue;
            }
            if (++$count > 1 && $this->isExclusive) {
                return false;
            }
            if ($own !== null) {
                $marks->merge($own);
            } elseif (!$this->isExclusive) {
                return true;
            }
        }

        return $count > 0;
    }

    private function message(): string
    {
        return $this->isExclusive ? Messages::ONE_OF : Messages::ANY_OF;
    }
}
