<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * What keywords have in common that look at a value as a whole and give one error.
 *
 * @internal
 */
trait Asserts
{
    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        if ($this->passes($value, $run, $marks)) {
            return true;
        }
        $run->fail($at, $this->keyword, "$path/$this->keyword", $this->message());

        return false;
    }

    abstract private function message(): string;
}
