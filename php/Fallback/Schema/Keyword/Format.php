<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `format`, where it is checked.
 *
 * @internal
 *
 * @implements Keyword<string>
 */
class Format implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    /**
     * @param \Closure(string): bool $check
     */
    public function __construct(private readonly string $name, private readonly \Closure $check)
    {
        $this->keyword = 'format';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return ($this->check)($value);
    }

    private function message(): string
    {
        return Messages::format($this->name);
    }
}
