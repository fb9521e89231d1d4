<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules that compare a value with those of other fields, as they were sent.
 *
 * @internal
 */
class RelationTests
{
    /** By rule: the least and the greatest order of the value against the other one. */
    private const ORDERS = ['gt' => [1, 1], 'gte' => [0, 1], 'lt' => [-1, -1], 'lte' => [-1, 0]];

    /**
     * The test of a rule; null if it is none of these.
     *
     * @param list<string>            $parameters
     * @param list<list<string|null>> $fields     The parameters that name fields.
     *
     * @return (\Closure(mixed, Run): bool)|null
     */
    public static function make(string $rule, array $parameters, array $fields, Setting $setting): ?\Closure
    {
        return match ($rule) {
            'same' => static fn (mixed $value, Run $run): bool => $run->sent === $run->value($fields[0]),
            'confirmed' => static fn (mixed $value, Run $run): bool => $run->sent
                === ($fields === [] ? $run->sibling('_confirmation') : $run->value($fields[0])),
            'different' => static function (mixed $value, Run $run) use ($fields): bool {
                foreach ($fields as $field) {
                    if ($run->has($field) && $run->value($field) === $run->sent) {
                        return false;
                    }
                }

                return true;
            },
            'gt', 'gte', 'lt', 'lte' => self::order($rule, $fields[0], $setting),
            'distinct' => self::distinct($parameters, $setting->isTrimmed),
            'in_array' => self::inArray($parameters[0]),
            default => null,
        };
    }

    /**
     * @param list<string|null> $field
     *
     * @return \Closure(mixed, Run): bool
     */
    private static function order(string $rule, array $field, Setting $setting): \Closure
    {
        [$least, $most] = self::ORDERS[$rule];
        $isStrict = $setting->isStrict;
        $isNumeric = $setting->isNumeric;

        return static function (mixed $value, Run $run) use ($field, $least, $most, $isStrict, $isNumeric): bool {
            $value = $run->sent;
            $other = $run->value($field);
            $areNumbers = self::isNumber($value, $isStrict) && self::isNumber($other, $isStrict);
            if (!$areNumbers && \gettype($value) !== \gettype($other)) {
                return false;
            }
            // A value that is a number is its own size, whatever else the field is.
            $size = SizeTests::size($value, true, $isStrict);
            $otherSize = SizeTests::size($other, $isNumeric || self::isNumber($value, $isStrict), $isStrict);
            if ($size === null || $otherSize === null) {
                return false;
            }
            $order = SizeTests::compare($size, $otherSize);

            return $order >= $least && $order <= $most;
        };
    }

    private static function isNumber(mixed $value, bool $isStrict): bool
    {
        return TypeTests::isNumeric($value) && !($isStrict && \is_string($value));
    }

    /**
     * @param list<string> $options
     *
     * @return \Closure(mixed, Run): bool
     */
    private static function distinct(array $options, bool $isTrimmed): \Closure
    {
        $isStrict = \in_array('strict', $options, true);
        $ignoresCase = \in_array('ignore_case', $options, true);

        $name = 'distinct ' . (int) $isStrict . (int) $ignoresCase . (int) $isTrimmed;

        return static fn (mixed $value, Run $run): bool => $run->keys === []
            || !$run->gathered($name . spl_object_id($run->field), $run->field->segments, $isStrict, $ignoresCase, $isTrimmed)
                ->isRepeated($value);
    }

    /**
     * @return \Closure(mixed, Run): bool
     */
    private static function inArray(string $others): \Closure
    {
        $segments = Paths::parse($others);

        return static fn (mixed $value, Run $run): bool => $run->gathered($others, $segments)->contains($value);
    }
}
