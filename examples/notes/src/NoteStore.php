<?php

declare(strict_types=1);

namespace Notes;

/**
 * Notes in an SQLite file.
 *
 * @phpstan-type Note array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string}
 */
class NoteStore
{
    private const SCHEMA = <<<'SQL'
        CREATE TABLE IF NOT EXISTS note (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            body TEXT NOT NULL,
            folder TEXT NOT NULL,
            created TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS tag (
            note INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            PRIMARY KEY (note, name)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS tag_name ON tag (name);
        CREATE INDEX IF NOT EXISTS note_folder ON note (folder);
        SQL;

    /**
     * @throws \PDOException if the tables cannot be made
     */
    public function __construct(private readonly \PDO $database)
    {
        $this->database->exec(self::SCHEMA);
    }

    /**
     * @return list<Note>
     */
    public function all(): array
    {
        return $this->select('1');
    }

    /**
     * @return list<Note>
     */
    public function tagged(string $tag): array
    {
        return $this->select('id IN (SELECT note FROM tag WHERE name = ?)', $tag);
    }

    /**
     * @return list<Note>
     */
    public function on(string $day): array
    {
        return $this->select('date(created) = ?', $day);
    }

    /**
     * The notes of a folder, without those of the folders in it.
     *
     * @return list<Note>
     */
    public function in(string $folder): array
    {
        return $this->select('folder = ?', $folder);
    }

    /**
     * @return Note|null
     */
    public function find(int $id): ?array
    {
        return $this->select('id = ?', $id)[0] ?? null;
    }

    /**
     * @return int the new note's id
     */
    public function add(NoteInput $note): int
    {
        return $this->atomically(function () use ($note): int {
            $this->run(
                'INSERT INTO note (title, body, folder, created) VALUES (?, ?, ?, ?)',
                $note->title,
                $note->body,
                $note->folder,
                gmdate('Y-m-d\TH:i:s\Z'),
            );
            $id = (int) $this->database->lastInsertId();
            $this->tag($id, $note->tags);

            return $id;
        });
    }

    public function replace(int $id, NoteInput $note): void
    {
        $this->atomically(function () use ($id, $note): void {
            $this->run('UPDATE note SET title = ?, body = ?, folder = ? WHERE id = ?', $note->title, $note->body, $note->folder, $id);
            $this->run('DELETE FROM tag WHERE note = ?', $id);
            $this->tag($id, $note->tags);
        });
    }

    public function remove(int $id): void
    {
        $this->run('DELETE FROM note WHERE id = ?', $id);
    }

    /**
     * @param list<string> $tags
     */
    private function tag(int $id, array $tags): void
    {
        foreach ($tags as $tag) {
            $this->run('INSERT INTO tag (note, name) VALUES (?, ?)', $id, $tag);
        }
    }

    /**
     * @param literal-string $where
     *
     * @return list<Note>
     */
    private function select(string $where, string|int ...$values): array
    {
        $rows = $this->run("SELECT id, title, body, folder, created FROM note WHERE $where ORDER BY id", ...$values);
        $notes = [];
        /** @var array{id: int, title: string, body: string, folder: string, created: string} $row the columns */
        foreach ($rows->fetchAll(\PDO::FETCH_ASSOC) as $row) {
            /** @var list<string> $tags */
            $tags = $this->run('SELECT name FROM tag WHERE note = ? ORDER BY name', $row['id'])->fetchAll(\PDO::FETCH_COLUMN);
            $notes[] = [
                'id' => $row['id'],
                'title' => $row['title'],
                'body' => $row['body'],
                'folder' => $row['folder'],
                'tags' => $tags,
                'created' => $row['created'],
            ];
        }

        return $notes;
    }

    private function run(string $sql, string|int ...$values): \PDOStatement
    {
        $statement = $this->database->prepare($sql);
        foreach (array_values($values) as $position => $value) {
            $statement->bindValue($position + 1, $value, is_int($value) ? \PDO::PARAM_INT : \PDO::PARAM_STR);
        }
        $statement->execute();

        return $statement;
    }

    /**
     * @template T
     *
     * @param \Closure(): T $work
     *
     * @return T
     */
    private function atomically(\Closure $work): mixed
    {
        $this->database->beginTransaction();
        try {
            $result = $work();
            $this->database->commit();

            return $result;
        } catch (\Throwable $exception) {
            $this->database->rollBack();
            throw $exception;
        }
    }
}
