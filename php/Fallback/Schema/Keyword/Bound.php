<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Number;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum`.
 *
 * @internal
 *
 * @implements Keyword<int|float>
 */
class Bound implements Keyword
{
    use Asserts;

    /** What a comparison with the limit must not give. */
    private readonly int $refused;

    private readonly bool $isExclusive;

    public function __construct(private readonly string $keyword, private readonly int|float $limit)
    {
        $this->refused = str_ends_with($keyword, 'inimum') ? -1 : 1;
        $this->isExclusive = str_starts_with($keyword, 'exclusive');
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $order = \is_int($value) && \is_int($this->limit) ? $value <=> $this->limit : Number::compare($value, $this->limit);

        return $order !== $this->refused && !($this->isExclusive && $order === 0);
    }

    private function message(): string
    {
        return Messages::bound($this->keyword, $this->limit);
    }
}
