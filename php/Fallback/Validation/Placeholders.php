<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a rule's parameters are called in its messages, and how they are shown there. The native library has the same table
 * (messages/placeholders.rs).
 *
 * @internal
 */
class Placeholders
{
    /** A parameter as it is. */
    public const TEXT = 0;
    /** The name of the field that a parameter names. */
    public const NAME = 1;
    /** The names of the fields that all parameters from one on name. */
    public const NAMES = 2;
    /** All parameters from one on. */
    public const VALUES = 3;
    /** What the field holds that the first parameter names; where that is no text or number, the parameters from this one on. */
    public const VALUE = 4;
    /** A number, or the size of the field that the parameter names; where that has none, its name. */
    public const SIZE = 5;
    /** A date, or the name of a field. */
    public const DATE = 6;
    /** The first parameter, or `first-second`. */
    public const RANGE = 7;
    /** What follows `NAME=` in one of the parameters. */
    public const NAMED = 8;
    /** The first parameter that is a number, or 8. */
    public const LENGTH = 9;
    /** What the rule `password` asks for, in words. */
    public const REQUIREMENTS = 10;
    /** What messages of any rule may hold. */
    public const ATTRIBUTE = 11;
    public const INPUT = 12;
    public const INDEX = 13;
    public const POSITION = 14;

    private const COMMON = ['attribute' => [self::ATTRIBUTE, 0], 'input' => [self::INPUT, 0], 'index' => [self::INDEX, 0], 'position' => [self::POSITION, 0]];

    private const OTHER = ['other' => [self::NAME, 0]];
    private const OTHER_IF = ['other' => [self::NAME, 0], 'value' => [self::VALUE, 1], 'values' => [self::VALUES, 1]];
    private const OTHER_UNLESS = ['other' => [self::NAME, 0], 'value' => [self::VALUES, 1], 'values' => [self::VALUES, 1]];
    private const FIELDS = ['values' => [self::NAMES, 0]];
    private const LIST = ['values' => [self::VALUES, 0]];
    private const MIN = ['min' => [self::TEXT, 0]];
    private const MAX = ['max' => [self::TEXT, 0]];
    private const MIN_MAX = ['min' => [self::TEXT, 0], 'max' => [self::TEXT, 1]];
    private const COMPARED = ['value' => [self::SIZE, 0]];
    private const DATED = ['date' => [self::DATE, 0]];

    /**
     * By rule, by name: the kind and the first parameter it is about. A rule that is not here has `:values`.
     */
    private const RULES = [
        'accepted_if' => self::OTHER_IF,
        'after' => self::DATED,
        'after_or_equal' => self::DATED,
        'before' => self::DATED,
        'before_or_equal' => self::DATED,
        'between' => self::MIN_MAX,
        'cast' => ['type' => [self::TEXT, 0]],
        'closure' => [],
        'date_equals' => self::DATED,
        'date_format' => ['format' => [self::VALUES, 0]],
        'decimal' => ['decimal' => [self::RANGE, 0]],
        'declined_if' => self::OTHER_IF,
        'different' => self::OTHER,
        'digits' => ['digits' => [self::TEXT, 0]],
        'digits_between' => self::MIN_MAX,
        'dimensions' => [
            'width' => [self::NAMED, 0], 'height' => [self::NAMED, 0],
            'min_width' => [self::NAMED, 0], 'max_width' => [self::NAMED, 0],
            'min_height' => [self::NAMED, 0], 'max_height' => [self::NAMED, 0],
            'ratio' => [self::NAMED, 0], 'min_ratio' => [self::NAMED, 0], 'max_ratio' => [self::NAMED, 0],
        ],
        'encoding' => ['encoding' => [self::TEXT, 0]],
        'gt' => self::COMPARED,
        'gte' => self::COMPARED,
        'in_array' => self::OTHER,
        'lt' => self::COMPARED,
        'lte' => self::COMPARED,
        'max' => self::MAX,
        'max_digits' => self::MAX,
        'min' => self::MIN,
        'min_digits' => self::MIN,
        'missing_if' => self::OTHER_IF,
        'missing_unless' => self::OTHER_UNLESS,
        'missing_with' => self::FIELDS,
        'missing_with_all' => self::FIELDS,
        'multiple_of' => ['value' => [self::TEXT, 0]],
        '@password' => ['min' => [self::LENGTH, 0]],
        'password' => ['min' => [self::LENGTH, 0], 'values' => [self::REQUIREMENTS, 0]],
        'present_if' => self::OTHER_IF,
        'present_unless' => self::OTHER_UNLESS,
        'present_with' => self::FIELDS,
        'present_with_all' => self::FIELDS,
        'prohibited_if' => self::OTHER_IF,
        'prohibited_if_accepted' => self::OTHER,
        'prohibited_if_declined' => self::OTHER,
        'prohibited_unless' => self::OTHER_UNLESS,
        'prohibits' => ['other' => [self::NAMES, 0]],
        'required_if' => self::OTHER_IF,
        'required_if_accepted' => self::OTHER,
        'required_if_declined' => self::OTHER,
        'required_unless' => self::OTHER_UNLESS,
        'required_with' => self::FIELDS,
        'required_with_all' => self::FIELDS,
        'required_without' => self::FIELDS,
        'required_without_all' => self::FIELDS,
        'same' => self::OTHER,
        'size' => ['size' => [self::TEXT, 0]],
    ];

    /** @var array<string, string> The expressions that find the names of rules. */
    private static array $expressions = [];

    /**
     * Splits a template: texts, and between them placeholders, in the order in which they stand there.
     *
     * @return list<string|array{int, int, string, int}> A placeholder is its kind, its parameter, its name, and how it is written: 0 plain, 1 with a capital, 2 in capitals.
     */
    public static function split(string $template, string $rule): array
    {
        $row = self::row($rule);
        $pieces = [];
        foreach ((array) preg_split(self::expression($rule, $row), $template, -1, PREG_SPLIT_DELIM_CAPTURE) as $at => $piece) {
            $piece = (string) $piece;
            if ($at % 2 === 0) {
                if ($piece !== '') {
                    $pieces[] = $piece;
                }
                continue;
            }
            $name = strtolower($piece);
            [$kind, $parameter] = $row[$name];
            $pieces[] = [$kind, $parameter, $name, match (true) {
                $piece === $name => 0,
                $piece === ucfirst($name) => 1,
                default => 2,
            }];
        }

        return $pieces;
    }

    /**
     * @return array<string, array{int, int}>
     */
    private static function row(string $rule): array
    {
        return self::COMMON + (self::RULES[$rule] ?? self::LIST);
    }

    /**
     * @param array<string, array{int, int}> $row
     */
    private static function expression(string $rule, array $row): string
    {
        // Rules without a row of their own share one, whatever the caller calls them.
        $rule = isset(self::RULES[$rule]) ? $rule : '';
        if (!isset(self::$expressions[$rule])) {
            $names = [];
            foreach ($row as $name => $_) {
                array_push($names, $name, ucfirst($name), strtoupper($name));
            }
            // The longest first: `:values` is not `:value` and an s.
            usort($names, static fn (string $a, string $b): int => \strlen($b) <=> \strlen($a));
            self::$expressions[$rule] = '/:(' . implode('|', $names) . ')/';
        }

        return self::$expressions[$rule];
    }
}
