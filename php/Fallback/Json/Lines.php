<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Fallback\NotSerializable;

/**
 * The values of newline-delimited JSON, read and decoded as they are asked for. An iterator and no generator, because a generator
 * ends with the first exception, while this one goes on behind a bad line.
 *
 * @internal
 *
 * @implements \Iterator<int, mixed>
 */
class Lines implements \Iterator
{
    use NotSerializable;

    /** What is held: nothing yet, a value, the error of a line (which was thrown), nothing any more. */
    private const NOTHING = 0;
    private const VALUE = 1;
    private const ERROR = 2;
    private const END = 3;

    private int $held = self::NOTHING;

    private mixed $value = null;

    private int $key = 0;

    /** What was read and not used up, from $at on. */
    private string $buffer = '';

    private int $at = 0;

    /** Whether a piece was asked for. */
    private bool $isBegun = false;

    /** Offset of $at in the source. */
    private int $offset = 0;

    /** Lines before $at. */
    private int $lines = 0;

    /**
     * @param \Iterator<string> $pieces
     */
    public function __construct(
        private readonly \Iterator $pieces,
        private readonly ?bool $associative,
        private readonly int $depth,
        private readonly int $flags,
    ) {
    }

    /**
     * Does not go back: what was read is gone.
     */
    public function rewind(): void
    {
    }

    public function valid(): bool
    {
        $this->fetch();

        return $this->held === self::VALUE;
    }

    public function current(): mixed
    {
        $this->fetch();

        return $this->value;
    }

    public function key(): ?int
    {
        $this->fetch();

        return $this->held === self::VALUE ? $this->key : null;
    }

    public function next(): void
    {
        if ($this->held === self::NOTHING) {
            $this->fetch();
        }
        if ($this->held === self::VALUE) {
            ++$this->key;
            $this->value = null;
        }
        if ($this->held !== self::END) {
            $this->held = self::NOTHING;
        }
    }

    /**
     * Sees to it that a value is held, or that there is none any more.
     *
     * @throws JsonException if the next line is bad; it is used up then
     */
    private function fetch(): void
    {
        if ($this->held === self::VALUE || $this->held === self::END) {
            return;
        }
        // Until the line is read: what the source throws ends the iteration.
        $this->held = self::END;
        do {
            $line = $this->line();
            if ($line === null) {
                return;
            }
            [$text, $length] = $line;
            $offset = $this->offset;
            $this->offset += $length;
            ++$this->lines;
        } while (strspn($text, " \t\r") === \strlen($text));

        $this->held = self::ERROR;
        try {
            $this->value = json_decode($text, $this->associative, $this->depth, $this->flags | JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            $failure = Reader::failure($exception, $text, $this->associative, $this->depth, $this->flags);

            throw JsonException::of($failure->getMessage(), $failure->getCode(), $offset + $failure->getOffset(), $this->lines, $failure->getColumn());
        }
        $this->held = self::VALUE;
    }

    /**
     * The next line's text and its length with the line's end.
     *
     * @return array{string, int}|null
     */
    private function line(): ?array
    {
        $searched = $this->at;
        while (($end = strpos($this->buffer, "\n", $searched)) === false) {
            // Not right after a piece was taken: a stream may have no more for a long time.
            if ($this->isBegun) {
                $this->pieces->next();
            }
            $this->isBegun = true;
            if (!$this->pieces->valid()) {
                $text = substr($this->buffer, $this->at);
                $this->buffer = '';
                $this->at = 0;

                return $text === '' ? null : [$text, \strlen($text)];
            }
            if ($this->at > 0) {
                $this->buffer = substr($this->buffer, $this->at);
                $this->at = 0;
            }
            $searched = \strlen($this->buffer);
            $this->buffer .= $this->pieces->current();
        }
        $text = substr($this->buffer, $this->at, $end - $this->at);
        $length = $end + 1 - $this->at;
        $this->at = $end + 1;

        return [str_ends_with($text, "\r") ? substr($text, 0, -1) : $text, $length];
    }
}
