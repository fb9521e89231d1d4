<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PaserkException;

/**
 * Wrapping keys with a key: PASERK `local-wrap.pie` and `secret-wrap.pie`.
 *
 * @internal
 */
class Wrapping
{
    private const NONCE_LENGTH = 32;
    private const TAG_LENGTH = 32;
    private const KEY_LENGTH = 32;
    private const DERIVED_LENGTH = 56;
    private const ENCRYPTION = "\x80";
    private const AUTHENTICATION = "\x81";

    /**
     * @param string $type     Paserk::LOCAL or SECRET.
     * @param string $key      The key to be wrapped.
     * @param string $wrapping The key that wraps it.
     */
    public static function wrap(string $type, #[\SensitiveParameter] string $key, #[\SensitiveParameter] string $wrapping): string
    {
        $header = self::header($type);
        $nonce = random_bytes(self::NONCE_LENGTH);
        $encrypted = self::apply($wrapping, $nonce, $key);

        return $header . Base64Url::encode(self::tag($header, $wrapping, $nonce, $encrypted) . $nonce . $encrypted);
    }

    /**
     * @param int $length The key's length.
     *
     * @throws PaserkException AUTHENTICATION_FAILED
     */
    public static function unwrap(string $type, int $length, string $paserk, #[\SensitiveParameter] string $wrapping): string
    {
        $header = self::header($type);
        $bytes = str_starts_with($paserk, $header) ? Base64Url::decode(substr($paserk, \strlen($header))) : null;
        if ($bytes === null || \strlen($bytes) !== self::TAG_LENGTH + self::NONCE_LENGTH + $length) {
            throw Fault::wrapped();
        }
        $nonce = substr($bytes, self::TAG_LENGTH, self::NONCE_LENGTH);
        $encrypted = substr($bytes, -$length);
        if (!hash_equals(self::tag($header, $wrapping, $nonce, $encrypted), substr($bytes, 0, self::TAG_LENGTH))) {
            throw Fault::wrapped();
        }

        return self::apply($wrapping, $nonce, $encrypted);
    }

    private static function header(string $type): string
    {
        return Paserk::header("$type-wrap") . 'pie.';
    }

    private static function apply(#[\SensitiveParameter] string $wrapping, string $nonce, #[\SensitiveParameter] string $key): string
    {
        $derived = sodium_crypto_generichash(self::ENCRYPTION . $nonce, $wrapping, self::DERIVED_LENGTH);
        $encryptionKey = substr($derived, 0, self::KEY_LENGTH);
        $result = sodium_crypto_stream_xchacha20_xor($key, substr($derived, self::KEY_LENGTH), $encryptionKey);
        sodium_memzero($derived);
        sodium_memzero($encryptionKey);

        return $result;
    }

    private static function tag(string $header, #[\SensitiveParameter] string $wrapping, string $nonce, string $encrypted): string
    {
        $authenticationKey = sodium_crypto_generichash(self::AUTHENTICATION . $nonce, $wrapping, self::KEY_LENGTH);
        $tag = sodium_crypto_generichash($header . $nonce . $encrypted, $authenticationKey, self::TAG_LENGTH);
        sodium_memzero($authenticationKey);

        return $tag;
    }
}
