<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * Calls functions whose warnings tell no more than their results. Silenced by `@`, a warning would still reach a handler, which may throw, and
 * which sees the arguments of what it interrupts.
 *
 * @internal
 */
class Quiet
{
    /**
     * What a function of PHP's gives.
     */
    public static function call(callable $function, #[\SensitiveParameter] mixed ...$arguments): mixed
    {
        set_error_handler(static fn (): bool => true);
        try {
            return $function(...$arguments);
        } finally {
            restore_error_handler();
        }
    }
}
