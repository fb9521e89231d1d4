<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Node;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `propertyNames`.
 *
 * @internal
 *
 * @implements Keyword<array<array-key, mixed>|object>
 */
class PropertyNames implements Keyword
{
    public function __construct(private readonly Node $node)
    {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $run->depth++;
        $ok = true;
        foreach ((array) $value as $name => $member) {
            if (!$this->node->passes((string) $name, $run)) {
                $ok = false;
                break;
            }
        }
        $run->depth--;

        return $ok;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks): bool
    {
        if ($this->node->never) {
            // Of names there is nothing to say.
            if ((array) $value === []) {
                return true;
            }
            $run->fail($at, 'false', "$path/propertyNames", Messages::NOT_ALLOWED);

            return false;
        }
        $prefix = $run->prefix;
        $run->prefix = Messages::PROPERTY_NAME;
        $run->depth++;
        $ok = true;
        foreach ((array) $value as $name => $member) {
            $ok = $this->node->report((string) $name, $at, "$path/propertyNames", $run) && $ok;
        }
        $run->depth--;
        $run->prefix = $prefix;

        return $ok;
    }
}
