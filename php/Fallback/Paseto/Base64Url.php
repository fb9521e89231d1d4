<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

/**
 * base64url without padding (RFC 4648, 5): for tokens, fast; for keys, in constant time.
 *
 * @internal
 */
class Base64Url
{
    /** The digits that may come last where a text's length leaves so many of a group of four: those without stray bits. */
    private const LAST = ['', '', 'AQgw', 'AEIMQUYcgkosw048'];

    public static function encode(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /**
     * Null for anything that encode() does not write. PHP's decoder overlooks space, padding and stray bits; the first two make the text too
     * long for its bytes. The other alphabet is turned into what it refuses.
     */
    public static function decode(string $text): ?string
    {
        $length = \strlen($text);
        $bytes = base64_decode(strtr($text, '-_+/', '+/!!'), true);
        if ($bytes === false || \strlen($bytes) !== 3 * $length >> 2) {
            return null;
        }

        return ($length & 3) === 0 || str_contains(self::LAST[$length & 3], $text[-1]) ? $bytes : null;
    }

    public static function encodeSecret(#[\SensitiveParameter] string $bytes): string
    {
        return sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
    }

    /**
     * Null for anything that encodeSecret() does not write: libsodium 1.0.18 takes some bytes above 0x7f for digits.
     */
    public static function decodeSecret(#[\SensitiveParameter] string $text): ?string
    {
        try {
            $bytes = sodium_base642bin($text, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
        } catch (\SodiumException) {
            return null;
        }
        $again = self::encodeSecret($bytes);
        $isSame = hash_equals($again, $text);
        sodium_memzero($again);

        return $isSame ? $bytes : null;
    }
}
