<?php

declare(strict_types=1);

/*
 * One thing that is measured: who does it, with what, and how large that is.
 *
 * A contender is an array: `run` is called with a number of calls (and the input, where the measurement makes inputs) and does the operation as often,
 * in a plain loop; it may return the nanoseconds that all of it took, where the work is done in another process. `answer` does it once and gives what
 * can be compared with the others' answers. `aim` is the least ratio of CPU time that is aimed at. `beside` says why its ratio is beside the point;
 * `worth` is a ratio from which on it is marked. `warm` are the milliseconds after which it counts as warm, however few calls that were; more where much PHP
 * code has to be compiled.
 */

namespace HighPerApp\HighPer\Native\Benches;

class Measurement
{
    /**
     * @param string                                      $component    The class, or what it belongs to: a section of the report.
     * @param string                                      $operation    What is done, such as "match()".
     * @param string                                      $input        What it is done with, such as "GitHub's routes".
     * @param string                                      $subject      The contender whom the others are compared with.
     * @param callable(): array<string, array{run: callable, answer?: callable, aim?: float, beside?: string, worth?: float, warm?: float}> $make The contenders; called when it is this measurement's turn.
     * @param ?string                                     $unit         Of the input's scale: bytes, routes, items, tokens, claims, …
     * @param ?int                                        $size         How many of them.
     * @param ?string                                     $series       Measurements of one operation and series differ in nothing but their size: a line of a plot.
     * @param ?(callable(int, int): mixed)                $inputs       Makes the input of so many calls from a seed, anew for every contender; untimed.
     * @param int                                         $chunk        With inputs: the calls of one input.
     * @param ?float                                      $milliseconds How long a batch should last, where it is not as for the others.
     * @param string                                      $noun         What one call is, in "requests per second per core"; empty: no rate is told.
     * @param ?(callable(): void)                         $after        Called when all is done, or has failed.
     */
    public function __construct(
        public readonly string $component,
        public readonly string $operation,
        public readonly string $input,
        public readonly string $subject,
        public readonly mixed $make,
        public readonly ?string $unit = null,
        public readonly ?int $size = null,
        public readonly ?string $series = null,
        public readonly mixed $inputs = null,
        public readonly int $chunk = 1000,
        public readonly ?float $milliseconds = null,
        public readonly string $noun = '',
        public readonly mixed $after = null,
    ) {
        if (($unit === null) !== ($size === null)) {
            throw new \LogicException("$component $operation, $input: a scale is a unit and a number");
        }
    }

    public function title(): string
    {
        return trim("$this->component $this->operation") . ($this->input === '' ? '' : ", $this->input");
    }
}
