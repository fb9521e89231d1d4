<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * AES-256-GCM: by ext-openssl; without it by ext-sodium, where the processor has what that needs.
 *
 * @internal
 */
class AesGcm
{
    private const NAME = 'aes-256-gcm';
    private const TAG_LENGTH = 16;

    private static ?bool $isByOpenSsl = null;

    /**
     * @throws CryptoException UNAVAILABLE
     */
    public static function need(): void
    {
        if (!self::isByOpenSsl() && !sodium_crypto_aead_aes256gcm_is_available()) {
            throw self::unavailable();
        }
    }

    /**
     * @return string With the tag.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function encrypt(#[\SensitiveParameter] string $message, string $associatedData, string $nonce, #[\SensitiveParameter] string $key): string
    {
        if (!self::isByOpenSsl()) {
            return sodium_crypto_aead_aes256gcm_encrypt($message, $associatedData, $nonce, $key);
        }
        $tag = '';
        $encrypted = openssl_encrypt($message, self::NAME, $key, OPENSSL_RAW_DATA, $nonce, $tag, $associatedData, self::TAG_LENGTH);

        return $encrypted === false ? throw self::unavailable() : $encrypted . $tag;
    }

    /**
     * @param string $encrypted At least as long as the tag.
     *
     * @return string|false False if it does not authenticate.
     */
    public static function decrypt(string $encrypted, string $associatedData, string $nonce, #[\SensitiveParameter] string $key): string|false
    {
        if (!self::isByOpenSsl()) {
            return sodium_crypto_aead_aes256gcm_decrypt($encrypted, $associatedData, $nonce, $key);
        }
        $tag = substr($encrypted, -self::TAG_LENGTH);

        return openssl_decrypt(substr($encrypted, 0, -self::TAG_LENGTH), self::NAME, $key, OPENSSL_RAW_DATA, $nonce, $tag, $associatedData);
    }

    private static function isByOpenSsl(): bool
    {
        return self::$isByOpenSsl ??= \function_exists('openssl_encrypt');
    }

    private static function unavailable(): CryptoException
    {
        return Fault::unavailable('AES-256-GCM needs ext-openssl, or the extension highper');
    }
}
