<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Rules that ask of what type a value is, or how it is written as a number.
 *
 * @internal
 */
class TypeTests
{
    /**
     * The test of a rule; null if it is none of these.
     *
     * @param list<string> $parameters
     *
     * @return (\Closure(mixed): bool)|null
     */
    public static function make(string $rule, array $parameters, Setting $setting): ?\Closure
    {
        $isStrict = $setting->isStrict;

        return match ($rule) {
            'string' => is_string(...),
            'integer' => $isStrict || $parameters !== [] ? is_int(...) : self::isInteger(...),
            'numeric' => $isStrict || $parameters !== []
                ? static fn (mixed $value): bool => \is_int($value) || (\is_float($value) && is_finite($value))
                : self::isNumeric(...),
            'boolean' => $isStrict || $parameters !== []
                ? is_bool(...)
                : static fn (mixed $value): bool => \in_array($value, [true, false, 0, 1, '0', '1'], true),
            'array' => $parameters === [] ? is_array(...) : self::onlyKeys($parameters),
            'array_keys' => self::onlyKeys($parameters),
            'required_array_keys' => self::hasKeys(array_fill_keys($parameters, true), true),
            'in_array_keys' => self::hasKeys(array_fill_keys($parameters, true), false),
            'list' => static fn (mixed $value): bool => \is_array($value) && array_is_list($value),
            'json' => static fn (mixed $value): bool => \is_scalar($value) && json_validate(self::text($value)),
            'decimal' => self::decimal($parameters, $isStrict),
            'multiple_of' => static fn (mixed $value): bool => self::isNumeric($value) && !($isStrict && \is_string($value))
                && Decimal::isMultiple(trim(self::text($value)), trim($parameters[0])),
            'digits' => self::digits(Number::held($parameters[0]), Number::held($parameters[0]), $isStrict),
            'digits_between' => self::digits(Number::held($parameters[0]), Number::held($parameters[1]), $isStrict),
            'min_digits' => self::digits(Number::held($parameters[0]), PHP_INT_MAX, $isStrict),
            'max_digits' => self::digits(0, Number::held($parameters[0]), $isStrict),
            'enum' => self::enum($parameters[0]),
            'cast' => Casts::test($parameters[0], $setting->dateFormats),
            default => null,
        };
    }

    /**
     * Whether a value is a number or the text of one.
     *
     * @phpstan-assert-if-true int|float|numeric-string $value
     */
    public static function isNumeric(mixed $value): bool
    {
        return \is_int($value) || (\is_float($value) ? is_finite($value) : \is_string($value) && is_numeric($value));
    }

    /**
     * What a value is as a text.
     */
    public static function text(int|float|string|bool|null $value): string
    {
        return \is_float($value) ? Number::text($value) : (string) $value;
    }

    private static function isInteger(mixed $value): bool
    {
        return \is_int($value)
            || ((\is_string($value) || \is_float($value)) && Number::integer(self::text($value)) !== null);
    }

    /**
     * @param list<string> $keys
     *
     * @return \Closure(mixed): bool
     */
    private static function onlyKeys(array $keys): \Closure
    {
        $keys = array_fill_keys($keys, true);

        return static fn (mixed $value): bool => \is_array($value) && array_diff_key($value, $keys) === [];
    }

    /**
     * @param array<array-key, true> $keys
     * @param bool                   $all  Whether all of them are wanted, or one.
     *
     * @return \Closure(mixed): bool
     */
    private static function hasKeys(array $keys, bool $all): \Closure
    {
        $wanted = $all ? \count($keys) : 1;

        return static fn (mixed $value): bool => \is_array($value) && \count(array_intersect_key($keys, $value)) >= $wanted;
    }

    /**
     * @param list<string> $parameters
     *
     * @return \Closure(mixed): bool
     */
    private static function decimal(array $parameters, bool $isStrict): \Closure
    {
        $fewest = Number::held($parameters[0]);
        $most = isset($parameters[1]) ? Number::held($parameters[1]) : $fewest;

        return static function (mixed $value) use ($fewest, $most, $isStrict): bool {
            if (!self::isNumeric($value) || ($isStrict && \is_string($value))) {
                return false;
            }
            $places = Decimal::places(self::text($value));

            return $places !== null && $places >= $fewest && $places <= $most;
        };
    }

    /**
     * @return \Closure(mixed): bool
     */
    private static function digits(int $fewest, int $most, bool $isStrict): \Closure
    {
        return static function (mixed $value) use ($fewest, $most, $isStrict): bool {
            if (!\is_int($value) && !\is_float($value) && ($isStrict || !\is_string($value))) {
                return false;
            }
            $text = self::text($value);
            $length = \strlen($text);

            return $length >= $fewest && $length <= $most && strspn($text, '0123456789') === $length;
        };
    }

    /**
     * @param string $name Of a backed enum, which was found to be one.
     *
     * @return \Closure(mixed): bool
     */
    private static function enum(string $name): \Closure
    {
        /** @var class-string<\BackedEnum> $enum */
        $enum = $name;
        $backed = [];
        foreach ($enum::cases() as $case) {
            $backed[$case->value] = true;
        }

        return static fn (mixed $value): bool => $value instanceof $enum
            || ((\is_string($value) || \is_int($value) || \is_float($value)) && isset($backed[self::text($value)]));
    }
}
