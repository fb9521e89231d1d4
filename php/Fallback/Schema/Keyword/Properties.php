<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Pattern;
use HighPerApp\HighPer\Native\Fallback\Schema\Pointer;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `properties`, `patternProperties` and `additionalProperties`.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class Properties implements Keyword
{
    /**
     * @param array<array-key, Node>     $named
     * @param list<array{Pattern, Node}> $patterns
     */
    public function __construct(
        private readonly array $named,
        private readonly array $patterns,
        private readonly ?Node $additional,
    ) {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $members = \is_array($value) ? $value : (array) $value;
        $run->depth++;
        if ($this->additional === null && $this->patterns === []) {
            $ok = $this->namedPass($members, $run);
        } else {
            $ok = $this->allPass($members, $run);
        }
        $run->depth--;
        if ($marks !== null && $ok) {
            $this->mark($members, $marks);
        }

        return $ok;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        $members = (array) $value;
        $ok = true;
        $run->depth++;
        foreach ($members as $name => $member) {
            $token = Pointer::token($name);
            $isKnown = false;
            if (isset($this->named[$name])) {
                $isKnown = true;
                $ok = $this->named[$name]->report($member, $at . $token, "$path/properties$token", $run) && $ok;
            }
            foreach ($this->patterns as [$pattern, $node]) {
                if ($pattern->matches((string) $name)) {
                    $isKnown = true;
                    $further = "$path/patternProperties" . Pointer::token($pattern->source);
                    $ok = $node->report($member, $at . $token, $further, $run) && $ok;
                }
            }
            if ($isKnown || $this->additional === null) {
                continue;
            }
            if ($this->additional->never) {
                $run->fail($at . $token, 'additionalProperties', "$path/additionalProperties", Messages::NOT_ALLOWED);
                $ok = false;
            } else {
                $ok = $this->additional->report($member, $at . $token, "$path/additionalProperties", $run) && $ok;
            }
        }
        $run->depth--;
        if ($marks !== null && $ok) {
            $this->mark($members, $marks);
        }

        return $ok;
    }

    /**
     * @param array<array-key, mixed> $members
     */
    private function namedPass(array $members, Run $run): bool
    {
        foreach ($this->named as $name => $node) {
            if ((isset($members[$name]) || \array_key_exists($name, $members)) && !$node->passes($members[$name], $run)) {
                return false;
            }
        }

        return true;
    }

    /**
     * @param array<array-key, mixed> $members
     */
    private function allPass(array $members, Run $run): bool
    {
        foreach ($members as $name => $member) {
            $node = $this->named[$name] ?? null;
            $isKnown = $node !== null;
            if ($isKnown && !$node->passes($member, $run)) {
                return false;
            }
            foreach ($this->patterns as [$pattern, $node]) {
                if ($pattern->matches((string) $name)) {
                    $isKnown = true;
                    if (!$node->passes($member, $run)) {
                        return false;
                    }
                }
            }
            if (!$isKnown && $this->additional !== null && !$this->additional->passes($member, $run)) {
                return false;
            }
        }

        return true;
    }

    /**
     * @param array<array-key, mixed> $members
     */
    private function mark(array $members, Marks $marks): void
    {
        if ($this->additional !== null) {
            $marks->allNames = true;

            return;
        }
        foreach ($members as $name => $member) {
            if (isset($this->named[$name])) {
                $marks->names[$name] = true;
                continue;
            }
            foreach ($this->patterns as [$pattern]) {
                if ($pattern->matches((string) $name)) {
                    $marks->names[$name] = true;
                    break;
                }
            }
        }
    }
}
