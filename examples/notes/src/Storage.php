<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * What the application keeps on disk: a database, and beside it the key that signs tokens. Opened where a request first needs it.
 */
class Storage
{
    private ?\PDO $database = null;
    private ?NoteStore $notes = null;

    /**
     * @param string $file The database; its folder is there.
     */
    public function __construct(private readonly string $file)
    {
    }

    /**
     * @throws \PDOException if the database cannot be opened or made
     */
    public function notes(): NoteStore
    {
        return $this->notes ??= new NoteStore($this->database());
    }

    /**
     * @throws \PDOException if the database cannot be opened or made
     */
    public function users(): UserStore
    {
        return new UserStore($this->database());
    }

    /**
     * @throws \RuntimeException if the key cannot be read or made
     */
    public function key(): SecretKey
    {
        return (new KeyFile($this->file . '.key'))->key();
    }

    /**
     * @throws \PDOException if it cannot be opened or made
     */
    private function database(): \PDO
    {
        if ($this->database === null) {
            $this->database = new \PDO('sqlite:' . $this->file, options: [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
            $this->database->exec('PRAGMA foreign_keys = ON');
        }

        return $this->database;
    }
}
