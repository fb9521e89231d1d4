<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\Timestamp;
use Random\Engine\Mt19937;
use Random\Randomizer;

/**
 * Makes random PHP values for the encoders. The same seed makes the same values on every machine.
 */
class Values
{
    private const STRINGS = [
        '', '0', '1', '-1', '007', '1.5', '1e3', ' 1', 'a', 'a/b', '</tag>', "'\"&<>", '\\', "\x00", "\x00*\x00a", "\t\n\r\x08\x0c\x0b\x1f\x7f", 'café', '€', '😀',
        "\u{2028}\u{2029}", "\u{ffff}\u{10ffff}\u{d7ff}\u{e000}", "\xff", "a\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", 'plain text with some words',
        '9223372036854775807', '9223372036854775808', '__proto__',
    ];
    private const INTEGERS = [0, 1, -1, 9, 10, 99, 100, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296, PHP_INT_MAX, PHP_INT_MIN, -32, -33, -128, -129, -32769];
    private const DOUBLES = [0.0, -0.0, 0.1, 1.0, -1.5, 100.0, 1e15, 1e16, 1e17, 1e22, 123456789012345680.0, 1e-4, 1e-5, 1e-7, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.30000000000000004, NAN, INF, -INF];

    public function __construct(public readonly Randomizer $random)
    {
    }

    /**
     * What belongs to one case, whatever was drawn for the cases before.
     */
    public static function of(int $seed, string $kind, int $case): self
    {
        return new self(new Randomizer(new Mt19937(crc32("$seed $kind $case"))));
    }

    /**
     * What json_encode() may be given.
     */
    public function value(int $depth = 0): mixed
    {
        return match ($this->random->getInt(0, $depth < 5 ? 15 : 9)) {
            0 => null,
            1 => $this->chance(50),
            2 => $this->pick(self::INTEGERS),
            3 => $this->random->getInt(PHP_INT_MIN, PHP_INT_MAX) >> $this->random->getInt(0, 63),
            4 => $this->pick(self::DOUBLES),
            5 => $this->finite(),
            6, 7 => $this->string(),
            8, 9 => $this->text(),
            10, 11, 12 => $this->list($depth),
            13, 14 => $this->assoc($depth),
            15 => match ($this->random->getInt(0, 4)) {
                0, 1 => (object) $this->assoc($depth),
                2 => new Wrapped($this->value($depth + 1)),
                3 => $this->pick(Suit::cases()),
                4 => new Plain($this->value($depth + 1), $this->value($depth + 1)),
            },
        };
    }

    /**
     * What MessagePack::pack() may be given, its own classes among it.
     */
    public function packable(int $depth = 0): mixed
    {
        if (!$this->chance(15)) {
            return $this->value($depth);
        }

        return match ($this->random->getInt(0, 4)) {
            0 => new Bin($this->string()),
            1 => new Map($this->assoc($depth + 1)),
            2 => Map::ofPairs([[$this->value(5), $this->value($depth + 1)], [$this->value(5), $this->value($depth + 1)]]),
            3 => new Extension($this->random->getInt(0, 127), $this->bytes()),
            4 => Timestamp::of($this->random->getInt(-(1 << 40), 1 << 40) >> $this->random->getInt(0, 20), $this->chance(30) ? 0 : $this->random->getInt(0, 999_999_999)),
        };
    }

    /**
     * Any double but infinities and NaN, most of them with all their digits.
     */
    public function finite(): float
    {
        do {
            $double = unpack('E', $this->random->getBytes(8))[1];
        } while (!is_finite($double));

        return match ($this->random->getInt(0, 3)) {
            0 => round(fmod($double, 1e6), $this->random->getInt(0, 6)),
            1 => (float) (int) fmod($double, 1e18),
            default => $double,
        };
    }

    public function string(): string
    {
        return $this->chance(70) ? $this->pick(self::STRINGS) : $this->pick(self::STRINGS) . $this->text() . $this->pick(self::STRINGS);
    }

    /**
     * Text whose length is near the sizes of blocks that are looked at at once.
     */
    public function text(): string
    {
        $length = $this->random->getInt(0, $this->chance(5) ? 300 : 70);
        $text = str_repeat('x', $length);
        if ($length > 0 && $this->chance(40)) {
            $text = substr_replace($text, $this->pick(self::STRINGS), $this->random->getInt(0, $length - 1), 1);
        }

        return $text;
    }

    public function bytes(): string
    {
        $length = $this->random->getInt(0, $this->chance(5) ? 300 : 20);

        return $length === 0 ? '' : $this->random->getBytes($length);
    }

    public function chance(int $percent): bool
    {
        return $this->random->getInt(0, 99) < $percent;
    }

    /**
     * @template T
     *
     * @param non-empty-list<T> $from
     *
     * @return T
     */
    public function pick(array $from): mixed
    {
        return $from[$this->random->getInt(0, \count($from) - 1)];
    }

    /**
     * Some of these flags together; often none.
     *
     * @param non-empty-list<int> $flags
     */
    public function flags(array $flags): int
    {
        $some = 0;
        for ($i = $this->random->getInt(-2, 4); $i > 0; --$i) {
            $some |= $this->pick($flags);
        }

        return $some;
    }

    /**
     * @return list<mixed>
     */
    private function list(int $depth): array
    {
        $list = [];
        for ($i = $this->random->getInt(0, $this->chance(5) ? 40 : 5); $i > 0; --$i) {
            $list[] = $this->value($depth + 1);
        }

        return $list;
    }

    /**
     * @return array<mixed>
     */
    private function assoc(int $depth): array
    {
        $array = [];
        for ($i = $this->random->getInt(0, $this->chance(5) ? 40 : 5); $i > 0; --$i) {
            $array[$this->chance(20) ? $this->pick(self::INTEGERS) : $this->string()] = $this->value($depth + 1);
        }

        return $array;
    }
}

enum Suit: string
{
    case Hearts = 'h/';
    case Spades = "\u{2660}";
}

class Plain
{
    protected int $hidden = 1;

    private int $secret = 2;

    public function __construct(public mixed $first, public mixed $second)
    {
    }
}

class Wrapped implements \JsonSerializable
{
    public function __construct(private readonly mixed $inner)
    {
    }

    public function jsonSerialize(): mixed
    {
        return $this->inner;
    }
}
