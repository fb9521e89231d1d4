<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * A compiled keyword. It is asked only about values of the kinds that it was compiled for.
 *
 * @internal
 *
 * @template-contravariant V of mixed The values that it is asked about.
 */
interface Keyword
{
    /**
     * Whether the value follows. Ends at the first failure.
     *
     * @param V          $value
     * @param Marks|null $marks Where to note what was evaluated, if somebody asks.
     */
    public function passes(mixed $value, Run $run, ?Marks $marks): bool;

    /**
     * Whether the value follows, and every error if it does not.
     *
     * @param V      $value
     * @param string $at   The pointer to the value.
     * @param string $path The pointer to the schema object that holds the keyword.
     */
    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool;
}
