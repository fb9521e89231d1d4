<?php

declare(strict_types=1);

/* The memory that something takes, which only a fresh process tells: a measurement without a clock. */

namespace HighPerApp\HighPer\Native\Benches;

class Footprint
{
    /**
     * @param callable(bool): array<string, array{peak: float, resident: float}> $measure In bytes, by contender; told whether the run is a quick one.
     */
    public function __construct(
        public readonly string $component,
        public readonly string $operation,
        public readonly string $input,
        public readonly mixed $measure,
    ) {
    }

    public function title(): string
    {
        return "$this->component $this->operation" . ($this->input === '' ? '' : ", $this->input");
    }
}
