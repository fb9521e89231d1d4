<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * UUIDs by version, and ULIDs.
 *
 * @internal
 */
class Identifier
{
    private const UUID = '~\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z~i';

    /** Crockford's base 32, 128 bits in all. */
    private const ULID = '~\A[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}\z~';

    /**
     * 32 hexadecimal digits in five groups with hyphens between; of a version (RFC 9562, 4.2) and its variant, if one is named.
     *
     * @param string|null $version 1 to 8; 0 or nil; max.
     */
    public static function isUuid(string $text, ?string $version = null): bool
    {
        if (preg_match(self::UUID, $text) !== 1) {
            return false;
        }

        return match ($version) {
            null => true,
            '0', 'nil' => trim($text, '0-') === '',
            'max' => trim($text, 'Ff-') === '',
            default => $text[14] === $version && str_contains('89abAB', $text[19]),
        };
    }

    public static function isUlid(string $text): bool
    {
        return preg_match(self::ULID, $text) === 1;
    }
}
