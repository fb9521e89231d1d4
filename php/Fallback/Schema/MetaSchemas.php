<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\SchemaException;

/**
 * The meta-schemas of the drafts, which come with the package (php/Schemas).
 *
 * @internal
 */
class MetaSchemas
{
    private const FOLDER = __DIR__ . '/../../Schemas/';

    private const FILES = [
        'http://json-schema.org/draft-04/schema' => 'draft4',
        'http://json-schema.org/draft-06/schema' => 'draft6',
        'http://json-schema.org/draft-07/schema' => 'draft7',
        'https://json-schema.org/draft/2019-09/schema' => 'draft2019-09/schema',
        'https://json-schema.org/draft/2019-09/meta/applicator' => 'draft2019-09/meta/applicator',
        'https://json-schema.org/draft/2019-09/meta/content' => 'draft2019-09/meta/content',
        'https://json-schema.org/draft/2019-09/meta/core' => 'draft2019-09/meta/core',
        'https://json-schema.org/draft/2019-09/meta/format' => 'draft2019-09/meta/format',
        'https://json-schema.org/draft/2019-09/meta/meta-data' => 'draft2019-09/meta/meta-data',
        'https://json-schema.org/draft/2019-09/meta/validation' => 'draft2019-09/meta/validation',
        'https://json-schema.org/draft/2020-12/schema' => 'draft2020-12/schema',
        'https://json-schema.org/draft/2020-12/meta/applicator' => 'draft2020-12/meta/applicator',
        'https://json-schema.org/draft/2020-12/meta/content' => 'draft2020-12/meta/content',
        'https://json-schema.org/draft/2020-12/meta/core' => 'draft2020-12/meta/core',
        'https://json-schema.org/draft/2020-12/meta/format-annotation' => 'draft2020-12/meta/format-annotation',
        'https://json-schema.org/draft/2020-12/meta/format-assertion' => 'draft2020-12/meta/format-assertion',
        'https://json-schema.org/draft/2020-12/meta/meta-data' => 'draft2020-12/meta/meta-data',
        'https://json-schema.org/draft/2020-12/meta/unevaluated' => 'draft2020-12/meta/unevaluated',
        'https://json-schema.org/draft/2020-12/meta/validation' => 'draft2020-12/meta/validation',
    ];

    /** @var array<int, Node> Compiled ones, by draft. */
    private static array $nodes = [];

    /**
     * The meta-schema of a URI.
     */
    public static function find(string $uri): ?\stdClass
    {
        $file = self::FILES[$uri] ?? null;

        return $file === null ? null : self::read($file);
    }

    /**
     * Refuses a schema that does not follow the meta-schema of its draft.
     *
     * @param string $at Where the schema is in its document.
     *
     * @throws SchemaException
     */
    public static function check(mixed $schema, string $at, Document $document, Draft $draft): void
    {
        $node = self::$nodes[$draft->value] ??= self::compile($draft);
        // In a JSON text there is no doubt about what is empty.
        $empty = $document->isText ? Kind::ARRAY : Kind::EMPTY;
        if ($node->passes($schema, new Run($empty))) {
            return;
        }
        $run = new Run($empty);
        $node->report($schema, $at, '', $run);
        $error = Errors::sorted($run->errors)[0] ?? ['message' => '', 'pointer' => $at];

        throw self::fault($document, $error['message'], $error['pointer']);
    }

    /**
     * What is wrong with a document.
     */
    public static function fault(Document $document, string $message, string $pointer): SchemaException
    {
        $what = $document->name === null ? '' : "'$document->name' ";

        return SchemaException::of(SchemaException::INVALID_SCHEMA, "{$what}does not follow the meta-schema: $message", $pointer);
    }

    /**
     * @throws SchemaException
     */
    private static function compile(Draft $draft): Node
    {
        $uri = match ($draft) {
            Draft::Draft4, Draft::Draft6, Draft::Draft7 => "http://json-schema.org/draft-0$draft->value/schema",
            Draft::Draft2019 => 'https://json-schema.org/draft/2019-09/schema',
            Draft::Draft2020 => 'https://json-schema.org/draft/2020-12/schema',
        };

        // Up to draft 7, formats are meant to be checked.
        return (new Compiler(new Documents([], $draft), !$draft->isAtLeast(Draft::Draft2019)))->compile($uri);
    }

    private static function read(string $file): \stdClass
    {
        /** @var \stdClass $schema */
        $schema = json_decode((string) file_get_contents(self::FOLDER . "$file.json"), false, 512, JSON_THROW_ON_ERROR);

        return $schema;
    }
}
