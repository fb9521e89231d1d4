<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Pointer;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `unevaluatedProperties`; asked when all other keywords of its schema hold.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class UnevaluatedProperties implements Keyword
{
    public function __construct(private readonly Node $node)
    {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        return $this->offenders((array) $value, $run, $marks, true) === [];
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        $offenders = $this->offenders((array) $value, $run, $marks, false);
        foreach ($offenders as $name) {
            $run->fail($at . Pointer::token($name), 'unevaluatedProperties', "$path/unevaluatedProperties", Messages::NOT_ALLOWED);
        }

        return $offenders === [];
    }

    /**
     * @param array<array-key, mixed> $members
     *
     * @return list<array-key>
     */
    private function offenders(array $members, Run $run, ?Marks $marks, bool $firstOnly): array
    {
        $offenders = [];
        if ($marks?->allNames) {
            return $offenders;
        }
        $run->depth++;
        foreach ($members as $name => $member) {
            if (!isset($marks->names[$name]) && !$this->node->passes($member, $run)) {
                $offenders[] = $name;
                if ($firstOnly) {
                    break;
                }
            }
        }
        $run->depth--;
        if ($marks !== null) {
            $marks->allNames = true;
        }

        return $offenders;
    }
}
