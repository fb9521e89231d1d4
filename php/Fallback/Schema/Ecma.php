<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Translates a regular expression of ECMA-262 with the flag `u` into one of PCRE. The grammar is that of ES2025, 22.2.1; a backslash may
 * stand before any character that is neither letter nor digit, as it may without the flag.
 *
 * @internal
 */
class Ecma
{
    private const DOT = '[^\n\r\x{2028}\x{2029}]';

    /** A quantifier may follow this. */
    private const ATOM = 0;
    private const ASSERTION = 1;
    private const NOTHING = 2;

    private int $at = 0;

    private int $previous = self::NOTHING;

    /** @var list<string|array{int|string, int}> The translation; a reference to a group, by number or name, as a list. */
    private array $out = [];

    /**
     * The open groups: whether one is an assertion, what `.` meant before it, the names in the alternative around it, and in those before.
     *
     * @var list<array{bool, bool, list<string>, list<string>}>
     */
    private array $open = [];

    /** @var list<string> The names of groups in the outermost alternative. */
    private array $names = [];

    /** @var list<string> The names in the outermost alternatives before it. */
    private array $otherNames = [];

    /** @var array<string, int> The numbers of groups by name. */
    private array $numbers = [];

    private int $groups = 0;

    /** Whether `.` matches everything. */
    private bool $dotAll = false;

    private function __construct(private readonly string $source, private readonly bool $isStrict)
    {
    }

    /**
     * The pattern in PCRE's words, to be delimited by `~`; null if it is malformed.
     *
     * @param bool $isStrict Whether `]` and `}` have to be escaped, as the flag `u` demands.
     */
    public static function translate(string $source, bool $isStrict): ?string
    {
        try {
            return (new self($source, $isStrict))->pattern();
        } catch (\UnexpectedValueException) {
            return null;
        }
    }

    private function pattern(): string
    {
        while (($char = $this->next()) !== '') {
            switch ($char) {
                case '(':
                    $this->group();
                    break;
                case ')':
                    $this->endGroup();
                    break;
                case '|':
                    $this->otherNames = [...$this->otherNames, ...$this->names];
                    $this->names = [];
                    $this->emit('|', self::NOTHING);
                    break;
                case '*':
                case '+':
                case '?':
                    $this->quantifier($char);
                    break;
                case '{':
                    $this->quantifier('{' . $this->match('/\G(?:(\d+)|(\d+),(\d*))\}/'));
                    break;
                case '^':
                case '$':
                    $this->emit($char, self::ASSERTION);
                    break;
                case '.':
                    $this->emit($this->dotAll ? '(?s:.)' : self::DOT);
                    break;
                case '[':
                    $class = new EcmaClass($this->source, $this->at);
                    $this->emit($class->translate());
                    $this->at = $class->end();
                    break;
                case '\\':
                    $this->escape();
                    break;
                default:
                    if ($this->isStrict && ($char === ']' || $char === '}')) {
                        $this->refuse();
                    }
                    $this->emit(EcmaEscape::literal($char));
            }
        }
        if ($this->open !== []) {
            $this->refuse();
        }

        return implode('', array_map($this->reference(...), $this->out));
    }

    private function emit(string $text, int $previous = self::ATOM): void
    {
        $this->out[] = $text;
        $this->previous = $previous;
    }

    /**
     * The next character, or nothing.
     */
    private function next(): string
    {
        $char = EcmaEscape::char($this->source, $this->at);
        $this->at += \strlen($char);

        return $char;
    }

    /**
     * The text that matches here, or the pattern is malformed.
     */
    private function match(string $pattern): string
    {
        if (preg_match($pattern, $this->source, $match, 0, $this->at) !== 1) {
            $this->refuse();
        }
        $this->at += \strlen($match[0]);

        return $match[0];
    }

