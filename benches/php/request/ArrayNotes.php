<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use Notes\NoteInput;
use Notes\NoteStore;

/**
 * Notes in an array, to measure what is around the store without it.
 */
class ArrayNotes extends NoteStore
{
    /** @var array<int, array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string}> By id. */
    private array $notes;

    /**
     * @param array<int, array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string}> $first Those that are there at first, by id.
     */
    public function __construct(private readonly array $first)
    {
        $this->notes = $first;
    }

    /** Forgets what was changed. */
    public function reset(): void
    {
        $this->notes = $this->first;
    }

    public function all(): array
    {
        return array_values($this->notes);
    }

    public function tagged(string $tag): array
    {
        return array_values(array_filter($this->notes, static fn (array $note): bool => in_array($tag, $note['tags'], true)));
    }

    public function on(string $day): array
    {
        return array_values(array_filter($this->notes, static fn (array $note): bool => str_starts_with($note['created'], $day)));
    }

    public function in(string $folder): array
    {
        return array_values(array_filter($this->notes, static fn (array $note): bool => $note['folder'] === $folder));
    }

    public function find(int $id): ?array
    {
        return $this->notes[$id] ?? null;
    }

    public function add(NoteInput $note): int
    {
        $id = (array_key_last($this->notes) ?? 0) + 1;
        $this->keep($id, $note, gmdate('Y-m-d\TH:i:s\Z'));

        return $id;
    }

    public function replace(int $id, NoteInput $note): void
    {
        $this->keep($id, $note, $this->notes[$id]['created']);
    }

    public function remove(int $id): void
    {
        unset($this->notes[$id]);
    }

    private function keep(int $id, NoteInput $note, string $created): void
    {
        $tags = $note->tags;
        sort($tags, SORT_STRING);
        $this->notes[$id] = ['id' => $id, 'title' => $note->title, 'body' => $note->body, 'folder' => $note->folder, 'tags' => $tags, 'created' => $created];
    }
}
