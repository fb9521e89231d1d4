<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * Finds where the values of a stream end, without building anything. What was looked at once is not looked at again.
 *
 * @internal
 */
class Scanner
{
    /** By format byte, from 0xc0 on: the size of the number behind it that is a length, then what there is besides. */
    private const HEADERS = [
        0xc4 => [1, 2], 0xc5 => [2, 3], 0xc6 => [4, 5], 0xc7 => [1, 3], 0xc8 => [2, 4], 0xc9 => [4, 6],
        0xd9 => [1, 2], 0xda => [2, 3], 0xdb => [4, 5], 0xdc => [2, 3], 0xdd => [4, 5], 0xde => [2, 3], 0xdf => [4, 5],
    ];

    /** By format byte: the length of what always has the same. */
    private const LENGTHS = [
        0xc0 => 1, 0xc2 => 1, 0xc3 => 1, 0xca => 5, 0xcb => 9, 0xcc => 2, 0xcd => 3, 0xce => 5, 0xcf => 9, 0xd0 => 2, 0xd1 => 3, 0xd2 => 5, 0xd3 => 9,
        0xd4 => 3, 0xd5 => 4, 0xd6 => 6, 0xd7 => 10, 0xd8 => 18,
    ];

    /** The bytes before the next item, from the beginning of the stream. */
    private int $at = 0;

    /** Where the value begins that is not complete. */
    private int $begin = 0;

    /** @var array<int, int> The items that each open container still waits for, the innermost last. */
    private array $left = [];

    /** The sum of these. */
    private int $owed = 0;

    public function __construct(private readonly int $depth, private readonly int $maxLength)
    {
    }

    /**
     * Goes on.
     *
     * @param string $bytes The stream from $base on, with all that came.
     *
     * @return list<int> Where values end that have become complete, from the beginning of the stream.
     */
    public function scan(string $bytes, int $base, ?MessagePackException &$fault): array
    {
        $ends = [];
        $length = \strlen($bytes);
        while ($this->at - $base < $length) {
            $format = \ord($bytes[$this->at - $base]);
            if ($format === 0xc1) {
                $fault = $this->fault(MessagePackException::MALFORMED, 'Format byte 0xc1', 'MessagePack never uses it');
                break;
            }
            $item = self::item($format, $bytes, $this->at - $base);
            if ($item === null) {
                break;
            }
            [$own, $items] = $item;
            $fault = $this->check($own, $items);
            if ($fault !== null || $length - ($this->at - $base) < $own) {
                break;
            }
            $this->at += $own;
            if ($this->pass($items)) {
                $this->begin = $this->at;
                $ends[] = $this->at;
            }
        }

        return $ends;
    }

    /**
     * Whether a value has begun that is not complete.
     */
    public function isWithin(int $fed): bool
    {
        return $fed > $this->begin;
    }

    private function check(int $own, ?int $items): ?MessagePackException
    {
        if ($items !== null && \count($this->left) >= $this->depth) {
            return $this->fault(MessagePackException::DEPTH, "Values are nested deeper than $this->depth", 'raise the depth, or nest less');
        }
        $needed = $this->at - $this->begin + $own + max(0, $this->owed - 1) + ($items ?? 0);

        return $needed <= $this->maxLength ? null : $this->fault(
            MessagePackException::LENGTH,
            "A value of more than $this->maxLength bytes",
            'raise the maximum length, or send less at a time',
        );
    }

    /**
     * Counts an item; true if a value is complete with it.
     */
    private function pass(?int $items): bool
    {
        $last = \count($this->left) - 1;
        if ($last >= 0) {
            --$this->left[$last];
            --$this->owed;
        }
        if ($items !== null) {
            $this->left[] = $items;
            $this->owed += $items;
        }
        while ($this->left !== [] && $this->left[\count($this->left) - 1] === 0) {
            array_pop($this->left);
        }

        return $this->left === [];
    }

    /**
     * The bytes of an item, of a container its header's, and how many items are in it (null for a scalar); null if the header is not there whole.
     *
     * @return array{int, int|null}|null
     */
    private static function item(int $format, string $bytes, int $at): ?array
    {
        if ($format < 0x80 || $format >= 0xe0) {
            return [1, null];
        }
        if ($format < 0xc0) {
            return match (true) {
                $format < 0x90 => [1, 2 * ($format & 0xf)],
                $format < 0xa0 => [1, $format & 0xf],
                default => [1 + ($format & 0x1f), null],
            };
        }
        if (isset(self::LENGTHS[$format])) {
            return [self::LENGTHS[$format], null];
        }
        [$size, $header] = self::HEADERS[$format];
        if (\strlen($bytes) - $at <= $size) {
            return null;
        }
        $number = 0;
        for ($index = 1; $index <= $size; ++$index) {
            $number = $number << 8 | \ord($bytes[$at + $index]);
        }

        return match (true) {
            $format < 0xdc => [$header + $number, null],
            $format < 0xde => [$header, $number],
            default => [$header, 2 * $number],
        };
    }

    private function fault(int $code, string $what, string $hint): MessagePackException
    {
        return MessagePackException::of($code, $what, $hint, $this->at);
    }
}
