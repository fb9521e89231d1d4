<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Contract\MessagePackInterface;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\Timestamp;

/**
 * Walks a PHP value and packs what it finds.
 *
 * @internal
 */
class Packer
{
    private string $out = '';

    private int $level = 0;

    /** @var array<array-key, true> The arrays (by reference) and objects that are being packed. */
    private array $active = [];

    /** @var array<array-key, string> Packed keys by name: they repeat. */
    private array $keys = [];

    /** @var array<class-string, array{int, callable}> */
    private readonly array $packers;

    private readonly bool $isStr;

    private readonly bool $isBin;

    private readonly bool $isFloat32;

    public function __construct(int $flags, ?Extensions $extensions, private readonly int $depth)
    {
        $this->packers = Inside::packers($extensions);
        $this->isStr = ($flags & MessagePackInterface::STRINGS_AS_STR) !== 0;
        $this->isBin = ($flags & MessagePackInterface::STRINGS_AS_BIN) !== 0;
        $this->isFloat32 = ($flags & MessagePackInterface::FLOAT32) !== 0;
    }

    /**
     * @throws MessagePackException
     */
    public function pack(mixed $value): string
    {
        $this->value($value);

        return $this->out;
    }

    private function value(mixed $value): void
    {
        if (\is_string($value)) {
            $this->out .= match (true) {
                $this->isBin => Encoder::bin($value),
                $this->isStr || preg_match('//u', $value) === 1 => Encoder::str($value),
                default => Encoder::bin($value),
            };
        } elseif (\is_int($value)) {
            $this->out .= $value >= 0 && $value < 0x80 ? \chr($value) : Encoder::integer($value);
        } elseif (\is_array($value)) {
            $this->enter();
            if (array_is_list($value)) {
                $this->out .= Encoder::array(\count($value));
                $this->elements($value);
            } else {
                $this->out .= Encoder::map(\count($value));
                $this->elements($value, false);
            }
            --$this->level;
        } elseif (\is_float($value)) {
            $this->out .= $this->isFloat32 ? "\xca" . pack('G', $value) : "\xcb" . pack('E', $value);
        } elseif ($value === null) {
            $this->out .= "\xc0";
        } elseif (\is_bool($value)) {
            $this->out .= $value ? "\xc3" : "\xc2";
        } elseif (\is_object($value)) {
            $this->object($value);
        } else {
            throw self::unsupported($value, 'pack what it stands for');
        }
    }

    /**
     * @param array<mixed> $values
     * @param bool|null    $areNames Whether the keys are names, which are strings also where they look like numbers; null leaves them out.
     */
    private function elements(array $values, ?bool $areNames = null): void
    {
        foreach ($values as $key => $value) {
            if ($areNames !== null) {
                \is_int($key) && !$areNames ? $this->value($key) : $this->key((string) $key);
            }
            // An array contains itself only by a reference.
            $reference = \is_array($value) ? \ReflectionReference::fromArrayElement($values, $key) : null;
            if ($reference === null) {
                $this->value($value);
                continue;
            }
            $id = $reference->getId();
            $this->begin($id, $value);
            $this->value($value);
            unset($this->active[$id]);
        }
    }

    private function key(string $key): void
    {
        $this->out .= $this->keys[$key] ??= $this->isStr || preg_match('//u', $key) === 1 ? Encoder::str($key) : Encoder::bin($key);
    }

    private function object(object $value): void
    {
        if ($value instanceof Bin) {
            $this->out .= Encoder::bin($value->bytes);
        } elseif ($value instanceof Map) {
            $this->map($value);
        } elseif ($value instanceof Extension) {
            $this->out .= Encoder::extension($value->type, $value->data);
        } elseif (!$this->registered($value)) {
            $this->unregistered($value);
        }
    }

