<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Contract\MessagePackInterface;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;

/**
 * Makes a PHP value of a message. Scalars are read in Reader.
 *
 * @internal
 */
class Decoder extends Reader
{
    /** No more levels than that are read, however many are allowed: PHP frees nested values by recursion. */
    public const DEEPEST = 10_000;

    private readonly bool $isObjects;

    private readonly bool $isMaps;

    private readonly bool $isBinObjects;

    /** @var array<int, callable> By type. */
    private readonly array $unpackers;

    public function __construct(string $bytes, private readonly int $flags, ?Extensions $extensions, int $depth, int $base = 0)
    {
        parent::__construct($bytes, $depth, $base);
        $this->isObjects = ($flags & MessagePackInterface::MAPS_AS_OBJECTS) !== 0;
        $this->isMaps = ($flags & MessagePackInterface::MAPS_AS_MAPS) !== 0;
        $this->isBinObjects = ($flags & MessagePackInterface::BIN_AS_OBJECTS) !== 0;
        $this->unpackers = Inside::unpackers($extensions);
    }

    /**
     * The value that is the whole message.
     *
     * @throws MessagePackException
     */
    public function decode(): mixed
    {
        $value = $this->value();
        $this->end();

        return $value;
    }

    private function value(): mixed
    {
        $at = $this->at;
        $format = $this->format();

        return match (true) {
            $format < 0x80 => $format,
            $format >= 0xe0 => $format - 0x100,
            $format >= 0xa0 && $format < 0xc0 => $this->text($at, $format & 0x1f),
            $format < 0x90 => $this->map($at, $format & 0xf),
            $format < 0xa0 => $this->array($at, $format & 0xf),
            default => match ($format) {
                0xc0 => null,
                0xc2 => false,
                0xc3 => true,
                0xc4, 0xc5, 0xc6 => $this->bin($at, $format - 0xc4),
                0xc7, 0xc8, 0xc9 => $this->extension($at, $this->length($format - 0xc7)),
                0xca => $this->float32(),
                0xcb => $this->float64(),
                0xcf => $this->unsigned($at),
                0xd4, 0xd5, 0xd6, 0xd7, 0xd8 => $this->extension($at, 1 << ($format - 0xd4)),
                0xd9, 0xda, 0xdb => $this->text($at, $this->length($format - 0xd9)),
                0xdc, 0xdd => $this->array($at, $this->length($format - 0xdb)),
                0xde, 0xdf => $this->map($at, $this->length($format - 0xdd)),
                0xc1 => throw $this->reserved($at),
                default => $this->integer($format),
            },
        };
    }

    /**
     * @return list<mixed>
     */
    private function array(int $at, int $count): array
    {
        $this->enter($at, 'An array', $count, 'elements', $count);
        $values = [];
        for (; $count > 0; --$count) {
            $values[] = $this->value();
        }
        --$this->level;

        return $values;
    }

    /**
     * @return array<mixed>|object
     */
    private function map(int $at, int $count): array|object
    {
        $this->enter($at, 'A map', $count, 'pairs', 2 * $count);
        if ($this->isMaps) {
            $pairs = [];
            for (; $count > 0; --$count) {
                $key = $this->value();
                $pairs[] = [$key, $this->value()];
            }
            $map = Map::ofPairs($pairs);
        } elseif ($this->isObjects) {
            $map = new \stdClass();
            for (; $count > 0; --$count) {
                $key = $this->key();
                $map->{$key} = $this->value();
            }
        } else {
            $map = [];
            for (; $count > 0; --$count) {
                $key = $this->key();
                $map[$key] = $this->value();
            }
        }
        --$this->level;

        return $map;
    }

    /**
     * A key that arrays or objects can have.
     */
    private function key(): int|string
    {
        $at = $this->at;
        $format = $this->format();
        $key = match (true) {
            $format >= 0xa0 && $format < 0xc0 => $this->text($at, $format & 0x1f),
            $format >= 0xd9 && $format <= 0xdb => $this->text($at, $this->length($format - 0xd9)),
            $format >= 0xc4 && $format <= 0xc6 => $this->data($at, $this->length($format - 0xc4), 'A bin'),
            $format < 0x80 => $format,
            $format >= 0xe0 => $format - 0x100,
            $format === 0xcf => $this->unsigned($at),
            $format >= 0xcc && $format <= 0xd3 => $this->integer($format),
            $format === 0xc1 => throw $this->reserved($at),
            default => throw $this->impossibleKey($at, $format),
        };
        if (\is_float($key)) {
            throw $this->impossibleKey($at, 0xcb);
        }
        if ($this->isObjects && \is_string($key) && $key !== '' && $key[0] === "\0") {
            throw $this->fault(
                MessagePackException::KEY,
                'A map key that begins with NUL',
                'unpack to arrays or with MAPS_AS_MAPS',
                $at,
            );
        }

        return $key;
    }

    private function impossibleKey(int $at, int $format): MessagePackException
    {
        $type = match (true) {
            $format === 0xc0 => 'null',
            $format === 0xc2 || $format === 0xc3 => 'bool',
            $format === 0xca || $format === 0xcb => 'float',
            $format < 0x90 || $format >= 0xde => 'map',
            $format < 0xa0 || $format >= 0xdc => 'array',
            default => 'extension',
        };

        return $this->fault(MessagePackException::KEY, "A map key of type $type", 'unpack with MAPS_AS_MAPS', $at);
    }

    private function bin(int $at, int $size): string|Bin
    {
        $bytes = $this->data($at, $this->length($size), 'A bin');

        return $this->isBinObjects ? new Bin($bytes) : $bytes;
    }

    private function unsigned(int $at): int|float|string
    {
        $value = $this->integer(0xcf);
        if ($value >= 0) {
            return $value;
        }
        $decimal = sprintf('%u', $value);

        return match (true) {
            ($this->flags & MessagePackInterface::UINT64_AS_STRING) !== 0 => $decimal,
            ($this->flags & MessagePackInterface::UINT64_AS_FLOAT) !== 0 => (float) $decimal,
            default => throw $this->fault(
                MessagePackException::INTEGER_RANGE,
                "The integer $decimal",
                'choose UINT64_AS_STRING or UINT64_AS_FLOAT',
                $at,
            ),
        };
    }

    private function extension(int $at, int $length): mixed
    {
        $type = $this->integer(0xd0);
        $data = $this->data($at, $length, 'An extension');
        if ($type === -1) {
            return $this->timestamp($at, $data);
        }
        $unpacker = $this->unpackers[$type] ?? null;

        return $unpacker === null ? new Extension($type, $data) : $unpacker($data, $type);
    }
}
