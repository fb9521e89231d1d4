<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a result is made of, whatever made the check.
 *
 * @internal
 */
interface Findings
{
    /**
     * @return array<string, list<string>> The messages by field, fields in the order in which they failed.
     */
    public function messages(): array;

    /**
     * @return list<array{field: string, rule: string, parameters: list<string>}>
     */
    public function failed(): array;

    /**
     * What validated() gives where nothing failed.
     */
    public function validated(): mixed;
}