    private function quantifier(string $text): void
    {
        if ($this->previous !== self::ATOM) {
            $this->refuse();
        }
        if (preg_match('/^\{0*(\d+),0*(\d+)\}$/D', $text, $bounds) === 1
            && [\strlen($bounds[1]), $bounds[1]] > [\strlen($bounds[2]), $bounds[2]]) {
            $this->refuse();
        }
        if (($this->source[$this->at] ?? '') === '?') {
            $this->at++;
            $text .= '?';
        }
        $this->emit($text, self::NOTHING);
    }

    private function group(): void
    {
        $isAssertion = false;
        $dotAll = $this->dotAll;
        $names = $this->names;
        if (($this->source[$this->at] ?? '') !== '?') {
            $this->groups++;
            $text = '(';
        } else {
            $text = '(' . $this->match('/\G\?(?::|=|!|<=|<!|<(?!=|!)|[ims]*-?[ims]*:)/');
            if ($text === '(?<') {
                $this->groups++;
                $text = '(';
                $names[] = $this->name();
                $this->numbers[end($names)] = $this->groups;
            } elseif (preg_match('/^\(\?([ims]*)(-?)([ims]*):$/D', $text, $flags) === 1) {
                $this->modify($flags[1], $flags[3], $flags[2] !== '');
            } else {
                $isAssertion = true;
            }
        }
        $this->open[] = [$isAssertion, $dotAll, $names, $this->otherNames];
        // A name may come again where the two groups cannot both take part.
        $this->names = $names;
        $this->otherNames = [];
        $this->emit($text, self::NOTHING);
    }

    private function endGroup(): void
    {
        $group = array_pop($this->open);
        if ($group === null) {
            $this->refuse();
        }
        [$isAssertion, $this->dotAll, $names, $others] = $group;
        $this->names = array_values(array_unique([...$names, ...$this->names, ...$this->otherNames]));
        $this->otherNames = $others;
        $this->emit(')', $isAssertion ? self::ASSERTION : self::ATOM);
    }

    /**
     * The name of a group, whose `<` is behind.
     */
    private function name(): string
    {
        $name = substr($this->match('/\G(?:[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$\x{200C}\x{200D}]*)>/u'), 0, -1);
        if (\in_array($name, $this->names, true)) {
            $this->refuse();
        }

        return $name;
    }

    private function modify(string $on, string $off, bool $hasDash): void
    {
        $flags = $on . $off;
        if ($flags !== '' ? \strlen($flags) !== \strlen(count_chars($flags, 3)) : $hasDash) {
            $this->refuse();
        }
        $this->dotAll = str_contains($on, 's') || ($this->dotAll && !str_contains($off, 's'));
    }

    private function escape(): void
    {
        $char = $this->next();
        switch ($char) {
            case 'b':
            case 'B':
                // PCRE's own looks at all letters of Unicode here.
                $this->emit($char === 'b' ? EcmaEscape::BOUNDARY : EcmaEscape::NO_BOUNDARY, self::ASSERTION);
                break;
            case 'k':
                $this->match('/\G</');
                $this->out[] = [substr($this->match('/\G[^>]+>/'), 0, -1), 0];
                $this->previous = self::ATOM;
                break;
            default:
                if ($char !== '' && strpbrk($char, '123456789') !== false) {
                    $this->out[] = [(int) ($char . $this->match('/\G\d{0,9}/')), 0];
                    $this->previous = self::ATOM;
                    break;
                }
                $escape = new EcmaEscape($this->source, $this->at - \strlen($char));
                $set = $escape->set();
                $this->emit($set !== null ? "[$set]" : $escape->code());
                $this->at = $escape->end();
        }
    }

    /**
     * @param string|array{int|string, int} $piece
     */
    private function reference(string|array $piece): string
    {
        if (\is_string($piece)) {
            return $piece;
        }
        $number = \is_int($piece[0]) ? $piece[0] : $this->numbers[$piece[0]] ?? 0;
        if ($number < 1 || $number > $this->groups) {
            $this->refuse();
        }

        return "\\g{{$number}}";
    }

    private function refuse(): never
    {
        throw new \UnexpectedValueException();
    }
}
