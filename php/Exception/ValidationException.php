<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

use HighPerApp\HighPer\Native\ValidationResult;

/**
 * Data does not follow the rules. The message tells the first failure and how many more there are; it never holds the data itself.
 */
class ValidationException extends \RuntimeException implements HighPerException
{
    /** What the check found. */
    protected ?ValidationResult $result = null;

    /**
     * What the check found.
     */
    public function getResult(): ValidationResult
    {
        return $this->result ?? throw new \LogicException('this exception was not thrown by a validator');
    }

    /**
     * The messages by field, as ValidationResult::errors() gives them.
     *
     * @return array<string, list<string>>
     */
    public function errors(): array
    {
        return $this->getResult()->errors();
    }

    /**
     * Makes the exception of a result: code 422, message `$first`, or `$first (and $n more)`.
     *
     * @internal
     */
    public static function of(ValidationResult $result): static
    {
        $more = count($result->failed()) - 1;
        $exception = new static($result->first() . ($more > 0 ? " (and $more more)" : ''), 422);
        $exception->result = $result;

        return $exception;
    }
}
