<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Random cases of one kind, and what is asked of each backend about one of them. A case is an array of plain values, so that it can be sent to another
 * process, made smaller, and written down as PHP code.
 */
interface Family
{
    /** What begins an answer that is wrong whatever the others say. */
    public const WRONG = 'WRONG ';

    /** An answer that is not compared: the backend cannot know. */
    public const UNKNOWN = 'unknown';

    /**
     * Why nothing can be asked on this machine; null if it can.
     */
    public function missing(): ?string;

    /**
     * A case.
     *
     * @return array<string, mixed>
     */
    public function make(Values $values): array;

    /**
     * What this backend makes of a case for the others to read; none for most.
     *
     * @param array<string, mixed> $case
     *
     * @return array<string, string>
     */
    public function artifacts(array $case): array;

    /**
     * The answers of this backend, by question.
     *
     * @param array<string, mixed>                 $case
     * @param array<string, array<string, string>> $artifacts By backend.
     *
     * @return array<string, string>
     */
    public function answers(array $case, array $artifacts): array;

    /**
     * PHP code that shows the case's answers, below a `namespace HighPerApp\HighPer\Native;`.
     *
     * @param array<string, mixed> $case
     */
    public function snippet(array $case): string;
}
