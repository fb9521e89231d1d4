<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * Reads the pattern of a path or a host, and says where a fault is. The text of constraints is handed on as it stands.
 *
 * @internal
 */
class PatternParser
{
    public const MAX_PARAMETERS = 32;
    private const MAX_TAILS = 16;

    private const NAME = '[A-Za-z_][A-Za-z0-9_-]*';

    /** The faults and what to do about them. */
    private const HINTS = [
        'Missing leading slash' => "begin the pattern with '/'",
        'Empty first segment' => "a path that begins with '//' would name a host",
        "Unclosed '{'" => "close the parameter with '}'",
        "Unexpected '}'" => 'write %7D for a literal brace',
        "Unclosed '['" => "close the optional tail with ']'",
        "Unexpected ']'" => 'write %5D for a literal bracket',
        'Empty optional tail' => "put something between '[' and ']'",
        'Text after an optional tail' => 'move the optional tail to the end',
        'Invalid parameter name' => "begin with a letter or '_', go on with letters, digits, '_' or '-'",
        'Empty constraint' => "write a constraint after ':' or leave the ':' out",
        'Catch-all is not the last segment' => 'give it a whole segment at the end of the pattern',
        'Invalid escape' => "write '%' and two hexadecimal digits",
        'NUL in the pattern' => 'take it out',
        "Unexpected '?'" => 'a pattern is a path; write %3F for the character itself',
        "Unexpected '#'" => 'a pattern is a path; write %23 for the character itself',
        'Invalid host' => "write labels of letters, digits, '-', '_' and parameters, separated by dots",
    ];

    private int $at = 0;

    /** @var list<string|Parameter> Literals in canonical form and parameters. */
    private array $pieces = [];

    /** @var array<string, true> The names there have been. */
    private array $names = [];

    public function __construct(private readonly string $source)
    {
    }

    /**
     * Reads the pattern of a path.
     *
     * @return list<list<string|Parameter>> The pieces of each form, shortest form first.
     *
     * @throws RouterException if it is malformed
     */
    public function path(): array
    {
        if (!str_starts_with($this->source, '/')) {
            throw $this->malformed('Missing leading slash', 0);
        }
        $forms = [];
        $open = [];
        $closed = false;
        while ($this->at < \strlen($this->source)) {
            $byte = $this->source[$this->at];
            if ($closed && $byte !== ']') {
                throw $this->malformed('Text after an optional tail', $this->at);
            }
            switch ($byte) {
                case '{':
                    $this->parameter('/');
                    break;
                case '}':
                    throw $this->malformed("Unexpected '}'", $this->at);
                case '[':
                    if (\count($open) === self::MAX_TAILS) {
                        throw $this->tooLarge('Too many optional tails', self::MAX_TAILS, $this->at);
                    }
                    $forms[] = $this->pieces;
                    $open[] = $this->at++;
                    break;
                case ']':
                    $begin = array_pop($open);
                    if ($begin === null) {
                        throw $this->malformed("Unexpected ']'", $this->at);
                    }
                    if ($begin + 1 === $this->at) {
                        throw $this->malformed('Empty optional tail', $begin);
                    }
                    $closed = true;
                    ++$this->at;
                    break;
                default:
                    $this->literal();
            }
        }
        if ($open !== []) {
            throw $this->malformed("Unclosed '['", array_pop($open));
        }
        // Every other form is the beginning of the longest.
        if ($this->beginsWithTwoSlashes()) {
            throw $this->malformed('Empty first segment', 1);
        }
        $forms[] = $this->pieces;

        return $forms;
    }

    /**
     * Reads the pattern of a host.
     *
     * @return list<string|Parameter> Its pieces, literals in lower case.
     *
     * @throws RouterException if it is malformed
     */
    public function host(): array
    {
        $labelIsEmpty = true;
        while ($this->at < \strlen($this->source)) {
            $byte = $this->source[$this->at];
            if ($byte === '{') {
                $this->parameter('.');
                $labelIsEmpty = false;
            } elseif ($byte === '.' && !$labelIsEmpty) {
                $this->pieces[] = '.';
                $labelIsEmpty = true;
                ++$this->at;
            } elseif (preg_match('~\G[A-Za-z0-9_-]+~', $this->source, $text, 0, $this->at) === 1) {
                $this->pieces[] = strtolower($text[0]);
                $labelIsEmpty = false;
                $this->at += \strlen($text[0]);
            } else {
                throw $this->malformed('Invalid host', $this->at);
            }
        }
        if ($labelIsEmpty) {
            throw $this->malformed('Invalid host', $this->at);
        }

        return $this->pieces;
    }

