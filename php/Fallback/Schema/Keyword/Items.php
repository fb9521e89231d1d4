<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `prefixItems` and `items`, or `items` as a list and `additionalItems`, as it was before draft 2020-12.
 *
 * @internal
 *
 * @implements Keyword<list<mixed>>
 */
class Items implements Keyword
{
    /**
     * @param list<Node> $first
     * @param string     $firstName The keyword of these.
     * @param string     $restName  The keyword of those behind them.
     */
    public function __construct(
        private readonly array $first,
        private readonly ?Node $rest,
        private readonly string $firstName,
        private readonly string $restName,
    ) {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $ok = true;
        $run->depth++;
        if ($this->first === []) {
            foreach ($value as $item) {
                if (!$this->rest?->passes($item, $run)) {
                    $ok = false;
                    break;
                }
            }
        } else {
            foreach ($value as $index => $item) {
                $node = $this->first[$index] ?? $this->rest;
                if ($node === null) {
                    break;
                }
                if (!$node->passes($item, $run)) {
                    $ok = false;
                    break;
                }
            }
        }
        $run->depth--;
        if ($marks !== null) {
            $this->mark($marks);
        }

        return $ok;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        $ok = true;
        $run->depth++;
        $isClosed = $this->restName === 'additionalItems' && $this->rest?->never;
        foreach ($value as $index => $item) {
            if (isset($this->first[$index])) {
                $ok = $this->first[$index]->report($item, "$at/$index", "$path/$this->firstName/$index", $run) && $ok;
            } elseif ($isClosed) {
                $run->fail($at, $this->restName, "$path/$this->restName", Messages::size(false, \count($this->first), 'item'));
                $ok = false;
                break;
            } elseif ($this->rest !== null) {
                $ok = $this->rest->report($item, "$at/$index", "$path/$this->restName", $run) && $ok;
            }
        }
        $run->depth--;
        if ($marks !== null) {
            $this->mark($marks);
        }

        return $ok;
    }

    private function mark(Marks $marks): void
    {
        $marks->first = max($marks->first, $this->rest !== null ? PHP_INT_MAX : \count($this->first));
    }
}
