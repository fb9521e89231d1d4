<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * Classes in brackets.
 *
 * @internal
 */
class Brackets
{
    private const NAMES = '~^(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit)$~D';

    /** What `[:xdigit:]` is since PCRE 10.43, and everything else. */
    private const XDIGIT = '\x{30}-\x{39}\x{41}-\x{46}\x{61}-\x{66}\x{FF10}-\x{FF19}\x{FF21}-\x{FF26}\x{FF41}-\x{FF46}';
    private const NO_XDIGIT = '\x{0}-\x{2F}\x{3A}-\x{40}\x{47}-\x{60}\x{67}-\x{FF0F}\x{FF1A}-\x{FF20}\x{FF27}-\x{FF40}\x{FF47}-\x{10FFFF}';

    /** The character before, which may begin a range. */
    private ?int $before = null;
    /** What the range that is open begins with, and where it does. */
    private ?int $low = null;
    private int $lowAt = 0;
    /** The bytes of PCRE's code that the members take. */
    private int $code = 0;

    public function __construct(private readonly Text $text, private readonly Escapes $escapes)
    {
    }

    /**
     * Reads a class, from its bracket on.
     *
     * @throws Fault
     */
    public function read(): Size
    {
        $text = $this->text;
        $start = $text->at;
        if ($text->startsWith('[[:<:]]') || $text->startsWith('[[:>:]]')) {
            throw Fault::unsupported('[[:<:]] or [[:>:]]', $start);
        }
        if ($this->posixLength() !== null) {
            throw Fault::malformed('a POSIX class outside of brackets', $start);
        }
        ++$text->at;
        // Quotes with nothing in them do not count.
        $head = $text->find('~\G(?:\\\\E|\\\\Q\\\\E)*\^?(?:\\\\E|\\\\Q\\\\E)*~');
        $text->at += \strlen($head[0] ?? '');
        $this->before = null;
        $this->low = null;
        $this->code = 0;
        $this->members($start);

        // Bytes are written as a table, of one length.
        return $text->unicode ? Size::set()->plus(new Size(0, $this->code)) : Size::set();
    }

    private function members(int $start): void
    {
        $text = $this->text;
        $quoted = false;
        for ($first = true; ; $first = false) {
            $at = $text->at;
            $byte = $text->peek();
            if ($byte === '') {
                throw Fault::malformed("a class without ']'", $start);
            }
            $next = $text->peek(1);
            if ($byte === '\\' && $next === 'E') {
                $text->at += 2;
                $quoted = false;
            } elseif ($quoted) {
                $this->addChar($text->char());
            } elseif ($byte === ']' && !$first) {
                ++$text->at;
                if ($this->low !== null) {
                    $this->low = null;
                    $this->addChar(0x2D);
                }

                return;
            } elseif ($byte === '-' && $this->before !== null && $this->low === null) {
                ++$text->at;
                [$this->low, $this->before, $this->lowAt] = [$this->before, null, $at];
            } elseif ($byte === '[' && $this->posixLength() !== null) {
                $this->posix();
                $this->addSet($at);
            } elseif ($byte === '\\' && $next === 'Q') {
                $text->at += 2;
                $quoted = true;
            } elseif ($byte === '\\') {
                $char = $this->escape();
                if ($char === null) {
                    $this->addSet($at);
                } else {
                    $this->addChar($char);
                }
            } else {
                $this->addChar($text->char());
            }
        }
    }

    private function addChar(int $char): void
    {
        if ($this->low !== null && $this->low > $char) {
            throw Fault::malformed('a range that runs backwards', $this->lowAt);
        }
        $this->before = $this->low === null ? $char : null;
        $this->low = null;
        $this->code += 9;
    }

    /**
     * A set has no place at either end of a range.
     */
    private function addSet(int $start): void
    {
        if ($this->low !== null || $this->text->find('~\G(?:\\\\E|\\\\Q\\\\E)*-[^]]~') !== null) {
            throw Fault::malformed('a range that begins or ends with a set', $start);
        }
        $this->before = null;
        $this->code += 9;
    }

    private function escape(): ?int
    {
        $text = $this->text;
        $start = $text->at;
        $letter = $text->peek(1);
        if ($letter === 'b') {
            $text->at += 2;

            return 0x08;
        }
        if ($letter >= '1' && $letter <= '7') {
            $text->at += 2;

            return $this->escapes->octal($start);
        }
        if (preg_match('~^[ABGKRXCZzgk89]$~D', $letter) === 1 || ($letter === 'N' && $text->peek(2) !== '{')) {
            throw Fault::malformed('an escape that has no place in a class', $start);
        }

        return $this->escapes->read(true);
    }

    /**
     * The length of what looks like a class within the class, `[:…:]`, `[.….]` or `[=…=]`, if there is one here. Another such beginning, or
     * the end of the class, before it is closed makes the bracket an ordinary character.
     */
    private function posixLength(): ?int
    {
        $match = $this->text->find('~\G\[([:.=])(?:\\\\[]\\\\]|[^][\\\\:.=]++|(?!\[\1|\]|\1\])[\x00-\xFF])*+\1\]~');

        return $match === null ? null : \strlen($match[0]);
    }

    private function posix(): void
    {
        $text = $this->text;
        $start = $text->at;
        $whole = substr($text->text, $start, $this->posixLength() ?? 0);
        $name = $whole[1] === ':' ? substr($whole, 2, -2) : '';
        $negated = str_starts_with($name, '^');
        $name = $negated ? substr($name, 1) : $name;
        // PCRE's versions differ in whether case still counts.
        if ($text->unicode && $text->flags->foldCase && ($name === 'lower' || $name === 'upper')) {
            throw Fault::unsupported("[:lower:] or [:upper:] with the flags 'i' and 'u'", $start);
        }
        if (preg_match(self::NAMES, $name) !== 1) {
            throw Fault::malformed('a POSIX class that is not known', $start);
        }
        $text->at += \strlen($whole);
        $text->hasProperties = $text->hasProperties || $text->unicode;
        if (!$text->unicode || !$text->old) {
            return;
        }
        if ($name === 'word') {
            $text->replace($start, $negated ? Escapes::NO_WORD : Escapes::WORD);
        } elseif ($name === 'xdigit') {
            $text->replace($start, $negated ? self::NO_XDIGIT : self::XDIGIT);
        }
    }
}
