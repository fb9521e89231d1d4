<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;
use HighPerApp\HighPer\Native\Fallback\Schema\Same;

/**
 * `uniqueItems`, in time linear in the value, but for the sorting of names.
 *
 * @internal
 *
 * @implements Keyword<list<mixed>>
 */
class UniqueItems implements Keyword
{
    use Asserts;

    private readonly string $keyword;

    public function __construct()
    {
        $this->keyword = 'uniqueItems';
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $seen = [];
        foreach ($value as $item) {
            $key = Same::key($item, $run->empty);
            if (isset($seen[$key])) {
                return false;
            }
            $seen[$key] = true;
        }

        return true;
    }

    private function message(): string
    {
        return Messages::UNIQUE;
    }
}
