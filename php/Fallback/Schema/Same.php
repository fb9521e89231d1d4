<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Equality of JSON values: numbers by their value, objects whatever the order of their properties.
 *
 * @internal
 */
class Same
{
    /**
     * @param mixed $value    A value that is checked.
     * @param mixed $expected A value of a schema.
     * @param int   $empty    What an empty array among the values is (Kind).
     */
    public static function as(mixed $value, mixed $expected, int $empty): bool
    {
        if (\is_string($value) || \is_bool($value) || $value === null) {
            return $value === $expected;
        }
        if (\is_int($value) || \is_float($value)) {
            return (\is_int($expected) || \is_float($expected)) && Number::compare($value, $expected) === 0;
        }
        if (!\is_array($expected) && !\is_object($expected)) {
            return false;
        }
        if ($value === []) {
            return $expected === [] || ($empty === Kind::EMPTY && (array) $expected === []);
        }
        $isObject = !\is_array($value) || !array_is_list($value);
        if ($isObject !== \is_object($expected)) {
            return false;
        }
        $value = (array) $value;
        $expected = (array) $expected;
        if (\count($value) !== \count($expected)) {
            return false;
        }
        foreach ($value as $key => $item) {
            if (!\array_key_exists($key, $expected) || !self::as($item, $expected[$key], $empty)) {
                return false;
            }
        }

        return true;
    }

    /**
     * A text that is the same for equal values, and for them alone.
     */
    public static function key(mixed $value, int $empty): string
    {
        if (\is_string($value)) {
            return \strlen($value) . "'$value";
        }
        if (\is_int($value)) {
            return "$value";
        }
        if (\is_float($value)) {
            return Number::isIntegral($value) && abs($value) < 2 ** 63 ? (string) (int) $value : bin2hex(pack('E', $value)) . 'f';
        }
        if (!\is_array($value) && !\is_object($value)) {
            return $value === null ? 'n' : ($value ? 't' : 'f');
        }
        $isObject = !\is_array($value) || !array_is_list($value);
        $value = (array) $value;
        if ($value === []) {
            return $isObject || $empty === Kind::EMPTY ? '{}' : '[]';
        }
        if (!$isObject) {
            return '[' . implode(',', array_map(static fn (mixed $item): string => self::key($item, $empty), $value)) . ']';
        }
        $members = [];
        foreach ($value as $key => $item) {
            $members[] = self::key((string) $key, $empty) . ':' . self::key($item, $empty);
        }
        sort($members, SORT_STRING);

        return '{' . implode(',', $members) . '}';
    }
}
