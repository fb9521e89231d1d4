<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Fallback\Utf8;

/**
 * Refuses what JSON cannot carry, before anything else looks at a value.
 *
 * @internal
 */
class Values
{
    /** How many arrays and objects may be in one another. */
    public const DEPTH = 512;

    /** @var array<int, array-key> The keys on the way to the value that is looked at. */
    private array $way = [];

    private function __construct(private readonly string $what)
    {
    }

    /**
     * @throws SchemaException
     */
    public static function check(mixed $value): void
    {
        if (\is_array($value) || \is_object($value)) {
            (new self('value'))->walk($value);
        } else {
            (new self('value'))->scalar($value);
        }
    }

    /**
     * A schema as it is worked on: its own copy, in which everything that is an object in JSON is a `stdClass`, but for empty arrays.
     *
     * @throws SchemaException
     */
    public static function schema(mixed $value): mixed
    {
        $values = new self('schema');
        if (\is_array($value) || \is_object($value)) {
            $values->walk($value);

            return self::copy($value);
        }
        $values->scalar($value);

        return $value;
    }

    /**
     * @param array<array-key, mixed>|object $value
     *
     * @throws SchemaException
     */
    private function walk(array|object $value): void
    {
        $isObject = false;
        if (\is_object($value)) {
            if ($value::class !== \stdClass::class) {
                throw $this->bad('an object of ' . get_debug_type($value));
            }
            $isObject = true;
            $value = (array) $value;
        }
        if (\count($this->way) >= self::DEPTH) {
            throw SchemaException::of(
                $this->what === 'value' ? SchemaException::BAD_VALUE : SchemaException::BAD_DEFINITION,
                "the $this->what is nested deeper than " . self::DEPTH . ' levels',
            );
        }
        $depth = \count($this->way);
        foreach ($value as $key => $item) {
            if (\is_string($key) && preg_match('//u', $key) !== 1) {
                throw $this->bad('a key that is not UTF-8');
            }
            if ($isObject && \is_string($key) && str_starts_with($key, "\0")) {
                throw $this->bad('a property that begins with NUL');
            }
            if (\is_int($item) || (\is_string($item) && preg_match('//u', $item) === 1)) {
                continue;
            }
            $this->way[$depth] = $key;
            if (\is_array($item) || \is_object($item)) {
                $this->walk($item);
            } else {
                $this->scalar($item);
            }
            array_pop($this->way);
        }
    }

    /**
     * @throws SchemaException
     */
    private function scalar(mixed $value): void
    {
        if (\is_string($value)) {
            if (!Utf8::isValid($value)) {
                throw $this->bad('a string that is not UTF-8');
            }
        } elseif (\is_float($value)) {
            if (!is_finite($value)) {
                throw $this->bad(is_nan($value) ? 'NAN' : ($value > 0.0 ? 'INF' : '-INF'));
            }
        } elseif (!\is_int($value) && !\is_bool($value) && $value !== null) {
            throw $this->bad('a resource');
        }
    }

    private function bad(string $what): SchemaException
    {
        return SchemaException::of(
            SchemaException::BAD_VALUE,
            "$what cannot be written as JSON",
            implode('', array_map(Pointer::token(...), $this->way)),
        );
    }

    /**
     * @param array<array-key, mixed>|object $value
     *
     * @return array<array-key, mixed>|\stdClass
     */
    private static function copy(array|object $value): array|\stdClass
    {
        $isObject = \is_object($value) || !array_is_list($value);
        $copy = [];
        foreach ((array) $value as $key => $item) {
            $copy[$key] = \is_array($item) || \is_object($item) ? self::copy($item) : $item;
        }

        return $isObject ? (object) $copy : $copy;
    }
}
