<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * A JSON Schema, compiled once: drafts 4, 6, 7, 2019-09 and 2020-12. No reference is ever followed into the network or the file system.
 *
 * PHP values are taken as json_encode() would write them: lists are arrays, other arrays and objects of stdClass are objects by their
 * properties. The empty array is both, as PHP cannot tell.
 */
interface JsonSchemaInterface
{
    /**
     * Compiles a schema.
     *
     * @param array<array-key, mixed>|object|bool|string $schema A decoded schema, or its JSON text.
     * @param array<string, array<array-key, mixed>|object|bool|string> $documents Schemas that `$ref` may name, by absolute URI, decoded or as text.
     * @param bool        $formats Whether `format` is checked; otherwise it is an annotation.
     * @param string|null $draft   `4`, `6`, `7`, `2019-09` or `2020-12`, for a schema without `$schema`; 2020-12 if null.
     *
     * @throws SchemaException if the schema does not follow its own meta-schema, or names what is not there
     * @throws JsonException   if a text is no JSON
     */
    public static function compile(
        array|object|bool|string $schema,
        array $documents = [],
        bool $formats = false,
        ?string $draft = null,
    ): static;

    /**
     * Whether a decoded value follows the schema.
     *
     * @throws SchemaException if the value cannot be written as JSON: NAN, INF, strings that are not UTF-8, resources, objects other than stdClass
     */
    public function passes(mixed $data): bool;

    /**
     * Whether a JSON text follows the schema.
     *
     * @throws JsonException   if it is no JSON
     * @throws SchemaException if a number in it is beyond a float's range
     */
    public function passesJson(string $json): bool;

    /**
     * Checks a decoded value and tells what it found.
     *
     * @throws SchemaException if the value cannot be written as JSON
     */
    public function check(mixed $data): ValidationResult;

    /**
     * Checks a JSON text and tells what it found; validated() gives the decoded value, objects as arrays.
     *
     * @throws JsonException   if it is no JSON
     * @throws SchemaException if a number in it is beyond a float's range
     */
    public function checkJson(string $json): ValidationResult;

    /**
     * Checks a decoded value and gives it back.
     *
     * @throws ValidationException if it does not follow the schema
     * @throws SchemaException     if the value cannot be written as JSON
     */
    public function validate(mixed $data): mixed;
}
