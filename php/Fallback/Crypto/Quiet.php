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
     * What a call of one of PHP's functions gives.
     *
     * @template T
     *
     * @param \Closure(): T $call Holds what may be secret.
     *
     * @return T
     */
    public static function call(#[\SensitiveParameter] \Closure $call): mixed
    {
        set_error_handler(static fn (): bool => true);
        try {
            return $call();
        } finally {
            restore_error_handler();
        }
    }
}
