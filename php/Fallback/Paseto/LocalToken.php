<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\InvalidToken;

/**
 * The cryptography of v4.local: XChaCha20, and BLAKE2b for deriving keys and for the tag.
 *
 * @internal
 */
class LocalToken
{
    public const HEADER = 'v4.local.';

    private const ENCRYPTION = 'paseto-encryption-key';
    private const AUTHENTICATION = 'paseto-auth-key-for-aead';
    private const KEY_LENGTH = 32;
    private const DERIVED_LENGTH = 56;
    private const NONCE_LENGTH = 32;
    private const TAG_LENGTH = 32;
    /** How the encoding of what is authenticated (PAE) begins: five pieces, the header, and the length of the nonce. */
    private const PIECES = "\5\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0" . self::HEADER . "\x20\0\0\0\0\0\0\0";

    public static function encrypt(
        #[\SensitiveParameter]
        string $key,
        #[\SensitiveParameter]
        string $payload,
        string $footer,
        #[\SensitiveParameter]
        string $implicit,
    ): string {
        $nonce = random_bytes(self::NONCE_LENGTH);
        $encrypted = self::apply($key, $nonce, $payload);
        $tag = self::tag($key, $nonce, $encrypted, $footer, $implicit);

        return Encoded::write(self::HEADER, $nonce . $encrypted . $tag, $footer);
    }

    /**
     * @param string $body   As it stands in the token.
     * @param string $footer Decoded.
     *
     * @throws InvalidToken
     */
    public static function decrypt(
        #[\SensitiveParameter]
        string $key,
        #[\SensitiveParameter]
        string $body,
        string $footer,
        #[\SensitiveParameter]
        string $implicit,
    ): string {
        $bytes = Base64Url::decode($body);
        if ($bytes === null || \strlen($bytes) < self::NONCE_LENGTH + self::TAG_LENGTH) {
            throw Fault::token();
        }
        $nonce = substr($bytes, 0, self::NONCE_LENGTH);
        $encrypted = substr($bytes, self::NONCE_LENGTH, -self::TAG_LENGTH);
        if (!hash_equals(self::tag($key, $nonce, $encrypted, $footer, $implicit), substr($bytes, -self::TAG_LENGTH))) {
            throw Fault::token();
        }

        return self::apply($key, $nonce, $encrypted);
    }

    private static function apply(
        #[\SensitiveParameter]
        string $key,
        string $nonce,
        #[\SensitiveParameter]
        string $bytes,
    ): string {
        $derived = sodium_crypto_generichash(self::ENCRYPTION . $nonce, $key, self::DERIVED_LENGTH);
        $encryptionKey = substr($derived, 0, self::KEY_LENGTH);
        $result = sodium_crypto_stream_xchacha20_xor($bytes, substr($derived, self::KEY_LENGTH), $encryptionKey);
        sodium_memzero($derived);
        sodium_memzero($encryptionKey);

        return $result;
    }

    private static function tag(
        #[\SensitiveParameter]
        string $key,
        string $nonce,
        string $encrypted,
        string $footer,
        #[\SensitiveParameter]
        string $implicit,
    ): string {
        $authenticationKey = sodium_crypto_generichash(self::AUTHENTICATION . $nonce, $key, self::KEY_LENGTH);
        $pieces = pack(
            'a*a*Pa*Pa*Pa*',
            self::PIECES,
            $nonce,
            \strlen($encrypted),
            $encrypted,
            \strlen($footer),
            $footer,
            \strlen($implicit),
            $implicit,
        );
        $tag = sodium_crypto_generichash($pieces, $authenticationKey, self::TAG_LENGTH);
        sodium_memzero($authenticationKey);

        return $tag;
    }
}
