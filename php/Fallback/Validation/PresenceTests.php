<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules that ask whether a field is there, and whether others are: `required` and its kin, `present`, `missing`, `prohibited`, `accepted`,
 * `declined`, `exclude`.
 *
 * @internal
 */
class PresenceTests
{
    private const ACCEPTED = ['yes', 'on', '1', 1, true, 'true'];
    private const DECLINED = ['no', 'off', '0', 0, false, 'false'];

    /**
     * The test of a rule; null if it is none of these.
     *
     * @param list<string>            $parameters
     * @param list<list<string|null>> $fields     The parameters that name fields.
     * @param bool                    $isBoolean  Whether the first of these fields has the rule `boolean`: `1` is one that is named `true`.
     *
     * @return (\Closure(mixed, Run): bool)|null
     */
    public static function make(string $rule, array $parameters, array $fields, Setting $setting, bool $isBoolean): ?\Closure
    {
        if ($rule === 'exclude') {
            return static fn (): bool => false;
        }
        if ($rule === 'filled') {
            return static fn (mixed $value, Run $run): bool => !$run->isPresent || self::isFilled($value);
        }
        if ($rule === 'prohibits') {
            return static fn (mixed $value, Run $run): bool => !self::isFilled($value) || self::countFilled($run, $fields) === 0;
        }
        $demand = self::demand(strtok($rule, '_') ?: $rule, $setting->isStrict);
        if ($demand === null || !str_contains($rule, '_')) {
            return $demand;
        }
        $condition = self::condition($rule, $parameters, $fields, $setting->isStrict, $isBoolean);

        return $condition === null ? null : static fn (mixed $value, Run $run): bool => !$condition($run) || $demand($value, $run);
    }

    /**
     * Whether a value follows `required`.
     */
    public static function isFilled(mixed $value): bool
    {
        return $value !== null && $value !== [] && $value !== '' && !(\is_string($value) && trim($value) === '');
    }

    /**
     * What is asked if the condition holds.
     *
     * @return (\Closure(mixed, Run): bool)|null
     */
    private static function demand(string $word, bool $isStrict): ?\Closure
    {
        $accepted = $isStrict ? [true] : self::ACCEPTED;
        $declined = $isStrict ? [false] : self::DECLINED;

        return match ($word) {
            'required' => self::isFilled(...),
            'prohibited' => static fn (mixed $value): bool => !self::isFilled($value),
            'present' => static fn (mixed $value, Run $run): bool => $run->isPresent,
            'missing' => static fn (mixed $value, Run $run): bool => !$run->isPresent,
            'accepted' => static fn (mixed $value): bool => \in_array($value, $accepted, true),
            'declined' => static fn (mixed $value): bool => \in_array($value, $declined, true),
            'exclude' => static fn (): bool => false,
            default => null,
        };
    }

    /**
     * When it is asked.
     *
     * @param list<string>            $parameters
     * @param list<list<string|null>> $fields
     *
     * @return (\Closure(Run): bool)|null
     */
    private static function condition(string $rule, array $parameters, array $fields, bool $isStrict, bool $isBoolean): ?\Closure
    {
        $first = $fields[0] ?? [];
        $values = \array_slice($parameters, 1);
        $all = \count($fields);
        [$word, $kind] = explode('_', $rule, 2);
        // Whether the others of `with` have to be filled, or only there.
        $isFilled = $word === 'required';
        $has = $isFilled ? self::countFilled(...) : self::countPresent(...);
        $accepted = $isStrict ? [true] : self::ACCEPTED;
        $declined = $isStrict ? [false] : self::DECLINED;

        return match ($kind) {
            'if' => $word === 'required' || $word === 'exclude'
                ? static fn (Run $run): bool => $run->has($first) && self::isOneOf($run->value($first), $values, $isBoolean)
                : static fn (Run $run): bool => self::isOneOf($run->value($first), $values, $isBoolean),
            'unless' => static fn (Run $run): bool => !self::isOneOf($run->value($first), $values, $isBoolean),
            'if_accepted' => static fn (Run $run): bool => \in_array($run->value($first), $accepted, true),
            'if_declined' => static fn (Run $run): bool => \in_array($run->value($first), $declined, true),
            // Of the fields of `exclude_with`, only the first counts.
            'with' => $word === 'exclude'
                ? static fn (Run $run): bool => $run->has($first)
                : static fn (Run $run): bool => $has($run, $fields) > 0,
            'with_all' => static fn (Run $run): bool => $has($run, $fields) === $all,
            'without' => static fn (Run $run): bool => self::countFilled($run, $fields) < $all,
            'without_all' => static fn (Run $run): bool => self::countFilled($run, $fields) === 0,
            default => null,
        };
    }

    /**
     * Whether another field's value is one of those that a rule names.
     *
     * @param list<string> $values
     */
    private static function isOneOf(mixed $other, array $values, bool $isBoolean): bool
    {
        foreach ($values as $value) {
            $is = match (true) {
                $other === null => strtolower($value) === 'null',
                \is_bool($other) => $value === ($other ? 'true' : 'false'),
                $isBoolean && ($value === 'true' || $value === 'false') => \is_scalar($other) && (bool) $other === ($value === 'true'),
                default => \is_scalar($other) && $other == $value,
            };
            if ($is) {
                return true;
            }
        }

        return false;
    }

    /**
     * @param list<list<string|null>> $fields
     */
    private static function countFilled(Run $run, array $fields): int
    {
        $count = 0;
        foreach ($fields as $field) {
            $count += (int) self::isFilled($run->value($field));
        }

        return $count;
    }

    /**
     * @param list<list<string|null>> $fields
     */
    private static function countPresent(Run $run, array $fields): int
    {
        $count = 0;
        foreach ($fields as $field) {
            $count += (int) $run->has($field);
        }

        return $count;
    }
}
