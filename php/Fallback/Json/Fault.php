<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Fallback\Utf8;

/**
 * Finds where a document stops being JSON, once json_decode() has refused it: the code that json_decode() has for it, and the
 * offset that it does not tell.
 *
 * @internal
 */
class Fault
{
    /** The number of symbols that ext/json's parser has no room for (YYMAXDEPTH less the initial state). */
    private const SYMBOLS = 9999;

    /** What may come next. */
    private const VALUE = 0;
    private const VALUE_OR_END = 1;
    private const KEY = 2;
    private const KEY_OR_END = 3;
    private const COLON = 4;
    private const COMMA_OR_END = 5;
    private const NOTHING = 6;

    private int $at = 0;

    private int $expected = self::VALUE;

    /** How many symbols the parser holds. */
    private int $symbols = 0;

    /** @var array<int, array{string, int, int|null}> The open containers: the bracket, the symbols before it, the key in hand that no property can have. */
    private array $open = [];

    /** @var array{int, int}|null The code and the offset. */
    private ?array $found = null;

    private readonly string $afterOrdinary;

    private function __construct(
        private readonly string $json,
        private readonly int $depth,
        private readonly int $flags,
        private readonly bool $asArrays,
    ) {
        $this->afterOrdinary = "\"\\" . implode('', array_map('chr', [...range(0, 0x1f), ...range(0x80, 0xff)]));
    }

    /**
     * The code (JSON_ERROR_*) and the offset of the first fault; null if there is none.
     *
     * @return array{int, int}|null
     */
    public static function find(string $json, int $depth, int $flags, bool $asArrays): ?array
    {
        $fault = new self($json, $depth, $flags, $asArrays);
        while ($fault->token()) {
        }

        return $fault->found;
    }

    /**
     * Reads one token; false at the end or at the fault.
     */
    private function token(): bool
    {
        $this->at += strspn($this->json, " \t\r\n", $this->at);
        if ($this->at >= \strlen($this->json)) {
            return $this->expected !== self::NOTHING && $this->fail(JSON_ERROR_SYNTAX, \strlen($this->json));
        }
        $byte = $this->json[$this->at];

        return match (true) {
            $byte === '[' || $byte === '{' => $this->begin($byte),
            $byte === ']' || $byte === '}' => $this->end($byte),
            $byte === ',' => $this->comma(),
            $byte === ':' => $this->expected === self::COLON ? $this->push(self::VALUE) : $this->fail(JSON_ERROR_SYNTAX, $this->at),
            $byte === '"' => $this->string(),
            $byte < ' ' => $this->fail(JSON_ERROR_CTRL_CHAR, $this->at),
            $byte >= "\x80" => $this->fail(Utf8::multibyte($this->json, $this->at) > 0 ? JSON_ERROR_SYNTAX : JSON_ERROR_UTF8, $this->at),
            $this->expected > self::VALUE_OR_END => $this->fail(JSON_ERROR_SYNTAX, $this->at),
            $byte === '-' || ($byte >= '0' && $byte <= '9') => $this->number(),
            default => $this->literal($byte),
        };
    }

    private function fail(int $code, int $offset): bool
    {
        $this->found = [$code, $offset];

        return false;
    }

    /**
     * Takes the token of one byte at hand as a symbol.
     */
    private function push(int $next): bool
    {
        if (++$this->symbols >= self::SYMBOLS) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }
        ++$this->at;
        $this->expected = $next;

