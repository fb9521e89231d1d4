<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * Finds the text of one value in a document that is known to be valid, without building anything.
 *
 * @internal
 */
class Finder
{
    private int $at = 0;

    public function __construct(private readonly string $json, private readonly int $flags)
    {
    }

    /**
     * Where the value is that the tokens name.
     *
     * @param list<string> $tokens Of the pointer.
     *
     * @return array{int, int} The offset and the length.
     *
     * @throws JsonException if there is none
     */
    public function find(string $pointer, array $tokens): array
    {
        $this->at = 0;
        foreach ($tokens as $step => $token) {
            $this->skipSpace();
            $missing = match ($this->json[$this->at]) {
                '{' => $this->member($token) ? null : "an object without the key '$token'",
                '[' => preg_match('/^(?:0|[1-9][0-9]*)$/D', $token) === 1 ? $this->element($token) : "an array, and '$token' is no index",
                '"' => 'a string',
                't', 'f' => 'a boolean',
                'n' => 'null',
                default => 'a number',
            };
            if ($missing !== null) {
                throw Pointer::noSuchValue($pointer, $step, $missing);
            }
        }
        $this->skipSpace();
        $begin = $this->at;
        $this->skipValue();

        return [$begin, $this->at - $begin];
    }

    /**
     * Goes to the last member of that name; false if there is none.
     */
    private function member(string $name): bool
    {
        $found = null;
        while ($this->next('}')) {
            $begin = $this->at;
            $this->skipString();
            $isIt = $this->isName(substr($this->json, $begin, $this->at - $begin), $name);
            $this->skipSpace();
            ++$this->at;
            if ($isIt) {
                $found = $this->at;
            }
            $this->skipSpace();
            $this->skipValue();
        }
        $this->at = $found ?? $this->at;

        return $found !== null;
    }

    /**
     * Goes to the element of that index; if there is none, tells what there is.
     */
    private function element(string $index): ?string
    {
        for ($count = 0; $this->next(']'); ++$count) {
            if ((string) $count === $index) {
                return null;
            }
            $this->skipValue();
        }

        return "an array of $count";
    }

    /**
     * Passes the bracket or comma at hand and goes to what follows; false if the container ends instead.
     */
    private function next(string $end): bool
    {
        $this->skipSpace();
        if ($this->json[$this->at] === $end) {
            return false;
        }
        ++$this->at;
        $this->skipSpace();

        return $this->json[$this->at] !== $end;
    }

    private function isName(string $text, string $name): bool
    {
        // Only an escape, or a byte that the flags tell to drop or to replace, makes a name other than its text.
        if ($this->flags === 0 && !str_contains($text, '\\')) {
            return substr($text, 1, -1) === $name;
        }

        return json_decode($text, true, 1, $this->flags | JSON_THROW_ON_ERROR) === $name;
    }

    private function skipSpace(): void
    {
        $this->at += strspn($this->json, " \t\r\n", $this->at);
    }

    private function skipValue(): void
    {
        $open = 0;
        do {
            $byte = $this->json[$this->at];
            if ($byte === '"') {
                $this->skipString();
            } elseif ($byte === '[' || $byte === '{') {
                ++$open;
                ++$this->at;
            } elseif ($byte === ']' || $byte === '}') {
                --$open;
                ++$this->at;
            } else {
                $this->at += strcspn($this->json, " \t\r\n,]}", $this->at);
            }
            if ($open > 0) {
                $this->at += strcspn($this->json, '"[]{}', $this->at);
            }
        } while ($open > 0);
    }

    private function skipString(): void
    {
        ++$this->at;
        for (;;) {
            $this->at += strcspn($this->json, '"\\', $this->at);
            if ($this->json[$this->at] === '"') {
                ++$this->at;

                return;
            }
            $this->at += 2;
        }
    }
}
