<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\EncodingInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;

/**
 * Hex and base64url by libsodium, whose encoders and decoders take the same time for all bytes.
 */
class Encoding implements EncodingInterface
{
    public static function hex(#[\SensitiveParameter] string $bytes): string
    {
        Sodium::need('Encoding');

        return sodium_bin2hex($bytes);
    }

    public static function fromHex(#[\SensitiveParameter] string $hex): string
    {
        Sodium::need('Encoding');
        try {
            return sodium_hex2bin(Sodium::ascii($hex));
        } catch (\SodiumException) {
            throw new CryptoException(
                'Not hex: an even number of digits 0-9, a-f or A-F is expected',
                CryptoException::INVALID_ENCODING,
            );
        }
    }

    public static function base64Url(#[\SensitiveParameter] string $bytes): string
    {
        Sodium::need('Encoding');

        return sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
    }

    public static function fromBase64Url(#[\SensitiveParameter] string $base64Url): string
    {
        Sodium::need('Encoding');
        try {
            return sodium_base642bin(Sodium::ascii($base64Url), SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
        } catch (\SodiumException) {
            throw new CryptoException(
                'Not base64url: A-Z, a-z, 0-9, - and _ without padding are expected',
                CryptoException::INVALID_ENCODING,
            );
        }
    }
}
