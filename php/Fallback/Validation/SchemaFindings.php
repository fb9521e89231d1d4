<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a check by a JSON Schema found.
 *
 * @internal
 */
class SchemaFindings implements Findings
{
    /**
     * @param list<array{pointer: string, keyword: string, schemaPointer: string, message: string}> $errors
     */
    public function __construct(private readonly array $errors, private readonly mixed $value)
    {
    }

    public function messages(): array
    {
        $messages = [];
        foreach ($this->errors as $error) {
            $messages[$error['pointer']][] = $error['message'];
        }

        return $messages;
    }

    public function failed(): array
    {
        return array_map(
            static fn (array $error): array => [
                'field' => $error['pointer'],
                'rule' => $error['keyword'],
                'parameters' => [$error['schemaPointer']],
            ],
            $this->errors,
        );
    }

    public function validated(): mixed
    {
        return $this->value;
    }
}
