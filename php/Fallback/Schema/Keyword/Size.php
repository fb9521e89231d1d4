<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `minItems`, `maxItems`, `minProperties` and `maxProperties`.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class Size implements Keyword
{
    use Asserts;

    private readonly bool $isMinimum;

    public function __construct(private readonly string $keyword, private readonly int|float $limit)
    {
        $this->isMinimum = str_starts_with($keyword, 'min');
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $size = \count((array) $value);

        return $this->isMinimum ? $size >= $this->limit : $size <= $this->limit;
    }

    private function message(): string
    {
        return Messages::size($this->isMinimum, $this->limit, str_ends_with($this->keyword, 'Items') ? 'item' : 'property');
    }
}
