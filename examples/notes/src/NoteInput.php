<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Serializer;

/**
 * A note as a client sends it, checked.
 */
class NoteInput
{
    /**
     * @param list<string> $tags
     */
    private function __construct(
        public readonly string $title,
        public readonly string $body,
        public readonly string $folder,
        public readonly array $tags,
    ) {
    }

    /**
     * @throws Problem that names every field that is wrong, not only the first
     */
    public static function fromRequest(Request $request, Serializer $serializer): self
    {
        $note = $request->validated($serializer, Rules::note());

        return new self($note['title'], $note['body'] ?? '', $note['folder'] ?? '', array_values(array_unique($note['tags'] ?? [])));
    }
}
