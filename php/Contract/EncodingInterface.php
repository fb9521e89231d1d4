<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Hex and base64url in constant time: neither branches nor table look-ups depend on the bytes.
 */
interface EncodingInterface
{
    /**
     * Lower-case hex digits.
     */
    public static function hex(#[\SensitiveParameter] string $bytes): string;

    /**
     * From hex digits, upper- or lower-case.
     *
     * @throws CryptoException INVALID_ENCODING
     */
    public static function fromHex(#[\SensitiveParameter] string $hex): string;

    /**
     * base64url without padding (RFC 4648, 5).
     */
    public static function base64Url(#[\SensitiveParameter] string $bytes): string;

    /**
     * From base64url without padding; padding, other characters, impossible lengths and bits that are left over are refused.
     *
     * @throws CryptoException INVALID_ENCODING
     */
    public static function fromBase64Url(#[\SensitiveParameter] string $base64Url): string;
}
