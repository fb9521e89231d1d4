<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * A collection of scalars that tells in constant time how many of its members a value equals. Since == is not transitive, no member stands
 * for others: they are counted by all that a comparison may look at.
 *
 * @internal
 */
class Distinct
{
    /** Integers below this, and above its negative, are exact as floats, and no others are the same float. */
    private const EXACT = 1 << 53;

    private int $nulls = 0;
    private int $falses = 0;
    private int $trues = 0;
    /** Of all members, those that make a boolean of that value. */
    private int $likeFalse = 0;
    private int $likeTrue = 0;
    /** @var array<int|string, int> Integers by their value as a float. */
    private array $integers = [];
    /** @var array<int|string, int> Strings that are integers, by the same. */
    private array $integerTexts = [];
    /** @var array<int|string, int> */
    private array $floats = [];
    /** @var array<int|string, int> Other numeric strings, by the same. */
    private array $floatTexts = [];
    /** @var array<int|string, int> Strings that are integers beyond 64 bits, by the same. */
    private array $longTexts = [];
    /** @var array<int|string, int> Those of them that begin with a minus. */
    private array $negativeLongTexts = [];
    /** @var array<int, int> Integers that are not exact as floats, whether strings or not. */
    private array $large = [];
    /** @var array<string, int> Strings that are compared by their bytes, with a letter before them, which keeps PHP from making integers of them. */
    private array $texts = [];

    /**
     * Empty, comparing by === or by ==.
     */
    public function __construct(private readonly bool $isStrict = false)
    {
    }

    /**
     * Adds a member.
     */
    public function insert(int|float|string|bool|null $value): void
    {
        if (self::isTrue($value)) {
            ++$this->likeTrue;
        } else {
            ++$this->likeFalse;
        }
        if (\is_string($value)) {
            if ($this->isStrict || !is_numeric($value)) {
                $this->texts["t$value"] = ($this->texts["t$value"] ?? 0) + 1;
            } else {
                $this->insertNumeric($value);
            }
        } elseif (\is_int($value)) {
            $key = self::key($value);
            $this->integers[$key] = ($this->integers[$key] ?? 0) + 1;
            if ($key !== $value) {
                $this->large[$value] = ($this->large[$value] ?? 0) + 1;
            }
        } elseif (\is_float($value)) {
            self::count($this->floats, self::key($value));
        } elseif ($value === null) {
            ++$this->nulls;
        } elseif ($value) {
            ++$this->trues;
        } else {
            ++$this->falses;
        }
    }

    /**
     * Whether a value equals one of the members, as in_array() tells.
     */
    public function contains(int|float|string|bool|null $value): bool
    {
        return $this->equal($value) > 0;
    }

    /**
     * Whether a value, being itself a member, equals another one.
     */
    public function isRepeated(int|float|string|bool|null $value): bool
    {
        return $this->equal($value) > ($value === $value ? 1 : 0);
    }

    /**
     * @param numeric-string $text
     */
    private function insertNumeric(string $text): void
    {
        $number = $text + 0;
        $key = self::key($number);
        if (\is_int($number)) {
            self::count($this->integerTexts, $key);
            if ($key !== $number) {
                self::count($this->large, $number);
            }

            return;
        }
        if (self::isLong($text)) {
            self::count($this->longTexts, $key);
            if (self::isNegative($text)) {
                self::count($this->negativeLongTexts, $key);
            }
        } else {
            self::count($this->floatTexts, $key);
            if (is_finite($number)) {
                return;
            }
        }
        self::count($this->texts, "t$text");
    }

    /**
     * The number of members that a value equals.
     */
    private function equal(int|float|string|bool|null $value): int
    {
        if ($this->isStrict) {
            return $this->same($value);
        }
        if (\is_bool($value)) {
            return $value ? $this->likeTrue : $this->likeFalse;
        }
        $equal = self::isTrue($value) ? $this->trues : $this->falses;
        if ($value === null) {
            $zero = self::key(0);

            return $equal + $this->nulls + ($this->integers[$zero] ?? 0) + ($this->floats[$zero] ?? 0) + ($this->texts['t'] ?? 0);
        }
        if (\is_string($value)) {
            return $equal + ($value === '' ? $this->nulls : 0) + $this->equalToText($value);
        }
        if ($value !== $value) {
            return $equal;
        }
        if (!$value) {
            $equal += $this->nulls;
        }
        $key = self::key($value);
        if (\is_float($value)) {
            $names = is_infinite($value) ? $this->texts["t$value"] ?? 0 : 0;

            return $equal + $names + $this->numbers($key);
        }

        return $equal + $this->exact($value) + ($this->floats[$key] ?? 0) + ($this->floatTexts[$key] ?? 0) + ($this->longTexts[$key] ?? 0);
    }

