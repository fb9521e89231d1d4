<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * A MessagePack map that is a map whatever its keys are: empty, a list's, or of any type. Its order is kept.
 *
 * @implements \IteratorAggregate<mixed, mixed>
 */
class Map implements \IteratorAggregate, \Countable, \JsonSerializable
{
    /** @var list<array{mixed, mixed}> Pairs of key and value. */
    protected array $pairs = [];

    /**
     * @param array<mixed> $values Keys are integers or strings, as PHP's arrays have them.
     */
    public function __construct(array $values = [])
    {
        foreach ($values as $key => $value) {
            $this->pairs[] = [$key, $value];
        }
    }

    /**
     * Makes a map of pairs, whose keys may be of any type.
     *
     * @param list<array{mixed, mixed}> $pairs
     *
     * @throws MessagePackException if an element is no pair
     */
    public static function ofPairs(array $pairs): static
    {
        $map = new static();
        foreach ($pairs as $pair) {
            if (!\is_array($pair) || array_keys($pair) !== [0, 1]) {
                throw MessagePackException::of(MessagePackException::KEY, 'An element of the pairs is no pair', 'use a list of [key, value]');
            }
            $map->pairs[] = $pair;
        }

        return $map;
    }

    /**
     * The pairs of key and value, in order.
     *
     * @return list<array{mixed, mixed}>
     */
    public function pairs(): array
    {
        return $this->pairs;
    }

    /**
     * The map as an array; of equal keys the last one counts.
     *
     * @return array<mixed>
     *
     * @throws MessagePackException if a key is neither an integer nor a string
     */
    public function toArray(): array
    {
        $values = [];
        foreach ($this->pairs as [$key, $value]) {
            if (!\is_int($key) && !\is_string($key)) {
                $type = get_debug_type($key);
                throw MessagePackException::of(MessagePackException::KEY, "A key of type $type", 'use pairs() for keys that arrays cannot have');
            }
            $values[$key] = $value;
        }

        return $values;
    }

    /**
     * The number of pairs.
     */
    public function count(): int
    {
        return \count($this->pairs);
    }

    /**
     * Iterates over keys and values.
     */
    public function getIterator(): \Iterator
    {
        return (function (): \Generator {
            foreach ($this->pairs as [$key, $value]) {
                yield $key => $value;
            }
        })();
    }

    /**
     * The map as an object, whose names are the keys; of equal ones the last counts.
     *
     * @throws MessagePackException if a key is neither an integer nor a string
     */
    public function jsonSerialize(): \stdClass
    {
        $object = new \stdClass();
        foreach ($this->toArray() as $name => $value) {
            $object->{$name} = $value;
        }

        return $object;
    }
}