    private function unregistered(object $value): void
    {
        if ($value instanceof Timestamp) {
            $this->moment($value->getTimestamp(), $value->getNanosecond());
        } elseif ($value instanceof \DateTimeInterface) {
            $this->moment($value->getTimestamp(), (int) $value->format('u') * 1000);
        } elseif ($value instanceof \JsonSerializable) {
            $id = $this->begin((string) spl_object_id($value), $value);
            $this->enter();
            $result = $value->jsonSerialize();
            $result === $value ? $this->properties($value) : $this->value($result);
            --$this->level;
            unset($this->active[$id]);
        } elseif ($value instanceof \BackedEnum) {
            $this->value($value->value);
        } elseif ($value instanceof \UnitEnum) {
            throw self::unsupported($value, 'use a backed enum');
        } elseif ($value instanceof \Closure || $value instanceof \Generator) {
            throw self::unsupported($value, 'pack what it stands for');
        } else {
            $id = $this->begin((string) spl_object_id($value), $value);
            $this->properties($value);
            unset($this->active[$id]);
        }
    }

    private function moment(int $seconds, int $nanoseconds): void
    {
        if ($nanoseconds < 0 || $nanoseconds > 999_999_999) {
            // A subclass has its own idea of them.
            throw MessagePackException::of(
                MessagePackException::MALFORMED,
                "A timestamp with $nanoseconds nanoseconds",
                'it has 0 to 999999999',
            );
        }
        $this->out .= Encoder::timestamp($seconds, $nanoseconds);
    }

    private function properties(object $value): void
    {
        $this->enter();
        // A name that begins with NUL is that of a property that is not public, whatever made it so.
        $properties = array_filter(
            get_object_vars($value),
            static fn (int|string $name): bool => !str_starts_with((string) $name, "\0"),
            ARRAY_FILTER_USE_KEY,
        );
        $this->out .= Encoder::map(\count($properties));
        $this->elements($properties, true);
        --$this->level;
    }

    private function map(Map $map): void
    {
        $id = $this->begin((string) spl_object_id($map), $map);
        $this->enter();
        $pairs = Inside::pairs($map);
        $this->out .= Encoder::map(\count($pairs));
        foreach ($pairs as $pair) {
            if (!\is_array($pair) || \count($pair) !== 2 || !array_is_list($pair)) {
                throw MessagePackException::of(MessagePackException::KEY, 'An element of the pairs is no pair', 'use a list of [key, value]');
            }
            \is_string($pair[0]) ? $this->key($pair[0]) : $this->value($pair[0]);
            unset($pair[0]);
            $this->elements($pair);
        }
        --$this->level;
        unset($this->active[$id]);
    }

    /**
     * Packs an object of a registered class; false if it is none.
     */
    private function registered(object $value): bool
    {
        foreach ($this->packers as $class => [$type, $callback]) {
            if ($value instanceof $class) {
                $bytes = $callback($value);
                if (!\is_string($bytes)) {
                    $returned = get_debug_type($bytes);
                    throw MessagePackException::of(
                        MessagePackException::EXTENSION,
                        "The callback that packs $class returned $returned",
                        'return the bytes as a string',
                    );
                }
                $this->out .= Encoder::extension($type, $bytes);

                return true;
            }
        }

        return false;
    }

    /**
     * Remembers that a value is being packed, by an identity of its own.
     */
    private function begin(string $id, mixed $value): string
    {
        if (isset($this->active[$id])) {
            $type = get_debug_type($value);
            throw MessagePackException::of(MessagePackException::RECURSION, "A value of type $type contains itself", 'break the cycle');
        }
        $this->active[$id] = true;

        return $id;
    }

    private function enter(): void
    {
        if (++$this->level > $this->depth) {
            throw MessagePackException::of(
                MessagePackException::DEPTH,
                "Values are nested deeper than $this->depth",
                'raise the depth, or nest less',
            );
        }
    }

    private static function unsupported(mixed $value, string $hint): MessagePackException
    {
        return MessagePackException::of(MessagePackException::UNSUPPORTED_TYPE, 'A value of type ' . get_debug_type($value), $hint);
    }
}
