<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What is wrong with the parameters of a rule.
 *
 * @internal
 */
class Parameters
{
    /** The words that may stand as any parameter of a rule. */
    private const WORDS = [
        'alpha' => ['ascii'], 'alpha_dash' => ['ascii'], 'alpha_num' => ['ascii'],
        'boolean' => ['strict'], 'integer' => ['strict'], 'numeric' => ['strict'],
        'card_number' => ['visa', 'mastercard', 'amex', 'discover', 'diners', 'jcb', 'maestro', 'unionpay'],
        'cast' => ['int', 'float', 'bool', 'date'],
        'cidr' => ['4', '6'],
        'distinct' => ['strict', 'ignore_case'],
        'email' => ['rfc', 'strict', 'rfc5321', 'html5', 'filter', 'filter_unicode', 'dns', 'spoof'],
        'isbn' => ['10', '13'],
        'password_strength' => ['1', '2', '3', '4'],
        'uuid' => ['1', '2', '3', '4', '5', '6', '7', '8', '0', 'max', 'nil'],
    ];

    private const ENCODINGS = [
        'UTF-8', 'ASCII', 'ISO-8859-1', 'UTF-16', 'UTF-16BE', 'UTF-16LE', 'UTF-32', 'UTF-32BE', 'UTF-32LE',
    ];

    private const PASSWORD = ['letters', 'mixed', 'numbers', 'symbols'];

    private const NUMBERS = ['size' => true, 'min' => true, 'max' => true, 'between' => true, 'multiple_of' => true];

    private const INTEGERS = ['digits' => true, 'digits_between' => true, 'min_digits' => true, 'max_digits' => true, 'decimal' => true];

    private const RANGES = ['between' => true, 'digits_between' => true, 'decimal' => true];

    /**
     * What is wrong; null if nothing is.
     *
     * @param list<string> $parameters
     */
    public static function fault(string $rule, array $parameters): ?string
    {
        if (!isset(RuleTable::PARAMETERS[$rule])) {
            return null;
        }
        $why = self::countFault(\count($parameters), ...RuleTable::PARAMETERS[$rule]);
        foreach ($why === null ? $parameters : [] as $index => $parameter) {
            $what = self::kindFault($rule, $parameter, $index);
            if ($what !== null) {
                return 'parameter ' . ($index + 1) . " must be $what, '$parameter' given";
            }
        }

        return $why ?? match (true) {
            $rule === 'timezone' && !isset($parameters[1]) && strtolower($parameters[0] ?? '') === 'per_country' =>
                'takes 2 parameters, 1 given',
            isset(self::RANGES[$rule]) && isset($parameters[1]) && Decimal::compare($parameters[0], $parameters[1]) > 0 =>
                'parameter 1 must not be above parameter 2',
            $rule === 'multiple_of' && Decimal::compare($parameters[0], '0') === 0 => 'parameter 1 must not be zero',
            default => null,
        };
    }

    private static function countFault(int $given, int $fewest, ?int $most): ?string
    {
        if ($given >= $fewest && ($most === null || $given <= $most)) {
            return null;
        }
        $takes = match (true) {
            $most === 0 => 'no parameters',
            $most === null => "at least $fewest parameter" . ($fewest === 1 ? '' : 's'),
            $fewest === $most => "$most parameter" . ($most === 1 ? '' : 's'),
            default => $fewest . ($most - $fewest === 1 ? ' or ' : ' to ') . "$most parameter" . ($most === 1 ? '' : 's'),
        };

        return "takes $takes, $given given";
    }

    private static function kindFault(string $rule, string $parameter, int $index): ?string
    {
        $words = self::WORDS[$rule] ?? null;

        return match (true) {
            $words !== null => \in_array($parameter, $words, true) ? null : self::oneOf($words),
            isset(self::NUMBERS[$rule]) => self::isNumber($parameter) ? null : 'a number',
            isset(self::INTEGERS[$rule]) => self::isCount($parameter) ? null : 'an integer that is not negative',
            $rule === 'encoding' => \in_array(strtoupper($parameter), self::ENCODINGS, true) ? null : self::oneOf(self::ENCODINGS),
            $rule === 'password' => self::passwordFault($parameter),
            $rule === 'timezone' && $index === 0 => TimeZones::isGroup($parameter) ? null : self::oneOf(TimeZones::GROUPS),
            $rule === 'timezone' => preg_match('/^[A-Za-z]{2}\z/', $parameter) === 1 ? null : 'the two letters of a country',
            $rule === 'enum' => is_a($parameter, \BackedEnum::class, true) ? null : 'a backed enum',
            default => null,
        };
    }

    private static function passwordFault(string $parameter): ?string
    {
        if (\in_array($parameter, self::PASSWORD, true) || self::isCount($parameter)) {
            return null;
        }

        return is_numeric($parameter) ? 'an integer that is not negative' : self::oneOf(self::PASSWORD);
    }

    /**
     * @param list<string> $words
     */
    private static function oneOf(array $words): string
    {
        return 'one of ' . implode(', ', $words);
    }

    private static function isNumber(string $text): bool
    {
        return is_numeric(trim($text));
    }

    private static function isCount(string $text): bool
    {
        return ctype_digit(trim($text));
    }
}
