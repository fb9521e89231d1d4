<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\ValidationResultInterface;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Validation\Findings;
use HighPerApp\HighPer\Native\Fallback\Validation\SchemaFindings;
use HighPerApp\HighPer\Native\ValidationResult as Result;

/**
 * What a check found; what follows from it is made when it is asked for.
 */
class ValidationResult implements ValidationResultInterface
{
    use Closed;

    /** Whether everything was as it should be. */
    public readonly bool $ok;

    /** What failed, and what was checked; null only in an object that of() did not make. */
    private ?Findings $findings = null;

    /** @var array<string, list<string>>|null */
    private ?array $errors = null;

    /** @var array{mixed}|null What validated() gives, once it was made. */
    private ?array $validated = null;

    private function __construct()
    {
    }

    /**
     * @internal
     */
    public static function of(bool $ok, Findings $findings): Result
    {
        $result = new Result();
        $result->ok = $ok;
        $result->findings = $findings;

        return $result;
    }

    /**
     * The result of a check by a JSON Schema.
     *
     * @internal
     *
     * @param list<array{pointer: string, keyword: string, schemaPointer: string, message: string}> $errors
     */
    public static function ofSchema(array $errors, mixed $value): Result
    {
        return self::of($errors === [], new SchemaFindings($errors, $value));
    }

    public function errors(): array
    {
        return $this->errors ??= $this->findings()->messages();
    }

    public function first(?string $field = null): ?string
    {
        $errors = self::errors();
        if ($field === null) {
            $field = array_key_first($errors);
        }

        return $errors[$field ?? ''][0] ?? null;
    }

    public function failed(): array
    {
        return $this->findings()->failed();
    }

    public function validated(): mixed
    {
        $findings = $this->findings();
        if (!$this->ok) {
            throw ValidationException::of($this);
        }
        $this->validated ??= [$findings->validated()];

        return $this->validated[0];
    }

    /**
     * @throws RuleException
     */
    private function findings(): Findings
    {
        return $this->findings ?? throw RuleException::of(RuleException::BAD_DEFINITION, 'the object was not made by a validator');
    }
}
