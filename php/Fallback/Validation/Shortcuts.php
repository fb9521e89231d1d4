<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Finds the shortcut of a field.
 *
 * @internal
 */
class Shortcuts
{
    /** Rules that a value follows for being neither null nor blank nor empty, and flags. */
    private const FOLLOWED = [
        'bail' => true, 'nullable' => true, 'sometimes' => true, 'filled' => true, 'present' => true, 'present_if' => true,
        'present_unless' => true, 'present_with' => true, 'present_with_all' => true, 'required' => true, 'required_if' => true,
        'required_if_accepted' => true, 'required_if_declined' => true, 'required_unless' => true, 'required_with' => true,
        'required_with_all' => true, 'required_without' => true, 'required_without_all' => true,
    ];

    /** Rules that no blank text follows. */
    private const NEVER_BLANK = [
        'alpha' => true, 'alpha_dash' => true, 'alpha_num' => true, 'base64' => true, 'bic' => true, 'card_number' => true, 'cidr' => true,
        'digits' => true, 'e164' => true, 'email' => true, 'hex_color' => true, 'hostname' => true, 'iban' => true, 'ip' => true,
        'ipv4' => true, 'ipv6' => true, 'isbn' => true, 'issn' => true, 'mac_address' => true, 'timezone' => true, 'ulid' => true,
        'url' => true, 'uuid' => true,
    ];

    /** Rules about the size of a value of any type. */
    private const SIZES = ['min' => true, 'max' => true, 'between' => true, 'size' => true];

    /** The largest integer up to which floats are exact. */
    private const EXACT = 1 << 53;

