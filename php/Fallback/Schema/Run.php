<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * One check of one value.
 *
 * @internal
 */
class Run
{
    /** How many levels deep in the value the check is. */
    public int $depth = 0;

    /** @var array<int, int> The depth at which the target of a reference, by its number, was entered last. */
    public array $entered = [];

    /** @var list<int> The numbers of the resources on the way, the outermost first. Kept only where references are dynamic. */
    public array $scope = [];

    /** What comes before a message: names of properties are values, too. */
    public string $prefix = '';

    /** @var list<array{pointer: string, keyword: string, schemaPointer: string, message: string}> */
    public array $errors = [];

    /**
     * @param int $empty What an empty array is: Kind::EMPTY or, in a JSON text, Kind::ARRAY.
     */
    public function __construct(public readonly int $empty)
    {
    }

    public function fail(string $at, string $keyword, string $path, string $message): void
    {
        $this->errors[] = ['pointer' => $at, 'keyword' => $keyword, 'schemaPointer' => $path, 'message' => $this->prefix . $message];
    }
}
