<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Password;

/**
 * Who may log in, with passwords hashed by Argon2id, beside the notes in the SQLite file.
 */
class UserStore
{
    private const SCHEMA = 'CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID';

    // Low, so that the example starts at once. Password's own defaults take three times the memory and twice the passes.
    private const MEMORY_COST = 19_456;
    private const TIME_COST = 2;

    /** A hash with these costs that no password is known for. */
    private const NOBODY = '$argon2id$v=19$m=' . self::MEMORY_COST . ',t=' . self::TIME_COST
        . ',p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

    /** Examples that the README names: an application of your own has no passwords in its code. */
    private const EXAMPLES = ['writer' => 'notes for everyone', 'editor' => 'corrections welcome'];

    /**
     * @throws \PDOException   if the table cannot be read or made
     * @throws CryptoException if this PHP has no Argon2id
     */
    public function __construct(private readonly \PDO $database)
    {
        $this->database->exec(self::SCHEMA);
        $select = $this->database->prepare('SELECT 1 FROM user');
        $select->execute();
        if ($select->fetchColumn() === false) {
            foreach (self::EXAMPLES as $name => $password) {
                $this->add($name, $password);
            }
        }
    }

    /**
     * Whether there is a user of this name with this password.
     *
     * @throws CryptoException if this PHP has no Argon2id
     */
    public function knows(string $name, #[\SensitiveParameter] string $password): bool
    {
        $select = $this->database->prepare('SELECT hash FROM user WHERE name = ?');
        $select->execute([$name]);
        /** @var string|false $hash */
        $hash = $select->fetchColumn();

        // A password is tried even where there is no such user: the time that an answer takes must not tell which names there are.
        return Password::verify($password, $hash === false ? self::NOBODY : $hash) && $hash !== false;
    }

    /**
     * @throws CryptoException if this PHP has no Argon2id
     */
    private function add(string $name, #[\SensitiveParameter] string $password): void
    {
        // Another worker may have come first.
        $this->database->prepare('INSERT OR IGNORE INTO user (name, hash) VALUES (?, ?)')
            ->execute([$name, Password::hash($password, self::MEMORY_COST, self::TIME_COST)]);
    }
}