    /**
     * @param list<string|null> $segments
     * @param list<Rule>        $rules
     */
    public static function make(array $segments, array $rules, Setting $setting): Shortcut
    {
        $asked = [];
        $isDemanding = false;
        $isDistinct = false;
        foreach ($rules as $rule) {
            $isDemanding = $isDemanding || $rule->isImplicit;
            if (isset(self::FOLLOWED[$rule->name]) && $rule->isImplicit) {
                continue;
            }
            if ($rule->name === 'distinct' && !\in_array('ignore_case', $rule->parameters, true)) {
                $wildcards = \count(array_keys($segments, null, true));
                if ($wildcards > 1) {
                    return new Shortcut();
                }
                $isDistinct = $wildcards === 1;
                continue;
            }
            $isKnown = $rule->pure !== null || $rule->action === Rule::TRIM || self::isSameField($rule, $segments) !== null;
            if (!$isKnown || $rule->isImplicit || $rule->action === Rule::EXCLUDE) {
                return new Shortcut();
            }
            $asked[$rule->name][] = $rule;
        }
        $shortcut = match (true) {
            isset($asked['integer']) => self::integer($asked),
            isset($asked['numeric']) => self::number($asked),
            isset($asked['boolean']) => \count($asked) === 1 ? new Shortcut(Shortcut::BOOLEAN) : null,
            isset($asked['array']), isset($asked['list']) => self::collection($asked, $isDemanding),
            isset($asked['decimal']), $asked === [] && !$isDistinct => null,
            default => self::choice($asked) ?? self::text($asked, $segments, $isDemanding),
        };

        $shortcut ??= self::anything($asked);
        if ($isDistinct && ($setting->isTrimmed || !\in_array($shortcut->kind, [Shortcut::INTEGER, Shortcut::TEXT], true))) {
            return new Shortcut();
        }
        $shortcut->isDistinct = $isDistinct;

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     */
    private static function integer(array $asked): ?Shortcut
    {
        $shortcut = new Shortcut(Shortcut::INTEGER);
        $shortcut->min = PHP_INT_MIN;
        unset($asked['integer'], $asked['numeric']);
        foreach (array_merge(...array_values($asked)) as $rule) {
            $range = $rule->name === 'cast' && \in_array($rule->parameters, [['int'], ['float']], true)
                ? [PHP_INT_MIN, PHP_INT_MAX]
                : self::range($rule) ?? self::digits($rule);
            if ($range === null) {
                return null;
            }
            $shortcut->min = max($shortcut->min, $range[0]);
            $shortcut->max = min($shortcut->max, $range[1]);
        }

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     */
    private static function number(array $asked): ?Shortcut
    {
        $shortcut = new Shortcut(Shortcut::NUMBER);
        unset($asked['numeric']);
        foreach (array_merge(...array_values($asked)) as $rule) {
            if ($rule->name === 'cast' && $rule->parameters === ['float']) {
                continue;
            }
            $first = self::exact($rule->parameters[0] ?? '');
            $second = self::exact($rule->parameters[1] ?? '');
            $range = match ($rule->name) {
                'min', 'gte' => [$first, PHP_FLOAT_MAX],
                'max', 'lte' => [-PHP_FLOAT_MAX, $first],
                'between' => [$first, $second],
                'size' => [$first, $first],
                default => [null, null],
            };
            if ($range[0] === null || $range[1] === null) {
                return null;
            }
            $shortcut->low = max($shortcut->low, $range[0]);
            $shortcut->high = min($shortcut->high, $range[1]);
        }

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     */
    private static function collection(array $asked, bool $isDemanding): ?Shortcut
    {
        $shortcut = new Shortcut(Shortcut::COLLECTION);
        $shortcut->min = $isDemanding ? 1 : 0;
        foreach (array_merge(...array_values($asked)) as $rule) {
            $range = isset(self::SIZES[$rule->name]) ? self::range($rule) : null;
            if ($range !== null) {
                $shortcut->min = max($shortcut->min, $range[0]);
                $shortcut->max = min($shortcut->max, $range[1]);
            } elseif ($rule->pure !== null) {
                if ($rule->name !== 'array' || $rule->parameters !== []) {
                    $shortcut->tests[] = $rule->pure;
                }
            } elseif ($rule->action !== Rule::TRIM) {
                return null;
            }
        }

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     */
    private static function choice(array $asked): ?Shortcut
    {
        $takesIntegers = !isset($asked['string']);
        unset($asked['string']);
        if (\count($asked) !== 1 || \count($asked['in'] ?? []) !== 1) {
            return null;
        }
        $shortcut = new Shortcut(Shortcut::CHOICE);
        $shortcut->takesIntegers = $takesIntegers;
        foreach ($asked['in'][0]->parameters as $choice) {
            if (trim($choice) !== '') {
                $shortcut->choices[$choice] = true;
            }
        }

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     * @param list<string|null>         $segments
     */
    private static function text(array $asked, array $segments, bool $isDemanding): Shortcut
    {
        $shortcut = new Shortcut(Shortcut::TEXT);
        $shortcut->refusesBlank = $isDemanding && array_intersect_key($asked, self::NEVER_BLANK) === [];
        foreach (array_merge(...array_values($asked)) as $rule) {
            $range = isset(self::SIZES[$rule->name]) ? self::range($rule) : null;
            if ($range !== null) {
                $shortcut->min = max($shortcut->min, $range[0]);
                $shortcut->max = min($shortcut->max, $range[1]);
            } elseif ($rule->name !== 'string') {
                $shortcut->further[] = match (true) {
                    $rule->action === Rule::TRIM => [Shortcut::FOLLOWS, static fn (string $text): bool => trim($text) === $text],
                    $rule->name === 'in' => [Shortcut::IS_AMONG, array_fill_keys($rule->parameters, true)],
                    $rule->expression !== null => [Shortcut::MATCHES, $rule->expression],
                    $rule->pure !== null => [Shortcut::FOLLOWS, $rule->ofTexts ?? $rule->pure],
                    default => [Shortcut::IS_SAME, (string) self::isSameField($rule, $segments)],
                };
            }
        }

        return $shortcut;
    }

    /**
     * @param array<string, list<Rule>> $asked
     */
    private static function anything(array $asked): Shortcut
    {
        $shortcut = new Shortcut(Shortcut::ANYTHING);
        foreach (array_merge(...array_values($asked)) as $rule) {
            if ($rule->pure === null) {
                return new Shortcut();
            }
            $shortcut->tests[] = $rule->pure;
        }

        return $shortcut;
    }

    /**
     * The key of the field that has to be the same, if both lie outermost.
     *
     * @param list<string|null> $segments
     */
    private static function isSameField(Rule $rule, array $segments): ?string
    {
        if (\count($segments) !== 1 || $segments[0] === null || !\in_array($rule->name, ['same', 'confirmed'], true)) {
            return null;
        }
        $other = $rule->fields[0] ?? [$segments[0] . '_confirmation'];

        return \count($other) === 1 ? $other[0] : null;
    }

    /**
     * The integers that a rule about sizes allows; null if it is none, or has other bounds.
     *
     * @return array{int, int}|null
     */
    private static function range(Rule $rule): ?array
    {
        $first = SizeTests::bound($rule->parameters[0] ?? '');
        $second = SizeTests::bound($rule->parameters[1] ?? '0');
        if (!\is_int($first) || !\is_int($second) || abs($first) > self::EXACT || $rule->pure === null) {
            return null;
        }

        return match ($rule->name) {
            'min', 'gte' => [$first, PHP_INT_MAX],
            'max', 'lte' => [PHP_INT_MIN, $first],
            'gt' => [$first + 1, PHP_INT_MAX],
            'lt' => [PHP_INT_MIN, $first - 1],
            'between' => [$first, $second],
            'size' => [$first, $first],
            default => null,
        };
    }

    /**
     * The integers, of those that are not negative, that have so many digits as a rule asks for; null if it is none of these rules.
     *
     * @return array{int, int}|null
     */
    private static function digits(Rule $rule): ?array
    {
        $first = Number::held($rule->parameters[0] ?? '0');
        [$least, $most] = match ($rule->name) {
            'digits' => [$first, $first],
            'digits_between' => [$first, Number::held($rule->parameters[1])],
            'min_digits' => [$first, 18],
            'max_digits' => [0, $first],
            default => [19, 19],
        };
        if ($least > 18 || $most < 1) {
            return null;
        }

        return [$least < 2 ? 0 : 10 ** ($least - 1), $most > 18 ? PHP_INT_MAX : 10 ** $most - 1];
    }

    /**
     * The number of a text, if none of the numbers that are like it is closer to it.
     */
    private static function exact(string $text): int|float|null
    {
        $bound = SizeTests::bound($text);
        if (\is_int($bound)) {
            return abs($bound) <= self::EXACT ? $bound : null;
        }
        if (!is_numeric($bound)) {
            return null;
        }
        $float = (float) $bound;

        return is_finite($float) && abs($float) <= self::EXACT && Decimal::compare(Number::text($float), $bound) === 0 ? $float : null;
    }
}
