<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Colours.
 *
 * @internal
 */
class Color
{
    /**
     * `#` and 3, 4, 6 or 8 hexadecimal digits.
     */
    public static function isHexColor(string $text): bool
    {
        return preg_match('~\A#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\z~i', $text) === 1;
    }
}
