<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * What a backslash means: a character, a set, or something that is refused.
 *
 * @internal
 */
class Escapes
{
    /** What `\w` is since PCRE 10.43, and everything else. */
    public const WORD = '\p{L}\p{N}\p{Mn}\p{Pc}';
    public const NO_WORD = '\p{C}\p{Z}\p{S}\p{Mc}\p{Me}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}';

    private const CONTROLS = ['a' => 0x07, 'e' => 0x1B, 'f' => 0x0C, 'n' => 0x0A, 'r' => 0x0D, 't' => 0x09];

    private const GENERAL = '~^(?:c[cfnos]?|l[lmotu]?|m[cen]?|n[dlo]?|p[cdefios]?|s[ckmo]?|z[lps]?)$~D';

    private const BINARY = '~^(?:alphabetic|asciihexdigit|cased|dash|diacritic|emoji|emojimodifier|emojimodifierbase|emojipresentation'
        . '|extendedpictographic|hexdigit|idcontinue|idstart|ideographic|lowercase|math|uppercase|whitespace)$~D';

    public function __construct(private readonly Text $text)
    {
    }

    /**
     * Reads an escape that means the same in a class and outside.
     *
     * @return int|null The character, or null for a set.
     *
     * @throws Fault
     */
    public function read(bool $inClass): ?int
    {
        $text = $this->text;
        $start = $text->at;
        $letter = $text->peek(1);
        if ($letter === '') {
            throw Fault::malformed('a backslash with nothing behind it', $start);
        }
        $text->at += 2;
        switch ($letter) {
            case 'w':
            case 'W':
                $this->word($start, $letter === 'W', $inClass);
                // no break
            case 'd':
            case 'D':
            case 's':
            case 'S':
                $text->hasProperties = $text->hasProperties || $text->unicode;

                return null;
            case 'h':
            case 'H':
            case 'v':
            case 'V':
                // Next to `\S` PCRE forgets that both take a byte of A0.
                $text->hasProperties = true;

                return null;
            case 'p':
            case 'P':
                $this->property($start, $letter === 'P', $inClass);
                $text->hasProperties = true;

                return null;
            case 'c':
                return $this->control($start);
            case 'x':
                return $this->code($this->hexadecimal(), $start);
            case 'o':
                return $this->code($this->digits('~\G\{([0-7]{1,8})\}~', 8), $start);
            case '0':
                return $this->octal($start);
            case 'G':
            case 'K':
            case 'R':
            case 'X':
            case 'C':
            case 'Z':
                throw Fault::unsupported('\\' . $letter, $start);
            case 'g':
                $isCall = $text->peek() === '<' || $text->peek() === "'";
                throw Fault::unsupported($isCall ? 'subroutine call' : 'back-reference', $start);
            case 'k':
                throw Fault::unsupported('back-reference', $start);
        }
        if (isset(self::CONTROLS[$letter])) {
            return self::CONTROLS[$letter];
        }
        if ($letter === 'N' && $text->peek() === '{') {
            $code = $text->unicode ? $this->digits('~\G\{U\+([0-9A-Fa-f]{1,8})\}~', 16) : null;

            return $code === null ? throw Fault::unsupported('\N{', $start) : $this->code($code, $start);
        }
        if ($letter >= '1' && $letter <= '9') {
            throw Fault::unsupported('back-reference', $start);
        }
        if (preg_match('~^[A-Za-z]$~D', $letter) === 1) {
            throw Fault::malformed('an unknown escape', $start);
        }
        $text->at = $start + 1;

        return $text->char();
    }

    /**
     * A character by three octal digits at most, of which the first has been read.
     *
     * @throws Fault
     */
    public function octal(int $start): int
    {
        --$this->text->at;

        return $this->code($this->digits('~\G([0-7]{1,3})~', 8), $start);
    }

