<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\ValidationException;

/**
 * What a check found.
 *
 * @property-read bool $ok Whether everything was as it should be.
 */
interface ValidationResultInterface
{
    /**
     * The messages by field, fields in the order in which they failed. They are written when this is called for the first time.
     *
     * A field is named by its path in the data, `items.3.price`; of a JSON Schema, by its JSON Pointer (RFC 6901), `/items/3/price`, `''` for the whole.
     *
     * @return array<string, list<string>>
     */
    public function errors(): array;

    /**
     * The first message of a field, or of all; null if there is none.
     */
    public function first(?string $field = null): ?string;

    /**
     * What failed, in the order in which it did.
     *
     * @return list<array{field: string, rule: string, parameters: list<string>}> The rule's name in snake case, its parameters as they were
     *     given, `*` in them replaced; `closure` for a closure. Of a JSON Schema: the keyword, and the JSON Pointer to it in the schema.
     */
    public function failed(): array;

    /**
     * What the rules name of the data, in the data's order: what no rule names is dropped, excluded fields are left out, `trim` and `cast`
     * are applied. Arrays of which nothing was dropped are shared, not copied. Of a JSON Schema: the value as it was given.
     *
     * @throws ValidationException if something failed
     */
    public function validated(): mixed;
}
