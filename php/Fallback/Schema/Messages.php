<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * What errors say, in the same words in every backend. They complete a sentence that begins with the value.
 *
 * @internal
 */
class Messages
{
    public const NOT_ALLOWED = 'is not allowed';
    public const ENUM = 'must be one of the values listed';
    public const CONST = 'must be the one value allowed';
    public const UNEVALUATED_ITEMS = 'has items that are not allowed';
    public const UNIQUE = 'must not have an item twice';
    public const CONTAINS = 'must have items that match, as many as asked for';
    public const ANY_OF = 'must match at least one of the alternatives';
    public const ONE_OF = 'must match exactly one of the alternatives';
    public const NOT = 'must not match what is excluded';
    public const PROPERTY_NAME = 'the name of a property ';

    private const BOUNDS = [
        'minimum' => 'must be at least ',
        'maximum' => 'must be at most ',
        'exclusiveMinimum' => 'must be greater than ',
        'exclusiveMaximum' => 'must be less than ',
    ];

    /**
     * @param list<string> $types
     */
    public static function type(array $types): string
    {
        return \count($types) === 1
            ? "must be of type $types[0]"
            : 'must be of one of the types ' . implode(', ', $types);
    }

    public static function bound(string $keyword, int|float $limit): string
    {
        return self::BOUNDS[$keyword] . self::number($limit);
    }

    public static function multipleOf(int|float $divisor): string
    {
        return 'must be a multiple of ' . self::number($divisor);
    }

    /**
     * @param string $what What is counted, in the singular.
     */
    public static function size(bool $isMinimum, int|float $limit, string $what): string
    {
        $plural = $what === 'property' ? 'properties' : "{$what}s";

        return ($isMinimum ? 'must have at least ' : 'must have at most ') . self::number($limit) . ' ' . ($limit == 1 ? $what : $plural);
    }

    public static function pattern(string $pattern): string
    {
        return "must match the pattern '$pattern'";
    }

    public static function format(string $format): string
    {
        return "must be of the format '$format'";
    }

    public static function required(string $name): string
    {
        return "must have the property '$name'";
    }

    private static function number(int|float $number): string
    {
        return (string) json_encode($number);
    }
}
