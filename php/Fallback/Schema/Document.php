<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Fallback\Json\Reader;

/**
 * A schema as it was given, with all that is in it.
 *
 * @internal
 */
class Document
{
    /**
     * @param string|null $name   The URI of a registered one.
     * @param bool        $isText Whether it was JSON, which tells `[]` and `{}` apart.
     */
    public function __construct(
        public readonly mixed $schema,
        public readonly ?string $name,
        public readonly bool $isText,
    ) {
    }

    /**
     * @throws JsonException   if a text is no JSON
     * @throws SchemaException if it is no schema at all
     */
    public static function of(mixed $schema, ?string $name): self
    {
        if (\is_string($schema)) {
            return new self(Reader::decode($schema, false, Values::DEPTH, 0), $name, true);
        }
        if (!\is_array($schema) && !\is_object($schema) && !\is_bool($schema)) {
            throw SchemaException::of(
                SchemaException::BAD_DEFINITION,
                'a schema must be an array, an object, a bool or a JSON text, ' . get_debug_type($schema) . ' given',
            );
        }

        return new self(Values::schema($schema), $name, false);
    }
}
