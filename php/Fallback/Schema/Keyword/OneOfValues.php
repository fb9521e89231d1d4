<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;
use HighPerApp\HighPer\Native\Fallback\Schema\Same;

/**
 * `enum` and `const`.
 *
 * @internal
 *
 * @implements Keyword<mixed>
 */
class OneOfValues implements Keyword
{
    use Asserts;

    /** @var array<array-key, true> The strings, for being found at once. */
    private array $strings = [];

    /** @var list<mixed> All others. */
    private array $others = [];

    /**
     * @param array<mixed> $values
     */
    public function __construct(private readonly string $keyword, array $values)
    {
        foreach ($values as $value) {
            if (\is_string($value)) {
                $this->strings[$value] = true;
            } else {
                $this->others[] = $value;
            }
        }
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        if (\is_string($value)) {
            return isset($this->strings[$value]);
        }
        foreach ($this->others as $other) {
            if (Same::as($value, $other, $run->empty)) {
                return true;
            }
        }

        return false;
    }

    private function message(): string
    {
        return $this->keyword === 'const' ? Messages::CONST : Messages::ENUM;
    }
}
