<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Number;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `multipleOf`.
 *
 * @internal
 *
 * @implements Keyword<int|float>
 */
class MultipleOf implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    public function __construct(private readonly int|float $divisor)
    {
        $this->keyword = 'multipleOf';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return Number::isMultiple($value, $this->divisor);
    }

    private function message(): string
    {
        return Messages::multipleOf($this->divisor);
    }
}
