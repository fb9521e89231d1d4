<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `contains` with `minContains` and `maxContains`.
 *
 * @internal
 *
 * @implements Keyword<list<mixed>>
 */
class Contains implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    /**
     * @param bool $evaluates Whether what matches counts as evaluated.
     */
    public function __construct(
        private readonly Node $node,
        private readonly int|float $minimum,
        private readonly int|float|null $maximum,
        private readonly bool $evaluates,
    ) {
        $this->keyword = 'contains';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $marks = $this->evaluates ? $marks : null;
        $count = 0;
        $run->depth++;
        foreach ($value as $index => $item) {
            if (!$this->node->passes($item, $run)) {
                continue;
            }
            $count++;
            if ($marks !== null) {
                $marks->items[$index] = true;
            } elseif ($this->maximum === null ? $count >= $this->minimum : $count > $this->maximum) {
                break;
            }
        }
        $run->depth--;

        return $count >= $this->minimum && ($this->maximum === null || $count <= $this->maximum);
    }

    private function message(): string
    {
        return Messages::CONTAINS;
    }
}