        return true;
    }

    private function begin(string $bracket): bool
    {
        if ($this->expected > self::VALUE_OR_END) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }
        $this->symbols += 2;
        // The depth is looked at between the two symbols.
        if ($this->symbols <= self::SYMBOLS && \count($this->open) + 1 >= $this->depth) {
            return $this->fail(JSON_ERROR_DEPTH, $this->at);
        }
        if ($this->symbols >= self::SYMBOLS) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }
        $this->open[] = [$bracket, $this->symbols - 2, null];
        $this->expected = $bracket === '[' ? self::VALUE_OR_END : self::KEY_OR_END;
        ++$this->at;

        return true;
    }

    private function end(string $bracket): bool
    {
        $isEmpty = $this->expected === self::VALUE_OR_END || $this->expected === self::KEY_OR_END;
        if (!$isEmpty && $this->expected !== self::COMMA_OR_END) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }
        [$begin, $before] = $this->open[\count($this->open) - 1];
        if ($before + 4 >= self::SYMBOLS) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }
        if (($begin === '[') !== ($bracket === ']')) {
            return $this->fail(JSON_ERROR_STATE_MISMATCH, $this->at);
        }
        array_pop($this->open);
        ++$this->at;
        $this->symbols = $before;

        return $this->value();
    }

    private function comma(): bool
    {
        if ($this->expected !== self::COMMA_OR_END) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at);
        }

        return $this->push($this->open[\count($this->open) - 1][0] === '[' ? self::VALUE : self::KEY);
    }

    /**
     * A value is complete, and its last byte was passed; $token is where it began if it is no container.
     */
    private function value(?int $token = null): bool
    {
        if (++$this->symbols >= self::SYMBOLS) {
            return $this->fail(JSON_ERROR_SYNTAX, $token ?? $this->at - 1);
        }
        $last = \count($this->open) - 1;
        if ($last < 0) {
            $this->expected = self::NOTHING;

            return true;
        }
        [, $before, $badKey] = $this->open[$last];
        if ($badKey !== null) {
            return $this->fail(JSON_ERROR_INVALID_PROPERTY_NAME, $badKey);
        }
        $this->symbols = $before + 3;
        $this->expected = self::COMMA_OR_END;

        return true;
    }

    private function string(): bool
    {
        $begin = $this->at;
        $end = $this->closingQuote($begin + 1);
        if ($end === null) {
            return false;
        }
        $this->at = $end + 1;
        if ($this->expected <= self::VALUE_OR_END) {
            return $this->value($begin);
        }
        if ($this->expected !== self::KEY && $this->expected !== self::KEY_OR_END) {
            return $this->fail(JSON_ERROR_SYNTAX, $begin);
        }
        if (++$this->symbols >= self::SYMBOLS) {
            return $this->fail(JSON_ERROR_SYNTAX, $begin);
        }
        $this->open[\count($this->open) - 1][2] = $this->isBadKey($begin, $end) ? $begin : null;
        $this->expected = self::COLON;

        return true;
    }

    /**
     * Whether no property can have that name: it begins with a NUL.
     */
    private function isBadKey(int $begin, int $end): bool
    {
        $key = substr($this->json, $begin, $end - $begin + 1);
        if ($this->asArrays || !str_contains($key, '\u0000')) {
            return false;
        }
        $name = json_decode($key, false, 1, $this->flags | JSON_THROW_ON_ERROR);

        return \is_string($name) && $name[0] === "\0";
    }

    /**
     * Where the string ends; null if it is at fault.
     */
    private function closingQuote(int $at): ?int
    {
        while (true) {
            $at += strcspn($this->json, $this->afterOrdinary, $at);
            if ($at >= \strlen($this->json)) {
                $this->fail(JSON_ERROR_CTRL_CHAR, \strlen($this->json));

                return null;
            }
            $byte = $this->json[$at];
            if ($byte === '"') {
                return $at;
            }
            $code = JSON_ERROR_SYNTAX;
            if ($byte === '\\') {
                $length = $this->escape($at, $code);
            } elseif ($byte < ' ') {
                $length = 0;
                $code = JSON_ERROR_CTRL_CHAR;
            } else {
                $isLenient = ($this->flags & (JSON_INVALID_UTF8_IGNORE | JSON_INVALID_UTF8_SUBSTITUTE)) !== 0;
                $length = Utf8::multibyte($this->json, $at) ?: (int) $isLenient;
                $code = JSON_ERROR_UTF8;
            }
            if ($length === 0) {
                $this->fail($code, $at);

                return null;
            }
            $at += $length;
        }
    }

    /**
     * The length of an escape, of a surrogate pair's two together; 0 if it is at fault, and then the code.
     */
    private function escape(int $at, int &$code): int
    {
        if (preg_match('~\G\\\\(?:["\\\\/bfnrt]|u(?<unit>[0-9a-fA-F]{4})(?<low>\\\\u[dD][c-fC-F][0-9a-fA-F]{2})?)~', $this->json, $match, 0, $at) !== 1) {
            return 0;
        }
        $unit = isset($match['unit']) ? (int) hexdec($match['unit']) : 0;
        if ($unit < 0xd800 || $unit > 0xdfff) {
            return $unit === 0 && !isset($match['unit']) ? 2 : 6;
        }
        if ($unit > 0xdbff || !isset($match['low'])) {
            $code = JSON_ERROR_UTF16;

            return 0;
        }

        return 12;
    }

    private function number(): bool
    {
        $begin = $this->at;
        $pattern = '~\G-?(?:0|[1-9][0-9]*+)(?<fraction>\.[0-9]++)?+(?<exponent>[eE][+-]?+[0-9]++)?+~';
        if (preg_match($pattern, $this->json, $match, PREG_UNMATCHED_AS_NULL, $begin) !== 1) {
            return $this->fail(JSON_ERROR_SYNTAX, $begin + 1);
        }
        $this->at = $end = $begin + \strlen($match[0]);
        if (!$this->value($begin)) {
            return false;
        }
        $next = $this->json[$end] ?? '';
        if ($match['exponent'] === null && ($next === 'e' || $next === 'E')) {
            return $this->fail(JSON_ERROR_SYNTAX, $end + 1 + (int) \in_array($this->json[$end + 1] ?? '', ['+', '-'], true));
        }
        if ($match['exponent'] === null && $match['fraction'] === null && $next === '.') {
            return $this->fail(JSON_ERROR_SYNTAX, $end + 1);
        }

        return true;
    }

    private function literal(string $first): bool
    {
        $literal = ['t' => 'true', 'f' => 'false', 'n' => 'null'][$first] ?? '';
        $length = 0;
        while ($length < \strlen($literal) && ($this->json[$this->at + $length] ?? '') === $literal[$length]) {
            ++$length;
        }
        if ($length === 0 || $length < \strlen($literal)) {
            return $this->fail(JSON_ERROR_SYNTAX, $this->at + $length);
        }
        $begin = $this->at;
        $this->at += $length;

        return $this->value($begin);
    }
}
