<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Reads a bracketed class of a constraint.
 *
 * @internal
 */
class ClassParser
{
    /**
     * The POSIX classes (POSIX.1-2017, 9.3.5, C locale; `word` and `ascii` as in PCRE), in ascending ranges.
     */
    private const POSIX = [
        'alnum' => [[0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]],
        'alpha' => [[0x41, 0x5a], [0x61, 0x7a]],
        'ascii' => [[0, 0x7f]],
        'blank' => [[0x09, 0x09], [0x20, 0x20]],
        'cntrl' => [[0, 0x1f], [0x7f, 0x7f]],
        'digit' => [[0x30, 0x39]],
        'graph' => [[0x21, 0x7e]],
        'lower' => [[0x61, 0x7a]],
        'print' => [[0x20, 0x7e]],
        'punct' => [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]],
        'space' => [[0x09, 0x0d], [0x20, 0x20]],
        'upper' => [[0x41, 0x5a]],
        'word' => [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]],
        'xdigit' => [[0x30, 0x39], [0x41, 0x46], [0x61, 0x66]],
    ];

    private int $at;

    /**
     * @param int $start Where the `[` is.
     */
    public function __construct(
        private readonly string $text,
        private readonly int $start,
        private readonly bool $unicode,
        private readonly bool $foldCase,
    ) {
        $this->at = $start + 1;
    }

    /**
     * Where the class ends, once parse() has been called.
     */
    public function end(): int
    {
        return $this->at;
    }

    /**
     * @throws ConstraintFault if it is not in the language
     */
    public function parse(): Node
    {
        $negated = ($this->text[$this->at] ?? '') === '^';
        $this->at += (int) $negated;
        $ranges = [];
        $first = true;
        while (true) {
            if ($this->at >= \strlen($this->text)) {
                throw ConstraintFault::malformed("close the class with ']'", $this->start);
            }
            if ($this->text[$this->at] === ']' && !$first) {
                break;
            }
            $first = false;
            array_push($ranges, ...$this->items());
        }
        ++$this->at;
        if ($this->unicode) {
            return new Node(Node::CHARACTERS, items: $ranges, negated: $negated);
        }
        // Case first, then negation: `(?i)[^a]` refuses `A` too. Properties of code points are among the items of the other mode only.
        $set = Bytes::of(array_filter($ranges, \is_array(...)));
        $set = $this->foldCase ? Bytes::foldCase($set) : $set;

        return new Node(Node::SET, $negated ? ~$set : $set);
    }

    /**
     * One item, or the range that it begins.
     *
     * @return list<array{int, int}|string>
     */
    private function items(): array
    {
        $begin = $this->at;
        $low = $this->member();
        $next = $this->text[$this->at + 1] ?? '';
        if (($this->text[$this->at] ?? '') !== '-' || $next === '' || $next === ']') {
            return \is_int($low) ? [[$low, $low]] : $low;
        }
        if (!\is_int($low)) {
            throw ConstraintFault::malformed('a range ends in a class', $begin);
        }
        ++$this->at;
        $high = $this->member();
        if (!\is_int($high)) {
            throw ConstraintFault::malformed('a range ends in a class', $begin);
        }
        if ($low > $high) {
            throw ConstraintFault::malformed('a range runs backwards', $begin);
        }

        return [[$low, $high]];
    }

    /**
     * A code, which may begin or end a range, or the items of a class within the class.
     *
     * @return int|list<array{int, int}|string>
     */
    private function member(): int|array
    {
        $start = $this->at;
        if (preg_match('~\G\[([:.=])([^]]*)\1\]~', $this->text, $posix, 0, $start) === 1) {
            return $this->posix($posix[0], $posix[1], $posix[2]);
        }
        if (preg_match('~\G\\\\([dwsDWS])~', $this->text, $shorthand, 0, $start) === 1) {
            $ranges = Escapes::SHORTHANDS[strtolower($shorthand[1])];
            $negated = $shorthand[1] < 'a';
            if ($negated && $this->unicode) {
                throw ConstraintFault::unsupported("the escape \\$shorthand[1]", $start);
            }
            $this->at += 2;

            return $negated ? Bytes::ranges(~Bytes::of($ranges)) : $ranges;
        }
        if (preg_match('~\G\\\\[pP]~', $this->text, offset: $start) === 1) {
            [$property, $this->at] = Escapes::property($this->text, $start, $this->unicode);

            return [$property];
        }
        [$code, $this->at] = $this->text[$start] === '\\'
            ? Escapes::code($this->text, $start, $this->unicode)
            : Escapes::literal($this->text, $start, $this->unicode);

        return $code;
    }

    /**
     * @return list<array{int, int}>
     */
    private function posix(string $whole, string $kind, string $name): array
    {
        $negated = str_starts_with($name, '^');
        $ranges = $kind === ':' ? self::POSIX[$negated ? substr($name, 1) : $name] ?? null : null;
        if ($ranges === null || ($negated && $this->unicode)) {
            throw ConstraintFault::unsupported('a POSIX class', $this->at);
        }
        $this->at += \strlen($whole);

        return $negated ? Bytes::ranges(~Bytes::of($ranges)) : $ranges;
    }
}
