<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `required`, and what depends on one property in `dependentRequired` and `dependencies`.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class Required implements Keyword
{
    /**
     * @param list<string> $names
     * @param string|null  $condition The property that asks for them; null if they are asked for anyway.
     */
    public function __construct(
        private readonly string $keyword,
        private readonly array $names,
        private readonly ?string $condition = null,
    ) {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $members = (array) $value;
        if ($this->condition !== null && !\array_key_exists($this->condition, $members)) {
            return true;
        }
        foreach ($this->names as $name) {
            if (!isset($members[$name]) && !\array_key_exists($name, $members)) {
                return false;
            }
        }

        return true;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        if ($this->passes($value, $run, $marks)) {
            return true;
        }
        foreach ($this->names as $name) {
            if (!\array_key_exists($name, (array) $value)) {
                $run->fail($at, $this->keyword, "$path/$this->keyword", Messages::required($name));
            }
        }

        return false;
    }
}
