<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A rule, or something else that a validator is compiled from, is at fault. The message says which field, which rule, and why.
 */
class RuleException extends \LogicException implements HighPerException
{
    /** No rule of this name. */
    public const UNKNOWN_RULE = 1;
    /** Too few parameters, too many, or one that does not fit. */
    public const BAD_PARAMETERS = 2;
    /** A regular expression that cannot be used. */
    public const BAD_PATTERN = 3;
    /** A rule that needs a database, a file or the network, and no callback for it. */
    public const MISSING_CALLBACK = 4;
    /** Something is not of the shape that compile() takes. */
    public const BAD_DEFINITION = 5;
    /** The path of a field cannot be read. */
    public const BAD_FIELD = 6;
    /** A closure or callback in a validator that is to outlive the request. */
    public const NOT_PERSISTENT = 7;
    /** persistent() was called for a key that is being built. */
    public const NESTED_BUILD = 8;
    /** The build function of persistent() gave something else than a validator. */
    public const BAD_BUILD = 9;
    /** An option that cannot be. */
    public const BAD_OPTION = 10;
    /** PCRE gave up on a value. */
    public const PATTERN_GAVE_UP = 11;

    /** The field at fault. */
    protected ?string $field = null;

    /** The rule at fault. */
    protected ?string $rule = null;

    /**
     * The field at fault, as it was written; null if the fault is in none.
     */
    public function getField(): ?string
    {
        return $this->field;
    }

    /**
     * The rule at fault; null if the fault is in none.
     */
    public function getRule(): ?string
    {
        return $this->rule;
    }

    /**
     * Makes an exception whose message is `rule 'max' of field 'name': $why`, `rule 'max': $why`, `field 'name': $why`, or `$why`.
     *
     * @internal
     */
    public static function of(int $code, string $why, ?string $field = null, ?string $rule = null): static
    {
        $where = $field === null ? '' : "field '$field': ";
        if ($rule !== null) {
            $where = "rule '$rule'" . ($field === null ? ': ' : ' of ') . $where;
        }
        $exception = new static($where . $why, $code);
        $exception->field = $field;
        $exception->rule = $rule;

        return $exception;
    }
}
