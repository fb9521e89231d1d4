<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Every rule by its canonical name: how many parameters it takes, and of what sort it is.
 *
 * @internal
 */
class RuleTable
{
    /** @var array<string, array{int, int|null}> The fewest and the most parameters; null: any number. */
    public const PARAMETERS = [
        'accepted' => [0, 0], 'accepted_if' => [2, null], 'after' => [1, 1], 'after_or_equal' => [1, 1], 'alpha' => [0, 1],
        'alpha_dash' => [0, 1], 'alpha_num' => [0, 1], 'any_of' => [1, null], 'array' => [0, null], 'array_keys' => [1, null],
        'ascii' => [0, 0], 'bail' => [0, 0], 'base64' => [0, 0], 'before' => [1, 1], 'before_or_equal' => [1, 1], 'between' => [2, 2],
        'bic' => [0, 0], 'boolean' => [0, 1], 'card_number' => [0, null], 'cast' => [1, 1], 'cidr' => [0, 1], 'confirmed' => [0, 1],
        'contains' => [1, null], 'date' => [0, 0], 'date_equals' => [1, 1], 'date_format' => [1, null], 'decimal' => [1, 2],
        'declined' => [0, 0], 'declined_if' => [2, null], 'different' => [1, null], 'digits' => [1, 1], 'digits_between' => [2, 2],
        'distinct' => [0, 2], 'doesnt_contain' => [1, null], 'doesnt_end_with' => [1, null], 'doesnt_start_with' => [1, null],
        'e164' => [0, 0], 'email' => [0, null], 'encoding' => [1, 1], 'ends_with' => [1, null], 'enum' => [1, 1], 'exclude' => [0, 0],
        'exclude_if' => [2, null], 'exclude_unless' => [2, null], 'exclude_with' => [1, null], 'exclude_without' => [1, null],
        'filled' => [0, 0], 'gt' => [1, 1], 'gte' => [1, 1], 'hex_color' => [0, 0], 'hostname' => [0, 0], 'iban' => [0, 0],
        'in' => [1, null], 'in_array' => [1, 1], 'in_array_keys' => [1, null], 'integer' => [0, 1], 'ip' => [0, 0], 'ipv4' => [0, 0],
        'ipv6' => [0, 0], 'isbn' => [0, 1], 'issn' => [0, 0], 'json' => [0, 0], 'list' => [0, 0], 'lowercase' => [0, 0], 'lt' => [1, 1],
        'lte' => [1, 1], 'mac_address' => [0, 0], 'max' => [1, 1], 'max_digits' => [1, 1], 'min' => [1, 1], 'min_digits' => [1, 1],
        'missing' => [0, 0], 'missing_if' => [2, null], 'missing_unless' => [2, null], 'missing_with' => [1, null],
        'missing_with_all' => [1, null], 'multiple_of' => [1, 1], 'not_in' => [1, null], 'not_regex' => [1, 1], 'nullable' => [0, 0],
        'numeric' => [0, 1], 'password' => [0, null], 'password_strength' => [0, 1], 'present' => [0, 0], 'present_if' => [2, null],
        'present_unless' => [2, null], 'present_with' => [1, null], 'present_with_all' => [1, null], 'prohibited' => [0, 0],
        'prohibited_if' => [2, null], 'prohibited_if_accepted' => [1, 1], 'prohibited_if_declined' => [1, 1],
        'prohibited_unless' => [2, null], 'prohibits' => [1, null], 'regex' => [1, 1], 'regex_pcre' => [1, 1], 'required' => [0, 0],
        'required_array_keys' => [1, null], 'required_if' => [2, null], 'required_if_accepted' => [1, 1], 'required_if_declined' => [1, 1],
        'required_unless' => [2, null], 'required_with' => [1, null], 'required_with_all' => [1, null], 'required_without' => [1, null],
        'required_without_all' => [1, null], 'same' => [1, 1], 'size' => [1, 1], 'sometimes' => [0, 0], 'starts_with' => [1, null],
        'string' => [0, 0], 'timezone' => [0, 2], 'trim' => [0, 0], 'ulid' => [0, 0], 'uppercase' => [0, 0], 'url' => [0, null],
        'uuid' => [0, 1],
    ];

