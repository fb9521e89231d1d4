<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Reads the regular expressions that may stand in a constraint: what PCRE and a linear-time engine understand alike, and
 * nothing else. Whatever is refused is refused by name and position. Classes are in ClassParser.
 *
 * @internal
 */
class ConstraintParser
{
    private const MAX_DEPTH = 32;
    private const MAX_REPETITION = 1000;
    private const MAX_SIZE = 1000;

    private const NOTHING_TO_REPEAT = 'there is nothing to repeat here';

    /**
     * What may follow `(?`, as expressions, and what it is called. The first that fits counts.
     */
    private const GROUPS = [
        '~\G[=!]~' => 'look-ahead',
        '~\G<[=!]~' => 'look-behind',
        '~\G>~' => 'an atomic group',
        '~\G#~' => 'a comment',
        '~\G\|~' => 'a branch reset',
        '~\G\(~' => 'a conditional',
        '~\GC~' => 'a callout',
        '~\G(?:[R&0-9]|[+-][0-9]|P>)~' => 'recursion',
        '~\GP=~' => 'a back-reference',
    ];

    private int $at = 0;
    private int $depth = 0;
    private bool $unicode = false;
    private bool $foldCase = false;
    private bool $foldAll = false;

    /**
     * @param string $text The constraint, behind the colon.
     */
    public function __construct(private readonly string $text)
    {
    }

    /**
     * Whether `(?u)` is on, once parse() has been called.
     */
    public function isUnicode(): bool
    {
        return $this->unicode;
    }

    /**
     * Whether case is left to PCRE: `(?ui)`.
     */
    public function foldsCase(): bool
    {
        return $this->foldAll;
    }

    /**
     * @throws ConstraintFault if it is not in the language
     */
    public function parse(): Node
    {
        if (preg_match('~^\(\?(?:u|(ui|iu))\)~', $this->text, $flags) === 1) {
            $this->unicode = true;
            $this->foldAll = isset($flags[1]);
            $this->at = \strlen($flags[0]);
            $valid = self::validUtf8($this->text);
            if ($valid < \strlen($this->text)) {
                throw ConstraintFault::malformed('the text is not UTF-8', $valid);
            }
        } elseif (str_starts_with($this->text, '(?i)')) {
            $this->foldCase = true;
            $this->at = 4;
        }
        $node = $this->alternation();
        if ($this->at < \strlen($this->text)) {
            throw ConstraintFault::malformed("a ')' has no '('", $this->at);
        }
        if ($node->size() > self::MAX_SIZE) {
            throw ConstraintFault::malformed('it expands to more than 1000 elements', 0);
        }

        return $node;
    }

    /**
     * How many bytes from the beginning are UTF-8 (RFC 3629, 4).
     */
    private static function validUtf8(string $text): int
    {
        preg_match(
            '~\A(?>[\x00-\x7f]++|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}'
            . '|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*+~',
            $text,
            $valid,
        );

        return \strlen($valid[0] ?? '');
    }

    private function alternation(): Node
    {
        $branches = [$this->sequence()];
        while (($this->text[$this->at] ?? '') === '|') {
            ++$this->at;
            $branches[] = $this->sequence();
        }

        return \count($branches) === 1 ? $branches[0] : new Node(Node::ALTERNATION, nodes: $branches);
    }

    private function sequence(): Node
    {
        $nodes = [];
        while ($this->at < \strlen($this->text) && $this->text[$this->at] !== '|' && $this->text[$this->at] !== ')') {
            $node = $this->repetition();
            if ($node->kind === Node::SEQUENCE) {
                array_push($nodes, ...$node->nodes);
            } elseif ($node->kind !== Node::NOTHING) {
                $nodes[] = $node;
            }
        }

        return match (\count($nodes)) {
            0 => new Node(Node::NOTHING),
            1 => $nodes[0],
            default => new Node(Node::SEQUENCE, nodes: $nodes),
        };
    }

    private function repetition(): Node
    {
        $atom = $this->atom();
        $start = $this->at;
        $bounds = $this->quantifier();
        if ($bounds === null) {
            return $atom;
        }
        if ($atom->kind === Node::ASSERTION) {
            throw ConstraintFault::malformed(self::NOTHING_TO_REPEAT, $start);
        }
        $next = $this->text[$this->at] ?? '';
        if ($next === '+') {
            throw ConstraintFault::unsupported('a possessive quantifier', $start);
        }
        if ($next === '?') {
            // A lazy quantifier accepts the same values; only what it captures would differ.
            ++$this->at;
        }
        if (preg_match('~\G[*+?{]~', $this->text, offset: $this->at) === 1) {
            throw ConstraintFault::malformed(self::NOTHING_TO_REPEAT, $this->at);
        }

        return $bounds === [1, 1] ? $atom : new Node(Node::REPEAT, nodes: [$atom], min: $bounds[0], max: $bounds[1]);
    }

    /**
     * @return array{int, ?int}|null
     */
    private function quantifier(): ?array
    {
        $start = $this->at;
        $bounds = match ($this->text[$start] ?? '') {
            '*' => [0, null],
            '+' => [1, null],
            '?' => [0, 1],
            '{' => $this->counted($start),
            default => null,
        };
        if ($bounds !== null && $this->at === $start) {
            ++$this->at;
        }

        return $bounds;
    }

