<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * What a value is to a schema; a node has one list of keywords for each.
 *
 * @internal
 */
class Kind
{
    public const NULL = 0;
    public const BOOL = 1;
    public const INT = 2;
    public const FLOAT = 3;
    public const STRING = 4;
    public const ARRAY = 5;
    public const OBJECT = 6;
    /** PHP's empty array: an array and an object in one. In a JSON text there is none. */
    public const EMPTY = 7;

    public const ALL = [self::NULL, self::BOOL, self::INT, self::FLOAT, self::STRING, self::ARRAY, self::OBJECT, self::EMPTY];
    public const NUMBERS = [self::INT, self::FLOAT];
    public const STRINGS = [self::STRING];
    public const ARRAYS = [self::ARRAY, self::EMPTY];
    public const OBJECTS = [self::OBJECT, self::EMPTY];

    /** All kinds as bits. */
    public const ANY = 0xff;

    /** The kinds of a type of JSON Schema as bits. An integral float is looked at where it is met. */
    public const OF_TYPE = [
        'null' => 1 << self::NULL,
        'boolean' => 1 << self::BOOL,
        'integer' => 1 << self::INT,
        'number' => 1 << self::INT | 1 << self::FLOAT,
        'string' => 1 << self::STRING,
        'array' => 1 << self::ARRAY | 1 << self::EMPTY,
        'object' => 1 << self::OBJECT | 1 << self::EMPTY,
    ];

    /**
     * The kind of a value.
     *
     * @param int $empty What an empty array is: EMPTY or, in a JSON text, ARRAY.
     */
    public static function of(mixed $value, int $empty): int
    {
        return match (true) {
            \is_string($value) => self::STRING,
            \is_array($value) => $value === [] ? $empty : (\array_is_list($value) ? self::ARRAY : self::OBJECT),
            \is_int($value) => self::INT,
            \is_object($value) => self::OBJECT,
            \is_float($value) => self::FLOAT,
            \is_bool($value) => self::BOOL,
            default => self::NULL,
        };
    }
}
