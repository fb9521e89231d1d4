<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A JSON Schema cannot be used, or a value cannot be checked by one.
 */
class SchemaException extends \LogicException implements HighPerException
{
    /** The schema does not follow its meta-schema. */
    public const INVALID_SCHEMA = 1;
    /** A `$ref` names what is not there. */
    public const UNRESOLVED_REFERENCE = 2;
    /** The draft is none of those supported. */
    public const UNKNOWN_DRAFT = 3;
    /** A value that JSON cannot carry. */
    public const BAD_VALUE = 4;
    /** Something is not of the shape that compile() takes. */
    public const BAD_DEFINITION = 5;

    /** Where, as a JSON Pointer. */
    protected ?string $pointer = null;

    /**
     * Where in the schema or the value, as a JSON Pointer (RFC 6901); null if in no certain place.
     */
    public function getPointer(): ?string
    {
        return $this->pointer;
    }

    /**
     * Makes an exception whose message is `$why at '$pointer'`, or `$why`.
     *
     * @internal
     */
    public static function of(int $code, string $why, ?string $pointer = null): static
    {
        $exception = new static($pointer === null ? $why : "$why at '$pointer'", $code);
        $exception->pointer = $pointer;

        return $exception;
    }
}
