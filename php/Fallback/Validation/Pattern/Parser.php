<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * Reads an expression in order to refuse what an engine of linear time has not, and what PCRE's versions do differently.
 *
 * @internal
 */
class Parser
{
    /** PCRE's own limits; the last one is that of versions before 10.44. */
    private const MAX_DEPTH = 250;
    private const MAX_NAME = 32;

    private const NOTHING_TO_REPEAT = 'nothing to repeat';

    private const NEVER = 0;
    private const SINGLE = 1;
    private const GROUP = 2;

    /**
     * What may follow `(?`, and what it is called. The first that fits counts.
     */
    private const GROUPS = [
        '~\G[=*]~' => 'lookahead',
        '~\G!~' => 'negative lookahead',
        '~\G<[=*]~' => 'lookbehind',
        '~\G<!~' => 'negative lookbehind',
        '~\GP=~' => 'back-reference',
        '~\G(?:P>|[&1-9]|[+-][0-9])~' => 'subroutine call',
        '~\G[R0]~' => 'recursion',
        '~\G>~' => 'atomic group',
        '~\G\|~' => 'branch reset group',
        '~\G\(~' => 'conditional',
        '~\GC~' => 'callout',
        '~\G\[~' => 'extended class',
    ];

    /** Between `\Q` and `\E`. */
    private bool $quoted = false;
    private int $depth = 0;
    /** @var array<string, true> */
    private array $names = [];
    private readonly Escapes $escapes;
    private readonly Quantifiers $quantifiers;
    private readonly Brackets $brackets;

    public function __construct(private readonly Text $text)
    {
        $this->escapes = new Escapes($text);
        $this->quantifiers = new Quantifiers($text);
        $this->brackets = new Brackets($text, $this->escapes);
    }

    /**
     * @throws Fault if it is no expression or not supported
     */
    public function parse(): void
    {
        $size = $this->alternation();
        if ($this->text->peek() !== '') {
            throw Fault::malformed("a ')' without '('", $this->text->at);
        }
        if ($size->isTooLarge()) {
            throw Fault::tooLarge();
        }
    }

    private function alternation(): Size
    {
        $size = $this->sequence();
        while ($this->text->peek() === '|') {
            ++$this->text->at;
            $size = $size->plus($this->sequence())->plus(new Size(1, 3));
        }

        return $size;
    }

    private function sequence(): Size
    {
        $size = new Size();
        while (true) {
            $this->skip();
            $byte = $this->text->peek();
            if ($byte === '' || (!$this->quoted && ($byte === '|' || $byte === ')'))) {
                return $size;
            }
            $start = $this->text->at;
            $item = $this->item();
            if ($item !== null) {
                $size = $size->plus($this->repeated($start, ...$item));
                if ($size->isTooLarge()) {
                    throw Fault::tooLarge();
                }
            }
        }
    }

    /**
     * Goes past what means nothing: the ends of quotes, comments, and with the flag `x` white space.
     */
    private function skip(): void
    {
        $text = $this->text;
        while (true) {
            if ($text->startsWith('\E')) {
                $this->quoted = false;
                $text->at += 2;
            } elseif ($this->quoted) {
                return;
            } elseif ($text->startsWith('\Q')) {
                $this->quoted = true;
                $text->at += 2;
            } elseif ($text->startsWith('(?#')) {
                $end = strpos($text->text, ')', $text->at);
                $text->at = $end === false ? throw Fault::malformed("a comment without ')'", $text->at) : $end + 1;
            } elseif (!$text->flags->extended || !$this->skipSpace()) {
                return;
            }
        }
    }

    private function skipSpace(): bool
    {
        $text = $this->text;
        if (($space = $text->find('~\G(?:[ \t-\r]++|#[^\n]*+\n?+)~')) !== null) {
            $text->at += \strlen($space[0]);

            return true;
        }
        // What PCRE skips of these depends on its version.
        if ($text->find($text->unicode ? '~\G(?:\xC2\x85|\xE2\x80[\x8E\x8F\xA8\xA9])~' : '~\G\x85~') !== null) {
            throw Fault::unsupported('white space beyond ASCII', $text->at);
        }

        return false;
    }

    /**
     * Reads an item; null if it switches flags only.
     *
     * @return array{Size, int}|null
     */
    private function item(): ?array
    {
        $text = $this->text;
        if ($this->quoted) {
            return $this->literal();
        }
        switch ($text->peek()) {
            case '(':
                return $this->group();
            case '[':
                return [$this->brackets->read(), self::SINGLE];
            case '\\':
                return $this->escaped();
            case '*':
            case '+':
            case '?':
                throw Fault::malformed(self::NOTHING_TO_REPEAT, $text->at);
            case '{':
                return $this->quantifiers->counted() === null
                    ? $this->literal()
                    : throw Fault::malformed(self::NOTHING_TO_REPEAT, $text->at);
            case '^':
            case '$':
                ++$text->at;

                return [new Size(1, 1), self::NEVER];
            case '.':
                ++$text->at;

                return [new Size(1, 1), self::SINGLE];
            default:
                return $this->literal();
        }
    }

    /**
     * @return array{Size, int}
     */
    private function literal(): array
    {
        return [Size::char($this->text->char()), self::SINGLE];
    }

