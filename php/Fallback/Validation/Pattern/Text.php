<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

use HighPerApp\HighPer\Native\Fallback\Utf8;

/**
 * The text of a pattern while it is read, and what is to be written in place of some parts of it.
 *
 * @internal
 */
class Text
{
    /** Offsets count from the beginning of the text, which is that of the pattern, delimiter included. */
    public int $at;

    /** Whether there is a set in it that PCRE may know by properties, of which it does not always know what they have in common. */
    public bool $hasProperties = false;

    /** @var list<array{int, int, string}> Offsets of beginning and end, and what stands there instead. */
    private array $edits = [];

    /**
     * @param string $text  Everything up to the closing delimiter.
     * @param int    $start Where the expression begins.
     * @param bool   $old   Whether PCRE is older than 10.43, which changed what a word is.
     *
     * @throws Fault if it is to be UTF-8 and is not
     */
    public function __construct(
        public readonly string $text,
        private readonly int $start,
        public readonly bool $unicode,
        public readonly bool $old,
        public Flags $flags,
    ) {
        $this->at = $start;
        if ($unicode && ($valid = Utf8::validLength($text)) < \strlen($text)) {
            throw Fault::malformed('bytes that are no UTF-8', $valid);
        }
    }

    /**
     * The byte here or so many bytes on; empty at the end.
     */
    public function peek(int $ahead = 0): string
    {
        return $this->text[$this->at + $ahead] ?? '';
    }

    public function startsWith(string $prefix): bool
    {
        return substr_compare($this->text, $prefix, $this->at, \strlen($prefix)) === 0;
    }

    /**
     * What an expression, which begins with `\G`, finds here.
     *
     * @return array<string>|null
     */
    public function find(string $expression): ?array
    {
        return preg_match($expression, $this->text, $match, 0, $this->at) === 1 ? $match : null;
    }

    /**
     * Reads a character: a code point, or a byte. The text is not at its end.
     */
    public function char(): int
    {
        $first = \ord($this->text[$this->at]);
        if (!$this->unicode || $first < 0x80) {
            ++$this->at;

            return $first;
        }
        $length = $first < 0xE0 ? 2 : ($first < 0xF0 ? 3 : 4);
        $code = $first & (0x7F >> $length);
        for ($index = 1; $index < $length; ++$index) {
            $code = $code << 6 | \ord($this->text[$this->at + $index]) & 0x3F;
        }
        $this->at += $length;

        return $code;
    }

    /**
     * Puts something in the place of what was read from there to here, whatever was put into it.
     */
    public function replace(int $from, string $replacement): void
    {
        while ($this->edits !== [] && $this->edits[array_key_last($this->edits)][0] >= $from) {
            array_pop($this->edits);
        }
        $this->edits[] = [$from, $this->at, $replacement];
    }

    /**
     * The expression as PCRE is to see it.
     */
    public function edited(): string
    {
        $edited = '';
        $at = $this->start;
        foreach ($this->edits as [$from, $to, $replacement]) {
            $edited .= substr($this->text, $at, $from - $at) . $replacement;
            $at = $to;
        }

        return $edited . substr($this->text, $at);
    }
}
