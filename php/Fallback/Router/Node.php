<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A node of a constraint's tree, what it measures and how it is written in normal form (docs/router.md, For implementers).
 *
 * @internal
 */
class Node
{
    public const NOTHING = 0;
    public const SET = 1;
    public const LITERAL = 2;
    public const CHARACTERS = 3;
    public const ASSERTION = 4;
    public const REPEAT = 5;
    public const SEQUENCE = 6;
    public const ALTERNATION = 7;

    /**
     * What `\b` and `\B` are to PCRE: with the modifier `u` its own would follow Unicode, without it the locale.
     */
    private const BOUNDARIES = [
        '\b' => '(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))',
        '\B' => '(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))',
    ];

    /**
     * @param string                               $text    The set of a SET, the text of an ASSERTION.
     * @param int                                  $code    The code point of a LITERAL.
     * @param list<array{int, int}|string>         $items   Ranges of code points and properties of CHARACTERS.
     * @param bool                                 $negated Whether CHARACTERS are those that are not in the items.
     * @param list<self>                           $nodes   What it is made of.
     * @param int                                  $min     Least repetitions.
     * @param int|null                             $max     Most repetitions, null without a bound.
     */
    public function __construct(
        public readonly int $kind,
        public readonly string $text = '',
        public readonly int $code = 0,
        public readonly array $items = [],
        public readonly bool $negated = false,
        public readonly array $nodes = [],
        public readonly int $min = 0,
        public readonly ?int $max = null,
    ) {
    }

    /**
     * The length of the shortest value: bytes, or code points in `(?u)` mode.
     */
    public function shortest(): int
    {
        $each = array_map(static fn (self $node): int => $node->shortest(), $this->nodes);

        return match ($this->kind) {
            self::NOTHING, self::ASSERTION => 0,
            self::REPEAT => $each[0] * $this->min,
            self::SEQUENCE => array_sum($each),
            self::ALTERNATION => min([PHP_INT_MAX, ...$each]),
            default => 1,
        };
    }

    /**
     * The length of the longest value; PHP_INT_MAX if there is no bound.
     */
    public function longest(): int
    {
        $each = array_map(static fn (self $node): int => $node->longest(), $this->nodes);
        if ($this->kind === self::ALTERNATION) {
            return max([0, ...$each]);
        }
        if ($this->kind === self::SEQUENCE) {
            return \in_array(PHP_INT_MAX, $each, true) ? PHP_INT_MAX : array_sum($each);
        }
        if ($this->kind === self::REPEAT) {
            return match (true) {
                $each[0] === 0 => 0,
                $each[0] === PHP_INT_MAX, $this->max === null => PHP_INT_MAX,
                default => $each[0] * $this->max,
            };
        }

        return $this->kind === self::NOTHING || $this->kind === self::ASSERTION ? 0 : 1;
    }

    /**
     * Every byte that stands in one of the sets.
     */
    public function bytes(): string
    {
        $set = $this->kind === self::SET ? $this->text : Bytes::NONE;
        foreach ($this->nodes as $node) {
            $set |= $node->bytes();
        }

        return $set;
    }

    /**
     * The bytes that a value can begin with. Assertions take none; in `(?u)` mode nothing is known.
     */
    public function first(): string
    {
        $set = $this->kind === self::SET ? $this->text : Bytes::NONE;
        foreach ($this->nodes as $node) {
            $set |= $node->first();
            if ($this->kind === self::SEQUENCE && $node->shortest() > 0) {
                break;
            }
        }

        return $set;
    }

    /**
     * How many elements there are once repetitions are written out. A float where the integers end.
     */
    public function size(): int|float
    {
        if ($this->kind === self::NOTHING) {
            return 0;
        }
        if ($this->nodes === []) {
            return 1;
        }
        $size = 0;
        foreach ($this->nodes as $node) {
            $size += $node->size();
        }

        return $this->kind === self::REPEAT ? $size * max($this->max ?? $this->min + 1, 1) : $size;
    }

    /**
     * The normal form.
     */
    public function normal(): string
    {
        return $this->write(null);
    }

    /**
     * What PCRE is given: the normal form but for word boundaries, and possessive wherever nothing can be given back. What is
     * written so takes no backtracking, and so meets none of PCRE's limits.
     */
    public function expression(): string
    {
        return $this->write(Bytes::NONE);
    }

