<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a value looks like of which no rule of its field need be asked: it follows all of them. Every other value goes the long way.
 *
 * @internal
 */
class Shortcut
{
    /** No value is known to follow all rules. */
    public const NONE = 0;
    /** Strings from $min characters to $max bytes. */
    public const TEXT = 1;
    /** Integers from $min to $max. */
    public const INTEGER = 2;
    /** Integers and floats from $low to $high. */
    public const NUMBER = 3;
    /** Strings among the keys of $choices, and integers if $takesIntegers. */
    public const CHOICE = 4;
    public const BOOLEAN = 5;
    /** Arrays of $min to $max elements. */
    public const COLLECTION = 6;
    /** Whatever is neither null nor blank nor empty. */
    public const ANYTHING = 7;

    /** A text matches this expression. */
    public const MATCHES = 0;
    /** A text is what stands under this key of the data. */
    public const IS_SAME = 1;
    /** A text is among these keys. */
    public const IS_AMONG = 2;
    /** This test says so. */
    public const FOLLOWS = 3;

    /** The one key of the field's path, if it has no more and no wildcard. */
    public ?string $key = null;

    /** Whether null and absence, which are not told apart, follow every rule. */
    public bool $takesNull = false;

    public int $min = 0;

    public int $max = PHP_INT_MAX;

    public int|float $low = -PHP_FLOAT_MAX;

    public int|float $high = PHP_FLOAT_MAX;

    /** @var array<array-key, true> */
    public array $choices = [];

    public bool $takesIntegers = false;

    /** Whether blank strings go the long way. */
    public bool $refusesBlank = true;

    /** Whether no two elements may hold the same. */
    public bool $isDistinct = false;

    /** @var list<array{self::MATCHES, string}|array{self::IS_SAME, string}|array{self::IS_AMONG, array<array-key, true>}|array{self::FOLLOWS, \Closure(string): bool}> What else has to hold of a text. */
    public array $further = [];

    /** @var list<\Closure(mixed): bool> What else has to hold of another value. */
    public array $tests = [];

    public function __construct(public int $kind = self::NONE)
    {
    }
}
