<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Pattern;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `pattern`.
 *
 * @internal
 *
 * @implements Keyword<string>
 */
class Matches implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    public function __construct(private readonly Pattern $pattern)
    {
        $this->keyword = 'pattern';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return $this->pattern->matches($value);
    }

    private function message(): string
    {
        return Messages::pattern($this->pattern->source);
    }
}
