<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

/**
 * What `highper NAME` does.
 *
 * @internal
 */
interface Command
{
    /**
     * One line for the list of commands.
     */
    public function summary(): string;

    /**
     * All of its help: how it is called, its options, its exit codes.
     */
    public function help(): string;

    /**
     * @param list<string> $arguments What follows the command's name.
     *
     * @return int The exit code.
     *
     * @throws UsageError if the arguments are not what it takes
     */
    public function run(array $arguments): int;
}
