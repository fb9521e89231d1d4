<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use Notes\NoteStore;
use Notes\Storage;

/**
 * The example's storage, but for the notes: they are in an array.
 */
class ArrayStorage extends Storage
{
    /**
     * @param string $file Users, and beside it the key.
     */
    public function __construct(string $file, public readonly ArrayNotes $notes)
    {
        parent::__construct($file);
    }

    public function notes(): NoteStore
    {
        return $this->notes;
    }
}
