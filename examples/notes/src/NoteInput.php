<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Serializer;

/**
 * A note as a client sends it. Whoever makes one has checked it.
 */
class NoteInput
{
    /**
     * @param list<string> $tags
     */
    public function __construct(
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
        /** @var array{title: string, body?: ?string, folder?: ?string, tags?: ?list<string>} $note as the rules have it */
        $note = $request->validated($serializer, Rules::note());

        return new self($note['title'], $note['body'] ?? '', $note['folder'] ?? '', array_values(array_unique($note['tags'] ?? [])));
    }
}
