<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A route, a table or the use of one is at fault. The message says what, where and what to do; the router stays as it was.
 */
class RouterException extends \LogicException implements HighPerException
{
    public const MALFORMED_PATTERN = 1;
    public const UNKNOWN_CONSTRAINT = 2;
    public const BAD_CONSTRAINT = 3;
    public const DUPLICATE_PARAMETER = 4;
    public const DUPLICATE_ROUTE = 5;
    public const DUPLICATE_NAME = 6;
    public const BAD_METHOD = 7;
    public const UNKNOWN_NAME = 8;
    public const MISSING_PARAMETER = 9;
    public const BAD_PARAMETER = 10;
    public const BAD_DEFINITION = 11;
    public const BAD_HANDLER = 12;
    public const FROZEN = 13;
    public const NESTED_BUILD = 14;
    public const BAD_OPTION = 15;
    public const TOO_LARGE = 16;
    public const NOT_SERIALIZABLE = 17;
    public const MATCH_FAILED = 18;
    public const BAD_BUILD = 19;

    /** The pattern (or host) at fault. */
    protected ?string $pattern = null;

    /** Where in the pattern, in bytes. */
    protected ?int $offset = null;

    /** What to do about it. */
    protected string $hint = '';

    /**
     * The pattern (or host) at fault, group prefixes included; null if the fault is in none.
     */
    public function getPattern(): ?string
    {
        return $this->pattern;
    }

    /**
     * Where the fault is in the pattern, in bytes from its beginning.
     */
    public function getOffset(): ?int
    {
        return $this->offset;
    }

    /**
     * What to do about it.
     */
    public function getHint(): string
    {
        return $this->hint;
    }

    /**
     * Makes an exception whose message is `$what at byte $offset of pattern '$pattern': $hint`, or `$what: $hint`.
     *
     * @internal
     */
    public static function of(int $code, string $what, string $hint, ?string $pattern = null, ?int $offset = null): static
    {
        $where = $pattern !== null && $offset !== null ? " at byte $offset of pattern '$pattern'" : '';
        $exception = new static($what . $where . ': ' . $hint, $code);
        $exception->pattern = $pattern;
        $exception->offset = $offset;
        $exception->hint = $hint;

        return $exception;
    }
}
