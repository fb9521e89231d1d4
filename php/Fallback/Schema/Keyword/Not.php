<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `not`.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class Not implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    public function __construct(private readonly Node $node)
    {
        $this->keyword = 'not';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return !$this->node->passes($value, $run);
    }

    private function message(): string
    {
        return Messages::NOT;
    }
}