    /**
     * An escape outside of classes.
     *
     * @return array{Size, int}
     */
    private function escaped(): array
    {
        $text = $this->text;
        $start = $text->at;
        $letter = $text->peek(1);
        if ($letter === 'A' || $letter === 'z' || $letter === 'b' || $letter === 'B') {
            $text->at += 2;
            if (($letter === 'b' || $letter === 'B') && $text->unicode && $text->old) {
                $text->replace($start, self::boundary($letter === 'b'));
            }

            return [new Size(1, 1), self::NEVER];
        }
        if ($letter === 'N') {
            $text->at += 2;
            if ($text->peek() !== '{' || $this->quantifiers->counted() !== null) {
                return [new Size(1, 1), self::SINGLE];
            }
            $text->at = $start;
        }
        $char = $this->escapes->read(false);
        $size = $char === null ? Size::set() : Size::char($char);

        return [$size, self::SINGLE];
    }

    /**
     * Where a word ends or begins, or where neither is.
     */
    private static function boundary(bool $is): string
    {
        $word = '[' . Escapes::WORD . ']';

        return $is ? "(?:(?<=$word)(?!$word)|(?<!$word)(?=$word))" : "(?:(?<=$word)(?=$word)|(?<!$word)(?!$word))";
    }

    /**
     * Reads the quantifier behind an item, if there is one.
     *
     * @param int $begin Where the item begins.
     */
    private function repeated(int $begin, Size $size, int $repeats): Size
    {
        $text = $this->text;
        $this->skip();
        $start = $text->at;
        $bounds = $this->quoted ? null : $this->quantifiers->read();
        if ($bounds === null) {
            return $size;
        }
        if ($repeats === self::NEVER) {
            throw Fault::malformed(self::NOTHING_TO_REPEAT, $start);
        }
        if ($text->peek() === '+') {
            throw Fault::unsupported('possessive quantifier', $start);
        }
        if ($text->peek() === '?') {
            // Which match is found first does not matter.
            ++$text->at;
        }
        if ($bounds[1] === 0 && $repeats === self::GROUP) {
            // PCRE 10.46 takes a pattern for anchored by what is never asked.
            $text->replace($begin, '(?:)');
        }

        return $size->times($bounds[0], $bounds[1], $repeats === self::SINGLE);
    }

    /**
     * Reads a group, or flags alone.
     *
     * @return array{Size, int}|null
     */
    private function group(): ?array
    {
        $text = $this->text;
        $start = $text->at++;
        $flags = clone $text->flags;
        if ($text->peek() === '*') {
            throw Fault::unsupported('verb', $start);
        }
        if ($text->peek() === '?') {
            ++$text->at;
            if ($this->groupKind($start)) {
                return null;
            }
        }
        if ($this->depth === self::MAX_DEPTH) {
            throw Fault::malformed('a group more than 250 deep', $start);
        }
        ++$this->depth;
        $size = $this->alternation();
        --$this->depth;
        if ($text->peek() !== ')') {
            throw Fault::malformed("a '(' without ')'", $start);
        }
        ++$text->at;
        $text->flags = $flags;

        return [$size->plus(new Size(1, 10)), self::GROUP];
    }

    /**
     * Reads what follows `(?`; true if it is flags alone, for the rest of the group around.
     */
    private function groupKind(int $start): bool
    {
        $text = $this->text;
        if ($text->peek() === ':') {
            ++$text->at;

            return false;
        }
        foreach (self::GROUPS as $expression => $construct) {
            if ($text->find($expression) !== null) {
                throw Fault::unsupported($construct, $start);
            }
        }
        $opening = $text->find("~\\G(?:P?<|')~");
        if ($opening === null) {
            return $this->switches($start);
        }
        $text->at += \strlen($opening[0]);
        $this->name($opening[0] === "'" ? "'" : '>');

        return false;
    }

    private function name(string $end): void
    {
        $text = $this->text;
        $name = $text->find('~\G[A-Za-z_][A-Za-z0-9_]*~')[0] ?? '';
        $length = \strlen($name);
        if ($length === 0 || $length > self::MAX_NAME || $text->peek($length) !== $end) {
            throw Fault::malformed('a name that no group can have', $text->at);
        }
        if (isset($this->names[$name])) {
            throw Fault::malformed('a name that another group has', $text->at);
        }
        $this->names[$name] = true;
        $text->at += $length + 1;
    }

    /**
     * Flags as in `(?i-s)` and `(?^x:`; true if they end with the parenthesis.
     */
    private function switches(int $start): bool
    {
        $text = $this->text;
        $on = true;
        $reset = $text->peek() === '^';
        if ($reset) {
            ++$text->at;
            $text->flags = new Flags();
        }
        while (true) {
            $letter = $text->peek();
            if ($letter === '') {
                throw Fault::malformed("a '(' without ')'", $start);
            }
            ++$text->at;
            if ($letter === ')' || $letter === ':') {
                return $letter === ')';
            }
            if ($letter === '-' && $on && !$reset) {
                $on = false;
            } elseif ($letter === 'x' && $text->peek() === 'x') {
                throw Fault::unsupported("the flag 'xx'", $start);
            } elseif (!$text->flags->switch($letter, $on)) {
                throw Fault::flag($letter);
            }
        }
    }
}
