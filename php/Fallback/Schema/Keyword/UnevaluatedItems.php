<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `unevaluatedItems`; asked when all other keywords of its schema hold.
 *
 * @internal
 *
 * @implements Keyword<list<mixed>>
 */
class UnevaluatedItems implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    public function __construct(private readonly Node $node)
    {
        $this->keyword = 'unevaluatedItems';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $ok = true;
        $run->depth++;
        foreach ($value as $index => $item) {
            if ($index >= ($marks->first ?? 0) && !isset($marks->items[$index]) && !$this->node->passes($item, $run)) {
                $ok = false;
                break;
            }
        }
        $run->depth--;
        if ($marks !== null) {
            $marks->first = PHP_INT_MAX;
        }

        return $ok;
    }

    private function message(): string
    {
        return Messages::UNEVALUATED_ITEMS;
    }
}