    /**
     * @return array{int, ?int}
     */
    private function counted(int $start): array
    {
        if (preg_match('~\G\{(\d+)(,(\d*))?\}~', $this->text, $count, 0, $start) !== 1) {
            throw ConstraintFault::malformed('write \{ for a literal brace', $start);
        }
        // More digits than an integer holds are more than the bound in any case.
        $number = static fn (string $digits): int => (int) min((float) $digits, 1_000_000);
        $min = $number($count[1]);
        $max = match (true) {
            !isset($count[2]) => $min,
            $count[3] === '' => null,
            default => $number($count[3]),
        };
        if (max($min, $max ?? 0) > self::MAX_REPETITION) {
            throw ConstraintFault::malformed('a repetition is at most 1000', $start);
        }
        if ($max !== null && $max < $min) {
            throw ConstraintFault::malformed('the repetition runs backwards', $start);
        }
        $this->at += \strlen($count[0]);

        return [$min, $max];
    }

    private function atom(): Node
    {
        $start = $this->at;
        switch ($this->text[$start]) {
            case '(':
                return $this->group();
            case '[':
                $class = new ClassParser($this->text, $start, $this->unicode, $this->foldCase);
                $node = $class->parse();
                $this->at = $class->end();

                return $node;
            case '\\':
                return $this->escape();
            case '*':
            case '+':
            case '?':
                throw ConstraintFault::malformed(self::NOTHING_TO_REPEAT, $start);
            case '{':
                throw ConstraintFault::malformed('write \{ for a literal brace', $start);
            case '^':
                ++$this->at;

                return new Node(Node::ASSERTION, '\A');
            case '$':
                ++$this->at;

                return new Node(Node::ASSERTION, '\z');
            case '.':
                ++$this->at;

                return $this->unicode
                    ? new Node(Node::CHARACTERS, items: [[10, 10]], negated: true)
                    : new Node(Node::SET, ~Bytes::of([[10, 10]]));
            default:
                [$code, $this->at] = Escapes::literal($this->text, $start, $this->unicode);

                return $this->code($code);
        }
    }

    private function code(int $code): Node
    {
        if ($this->unicode) {
            return new Node(Node::LITERAL, code: $code);
        }
        $set = Bytes::of([[$code, $code]]);

        return new Node(Node::SET, $this->foldCase ? Bytes::foldCase($set) : $set);
    }

    private function group(): Node
    {
        $start = $this->at++;
        $outerFoldCase = $this->foldCase;
        $next = $this->text[$this->at] ?? '';
        if ($next === '*') {
            throw ConstraintFault::unsupported('a verb', $start);
        }
        if ($next === '?') {
            ++$this->at;
            $this->groupKind($start);
        }
        if ($this->depth === self::MAX_DEPTH) {
            throw ConstraintFault::malformed('groups nest at most 32 deep', $start);
        }
        ++$this->depth;
        $node = $this->alternation();
        --$this->depth;
        if (($this->text[$this->at] ?? '') !== ')') {
            throw ConstraintFault::malformed("close the group with ')'", $start);
        }
        ++$this->at;
        $this->foldCase = $outerFoldCase;

        return $node;
    }

    /**
     * Reads what follows `(?`, up to where the group's content begins.
     */
    private function groupKind(int $start): void
    {
        if (preg_match('~\G(?::|P?<[A-Za-z_][A-Za-z0-9_]*>)~', $this->text, $kind, 0, $this->at) === 1) {
            $this->at += \strlen($kind[0]);

            return;
        }
        // In `(?u)` mode the normal form has no place for the case of a part.
        if (!$this->unicode && substr_compare($this->text, 'i:', $this->at, 2) === 0) {
            $this->at += 2;
            $this->foldCase = true;

            return;
        }
        foreach (self::GROUPS as $expression => $construct) {
            if (preg_match($expression, $this->text, offset: $this->at) === 1) {
                throw ConstraintFault::unsupported($construct, $start);
            }
        }
        throw ConstraintFault::unsupported('an inline flag', $start);
    }

    private function escape(): Node
    {
        $start = $this->at;
        $kind = $this->text[$start + 1] ?? '';
        $this->at += 2;
        switch ($kind) {
            case 'A':
            case 'z':
            case 'b':
            case 'B':
                return new Node(Node::ASSERTION, '\\' . $kind);
            case 'd':
            case 'w':
            case 's':
                return $this->shorthand($kind, false);
            case 'D':
            case 'W':
            case 'S':
                return $this->shorthand(strtolower($kind), true);
            case 'p':
            case 'P':
                [$property, $this->at] = Escapes::property($this->text, $start, $this->unicode);

                return new Node(Node::CHARACTERS, items: [$property]);
            default:
                [$code, $this->at] = Escapes::code($this->text, $start, $this->unicode);

                return $this->code($code);
        }
    }

    private function shorthand(string $kind, bool $negated): Node
    {
        $ranges = Escapes::SHORTHANDS[$kind];
        if ($this->unicode) {
            return new Node(Node::CHARACTERS, items: $ranges, negated: $negated);
        }
        $set = Bytes::of($ranges);

        return new Node(Node::SET, $negated ? ~$set : $set);
    }
}
