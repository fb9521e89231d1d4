<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\InvalidToken;

/**
 * The cryptography of v4.public: Ed25519.
 *
 * @internal
 */
class PublicToken
{
    public const HEADER = 'v4.public.';

    private const SIGNATURE_LENGTH = 64;
    /** How the encoding of what is signed (PAE) begins: four pieces, and the header. */
    private const PIECES = "\4\0\0\0\0\0\0\0\x0a\0\0\0\0\0\0\0" . self::HEADER;

    public static function sign(
        #[\SensitiveParameter]
        string $secret,
        #[\SensitiveParameter]
        string $payload,
        string $footer,
        #[\SensitiveParameter]
        string $implicit,
    ): string {
        $signature = sodium_crypto_sign_detached(self::pieces($payload, $footer, $implicit), $secret);

        return Encoded::write(self::HEADER, $payload . $signature, $footer);
    }

    /**
     * @param string $body   As it stands in the token.
     * @param string $footer Decoded.
     *
     * @throws InvalidToken
     */
    public static function verify(
        string $public,
        #[\SensitiveParameter]
        string $body,
        string $footer,
        #[\SensitiveParameter]
        string $implicit,
    ): string {
        $bytes = Base64Url::decode($body);
        if ($bytes === null || \strlen($bytes) < self::SIGNATURE_LENGTH) {
            throw Fault::token();
        }
        $payload = substr($bytes, 0, -self::SIGNATURE_LENGTH);
        $signature = substr($bytes, -self::SIGNATURE_LENGTH);
        if (!static::isSigned(self::pieces($payload, $footer, $implicit), $signature, $public)) {
            throw Fault::token();
        }

        return $payload;
    }

    protected static function isSigned(#[\SensitiveParameter] string $message, string $signature, string $public): bool
    {
        return sodium_crypto_sign_verify_detached($signature, $message, $public);
    }

    private static function pieces(#[\SensitiveParameter] string $payload, string $footer, #[\SensitiveParameter] string $implicit): string
    {
        return pack(
            'a*Pa*Pa*Pa*',
            self::PIECES,
            \strlen($payload),
            $payload,
            \strlen($footer),
            $footer,
            \strlen($implicit),
            $implicit,
        );
    }
}
