<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A set of byte strings as a nondeterministic automaton, to tell whether it lies within another, or has a value on which
 * PCRE gives up. Built by appending; its last state accepts. Cold code.
 *
 * @internal
 */
class Language
{
    /** Pairs of state sets that are looked at before the answer is given up. */
    private const MAX_PAIRS = 1000;

    /** States of one automaton. */
    private const MAX_STATES = 20_000;

    /** Sets of states whose ways on are remembered. */
    private const MAX_REMEMBERED = 1000;

    /** @var array<int, list<int>> Where each state leads without a byte. */
    private array $free = [[]];

    /** @var array<int, array<int, array{string, int}>> Where each state leads by a byte of a set. */
    private array $moves = [[]];

    private int $end = 0;

    /** Whether it could be expressed so far. */
    private bool $isKnown = true;

    /**
     * Whether everything that was appended could be expressed. If not, nothing is known of it.
     */
    public function isKnown(): bool
    {
        return $this->isKnown;
    }

    /**
     * Appends a literal text, in either case if it is to be folded.
     */
    public function literal(string $text, bool $fold): void
    {
        for ($at = 0; $at < \strlen($text); ++$at) {
            $byte = \ord($text[$at]);
            $set = Bytes::of([[$byte, $byte]]);
            $this->end = $this->step($this->end, $fold ? Bytes::foldCase($set) : $set);
        }
    }

    /**
     * Appends one byte or more out of a set.
     */
    public function anything(string $set): void
    {
        $this->end = $this->step($this->end, $set);
        $this->moves[$this->end][] = [$set, $this->end];
    }

    /**
     * Appends the non-empty values that a node accepts.
     */
    public function value(Node $node): void
    {
        // Two copies of the node's automaton: the first byte leads from the first into the second, which alone has an end.
        $first = $this->state();
        $this->free[$this->end][] = $first;
        $this->append($node, $first);
        $second = $this->state();
        $end = $this->append($node, $second);
        for ($state = $first; $state < $second; ++$state) {
            foreach ($this->moves[$state] as $index => [, $target]) {
                $this->moves[$state][$index][1] = $target + $second - $first;
            }
        }
        $this->end = $end;
    }

    /**
     * Whether it has no string at all.
     */
    public function isEmpty(): bool
    {
        $reached = [];
        $open = [0];
        while ($open !== []) {
            $state = array_pop($open);
            if (isset($reached[$state])) {
                continue;
            }
            $reached[$state] = true;
            array_push($open, ...$this->free[$state]);
            foreach ($this->moves[$state] as [$set, $target]) {
                if ($set !== Bytes::NONE) {
                    $open[] = $target;
                }
            }
        }

        return !isset($reached[$this->end]);
    }

    /**
     * Whether it has a string, in time linear in its length. Only to be asked if it is known.
     */
    public function accepts(string $value): bool
    {
        $states = $this->closure([0 => true]);
        $name = implode(',', array_keys($states));
        $ways = [];
        for ($at = 0; $at < \strlen($value) && $states !== []; ++$at) {
            $way = $ways[$name][$value[$at]] ?? null;
            if ($way === null) {
                $next = $this->follow($states, \ord($value[$at]));
                $way = [$next, implode(',', array_keys($next))];
                // There may be as many sets of states as the value has bytes.
                $ways = \count($ways) < self::MAX_REMEMBERED ? $ways : [];
                $ways[$name][$value[$at]] = $way;
            }
            [$states, $name] = $way;
        }

        return isset($states[$this->end]);
    }

