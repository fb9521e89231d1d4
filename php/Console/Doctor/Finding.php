<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * One thing that was found, why it matters and what mends it.
 *
 * @internal
 */
class Finding
{
    /**
     * @param list<string> $remedies Commands or lines, each of which can be used as it stands, or a sentence.
     */
    public function __construct(
        public readonly Code $code,
        public readonly Level $level,
        public readonly string $found,
        public readonly string $why,
        public readonly array $remedies = [],
    ) {
    }

    /**
     * @return array{code: string, level: string, found: string, why: string, remedies: list<string>}
     */
    public function toArray(): array
    {
        return ['code' => $this->code->value, 'level' => $this->level->value, 'found' => $this->found, 'why' => $this->why, 'remedies' => $this->remedies];
    }
}
