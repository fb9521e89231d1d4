<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;

/**
 * Reads what Extensions and Map keep to themselves, as the extension does: whatever their subclasses make of their methods.
 *
 * @internal
 */
class Inside
{
    /**
     * @return array<class-string, array{int, callable}> Type and callback by class.
     */
    public static function packers(?Extensions $extensions): array
    {
        /** @var array<class-string, array{int, callable}> */
        return $extensions === null ? [] : (fn (): array => $this->packers)->call($extensions);
    }

    /**
     * @return array<int, callable> Callback by type.
     */
    public static function unpackers(?Extensions $extensions): array
    {
        /** @var array<int, callable> */
        return $extensions === null ? [] : (fn (): array => $this->unpackers)->call($extensions);
    }

    /**
     * @return array<mixed> Pairs of key and value, unless a subclass put something else there.
     */
    public static function pairs(Map $map): array
    {
        return (static fn (Map $map): array => $map->pairs)->bindTo(null, Map::class)($map);
    }
}
