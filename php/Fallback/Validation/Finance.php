<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Numbers of accounts, banks and cards.
 *
 * @internal
 */
class Finance
{
    private const CLASSES = ['n' => '[0-9]', 'a' => '[A-Z]', 'c' => '[0-9A-Z]'];

    private const VALUES = [
        'A' => '10', 'B' => '11', 'C' => '12', 'D' => '13', 'E' => '14', 'F' => '15', 'G' => '16', 'H' => '17', 'I' => '18', 'J' => '19', 'K' => '20', 'L' => '21', 'M' => '22',
        'N' => '23', 'O' => '24', 'P' => '25', 'Q' => '26', 'R' => '27', 'S' => '28', 'T' => '29', 'U' => '30', 'V' => '31', 'W' => '32', 'X' => '33', 'Y' => '34', 'Z' => '35',
    ];

    /** @var null|array<string, string> */
    private static ?array $structures = null;

    /** @var array<string, string> patterns by country */
    private static array $accounts = [];

    /** @var null|array<string, true> */
    private static ?array $countries = null;

    /** @var null|array<string, list<array{list<array{string, string}>, list<array{int, int}>}>> */
    private static ?array $schemes = null;

    /**
     * An account number of ISO 13616 in the structure of its country, without spaces, whose check digits are right.
     */
    public static function isIban(string $text): bool
    {
        if (\strlen($text) > 34) {
            return false;
        }
        $country = substr($text, 0, 2);
        $pattern = self::$accounts[$country] ?? self::account($country);
        if ($pattern === '' || preg_match($pattern, $text) !== 1) {
            return false;
        }
        $rest = '';
        foreach (str_split(strtr(substr($text, 4) . substr($text, 0, 4), self::VALUES), 9) as $digits) {
            $rest = (string) ((int) ($rest . $digits) % 97);
        }

        return $rest === '1';
    }

    /**
     * The pattern of a country's numbers; empty if it has none.
     */
    private static function account(string $country): string
    {
        self::$structures ??= Tables::accounts();
        if (!isset(self::$structures[$country])) {
            return '';
        }
        $structure = preg_replace_callback('~([0-9]++)([nac])~', static fn (array $part): string => self::CLASSES[$part[2]] . '{' . $part[1] . '}', self::$structures[$country]);

        return self::$accounts[$country] = '~\A' . $country . '(?!00|01|99)[0-9]{2}' . $structure . '\z~';
    }

    /**
     * A business identifier code of ISO 9362: four letters or digits, a country, two letters or digits, and perhaps three more for a branch.
     */
    public static function isBic(string $text): bool
    {
        self::$countries ??= Tables::countries();

        return preg_match('~\A[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?+\z~', $text, $parts) === 1 && isset(self::$countries[$parts[1]]);
    }

    /**
     * A card's number by Luhn's check, issued by one of the schemes; with no scheme named, any number of 12 to 19 digits.
     *
     * @param list<string> $schemes
     */
    public static function isCard(string $text, array $schemes = []): bool
    {
        return preg_match('~\A[0-9]{12,19}\z~', $text) === 1 && ($schemes === [] || self::isIssued($text, $schemes)) && self::hasLuhn($text);
    }

    /**
     * The names of the schemes that there are, in their order.
     *
     * @return list<string>
     */
    public static function schemes(): array
    {
        return array_keys(self::series());
    }

    /**
     * @param list<string> $schemes
     */
    private static function isIssued(string $number, array $schemes): bool
    {
        $length = \strlen($number);
        foreach ($schemes as $scheme) {
            foreach (self::series()[$scheme] ?? [] as [$prefixes, $lengths]) {
                $fits = false;
                foreach ($lengths as [$least, $most]) {
                    $fits = $fits || ($least <= $length && $length <= $most);
                }
                foreach ($prefixes as [$first, $last]) {
                    $start = substr($number, 0, \strlen($first));
                    if ($fits && strcmp($first, $start) <= 0 && strcmp($start, $last) <= 0) {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /**
     * How numbers begin, by pairs of prefixes of one length, and how long they are.
     *
     * @return array<string, list<array{list<array{string, string}>, list<array{int, int}>}>>
     */
    private static function series(): array
    {
        if (self::$schemes === null) {
            $schemes = [];
            foreach (Tables::cards() as $name => $text) {
                foreach (explode(';', $text) as $series) {
                    [$prefixes, $lengths] = explode(':', $series);
                    $schemes[$name][] = [
                        array_map(self::range(...), explode(',', $prefixes)),
                        array_map(static fn (string $length): array => array_map(\intval(...), self::range($length)), explode(',', $lengths)),
                    ];
                }
            }
            self::$schemes = $schemes;
        }

        return self::$schemes;
    }

    /**
     * @return array{string, string}
     */
    private static function range(string $text): array
    {
        $parts = explode('-', $text);

        return [$parts[0], $parts[1] ?? $parts[0]];
    }

    /**
     * Whether the digits, every other one from the right doubled, make a multiple of ten (ISO/IEC 7812-1, annex B).
     */
    private static function hasLuhn(string $digits): bool
    {
        [$sum, $isDoubled] = [0, false];
        for ($at = \strlen($digits) - 1; $at >= 0; --$at) {
            $value = (int) $digits[$at] << ($isDoubled ? 1 : 0);
            $sum += $value > 9 ? $value - 9 : $value;
            $isDoubled = !$isDoubled;
        }

        return $sum % 10 === 0;
    }
}