    /**
     * Whether every string of it is in `$wider` too, as far as can be told in a bounded time.
     */
    public function isWithin(self $wider): bool
    {
        if (!$this->isKnown || !$wider->isKnown) {
            return false;
        }
        $bytes = $this->representatives($wider);
        $seen = [];
        /** @var list<array{array<int, true>, array<int, true>}> $open */
        $open = [[$this->closure([0 => true]), $wider->closure([0 => true])]];
        while ($open !== []) {
            [$own, $other] = array_pop($open);
            $pair = implode(',', array_keys($own)) . '|' . implode(',', array_keys($other));
            if ($own === [] || isset($seen[$pair])) {
                continue;
            }
            $seen[$pair] = true;
            if ((isset($own[$this->end]) && !isset($other[$wider->end])) || \count($seen) > self::MAX_PAIRS) {
                return false;
            }
            foreach ($bytes as $byte) {
                $open[] = [$this->follow($own, $byte), $wider->follow($other, $byte)];
            }
        }

        return true;
    }

    private function state(): int
    {
        if (\count($this->free) >= self::MAX_STATES) {
            $this->isKnown = false;

            return 0;
        }
        $this->free[] = [];
        $this->moves[] = [];

        return \count($this->free) - 1;
    }

    private function step(int $from, string $set): int
    {
        $to = $this->state();
        $this->moves[$from][] = [$set, $to];

        return $to;
    }

    /**
     * Builds a node's automaton behind a state and gives its end.
     */
    private function append(Node $node, int $from): int
    {
        if (!$this->isKnown) {
            return $from;
        }
        switch ($node->kind) {
            case Node::NOTHING:
                return $from;
            case Node::SET:
                return $this->step($from, $node->text);
            case Node::SEQUENCE:
                foreach ($node->nodes as $item) {
                    $from = $this->append($item, $from);
                }

                return $from;
            case Node::ALTERNATION:
                $end = $this->state();
                foreach ($node->nodes as $item) {
                    $begin = $this->state();
                    $this->free[$from][] = $begin;
                    $this->free[$this->append($item, $begin)][] = $end;
                }

                return $end;
            case Node::REPEAT:
                return $this->repeat($node, $from);
            default:
                // Assertions look beyond the byte, and code points are not bytes.
                $this->isKnown = false;

                return $from;
        }
    }

    private function repeat(Node $node, int $from): int
    {
        $item = $node->nodes[0];
        for ($i = 0; $i < $node->min; ++$i) {
            $from = $this->append($item, $from);
        }
        $end = $this->state();
        $this->free[$from][] = $end;
        if ($node->max === null) {
            $this->free[$this->append($item, $end)][] = $end;
        }
        for ($i = $node->min; $i < ($node->max ?? 0); ++$i) {
            $from = $this->append($item, $from);
            $this->free[$from][] = $end;
        }

        return $end;
    }

    /**
     * @param array<int, true> $states
     *
     * @return array<int, true> In ascending order.
     */
    private function closure(array $states): array
    {
        $open = array_keys($states);
        while ($open !== []) {
            foreach ($this->free[array_pop($open)] as $target) {
                if (!isset($states[$target])) {
                    $states[$target] = true;
                    $open[] = $target;
                }
            }
        }
        ksort($states);

        return $states;
    }

    /**
     * @param array<int, true> $states
     *
     * @return array<int, true>
     */
    private function follow(array $states, int $byte): array
    {
        $next = [];
        foreach ($states as $state => $_) {
            foreach ($this->moves[$state] as [$set, $target]) {
                if (Bytes::has($set, $byte)) {
                    $next[$target] = true;
                }
            }
        }

        return $this->closure($next);
    }

    /**
     * One byte for each class of bytes that no set of either tells apart. NUL is in none: no path can hold it.
     *
     * @return list<int>
     */
    private function representatives(self $other): array
    {
        $sets = [];
        foreach ([...$this->moves, ...$other->moves] as $moves) {
            foreach ($moves as [$set]) {
                $sets[$set] = true;
            }
        }
        $bytes = [];
        for ($byte = 1; $byte < 256; ++$byte) {
            $signature = '';
            foreach ($sets as $set => $_) {
                $signature .= Bytes::has((string) $set, $byte) ? '1' : '0';
            }
            $bytes["'$signature"] ??= $byte;
        }

        return array_values($bytes);
    }
}
