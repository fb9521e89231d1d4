<?php

declare(strict_types=1);

namespace Notes;

/**
 * A note as a client sends it, checked.
 */
class NoteInput
{
    private const MAX_TITLE = 200;
    private const MAX_TAGS = 20;

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
     * @param array<string, mixed> $fields
     *
     * @throws Problem that names every field that is wrong, not only the first
     */
    public static function fromFields(array $fields): self
    {
        $errors = [];
        $title = $fields['title'] ?? null;
        if (!is_string($title) || trim($title) === '' || mb_strlen($title) > self::MAX_TITLE) {
            $errors['title'] = 'is a text of 1 to ' . self::MAX_TITLE . ' characters';
        }
        $body = $fields['body'] ?? '';
        if (!is_string($body)) {
            $errors['body'] = 'is a text';
        }
        $folder = $fields['folder'] ?? '';
        if (!is_string($folder) || preg_match('~^(?:[^/]+(?:/[^/]+)*)?$~D', $folder) !== 1) {
            $errors['folder'] = 'is a path such as home/2026';
        }
        $tags = $fields['tags'] ?? [];
        $valid = is_array($tags) && count($tags) <= self::MAX_TAGS;
        foreach ($valid ? $tags : [] as $tag) {
            $valid = $valid && is_string($tag) && trim($tag) !== '';
        }
        if (!$valid) {
            $errors['tags'] = 'is a list of at most ' . self::MAX_TAGS . ' non-empty texts';
        }
        foreach (array_diff(array_keys($fields), ['title', 'body', 'folder', 'tags']) as $unknown) {
            $errors[$unknown] = 'is unknown';
        }
        if ($errors !== []) {
            throw new Problem(422, 'The note is not complete or not correct.', $errors);
        }

        return new self($title, $body, $folder, array_values(array_unique($tags)));
    }
}
