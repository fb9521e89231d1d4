<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Telephone numbers.
 *
 * @internal
 */
class Phone
{
    /**
     * A number of E.164 with its sign: `+`, and 7 to 15 digits of which the first is not zero.
     */
    public static function isE164(string $text): bool
    {
        return preg_match('~\A\+[1-9][0-9]{6,14}\z~', $text) === 1;
    }
}
