<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * Ed25519 keys in PEM (RFC 7468, RFC 8410). Both structures have one form only, so what stands in front of the key is a constant.
 *
 * @internal
 */
class Pem
{
    /** PKCS #8, version 1, id-Ed25519, and an octet string in an octet string. */
    private const PRIVATE_PREFIX = "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    /** SubjectPublicKeyInfo: id-Ed25519, and a bit string without unused bits. */
    private const PUBLIC_PREFIX = "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
    private const KEY_LENGTH = 32;
    private const LINE_LENGTH = 64;

    public static function signingKey(#[\SensitiveParameter] string $seed): string
    {
        return self::write('PRIVATE KEY', self::PRIVATE_PREFIX, $seed);
    }

    public static function verifyingKey(string $bytes): string
    {
        return self::write('PUBLIC KEY', self::PUBLIC_PREFIX, $bytes);
    }

    /**
     * @return string The seed.
     *
     * @throws CryptoException INVALID_ENCODING
     */
    public static function readSigningKey(#[\SensitiveParameter] string $pem): string
    {
        return self::read('PRIVATE KEY', self::PRIVATE_PREFIX, $pem) ?? throw new CryptoException(
            'Not PEM of an Ed25519 private key: PKCS #8 without a password is expected',
            CryptoException::INVALID_ENCODING,
        );
    }

    /**
     * @throws CryptoException INVALID_ENCODING
     */
    public static function readVerifyingKey(string $pem): string
    {
        return self::read('PUBLIC KEY', self::PUBLIC_PREFIX, $pem) ?? throw new CryptoException(
            'Not PEM of an Ed25519 public key: SubjectPublicKeyInfo is expected',
            CryptoException::INVALID_ENCODING,
        );
    }

    private static function write(string $label, string $prefix, #[\SensitiveParameter] string $key): string
    {
        $der = $prefix . $key;
        $base64 = sodium_bin2base64($der, SODIUM_BASE64_VARIANT_ORIGINAL);
        $pem = "-----BEGIN $label-----\n" . chunk_split($base64, self::LINE_LENGTH, "\n") . "-----END $label-----\n";
        sodium_memzero($der);
        sodium_memzero($base64);

        return $pem;
    }

    /**
     * The key, or null if the text is anything but PEM of such a key.
     */
    private static function read(string $label, string $prefix, #[\SensitiveParameter] string $pem): ?string
    {
        $text = trim($pem, " \t\r\n");
        [$begin, $end] = ["-----BEGIN $label-----", "\n-----END $label-----"];
        if (!str_starts_with($text, $begin) || !str_ends_with($text, $end)) {
            return null;
        }
        $body = str_replace("\r\n", "\n", substr($text, \strlen($begin), -\strlen($end)) . "\n");
        if (!str_starts_with($body, "\n")) {
            return null;
        }
        try {
            // libsodium's own way of ignoring characters ignores NUL as well.
            $der = sodium_base642bin(Sodium::ascii(str_replace("\n", '', $body)), SODIUM_BASE64_VARIANT_ORIGINAL);
        } catch (\SodiumException) {
            return null;
        }
        $isKey = \strlen($der) === \strlen($prefix) + self::KEY_LENGTH && str_starts_with($der, $prefix);

        return $isKey ? substr($der, \strlen($prefix)) : null;
    }
}