    /** Rules that only a callback of the caller's can answer. */
    public const HOOKS = [
        'unique' => true, 'exists' => true, 'current_password' => true, 'can' => true, 'file' => true, 'image' => true, 'mimes' => true,
        'mimetypes' => true, 'extensions' => true, 'dimensions' => true, 'active_url' => true, 'uncompromised' => true,
    ];

    /** Modes of `email` that only a callback of the caller's can answer. */
    public const EMAIL_HOOKS = ['dns' => true, 'spoof' => true];

    /** Rules that are asked of absent and blank values too, and after whose failure a field is left. */
    public const IMPLICIT = [
        'accepted' => true, 'accepted_if' => true, 'declined' => true, 'declined_if' => true, 'filled' => true, 'missing' => true,
        'missing_if' => true, 'missing_unless' => true, 'missing_with' => true, 'missing_with_all' => true, 'present' => true,
        'present_if' => true, 'present_unless' => true, 'present_with' => true, 'present_with_all' => true, 'required' => true,
        'required_if' => true, 'required_if_accepted' => true, 'required_if_declined' => true, 'required_unless' => true,
        'required_with' => true, 'required_with_all' => true, 'required_without' => true, 'required_without_all' => true,
    ];

    /** Rules whose failure takes the field out. */
    public const EXCLUDES = [
        'exclude' => true, 'exclude_if' => true, 'exclude_unless' => true, 'exclude_with' => true, 'exclude_without' => true,
    ];

    /** Rules by which a size is that of a number. */
    public const NUMERIC = ['numeric' => true, 'integer' => true, 'decimal' => true];

    /** Rules whose first parameter names a field. */
    private const FIRST_IS_FIELD = [
        'accepted_if' => true, 'after' => true, 'after_or_equal' => true, 'before' => true, 'before_or_equal' => true,
        'confirmed' => true, 'date_equals' => true, 'declined_if' => true, 'exclude_if' => true, 'exclude_unless' => true, 'gt' => true,
        'gte' => true, 'lt' => true, 'lte' => true, 'missing_if' => true, 'missing_unless' => true, 'present_if' => true,
        'present_unless' => true, 'prohibited_if' => true, 'prohibited_if_accepted' => true, 'prohibited_if_declined' => true,
        'prohibited_unless' => true, 'required_if' => true, 'required_if_accepted' => true, 'required_if_declined' => true,
        'required_unless' => true, 'same' => true,
    ];

    /** Rules all of whose parameters name fields. */
    private const ALL_ARE_FIELDS = [
        'different' => true, 'exclude_with' => true, 'exclude_without' => true, 'missing_with' => true, 'missing_with_all' => true,
        'present_with' => true, 'present_with_all' => true, 'prohibits' => true, 'required_with' => true, 'required_with_all' => true,
        'required_without' => true, 'required_without_all' => true,
    ];

    private const ALIASES = ['int' => 'integer', 'bool' => 'boolean'];

    /** @var array<string, string>|null The canonical names by what is left of them without case and separators. */
    private static ?array $names = null;

    /**
     * The canonical name of a rule, however it is spelled; null if there is none.
     */
    public static function canonical(string $name): ?string
    {
        if (isset(self::PARAMETERS[$name])) {
            return $name;
        }
        if (self::$names === null) {
            self::$names = self::ALIASES;
            foreach ([...array_keys(self::PARAMETERS), ...array_keys(self::HOOKS)] as $canonical) {
                self::$names[self::bare($canonical)] = $canonical;
            }
        }

        return self::$names[self::bare($name)] ?? null;
    }

    /**
     * A name without what does not matter in it.
     */
    public static function bare(string $name): string
    {
        return strtolower(str_replace(['_', '-', ' '], '', trim($name)));
    }

    /**
     * How many of a rule's parameters, from the first, name fields.
     *
     * @param list<string> $parameters
     */
    public static function fields(string $rule, array $parameters): int
    {
        if (isset(self::ALL_ARE_FIELDS[$rule])) {
            return \count($parameters);
        }

        return isset(self::FIRST_IS_FIELD[$rule]) && $parameters !== [] ? 1 : 0;
    }
}
