<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Base 64.
 *
 * @internal
 */
class Base64
{
    /**
     * The one form that RFC 4648, 4, has for some bytes: padded, no bit set that stands for nothing, not empty.
     */
    public static function isBase64(string $text): bool
    {
        $bytes = base64_decode($text, true);

        return $text !== '' && $bytes !== false && base64_encode($bytes) === $text;
    }
}
