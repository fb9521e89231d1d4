<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Addresses by RFC 5322, with the lenience and the gaps of the parser that Laravel takes for `email`: its verdict is what users of the rule
 * know, so it is met also where the RFC would say something else.
 *
 * @internal
 */
class EmailParser
{
    private const MAX_DOMAIN = 253;

    private const WORDS = '~[A-Za-z\x{17F}\x{212A}]++[46]?|[0-9]++|::|.~su';

    /** Controls other than tab and NUL, symbols, and what is not assigned or has no shape. */
    private const REFUSED = '~[\x01-\x08\x0A-\x1F\x7F]|[^\x00-\x7F](?<=[\pS\pC])~u';

    /** Words that are looked at; others are letters and the like ('a'), or nothing in particular ('?'). */
    private const KINDS = [
        '@' => '@', '.' => '.', '-' => '-', '/' => '/', '\\' => '\\', '"' => '"', '(' => '(', ')' => ')', '[' => '[', ']' => ']', ' ' => ' ', "\t" => "\t", "\0" => "\0",
        // A local part cannot hold these without quotes.
        ',' => ',', '<' => ',', '>' => ',', ';' => ',', ':' => ',',
        '::' => '?', 'IPv6' => '?', "\u{A1}" => '?', "\u{BF}" => '?',
        '!' => '?', '#' => '?', '$' => '?', '%' => '?', '&' => '?', '\'' => '?', '*' => '?', '+' => '?', '=' => '?', '?' => '?', '^' => '?', '_' => '?', '`' => '?', '{' => '?', '|' => '?',
        '}' => '?', '~' => '?',
    ];

    /** @var list<string> */
    private array $words = [];

    private int $at = 0;

    private bool $isRemarkable;

    public function __construct(private readonly string $text)
    {
        $this->isRemarkable = \strlen($text) > 254;
    }

    /**
     * Whether the text is an address; strictly: one without quoting, comments, spaces, literals, a domain of one label, too long a local part.
     */
    public function isAddress(bool $isStrict): bool
    {
        if (preg_match(self::REFUSED, $this->text) !== 0 || !str_contains($this->text, '@')) {
            return false;
        }
        preg_match_all(self::WORDS, $this->text, $matches);
        $this->words = $matches[0];

        return $this->kind() !== '@' && $this->isLocalPart() && $this->isDomain() && !($isStrict && $this->isRemarkable);
    }

    /**
     * What the word is that stands so far from the current one; empty beyond the ends.
     */
    private function kind(int $offset = 0): string
    {
        $word = $this->words[$this->at + $offset] ?? '';

        return $word === '' ? '' : self::KINDS[$word] ?? 'a';
    }

    /**
     * Up to the `@`.
     */
    private function isLocalPart(): bool
    {
        for (; ($kind = $this->kind()) !== '@'; ++$this->at) {
            if ($kind === '' || ($kind === '.' && $this->at === 0) || ($kind === '"' && !$this->skipQuoted())) {
                return false;
            }
            if (($kind === '(' || $kind === ')') && !$this->skipComment('@', true)) {
                return false;
            }
            $next = $this->kind(1);
            $kind = $this->kind();
            $isBare = ($kind === ' ' || $kind === "\t") && $this->kind(-1) !== '\\';
            $this->isRemarkable = $this->isRemarkable || $isBare;
            $isWrong = match ($kind) {
                '.' => $next === '.' || $next === '@',
                '\\' => $next === 'a',
                ',', '[', ']' => true,
                ' ', "\t" => $isBare && $next === 'a',
                default => false,
            };
            if ($isWrong) {
                return false;
            }
        }
        $this->isRemarkable = $this->isRemarkable || \strlen(implode('', \array_slice($this->words, 0, $this->at))) > 64;

        return true;
    }

    /**
     * From one quote to the other, which the `@` must follow. A backslash before a quote takes its meaning; before a tab or NUL, too.
     */
    private function skipQuoted(): bool
    {
        if ($this->kind(-1) === 'a' && $this->kind(1) === 'a') {
            return false;
        }
        $this->isRemarkable = true;
        ++$this->at;
        while (($kind = $this->kind()) !== '"' && $kind !== '') {
            $this->at += $kind === '\\' && $this->kind(1) === '"' ? 2 : 1;
            $kind = $this->kind();
            if (($kind === "\0" || $kind === "\t") && $this->kind(-1) !== '\\') {
                return false;
            }
        }

        return $kind === '"' && $this->kind(1) === '@';
    }

    /**
     * From a parenthesis to the word before the end, wherever that is or outside of comments only. What is between, after the comment too, may
     * be anything that balances.
     */
    private function skipComment(string $end, bool $anywhere): bool
    {
        if ($this->kind() === ')') {
            return false;
        }
        $this->isRemarkable = true;
        $open = 1;
        while (($next = $this->kind(1)) !== '' && ($next !== $end || !($anywhere || $open === 0))) {
            $open += $next === '(' ? 1 : ($next === ')' ? -1 : 0);
            ++$this->at;
        }

        return $open === 0 && $next === $end;
    }

    /**
     * What follows the `@`.
     */
    private function isDomain(): bool
    {
        $start = ++$this->at;
        if (\in_array($this->kind(), ['.', '-', ''], true)) {
            return false;
        }
        $domain = implode('', \array_slice($this->words, $start));
        if (\strlen($domain) > self::MAX_DOMAIN && !str_contains(substr($domain, 0, self::MAX_DOMAIN), '[')) {
            // Only what follows a literal does not count.
            return false;
        }
        [$isCommented, $hasTopLevel, $label] = [false, false, ''];
        for (; $this->kind() !== ''; ++$this->at) {
            if ($this->kind() === '(' || $this->kind() === ')') {
                $isCommented = true;
                if (!$this->skipComment('.', false)) {
                    return false;
                }
            }
            $kind = $this->kind();
            $next = $this->kind(1);
            if ($kind === '[') {
                return $this->skipLiteral() && \strlen(implode('', \array_slice($this->words, $start, $this->at - $start + 1))) <= self::MAX_DOMAIN;
            }
            if ($kind === '.') {
                if ($next === '.' || Punycode::isTooLong($label)) {
                    return false;
                }
                $hasTopLevel = $hasTopLevel || $next === 'a';
                $label = '';
            } elseif ($kind !== 'a' && !($kind === '-' && $next !== '.') && !($isCommented && ($kind === '(' || $kind === ')'))) {
                return false;
            }
            // The dot before a label counts to it.
            $label .= $this->words[$this->at];
        }
        $this->isRemarkable = $this->isRemarkable || !$hasTopLevel;
        $last = $this->kind(-1);

        return $last !== '.' && $last !== '-' && !Punycode::isTooLong($label) && \strlen($domain) <= self::MAX_DOMAIN;
    }

    /**
     * From a bracket to the one that closes it. What stands between is hardly looked at, and what follows not at all.
     */
    private function skipLiteral(): bool
    {
        $this->isRemarkable = true;
        for (; ($kind = $this->kind()) !== ']'; ++$this->at) {
            if ($kind === "\0" || $kind === '\\' || $kind === '' || $this->kind(1) === '[') {
                return false;
            }
        }
        $last = $this->kind(-1);

        return $this->kind(1) !== '[' && $last !== '.' && $last !== '-';
    }
}