    /**
     * Whether each byte leaves one way to go on, so that the first way to match is the only one.
     *
     * @param string $follow The bytes that can come behind it.
     */
    private function isDetermined(string $follow): bool
    {
        switch ($this->kind) {
            case self::SET:
                return true;
            case self::REPEAT:
                $node = $this->nodes[0];
                $first = $node->first();

                return !Bytes::overlap($first, $follow) && $node->shortest() > 0 && $node->isDetermined($first | $follow);
            case self::SEQUENCE:
                foreach (array_reverse($this->nodes) as $node) {
                    if (!$node->isDetermined($follow)) {
                        return false;
                    }
                    $follow = $node->before($follow);
                }

                return true;
            case self::ALTERNATION:
                $seen = Bytes::NONE;
                foreach ($this->nodes as $node) {
                    $first = $node->first();
                    if (Bytes::overlap($seen, $first) || $node->shortest() === 0 || !$node->isDetermined($follow)) {
                        return false;
                    }
                    $seen |= $first;
                }

                return true;
            default:
                return false;
        }
    }

    /**
     * The bytes that can come behind what stands before it.
     */
    private function before(string $follow): string
    {
        return $this->first() | ($this->shortest() === 0 ? $follow : Bytes::NONE);
    }

    /**
     * @param string|null $follow For PCRE: the bytes that can come behind it. Null for the normal form.
     */
    private function write(?string $follow): string
    {
        switch ($this->kind) {
            case self::SET:
                return self::writeSet($this->text);
            case self::LITERAL:
                return self::writeCode($this->code, '\x{%x}');
            case self::CHARACTERS:
                $text = $this->negated ? '[^' : '[';
                foreach ($this->items as $item) {
                    $text .= \is_string($item) ? $item : self::writeRange($item[0], $item[1], '\x{%x}');
                }

                return $text . ']';
            case self::ASSERTION:
                return $follow !== null ? self::BOUNDARIES[$this->text] ?? $this->text : $this->text;
            case self::REPEAT:
                $node = $this->nodes[0];
                $single = \in_array($node->kind, [self::SET, self::LITERAL, self::CHARACTERS], true);
                $text = $node->write($follow === null ? null : $follow | $node->first());
                $possessive = $follow !== null && $this->isDetermined($follow) ? '+' : '';

                return ($single ? $text : "(?:$text)") . $this->times() . $possessive;
            case self::SEQUENCE:
                $text = '';
                foreach (array_reverse($this->nodes) as $node) {
                    $part = $node->write($follow);
                    $text = ($node->kind === self::ALTERNATION ? "(?:$part)" : $part) . $text;
                    $follow = $follow === null ? null : $node->before($follow);
                }

                return $text;
            case self::ALTERNATION:
                return implode('|', array_map(static fn (self $node): string => $node->write($follow), $this->nodes));
            default:
                return '';
        }
    }

    private function times(): string
    {
        return match (true) {
            $this->min === 0 && $this->max === null => '*',
            $this->min === 1 && $this->max === null => '+',
            $this->min === 0 && $this->max === 1 => '?',
            $this->max === null => "{{$this->min},}",
            $this->min === $this->max => "{{$this->min}}",
            default => "{{$this->min},{$this->max}}",
        };
    }

    private static function writeSet(string $set): string
    {
        $ranges = Bytes::ranges($set);
        if ($ranges === []) {
            return '[^\x00-\xff]';
        }
        if (\count($ranges) === 1 && $ranges[0][0] === $ranges[0][1]) {
            return self::writeCode($ranges[0][0], '\x%02x');
        }
        $text = '';
        foreach ($ranges as [$first, $last]) {
            $text .= self::writeRange($first, $last, '\x%02x');
        }

        return "[$text]";
    }

    private static function writeRange(int $first, int $last, string $beyondAscii): string
    {
        $text = self::writeCode($first, $beyondAscii);

        return $first === $last ? $text : $text . '-' . self::writeCode($last, $beyondAscii);
    }

    private static function writeCode(int $code, string $beyondAscii): string
    {
        if ($code < 128) {
            return preg_match('/^[0-9A-Za-z]$/D', \chr($code)) === 1 ? \chr($code) : sprintf('\x%02x', $code);
        }

        return sprintf($beyondAscii, $code);
    }
}