    /**
     * Reads a literal up to what ends it.
     */
    private function literal(): void
    {
        $begin = $this->at;
        $length = strcspn($this->source, '{}[]', $begin);
        $text = substr($this->source, $begin, $length);
        if (preg_match('~[?#\0]|%(?:00|(?![0-9A-Fa-f]{2}))~', $text, $fault, PREG_OFFSET_CAPTURE) === 1) {
            [$found, $offset] = $fault[0];
            $what = match ($found) {
                '?', '#' => "Unexpected '$found'",
                '%' => 'Invalid escape',
                default => 'NUL in the pattern',
            };
            throw $this->malformed($what, $begin + $offset);
        }
        $this->pieces[] = Path::normalize($text);
        $this->at += $length;
    }

    private function parameter(string $separator): void
    {
        $begin = $this->at;
        if (preg_match('~\G\{(' . self::NAME . ')~', $this->source, $name, 0, $begin) !== 1) {
            throw $this->malformed('Invalid parameter name', $begin + 1);
        }
        $this->at += \strlen($name[0]);
        $isCatchAll = $separator === '/' && ($this->source[$this->at] ?? '') === '*';
        $this->at += (int) $isCatchAll;
        $constraint = null;
        $constraintOffset = $this->at + 1;
        switch ($this->source[$this->at] ?? '') {
            case '}':
                break;
            case ':':
                $constraint = $this->constraint($begin, $constraintOffset);
                $this->at += 1 + \strlen($constraint);
                break;
            case '':
                throw $this->malformed("Unclosed '{'", $begin);
            default:
                throw $this->malformed('Invalid parameter name', $begin + 1);
        }
        ++$this->at;
        if ($isCatchAll && !$this->isWholeTail()) {
            throw $this->malformed('Catch-all is not the last segment', $begin);
        }
        if (isset($this->names[$name[1]])) {
            throw self::duplicateParameter($name[1], $this->source, $begin);
        }
        if (\count($this->names) === self::MAX_PARAMETERS) {
            throw $this->tooLarge('Too many parameters', self::MAX_PARAMETERS, $begin);
        }
        $this->names[$name[1]] = true;
        $written = substr($this->source, $begin, $this->at - $begin);
        $this->pieces[] = new Parameter($name[1], $isCatchAll, $written, $begin, $constraint, $constraintOffset);
    }

    private function constraint(int $begin, int $offset): string
    {
        $length = $this->constraintLength($offset);
        if ($length === null) {
            throw $this->malformed("Unclosed '{'", $begin);
        }
        if ($length === 0) {
            throw $this->malformed('Empty constraint', $offset - 1);
        }

        return substr($this->source, $offset, $length);
    }

    /**
     * The length of a constraint: up to the brace that closes its parameter, past braces that are balanced, escaped or in a
     * class. Counted by hand: an expression that recurses gives up on hostile input.
     */
    private function constraintLength(int $offset): ?int
    {
        $end = \strlen($this->source);
        $depth = 0;
        for ($at = $offset; $at < $end; ++$at) {
            switch ($this->source[$at]) {
                case '\\':
                    ++$at;
                    break;
                case '{':
                    ++$depth;
                    break;
                case '}':
                    if ($depth-- === 0) {
                        return $at - $offset;
                    }
                    break;
                case '[':
                    if (preg_match('~\G\[\^?+\]?+(?:\[:(?:[^]]++(?<=:)\])?|\\\\.|[^]\\\\])*+\]~s', $this->source, $class, 0, $at) !== 1) {
                        return null;
                    }
                    $at += \strlen($class[0]) - 1;
                    break;
            }
        }

        return null;
    }

    private function beginsWithTwoSlashes(): bool
    {
        $text = '';
        foreach ($this->pieces as $piece) {
            if (!\is_string($piece)) {
                break;
            }
            $text .= $piece;
        }

        return str_starts_with($text, '//');
    }

    private function isWholeTail(): bool
    {
        $before = $this->pieces === [] ? '' : $this->pieces[\count($this->pieces) - 1];
        $next = $this->source[$this->at] ?? ']';

        return \is_string($before) && str_ends_with($before, '/') && $next === ']';
    }

    /**
     * @internal
     */
    public static function duplicateParameter(string $name, string $pattern, int $offset): RouterException
    {
        return RouterException::of(
            RouterException::DUPLICATE_PARAMETER,
            "Duplicate parameter '$name'",
            'give each parameter a name of its own',
            $pattern,
            $offset,
        );
    }

    private function tooLarge(string $what, int $limit, int $offset): RouterException
    {
        return RouterException::of(RouterException::TOO_LARGE, $what, "at most $limit", $this->source, $offset);
    }

    private function malformed(string $what, int $offset): RouterException
    {
        return RouterException::of(RouterException::MALFORMED_PATTERN, $what, self::HINTS[$what], $this->source, $offset);
    }
}
