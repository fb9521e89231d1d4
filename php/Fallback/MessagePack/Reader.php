<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Fallback\Utf8;
use HighPerApp\HighPer\Native\Timestamp;

/**
 * Reads a message front to back, and says what is wrong with it where it is.
 *
 * @internal
 */
class Reader
{
    protected int $at = 0;

    /** How many arrays and maps are open. */
    protected int $level = 0;

    /** How many values the open containers still wait for. */
    private int $owed = 1;

    private readonly int $end;

    /**
     * @param int $base Where the bytes begin in what the errors count from.
     */
    public function __construct(private readonly string $bytes, private readonly int $depth, private readonly int $base = 0)
    {
        $this->end = \strlen($bytes);
    }

    /**
     * The format byte of the next value.
     *
     * @throws MessagePackException
     */
    protected function format(): int
    {
        if ($this->at >= $this->end) {
            throw $this->truncated();
        }
        --$this->owed;

        return \ord($this->bytes[$this->at++]);
    }

    /**
     * Says that the message is over.
     *
     * @throws MessagePackException
     */
    protected function end(): void
    {
        if ($this->at < $this->end) {
            throw $this->fault(MessagePackException::TRAILING_BYTES, 'Bytes follow the value', 'use an Unpacker for several values', $this->at);
        }
    }

    /**
     * The number behind a format byte, of 0xcc to 0xd3.
     */
    protected function integer(int $format): int
    {
        $at = $this->at;
        $size = 1 << ($format & 3);
        if ($this->end - $at < $size) {
            throw $this->truncated();
        }
        $this->at = $at + $size;
        if ($size === 1) {
            $value = \ord($this->bytes[$at]);
        } elseif ($size === 2) {
            $value = \ord($this->bytes[$at]) << 8 | \ord($this->bytes[$at + 1]);
        } else {
            /** @var array{1: int} $numbers */
            $numbers = unpack($size === 4 ? 'N' : 'J', $this->bytes, $at);
            $value = $numbers[1];
        }
        // Of a signed one the first bit is the sign.
        $sign = 1 << (8 * $size - 1);

        return $format >= 0xd0 && $size < 8 && $value >= $sign ? $value - 2 * $sign : $value;
    }

    /**
     * A length of 1, 2 or 4 bytes, as 0, 1 or 2 says.
     */
    protected function length(int $size): int
    {
        return $this->integer(0xcc + $size);
    }

    protected function float32(): float
    {
        $at = $this->pass(4);
        /** @var array{1: float} $numbers */
        $numbers = unpack('G', $this->bytes, $at);

        return $numbers[1];
    }

    protected function float64(): float
    {
        $at = $this->pass(8);
        /** @var array{1: float} $numbers */
        $numbers = unpack('E', $this->bytes, $at);

        return $numbers[1];
    }

    /**
     * The data of what begins at $at.
     */
    protected function data(int $at, int $length, string $what): string
    {
        if ($this->end - $this->at < $length) {
            throw $this->tooLong($at, $what, $length, 'bytes');
        }
        $data = substr($this->bytes, $this->at, $length);
        $this->at += $length;

        return $data;
    }

    protected function text(int $at, int $length): string
    {
        $begin = $this->at;
        $text = $this->data($at, $length, 'A str');
        if (preg_match('//u', $text) !== 1) {
            $valid = Utf8::validLength($text);
            throw $this->fault(MessagePackException::UTF8, 'A str that is not UTF-8', 'the sender has to use bin', $begin + $valid);
        }

        return $text;
    }

    /**
     * Opens an array or map of so many values, each of which has a byte at least.
     */
    protected function enter(int $at, string $what, int $count, string $unit, int $values): void
    {
        if (++$this->level > $this->depth) {
            throw $this->fault(
                MessagePackException::DEPTH,
                "Values are nested deeper than $this->depth",
                'raise the depth, or nest less',
                $at,
            );
        }
        if ($values + $this->owed > $this->end - $this->at) {
            throw $this->tooLong($at, $what, $count, $unit);
        }
        $this->owed += $values;
    }

    protected function timestamp(int $at, string $data): Timestamp
    {
        [$seconds, $nanoseconds] = $this->moment($at, $data);

        return Timestamp::of($seconds, $nanoseconds);
    }

    /**
     * @return array{int, int} Seconds and nanoseconds.
     */
    protected function moment(int $at, string $data): array
    {
        $length = \strlen($data);
        if ($length === 4 || $length === 8) {
            /** @var array{1: int} $numbers */
            $numbers = unpack($length === 4 ? 'N' : 'J', $data);
            // In 8 bytes, 30 bits of nanoseconds above 34 bits of seconds.
            [$seconds, $nanoseconds] = [$numbers[1] & 0x3ffffffff, $numbers[1] >> 34 & 0x3fffffff];
        } elseif ($length === 12) {
            /** @var array{n: int, s: int} $numbers */
            $numbers = unpack('Nn/Js', $data);
            ['n' => $nanoseconds, 's' => $seconds] = $numbers;
        } else {
            throw $this->fault(MessagePackException::MALFORMED, "A timestamp of $length bytes", 'it has 4, 8 or 12', $at);
        }
        if ($nanoseconds > 999_999_999) {
            throw $this->fault(MessagePackException::MALFORMED, "A timestamp with $nanoseconds nanoseconds", 'it has 0 to 999999999', $at);
        }

        return [$seconds, $nanoseconds];
    }

    protected function reserved(int $at): MessagePackException
    {
        return $this->fault(MessagePackException::MALFORMED, 'Format byte 0xc1', 'MessagePack never uses it', $at);
    }

    protected function fault(int $code, string $what, string $hint, int $at): MessagePackException
    {
        return MessagePackException::of($code, $what, $hint, $this->base + $at);
    }

    /**
     * Goes on by so many bytes, and says where they begin.
     */
    private function pass(int $length): int
    {
        $at = $this->at;
        if ($this->end - $at < $length) {
            throw $this->truncated();
        }
        $this->at = $at + $length;

        return $at;
    }

    private function truncated(): MessagePackException
    {
        return $this->fault(MessagePackException::TRUNCATED, 'The bytes end within a value', 'the message is cut off', $this->end);
    }

    private function tooLong(int $at, string $what, int $count, string $unit): MessagePackException
    {
        return $this->fault(MessagePackException::LENGTH, "$what of $count $unit", 'the message is too short for it', $at);
    }
}
