<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Asks shortcuts about values that lie side by side. One loop for each kind: what does not change is decided outside.
 *
 * @internal
 */
class Elements
{
    /**
     * The keys of the elements whose values the shortcut does not know.
     *
     * @param array<array-key, mixed> $list
     * @param list<string>            $rest The keys that lead from an element to its value.
     *
     * @return list<int|string>
     */
    public static function unknown(Shortcut $shortcut, array $list, array $rest): array
    {
        if ($shortcut->kind === Shortcut::NONE) {
            return array_keys($list);
        }
        $last = $rest === [] ? null : $rest[\count($rest) - 1];
        if (\count($rest) > 1) {
            $list = self::inner($list, \array_slice($rest, 0, -1));
        }

        $unknown = match ($shortcut->kind) {
            Shortcut::INTEGER => self::unknownIntegers($shortcut, $list, $last),
            Shortcut::TEXT => self::unknownTexts($shortcut, $list, $last),
            Shortcut::NUMBER => self::unknownNumbers($shortcut, $list, $last),
            Shortcut::CHOICE => self::unknownChoices($shortcut, $list, $last),
            default => self::unknownOthers($shortcut, $list, $last),
        };

        return $shortcut->isDistinct && !($unknown === [] && self::areDistinct($list, $last)) ? array_keys($list) : $unknown;
    }

    /**
     * Whether no two of some integers or strings are equal. Of strings that are numbers, and if something is missing, this does not tell.
     *
     * @param array<array-key, mixed> $list What was found to hold nothing else.
     */
    private static function areDistinct(array $list, ?string $under): bool
    {
        /** @var array<array-key, int|string|null> $values */
        $values = $under === null ? $list : array_column($list, $under);
        $count = \count($list);
        if (\count($values) !== $count || \in_array(null, $values, true)) {
            return false;
        }
        foreach ($values as $value) {
            if (\is_string($value) && is_numeric($value)) {
                return false;
            }
        }

        return \count(array_flip($values)) === $count;
    }

    /**
     * Whether a shortcut of the rarer kinds knows a value.
     */
    public static function isKnown(Shortcut $shortcut, mixed $value): bool
    {
        if ($shortcut->kind === Shortcut::BOOLEAN) {
            return \is_bool($value);
        }
        if ($shortcut->kind === Shortcut::COLLECTION) {
            if (!\is_array($value) || \count($value) < $shortcut->min || \count($value) > $shortcut->max) {
                return false;
            }
        } elseif (!PresenceTests::isFilled($value)) {
            return false;
        }
        foreach ($shortcut->tests as $test) {
            if (!$test($value)) {
                return false;
            }
        }

        return true;
    }

    /**
     * @param array<array-key, mixed> $list
     *
     * @return list<int|string>
     */
    private static function unknownIntegers(Shortcut $shortcut, array $list, ?string $under): array
    {
        $unknown = [];
        $min = $shortcut->min;
        $max = $shortcut->max;
        $takesNull = $shortcut->takesNull;
        foreach ($list as $key => $value) {
            if ($under !== null) {
                $value = \is_array($value) ? $value[$under] ?? null : null;
            }
            if (\is_int($value) && $value >= $min && $value <= $max) {
                continue;
            }
            if ($value !== null || !$takesNull) {
                $unknown[] = $key;
            }
        }

        return $unknown;
    }

    /**
     * @param array<array-key, mixed> $list
     *
     * @return list<int|string>
     */
    private static function unknownNumbers(Shortcut $shortcut, array $list, ?string $under): array
    {
        $unknown = [];
        $low = $shortcut->low;
        $high = $shortcut->high;
        $takesNull = $shortcut->takesNull;
        foreach ($list as $key => $value) {
            if ($under !== null) {
                $value = \is_array($value) ? $value[$under] ?? null : null;
            }
            if ((\is_float($value) || \is_int($value)) && $value >= $low && $value <= $high) {
                continue;
            }
            if ($value !== null || !$takesNull) {
                $unknown[] = $key;
            }
        }

        return $unknown;
    }

    /**
     * @param array<array-key, mixed> $list
     *
     * @return list<int|string>
     */
    private static function unknownChoices(Shortcut $shortcut, array $list, ?string $under): array
    {
        $unknown = [];
        $choices = $shortcut->choices;
        $takesIntegers = $shortcut->takesIntegers;
        $takesNull = $shortcut->takesNull;
        foreach ($list as $key => $value) {
            if ($under !== null) {
                $value = \is_array($value) ? $value[$under] ?? null : null;
            }
            if ((\is_string($value) || ($takesIntegers && \is_int($value))) && isset($choices[$value])) {
                continue;
            }
            if ($value !== null || !$takesNull) {
                $unknown[] = $key;
            }
        }

        return $unknown;
    }

    /**
     * @param array<array-key, mixed> $list
     *
     * @return list<int|string>
     */
    private static function unknownTexts(Shortcut $shortcut, array $list, ?string $under): array
    {
        $unknown = [];
        $min = $shortcut->min;
        $max = $shortcut->max;
        $refusesBlank = $shortcut->refusesBlank;
        $takesNull = $shortcut->takesNull;
        $further = $shortcut->further;
        // Most often an expression is all.
        $first = $further[0] ?? null;
        $expression = $first !== null && $first[0] === Shortcut::MATCHES && \count($further) === 1 ? $first[1] : null;
        foreach ($list as $key => $value) {
            if ($under !== null) {
                $value = \is_array($value) ? $value[$under] ?? null : null;
            }
            if (
                \is_string($value) && \strlen($value) <= $max
                && ($min < 2 || Text::length($value) >= $min)
                && !($refusesBlank && trim($value) === '')
                && ($further === [] || ($expression === null ? self::goesFurther($further, $value) : preg_match($expression, $value) === 1))
            ) {
                continue;
            }
            if ($value !== null || !$takesNull) {
                $unknown[] = $key;
            }
        }

        return $unknown;
    }

    /**
     * @param list<array{Shortcut::MATCHES, string}|array{Shortcut::IS_SAME, string}|array{Shortcut::IS_AMONG, array<array-key, true>}|array{Shortcut::FOLLOWS, \Closure(string): bool}> $further
     */
    private static function goesFurther(array $further, string $value): bool
    {
        foreach ($further as $part) {
            $does = match ($part[0]) {
                Shortcut::MATCHES => preg_match($part[1], $value) === 1,
                Shortcut::FOLLOWS => $part[1]($value),
                Shortcut::IS_AMONG => isset($part[1][$value]),
                // Where there are wildcards, no field is compared with.
                Shortcut::IS_SAME => false,
            };
            if (!$does) {
                return false;
            }
        }

        return true;
    }

    /**
     * @param array<array-key, mixed> $list
     *
     * @return list<int|string>
     */
    private static function unknownOthers(Shortcut $shortcut, array $list, ?string $under): array
    {
        $unknown = [];
        foreach ($list as $key => $value) {
            if ($under !== null) {
                $value = \is_array($value) ? $value[$under] ?? null : null;
            }
            if (!self::isKnown($shortcut, $value) && !($value === null && $shortcut->takesNull)) {
                $unknown[] = $key;
            }
        }

        return $unknown;
    }

    /**
     * @param array<array-key, mixed> $list
     * @param list<string>            $way
     *
     * @return array<array-key, mixed>
     */
    private static function inner(array $list, array $way): array
    {
        foreach ($list as $key => $value) {
            foreach ($way as $part) {
                $value = \is_array($value) ? $value[$part] ?? null : null;
            }
            $list[$key] = $value;
        }

        return $list;
    }
}
