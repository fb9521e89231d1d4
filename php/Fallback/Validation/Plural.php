<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Which plural form a number takes in a language, by the table of php/Messages/plurals.php.
 *
 * @internal
 */
class Plural
{
    public const CATEGORIES = ['zero' => true, 'one' => true, 'two' => true, 'few' => true, 'many' => true, 'other' => true];

    /**
     * The families by language, as they were read: by category a list of alternatives, each a list of relations that hold together.
     *
     * @var array<string, array<string, list<list<array{string, int, bool, list<array{int, int}>}>>>>|null
     */
    private static ?array $families = null;

    /**
     * Categories of short numbers, by language.
     *
     * @var array<string, array<array-key, string>>
     */
    private static array $known = [];

    /**
     * The category of a number in the language of a BCP 47 tag. A language that is not in the table has the category `other` alone.
     *
     * @param string $number As isNumber() takes it; any other text is `other`.
     */
    public static function category(string $language, string $number): string
    {
        // Few texts are that short; what is longer is worked out anew.
        return \strlen($number) > 2 ? self::find($language, $number) : self::$known[$language][$number] ??= self::find($language, $number);
    }

    private static function find(string $language, string $number): string
    {
        $family = self::family($language);
        if ($family === [] || !self::isNumber($number)) {
            return 'other';
        }
        $operands = self::operands($number);
        foreach ($family as $category => $alternatives) {
            foreach ($alternatives as $relations) {
                if (self::hold($relations, $operands)) {
                    return $category;
                }
            }
        }

        return 'other';
    }

    /**
     * Whether a text is digits, with a sign and decimal places if need be: no exponent, no spaces.
     */
    public static function isNumber(string $text): bool
    {
        return preg_match('/\A-?[0-9]+(?:\.[0-9]+)?\z/', $text) === 1;
    }

    /**
     * The rules of the language, or of the one that is left when subtags are taken away.
     *
     * @return array<string, list<list<array{string, int, bool, list<array{int, int}>}>>>
     */
    private static function family(string $language): array
    {
        self::$families ??= self::read();
        $tag = strtolower(strtr($language, '_', '-'));
        while (!isset(self::$families[$tag])) {
            $end = strrpos($tag, '-');
            if ($end === false) {
                return [];
            }
            $tag = substr($tag, 0, $end);
        }

        return self::$families[$tag];
    }

    /**
     * The operands of UTS #35. Integers keep their last nine digits, which is all that a condition looks at, and whether there are more.
     *
     * @return array{n: int|null, i: int, v: int, f: int, t: int} n is null where the number is no integer.
     */
    private static function operands(string $number): array
    {
        [$integer, $decimals] = explode('.', ltrim($number, '-'), 2) + [1 => ''];
        $shown = rtrim($decimals, '0');
        $i = self::small($integer);

        return ['n' => $shown === '' ? $i : null, 'i' => $i, 'v' => \strlen($decimals), 'f' => self::small($decimals), 't' => self::small($shown)];
    }

    private static function small(string $digits): int
    {
        $digits = ltrim($digits, '0');

        // What is longer stays above every number in the table and keeps its remainders.
        return (int) substr($digits, -9) + (\strlen($digits) > 9 ? 1_000_000_000 : 0);
    }

    /**
     * @param list<array{string, int, bool, list<array{int, int}>}>    $relations
     * @param array{n: int|null, i: int, v: int, f: int, t: int} $operands
     */
    private static function hold(array $relations, array $operands): bool
    {
        foreach ($relations as [$operand, $modulus, $equal, $ranges]) {
            $value = $operands[$operand];
            $inside = false;
            if ($value !== null) {
                $value = $modulus === 0 ? $value : $value % $modulus;
                foreach ($ranges as [$from, $to]) {
                    $inside = $inside || ($value >= $from && $value <= $to);
                }
            }
            if ($inside !== $equal) {
                return false;
            }
        }

        return true;
    }

    /**
     * @return array<string, array<string, list<list<array{string, int, bool, list<array{int, int}>}>>>>
     */
    private static function read(): array
    {
        $families = [];
        foreach (Tables::plurals() as $languages => $conditions) {
            $family = array_map(self::condition(...), $conditions);
            foreach (explode(' ', $languages) as $language) {
                $families[$language] = $family;
            }
        }

        return $families;
    }

    /**
     * @return list<list<array{string, int, bool, list<array{int, int}>}>>
     */
    private static function condition(string $text): array
    {
        return array_map(
            static fn (string $relations): array => array_map(self::relation(...), explode(' & ', $relations)),
            explode(' | ', $text),
        );
    }

    /**
     * @return array{string, int, bool, list<array{int, int}>} The operand, what it is divided by (0: by nothing), whether it must be in the ranges or out of them.
     */
    private static function relation(string $text): array
    {
        [$left, $right] = explode('=', $text);
        $equal = !str_ends_with($left, '!');
        [$operand, $modulus] = explode('%', rtrim($left, '!')) + [1 => '0'];
        $ranges = [];
        foreach (explode(',', $right) as $range) {
            [$from, $to] = explode('..', $range) + [1 => $range];
            $ranges[] = [(int) $from, (int) $to];
        }

        return [$operand, (int) $modulus, $equal, $ranges];
    }
}
