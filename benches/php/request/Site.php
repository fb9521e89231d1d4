<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use Notes\NoteStore;
use Notes\Storage;

use function HighPerApp\HighPer\Native\Benches\cpu_time;

/**
 * One of the applications with a store and keys of its own, in a folder of its own.
 */
class Site
{
    public const HIGHPER = 'highper';

    public const SQLITE = 'SQLite';
    public const ARRAY = 'an array';

    public readonly string $database;
    public readonly string $keyFile;
    public readonly string $cache;
    private readonly ArrayNotes $notes;
    private ?\PDO $connection = null;
    private readonly Worker $worker;

    /** @var array<string, string> The Authorization header of each kind of token. */
    private readonly array $authorization;

    /**
     * @param string $application HIGHPER, or the algorithm of the rival's tokens.
     * @param string $store       SQLITE or ARRAY
     */
    public function __construct(public readonly string $application, public readonly string $store, string $folder)
    {
        mkdir($folder);
        $this->database = "$folder/notes.sqlite";
        $this->keyFile = "$folder/rival.key";
        $this->cache = "$folder/dispatcher.php";
        $this->notes = new ArrayNotes(Scenario::notes());
        $storage = $store === self::SQLITE ? new Storage($this->database) : new ArrayStorage($this->database, $this->notes);
        $this->worker = $application === self::HIGHPER ? new HighperWorker($storage) : new RivalWorker($storage, $this->cache, $this->keyFile, $application);
        $token = $this->worker->token();
        // The last character but ten belongs to the signature in either kind of token.
        $forged = substr_replace($token, $token[-10] === 'A' ? 'B' : 'A', -10, 1);
        $this->authorization = [Scenario::GOOD => "Bearer $token", Scenario::FORGED => "Bearer $forged", Scenario::NONE => ''];
        $this->seed();
    }

    /** @return string The header that brings a kind of token. */
    public function authorization(string $kind): string
    {
        return $this->authorization[$kind];
    }

    /**
     * Serves the requests, one after the other. What they changed is then undone; that is not timed.
     *
     * @param list<array{string, string, string, string}> $requests
     *
     * @return array{wall: float, cpu: float} Nanoseconds.
     */
    public function run(array $requests): array
    {
        $cpu = cpu_time();
        $wall = hrtime(true);
        foreach ($requests as [$method, $target, $kind, $body]) {
            $answer = $this->worker->serve($method, $target, $this->authorization[$kind], $body);
        }
        $wall = hrtime(true) - $wall;
        $cpu = cpu_time() - $cpu;
        $this->reset();

        return ['wall' => (float) $wall, 'cpu' => $cpu];
    }

    /**
     * Serves requests so that PHP's JIT has compiled what they need. Where they would be written to a disk, those with an array have done it before.
     *
     * @param list<array{string, string, string, string}> $requests
     */
    public function warm(array $requests): void
    {
        if ($this->store === self::ARRAY) {
            foreach (array_chunk($requests, 100) as $some) {
                $this->run($some);
            }
        }
    }

    /**
     * What the application says to the requests, in a form that can be compared with another's answers.
     *
     * @param list<array{string, string, string, string}> $requests
     *
     * @return list<array{string, int, array<string, string>, mixed}>
     */
    public function answers(array $requests): array
    {
        $answers = [];
        $this->seed();
        foreach ($requests as [$method, $target, $kind, $body]) {
            [$response, $text] = $this->worker->serve($method, $target, $this->authorization[$kind], $body);
            $answers[] = Answer::comparable("$method $target", $response->status, $response->headers, $text);
        }
        $this->seed();

        return $answers;
    }

    /** Removes the notes that were made; those that are there at first are not changed by what is timed. */
    public function reset(): void
    {
        $this->notes->reset();
        if ($this->store === self::SQLITE && $this->connection()->exec('DELETE FROM note WHERE id > ' . Scenario::NOTES) > 0) {
            $this->connection()->exec('UPDATE sqlite_sequence SET seq = ' . Scenario::NOTES . " WHERE name = 'note'");
        }
    }

    /** Puts the notes there that are there at first, and no others. */
    public function seed(): void
    {
        $this->notes->reset();
        if ($this->store !== self::SQLITE) {
            return;
        }
        $database = $this->connection();
        $database->beginTransaction();
        $database->exec('DELETE FROM note');
        $note = $database->prepare('INSERT INTO note (id, title, body, folder, created) VALUES (?, ?, ?, ?, ?)');
        $tag = $database->prepare('INSERT INTO tag (note, name) VALUES (?, ?)');
        foreach (Scenario::notes() as ['id' => $id, 'title' => $title, 'body' => $body, 'folder' => $folder, 'tags' => $tags, 'created' => $created]) {
            $note->execute([$id, $title, $body, $folder, $created]);
            foreach ($tags as $name) {
                $tag->execute([$id, $name]);
            }
        }
        $database->exec('UPDATE sqlite_sequence SET seq = ' . Scenario::NOTES . " WHERE name = 'note'");
        $database->commit();
    }

    private function connection(): \PDO
    {
        if ($this->connection === null) {
            $this->connection = new \PDO("sqlite:$this->database", options: [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
            $this->connection->exec('PRAGMA foreign_keys = ON');
            new NoteStore($this->connection);
        }

        return $this->connection;
    }
}