    private function equalToText(string $text): int
    {
        $bytes = $this->texts["t$text"] ?? 0;
        if (!is_numeric($text)) {
            return $bytes + match ($text) {
                'INF' => $this->floats[self::key(INF)] ?? 0,
                '-INF' => $this->floats[self::key(-INF)] ?? 0,
                default => 0,
            };
        }
        $number = $text + 0;
        $key = self::key($number);
        $floats = $this->floats[$key] ?? 0;
        if (\is_int($number)) {
            return $this->exact($number) + $floats + ($this->floatTexts[$key] ?? 0);
        }
        if (self::isLong($text)) {
            $equal = ($this->integers[$key] ?? 0) + $floats + (is_finite($number) ? $this->floatTexts[$key] ?? 0 : 0) + $bytes;
            if ($number === 0.0) {
                // Of the other sign they can only be zeros, by an exponent.
                $negative = $this->negativeLongTexts[$key] ?? 0;
                $equal += self::isNegative($text) ? ($this->longTexts[$key] ?? 0) - $negative : $negative;
            }

            return $equal;
        }

        return is_finite($number) ? $this->numbers($key) : $floats + $bytes;
    }

    private function same(int|float|string|bool|null $value): int
    {
        return match (true) {
            $value === null => $this->nulls,
            \is_bool($value) => self::isTrue($value) ? $this->trues : $this->falses,
            \is_int($value) => $this->exact($value),
            \is_float($value) => $value === $value ? $this->floats[self::key($value)] ?? 0 : 0,
            default => $this->texts["t$value"] ?? 0,
        };
    }

    /**
     * The integers, strings or not, that are just this one.
     */
    private function exact(int $value): int
    {
        if ($value >= self::EXACT || $value <= -self::EXACT) {
            return $this->large[$value] ?? 0;
        }

        return ($this->integers[$value] ?? 0) + ($this->integerTexts[$value] ?? 0);
    }

    /**
     * All that are a number as a float.
     */
    private function numbers(int|string $key): int
    {
        return ($this->integers[$key] ?? 0) + ($this->integerTexts[$key] ?? 0) + ($this->floats[$key] ?? 0)
            + ($this->floatTexts[$key] ?? 0) + ($this->longTexts[$key] ?? 0);
    }

    /**
     * A numeric string that is no integer: whether because it is beyond 64 bits. PHP takes for that what has 20 digits, and does not look at a
     * fraction or an exponent then.
     */
    private static function isLong(string $text): bool
    {
        return strpbrk($text, '.eE') === false || strspn(ltrim($text, " \t\n\r\v\f+-0"), '0123456789') >= 20;
    }

    private static function isNegative(string $text): bool
    {
        return ltrim($text, " \t\n\r\v\f")[0] === '-';
    }

    /**
     * What a boolean of it is. PHP 8.5 warns of a NAN that becomes one.
     */
    private static function isTrue(int|float|string|bool|null $value): bool
    {
        return \is_float($value) ? $value !== 0.0 : (bool) $value;
    }

    /**
     * What stands for a number as a float; an integer that is exact, for itself.
     */
    private static function key(int|float $number): int|string
    {
        if (\is_int($number) && $number < self::EXACT && $number > -self::EXACT) {
            return $number;
        }
        $number = (float) $number;
        if ($number < self::EXACT && $number > -self::EXACT && $number === floor($number)) {
            return (int) $number;
        }

        return 'f' . pack('d', $number);
    }

    /**
     * @template K of int|string
     *
     * @param array<K, int> $counts
     * @param K             $key
     */
    private static function count(array &$counts, int|string $key): void
    {
        $counts[$key] = ($counts[$key] ?? 0) + 1;
    }
}
