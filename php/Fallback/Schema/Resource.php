<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * A schema that has a URI of its own: what relative references and anchors in it belong to.
 *
 * @internal
 */
class Resource
{
    /** @var array<string, array{\stdClass, string}> The schemas with an anchor in this resource, and their pointers. */
    public array $anchors = [];

    /** @var array<string, true> The anchors that are dynamic. */
    public array $dynamic = [];

    /**
     * @param string                    $uri          Without fragment; empty for a schema that has none.
     * @param string                    $pointer      Where it is in its document.
     * @param array<string, true>|null  $vocabularies The vocabularies of its meta-schema by their last name; null means all of the draft.
     */
    public function __construct(
        public readonly int $id,
        public readonly string $uri,
        public readonly mixed $schema,
        public readonly string $pointer,
        public readonly Draft $draft,
        public readonly ?array $vocabularies,
    ) {
    }

    /**
     * Whether `$recursiveRef` may lead to here from elsewhere.
     */
    public function isRecursive(): bool
    {
        return $this->draft === Draft::Draft2019
            && $this->schema instanceof \stdClass
            && ($this->schema->{'$recursiveAnchor'} ?? null) === true;
    }

    public function has(string $vocabulary): bool
    {
        return $this->vocabularies === null || isset($this->vocabularies[$vocabulary]);
    }
}
