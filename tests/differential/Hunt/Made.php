<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Timestamp;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Stands for an object of the package in a case: each backend has classes of its own, which are made where they are needed.
 */
class Made
{
    /**
     * @param 'Bin'|'Map'|'Pairs'|'Extension'|'Timestamp' $kind
     * @param list<mixed>                                 $arguments
     */
    public function __construct(public string $kind, public array $arguments)
    {
    }

    /**
     * A value that MessagePack can be given, with objects of the package in it.
     */
    public static function random(Values $values, int $depth = 0): mixed
    {
        $random = $values->random;
        if ($depth < 3 && $values->chance(30)) {
            $list = [];
            for ($i = $random->getInt(0, 4); $i > 0; --$i) {
                $list[] = self::random($values, $depth + 1);
            }

            return $list;
        }

        return match ($random->getInt(0, $values->chance(40) ? 5 : 0)) {
            0 => $values->value($depth + 1),
            1 => new self('Bin', [$values->string()]),
            2 => new self('Map', [['a' => $values->value(4), $values->string() => $values->value(5)]]),
            3 => new self('Pairs', [[[$values->value(5), $values->value(4)], [$values->value(5), $values->value(5)]]]),
            4 => new self('Extension', [$random->getInt(0, 127), $values->bytes()]),
            5 => new self('Timestamp', [$random->getInt(-(1 << 40), 1 << 40) >> $random->getInt(0, 20), $values->chance(30) ? 0 : $random->getInt(0, 999_999_999)]),
        };
    }

    /**
     * A value with the objects that the stand-ins in it stand for.
     */
    public static function build(mixed $value): mixed
    {
        if (\is_array($value)) {
            return array_map(self::build(...), $value);
        }

        return !$value instanceof self ? $value : match ($value->kind) {
            'Bin' => new Bin(...$value->arguments),
            'Map' => new Map(...$value->arguments),
            'Pairs' => Map::ofPairs(...$value->arguments),
            'Extension' => new Extension(...$value->arguments),
            'Timestamp' => Timestamp::of(...$value->arguments),
        };
    }

    /**
     * A message of a random value; one that no value has where it cannot be packed.
     */
    public static function message(Values $values): string
    {
        try {
            return MessagePack::pack(self::build(self::random($values)));
        } catch (MessagePackException) {
            return "\xc1";
        }
    }

    public function code(): string
    {
        $arguments = implode(', ', array_map(Code::of(...), $this->arguments));

        return match ($this->kind) {
            'Pairs' => "Map::ofPairs($arguments)",
            'Timestamp' => "Timestamp::of($arguments)",
            default => "new $this->kind($arguments)",
        };
    }
}
