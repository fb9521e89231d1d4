<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * One rule as the caller wrote it: parsed, not yet looked at.
 *
 * @internal
 */
class WrittenRule
{
    /**
     * @param string                  $name         As written; `closure` for a closure.
     * @param string                  $rule         The canonical name, or that of a callback.
     * @param list<string>            $parameters
     * @param list<list<WrittenRule>> $alternatives Of `any_of`.
     * @param string                  $pattern      The path of the field that it was written for.
     */
    public function __construct(
        public readonly string $name,
        public readonly string $rule,
        public readonly array $parameters = [],
        public readonly ?\Closure $closure = null,
        public readonly array $alternatives = [],
        public readonly string $pattern = '',
    ) {
    }
}
