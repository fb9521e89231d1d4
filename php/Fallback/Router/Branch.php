<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A node of a table's trie. The router's hot path reads its properties directly.
 *
 * @internal
 */
class Branch
{
    /** @var array<array-key, self> Where literal segments lead. */
    public array $literals = [];

    /** @var array<string, array{Segment, self}> Where everything else leads, in the order in which it is tried once sort() was called. */
    public array $tests = [];

    /** Where any segment leads, if there is no other test. */
    public ?self $free = null;

    /** What ends here. */
    public ?Leaf $leaf = null;

    /**
     * Gives the branch that a form ends in, made if it is not there.
     *
     * @param list<Segment> $segments
     */
    public function reach(array $segments): self
    {
        $branch = $this;
        foreach ($segments as $segment) {
            if ($segment->kind === Segment::LITERAL) {
                $branch = $branch->literals[$segment->key] ??= new self();
            } else {
                $branch->tests[$segment->key] ??= [$segment, new self()];
                $branch = $branch->tests[$segment->key][1];
            }
        }

        return $branch;
    }

    /**
     * Brings the tests into their order, here and below.
     */
    public function sort(): void
    {
        uasort($this->tests, static fn (array $one, array $two): int => $one[0]->compare($two[0]));
        $first = reset($this->tests);
        if ($first !== false && \count($this->tests) === 1 && $first[0]->kind === Segment::FREE) {
            $this->free = $first[1];
        }
        foreach ($this->literals as $branch) {
            $branch->sort();
        }
        foreach ($this->tests as [, $branch]) {
            $branch->sort();
        }
    }

    /**
     * Follows a path to a leaf, with a way back out of every dead end.
     *
     * @param list<string> $segments The path's, in canonical form.
     * @param list<string> $keys     The same as literals are compared with them.
     * @param int          $depth    The segment that comes next.
     * @param list<string> $values   Gets the decoded values of the parameters.
     */
    public function walk(array $segments, array $keys, int $depth, array &$values): ?Leaf
    {
        if (!isset($segments[$depth])) {
            return $this->leaf;
        }
        $next = $this->literals[$keys[$depth]] ?? null;
        $leaf = $next?->walk($segments, $keys, $depth + 1, $values);
        if ($leaf !== null) {
            return $leaf;
        }
        foreach ($this->tests as [$test, $branch]) {
            $takesAll = $test->kind >= Segment::CATCH_ALL;
            $own = $takesAll ? implode('/', \array_slice($segments, $depth)) : $segments[$depth];
            $matched = $test->match($own, $keys[$depth]);
            if ($matched === null) {
                continue;
            }
            $before = $values;
            array_push($values, ...$matched);
            $leaf = $takesAll ? $branch->leaf : $branch->walk($segments, $keys, $depth + 1, $values);
            if ($leaf !== null) {
                return $leaf;
            }
            $values = $before;
        }

        return null;
    }
}
