<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

/**
 * A PHP block, made ready to run: what it needs, what it imports, and its code, in which promises have become calls.
 *
 * Behind a statement, or in the lines below it, may stand
 *
 *     // => VALUE        what it gives, by `===`; lines that follow and begin with `//` and three blanks go on with the value
 *     // throws MESSAGE  the message of what it throws
 *     // prints TEXT     what it prints, without the space around
 *
 * and at the top of a block
 *
 *     // Goes on from the example above.    it sees the variables of the block before
 *     // With the extension:                it runs there alone; likewise `the extension or FFI`
 *     // With FastRoute:                    it runs where that is installed; Needs has the names
 *
 * @internal
 */
class Example
{
    /** What begins a statement that ends with a brace. */
    private const BLOCKS = '~^(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum|function\s+&?\w|if|foreach|for|while|do|switch|try)\b~';

    /** What goes on with such a statement behind the brace. */
    private const CONTINUED = [T_ELSE, T_ELSEIF, T_CATCH, T_FINALLY];

    public bool $goesOn = false;

    /** @var list<string> */
    public array $needs = [];

    /** @var array<string, string> Statements by the name that they import. */
    public array $imports = [];

    /** @var list<string> Classes and functions that it declares. */
    public array $declares = [];

    /** How many promises it makes. */
    public int $promises = 0;

    public string $code = '';

    /** A statement that is complete, and may be followed by what it promises. */
    private string $last = '';

    public function __construct(private readonly Fence $fence)
    {
        try {
            // The opening tag stands in a line of its own, which is not counted.
            $tokens = \array_slice(\PhpToken::tokenize("<?php\n$fence->text", TOKEN_PARSE), 1);
        } catch (\ParseError $error) {
            throw new Mistake($fence->at($fence->line + $error->getLine() - 2) . ": {$error->getMessage()}");
        }
        $this->read($this->marks($tokens));
    }

    /**
     * @param list<\PhpToken> $tokens
     *
     * @return list<\PhpToken> Those behind the marks.
     */
    private function marks(array $tokens): array
    {
        foreach ($tokens as $index => $token) {
            if ($token->is(T_WHITESPACE)) {
                continue;
            }
            if ($token->is(T_COMMENT) && rtrim($token->text) === '// Goes on from the example above.') {
                $this->goesOn = true;
            } elseif ($token->is(T_COMMENT) && preg_match('~^// With (.+):$~', rtrim($token->text), $found) === 1) {
                $this->needs[] = $found[1];
            } else {
                break;
            }
        }

        return \array_slice($tokens, $index ?? 0);
    }

    /**
     * @param list<\PhpToken> $tokens
     */
    private function read(array $tokens): void
    {
        $statement = '';
        $depth = 0;
        for ($index = 0; isset($tokens[$index]); ++$index) {
            $token = $tokens[$index];
            if ($token->is(T_COMMENT) && preg_match('~^// (=>|throws|prints)(?: (.*))?$~', rtrim($token->text), $promise) === 1) {
                $this->promise($promise[1], $promise[2] ?? '', $statement !== '', $tokens, $index);
                continue;
            }
            if ($token->is(T_COMMENT) && preg_match('~^(?:#|//|/\*) ?(?:=>|throws\b|With .*:$|Goes on from)~', rtrim($token->text)) === 1) {
                throw new Mistake($this->at($token) . ': a mark or promise is written otherwise, or stands elsewhere: ' . rtrim($token->text));
            }
            $depth += self::depth($token);
            if ($statement === '' && $token->is([T_WHITESPACE, T_COMMENT, T_DOC_COMMENT])) {
                $this->last .= $token->text;
                continue;
            }
            $statement .= $token->text;
            if ($depth === 0 && self::ends($statement, $token, $tokens, $index)) {
                $this->complete($statement, $token);
                $statement = '';
            }
        }
        if ($statement !== '') {
            throw new Mistake($this->fence->at() . ': an unfinished statement');
        }
        $this->code .= $this->last;
    }

    private function complete(string $statement, \PhpToken $end): void
    {
        $this->code .= $this->last;
        $this->last = $statement;
        if (preg_match('~^use\s+(?:function\s+|const\s+)?([\w\\\\]+)(?:\s+as\s+(\w+))?\s*;$~', $statement, $found) === 1) {
            $alias = $found[2] ?? substr((string) strrchr("\\$found[1]", '\\'), 1);
            $this->imports[$alias] = $statement;
            $this->last = '';
        } elseif (preg_match('~^(?:use|namespace|declare|return|exit|die)\b~', $statement) === 1) {
            throw new Mistake($this->at($end) . ': an example has no such statement: ' . strtok($statement, "\n"));
        } elseif (preg_match('~^(?:\w+\s+)*?(?:class|interface|trait|enum|function)\s+&?(\w+)~', $statement, $found) === 1) {
            $this->declares[] = $found[1];
        }
    }

    /**
     * Turns the last statement into a call that holds it to its promise.
     *
     * @param list<\PhpToken> $tokens
     */
    private function promise(string $kind, string $promised, bool $within, array $tokens, int &$index): void
    {
        $at = $tokens[$index];
        if ($within || trim($this->last) === '') {
            throw new Mistake($this->at($at) . ': a result without a statement');
        }
        $lines = '';
        while (($tokens[$index + 1] ?? null)?->is(T_WHITESPACE) && substr_count($tokens[$index + 1]->text, "\n") === 1
            && preg_match('~^// {3,}(\S.*)$~', rtrim($tokens[$index + 2]->text ?? ''), $more) === 1) {
            $promised .= " $more[1]";
            $lines .= "\n";
            $index += 2;
        }
        if ($promised === '') {
            throw new Mistake($this->at($at) . ': a promise of nothing');
        }
        ++$this->promises;
        $line = $this->fence->line + $at->line - 2;
        $space = substr($this->last, \strlen(rtrim($this->last))) . $lines;
        $statement = rtrim($this->last);
        $expression = str_ends_with($statement, ';') ? substr($statement, 0, -1) : $statement;
        $text = var_export($promised, true);
        $promises = '\\' . Promises::class;
        $this->last = match ($kind) {
            '=>' => "$promises::gives($line, ($expression), ($promised));",
            'throws' => "$promises::throws($line, fn () => $expression, $text);",
            default => "ob_start(); $statement $promises::prints($line, (string) ob_get_clean(), $text);",
        } . $space;
    }

    /**
     * @param list<\PhpToken> $tokens
     */
    private static function ends(string $statement, \PhpToken $token, array $tokens, int $index): bool
    {
        if ($token->id === \ord(';')) {
            return true;
        }
        if ($token->id !== \ord('}') || preg_match(self::BLOCKS, $statement, $found) !== 1) {
            return false;
        }
        for (++$index; isset($tokens[$index]); ++$index) {
            if (!$tokens[$index]->is([T_WHITESPACE, T_COMMENT])) {
                return !$tokens[$index]->is(self::CONTINUED) && !(str_starts_with($statement, 'do') && $tokens[$index]->is(T_WHILE));
            }
        }

        return true;
    }

    /** By the token's number: a piece of a string may be a bracket, too. */
    private static function depth(\PhpToken $token): int
    {
        return match ($token->id) {
            T_CURLY_OPEN, T_DOLLAR_OPEN_CURLY_BRACES, T_ATTRIBUTE, \ord('('), \ord('['), \ord('{') => 1,
            \ord(')'), \ord(']'), \ord('}') => -1,
            default => 0,
        };
    }

    private function at(\PhpToken $token): string
    {
        return $this->fence->at($this->fence->line + $token->line - 2);
    }
}
