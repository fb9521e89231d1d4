<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules about dates.
 *
 * @internal
 */
class DateTests
{
    /** By rule: the least and the greatest order of the value against the other moment. */
    private const ORDERS = [
        'before' => [-1, -1], 'before_or_equal' => [-1, 0], 'date_equals' => [0, 0], 'after_or_equal' => [0, 1], 'after' => [1, 1],
    ];

    /**
     * The test of a rule that asks of a value alone; null if it is none of these.
     *
     * @param list<string> $parameters
     *
     * @return (\Closure(mixed): bool)|null
     */
    public static function pure(string $rule, array $parameters): ?\Closure
    {
        if ($rule === 'date') {
            // Without a digit there is no day in it, and PHP takes long to find that out.
            return static fn (mixed $value): bool => !(\is_string($value) && strpbrk($value, '0123456789') === false) && Dates::isDate($value);
        }
        if ($rule !== 'date_format') {
            return null;
        }

        return static function (mixed $value) use ($parameters): bool {
            if (!\is_string($value) && !\is_int($value) && !\is_float($value)) {
                return false;
            }
            foreach ($parameters as $format) {
                if (Dates::byFormat($format, TypeTests::text($value)) !== null) {
                    return true;
                }
            }

            return false;
        };
    }

    /**
     * The test of a rule that compares with another date; null if it is none of these.
     *
     * @param list<string>            $parameters
     * @param list<list<string|null>> $fields      The parameters that name fields.
     * @param string|null             $otherFormat The format of the field that is compared with.
     *
     * @return (\Closure(mixed, Run): bool)|null
     */
    public static function make(string $rule, array $parameters, array $fields, Setting $setting, ?string $otherFormat): ?\Closure
    {
        if (!isset(self::ORDERS[$rule])) {
            return null;
        }
        [$least, $most] = self::ORDERS[$rule];
        $format = $setting->dateFormats[0] ?? null;
        $otherFormat ??= $format;

        return static function (mixed $value, Run $run) use ($parameters, $fields, $format, $otherFormat, $least, $most): bool {
            if (!\is_string($value) && !\is_int($value) && !\is_float($value) && !$value instanceof \DateTimeInterface) {
                return false;
            }
            $other = self::moment($parameters[0], $otherFormat);
            if ($other === null) {
                $field = $run->value($fields[0]);
                if ($field === null && $format !== null) {
                    return true;
                }
                $other = self::moment($field, $otherFormat);
            }
            $moment = self::moment($value, $format);
            if ($format !== null && ($moment === null || $other === null)) {
                return false;
            }
            // Without a format, what is no date compares as PHP compares null with a number, as it always did in Laravel.
            $order = $format === null ? ($moment[0] ?? null) <=> ($other[0] ?? null) : $moment <=> $other;
            if ($least === $most && $least === 0 && ($moment === null) !== ($other === null)) {
                return false;
            }

            return $order >= $least && $order <= $most;
        };
    }

    /**
     * The moment that a value means, in seconds and, where there is a format, microseconds; null if it means none.
     *
     * @return array{int, int}|null
     */
    private static function moment(mixed $value, ?string $format): ?array
    {
        if ($value instanceof \DateTimeInterface) {
            return [$value->getTimestamp(), $format === null ? 0 : (int) $value->format('u')];
        }
        if (!\is_string($value) && !\is_int($value) && !\is_float($value)) {
            return null;
        }
        $date = $format === null ? null : Dates::read($format, TypeTests::text($value));
        if ($date !== null) {
            return [$date->getTimestamp(), (int) $date->format('u')];
        }
        $seconds = Dates::timestamp($value);

        return $seconds === null ? null : [$seconds, 0];
    }
}