    /**
     * @throws Fault if there is no such character
     */
    private function code(?int $code, int $start): int
    {
        if ($code === null) {
            throw Fault::malformed('an escape without its digits', $start);
        }
        if (!$this->text->unicode && $code > 0xFF) {
            throw Fault::malformed("a code above FF without the flag 'u'", $start);
        }
        if ($code > 0x10FFFF || ($code >= 0xD800 && $code <= 0xDFFF)) {
            throw Fault::malformed("a code that is no character's", $start);
        }

        return $code;
    }

    /**
     * @throws Fault
     */
    private function control(int $start): int
    {
        $letter = $this->text->find('~\G[ -\~]~')[0] ?? throw Fault::malformed('\c without a printable character', $start);
        ++$this->text->at;

        return \ord(strtoupper($letter)) ^ 0x40;
    }

    private function hexadecimal(): ?int
    {
        return $this->digits($this->text->peek() === '{' ? '~\G\{([0-9A-Fa-f]{1,8})\}~' : '~\G([0-9A-Fa-f]{1,2})~', 16);
    }

    private function digits(string $expression, int $base): ?int
    {
        $match = $this->text->find($expression);
        if ($match === null) {
            return null;
        }
        $this->text->at += \strlen($match[0]);

        return (int) base_convert($match[1], $base, 10);
    }

    /**
     * `\w` and `\W` mean more since PCRE 10.43.
     */
    private function word(int $start, bool $negated, bool $inClass): void
    {
        if (!$this->text->unicode || !$this->text->old) {
            return;
        }
        if ($inClass) {
            $this->text->replace($start, $negated ? self::NO_WORD : self::WORD);
        } else {
            $this->text->replace($start, ($negated ? '[^' : '[') . self::WORD . ']');
        }
    }

    /**
     * @throws Fault if there is no such property
     */
    private function property(int $start, bool $negated, bool $inClass): void
    {
        $unknown = 'a property that is not known';
        $match = $this->text->find('~\G(?|([A-Za-z])|\{(\^?)([A-Za-z0-9_&:=-]*)\})~');
        if ($match === null) {
            throw Fault::malformed($unknown, $start);
        }
        $this->text->at += \strlen($match[0]);
        $name = $match[2] ?? $match[1];
        $negated = $negated !== (isset($match[2]) && $match[1] === '^');
        $plain = static fn (string $text): string => strtolower(strtr($text, ['_' => '', '-' => '']));
        $parts = preg_split('~[:=]~', $name, 2);
        if (isset($parts[1])) {
            $isScript = \in_array($plain($parts[0]), ['sc', 'scx', 'script', 'scriptextensions'], true);
            if (!$isScript || !self::isScript($plain($parts[1]))) {
                throw Fault::malformed($unknown, $start);
            }

            return;
        }
        $name = $plain($name);
        if ($name === 'any' && $inClass && !$negated && !$this->text->unicode) {
            // PCRE 10.46 takes everything else in the class back, and itself.
            $this->text->replace($start, '\x00-\xFF');
        } elseif (\in_array($name, ['ll', 'lt', 'lu'], true) && $this->text->flags->foldCase) {
            // In the older versions of PCRE case counts even then.
            $this->text->replace($start, $negated ? '\P{L&}' : '\p{L&}');
        } elseif ($name === 'xwd') {
            $this->word($start, $negated, $inClass);
        } elseif (
            !\in_array($name, ['any', 'l&', 'lc', 'xan', 'xps', 'xsp'], true)
            && preg_match(self::GENERAL, $name) !== 1
            && preg_match(self::BINARY, $name) !== 1
            && !self::isScript($name)
        ) {
            throw Fault::malformed($unknown, $start);
        }
    }

    /**
     * Whether PCRE knows a script of this name.
     */
    private static function isScript(string $name): bool
    {
        set_error_handler(static fn (): bool => true);
        try {
            return preg_match('~^[a-z]+$~D', $name) === 1 && preg_match("~\\p{sc:$name}~u", '') !== false;
        } finally {
            restore_error_handler();
        }
    }
}
