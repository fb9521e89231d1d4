<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\JsonSchemaInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Fallback\Json\Reader;
use HighPerApp\HighPer\Native\Fallback\Schema\Compiler;
use HighPerApp\HighPer\Native\Fallback\Schema\Document;
use HighPerApp\HighPer\Native\Fallback\Schema\Documents;
use HighPerApp\HighPer\Native\Fallback\Schema\Draft;
use HighPerApp\HighPer\Native\Fallback\Schema\Errors;
use HighPerApp\HighPer\Native\Fallback\Schema\GaveUp;
use HighPerApp\HighPer\Native\Fallback\Schema\Kind;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;
use HighPerApp\HighPer\Native\Fallback\Schema\Values;
use HighPerApp\HighPer\Native\Fallback\Validation\SchemaFindings;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * JSON Schema in PHP: the public face. What keywords mean is in Schema/.
 */
class JsonSchema implements JsonSchemaInterface
{
    use NotSerializable;

    private readonly Node $node;

    private function __construct()
    {
    }

    public static function compile(
        array|object|bool|string $schema,
        array $documents = [],
        bool $formats = false,
        ?string $draft = null,
    ): static {
        $default = Draft::NAMES[$draft ?? '2020-12'] ?? throw SchemaException::of(
            SchemaException::UNKNOWN_DRAFT,
            "there is no draft '$draft': 4, 6, 7, 2019-09 and 2020-12 are known",
        );
        $document = Document::of($schema, null);
        $registry = new Documents($documents, $default);
        $compiled = new static();
        $compiled->node = (new Compiler($registry, $formats))->compile($registry->add($document));

        return $compiled;
    }

    public function passes(mixed $data): bool
    {
        Values::check($data);

        return $this->follows($data, Kind::EMPTY);
    }

    public function passesJson(string $json): bool
    {
        return $this->follows(self::decoded($json), Kind::ARRAY);
    }

    public function check(mixed $data): ValidationResult
    {
        Values::check($data);

        return self::result($this->errors($data, Kind::EMPTY), $data);
    }

    public function checkJson(string $json): ValidationResult
    {
        $errors = $this->errors(self::decoded($json), Kind::ARRAY);

        return self::result($errors, $errors === [] ? Reader::decode($json, true, Values::DEPTH, 0) : null);
    }

    public function validate(mixed $data): mixed
    {
        Values::check($data);
        if ($this->follows($data, Kind::EMPTY)) {
            return $data;
        }

        throw ValidationException::of(self::result($this->errors($data, Kind::EMPTY), $data));
    }

    /**
     * Whether a text may hold a number beyond a float's range, which becomes INF.
     */
    protected static function mayOverflow(string $json): bool
    {
        return preg_match('/[0-9]{100}|[eE]\+?[0-9]{3}/', $json) === 1;
    }

    /**
     * @throws JsonException   if the text is no JSON
     * @throws SchemaException if it holds a number beyond a float's range
     */
    private static function decoded(string $json): mixed
    {
        $value = Reader::decode($json, false, Values::DEPTH, 0);
        if (self::mayOverflow($json)) {
            Values::check($value);
        }

        return $value;
    }

    /**
     * @throws SchemaException if a pattern takes too long
     */
    private function follows(mixed $data, int $empty): bool
    {
        try {
            return $this->node->passes($data, new Run($empty));
        } catch (GaveUp $reason) {
            throw $reason->on($data);
        }
    }

    /**
     * @return list<array{pointer: string, keyword: string, schemaPointer: string, message: string}>
     *
     * @throws SchemaException if a pattern takes too long
     */
    private function errors(mixed $data, int $empty): array
    {
        if ($this->follows($data, $empty)) {
            return [];
        }
        $run = new Run($empty);
        try {
            $this->node->report($data, '', '', $run);
        } catch (GaveUp $reason) {
            throw $reason->on($data);
        }

        return Errors::sorted($run->errors);
    }

    /**
     * @param list<array{pointer: string, keyword: string, schemaPointer: string, message: string}> $errors
     */
    private static function result(array $errors, mixed $value): ValidationResult
    {
        return ValidationResult::of($errors === [], new SchemaFindings($errors, $value));
    }
}
