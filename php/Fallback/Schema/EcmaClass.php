<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * A character class of ECMA-262, in PCRE's words.
 *
 * @internal
 */
class EcmaClass
{
    /**
     * @param int $at Behind the opening bracket.
     */
    public function __construct(private readonly string $source, private int $at)
    {
    }

    public function end(): int
    {
        return $this->at;
    }

    /**
     * @throws \UnexpectedValueException if it is malformed
     */
    public function translate(): string
    {
        $isNegated = ($this->source[$this->at] ?? '') === '^';
        $this->at += $isNegated ? 1 : 0;
        $content = '';
        while (($this->source[$this->at] ?? '') !== ']') {
            $first = $this->item();
            if (!$this->isRange()) {
                $content .= self::written($first);
                continue;
            }
            $this->at++;
            $second = $this->item();
            if (!\is_int($first) || !\is_int($second) || $first > $second) {
                throw new \UnexpectedValueException();
            }
            $content .= self::range($first, $second);
        }
        $this->at++;
        if ($content === '') {
            return $isNegated ? '(?s:.)' : '(?!)';
        }

        return ($isNegated ? '[^' : '[') . "$content]";
    }

    private function isRange(): bool
    {
        return ($this->source[$this->at] ?? '') === '-' && ($this->source[$this->at + 1] ?? ']') !== ']';
    }

    /**
     * A code point, or what a class holds for a set of them.
     */
    private function item(): int|string
    {
        $char = EcmaEscape::char($this->source, $this->at);
        $this->at += \strlen($char);
        if ($char === '') {
            throw new \UnexpectedValueException();
        }
        if ($char !== '\\') {
            return EcmaEscape::ordinal($char);
        }
        if (($this->source[$this->at] ?? '') === 'b') {
            $this->at++;

            return 0x08;
        }
        $escape = new EcmaEscape($this->source, $this->at);
        $item = $escape->set() ?? $escape->codePoint();
        $this->at = $escape->end();

        return $item;
    }

    private static function written(int|string $item): string
    {
        return \is_int($item) ? self::range($item, $item) : $item;
    }

    /**
     * A range without surrogates, which UTF-8 does not have.
     */
    private static function range(int $first, int $last): string
    {
        $first = $first >= 0xd800 && $first <= 0xdfff ? 0xe000 : $first;
        $last = $last >= 0xd800 && $last <= 0xdfff ? 0xd7ff : $last;

        return match (true) {
            $first > $last => '',
            $first === $last => sprintf('\x{%x}', $first),
            default => sprintf('\x{%x}-\x{%x}', $first, $last),
        };
    }
}
