<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * PASETO v4 and PASERK k4 as a user would write them over ext-sodium, from the specifications alone. The tests hold the backends to it, in both
 * directions. What is refused is null.
 */
class HandWrittenPaseto
{
    /**
     * Pre-authentication encoding.
     */
    public static function pae(string ...$pieces): string
    {
        $encoded = pack('P', \count($pieces));
        foreach ($pieces as $piece) {
            $encoded .= pack('P', \strlen($piece)) . $piece;
        }

        return $encoded;
    }

    public static function encrypt(string $key, string $payload, string $footer = '', string $implicit = '', ?string $nonce = null): string
    {
        $header = 'v4.local.';
        $nonce ??= random_bytes(32);
        [$encryption, $second, $authentication] = self::split($key, $nonce);
        $body = sodium_crypto_stream_xchacha20_xor($payload, $second, $encryption);
        $tag = sodium_crypto_generichash(self::pae($header, $nonce, $body, $footer, $implicit), $authentication);

        return self::join($header, $nonce . $body . $tag, $footer);
    }

    public static function decrypt(string $key, string $token, string $footer = '', string $implicit = ''): ?string
    {
        $body = self::body('v4.local.', $token, $footer, 64);
        if ($body === null) {
            return null;
        }
        $nonce = substr($body, 0, 32);
        $sealed = substr($body, 32, -32);
        [$encryption, $second, $authentication] = self::split($key, $nonce);
        $tag = sodium_crypto_generichash(self::pae('v4.local.', $nonce, $sealed, $footer, $implicit), $authentication);

        return hash_equals($tag, substr($body, -32)) ? sodium_crypto_stream_xchacha20_xor($sealed, $second, $encryption) : null;
    }

    public static function sign(string $secret, string $payload, string $footer = '', string $implicit = ''): string
    {
        $header = 'v4.public.';

        return self::join($header, $payload . sodium_crypto_sign_detached(self::pae($header, $payload, $footer, $implicit), $secret), $footer);
    }

    public static function verify(string $public, string $token, string $footer = '', string $implicit = ''): ?string
    {
        $body = self::body('v4.public.', $token, $footer, 64);
        if ($body === null) {
            return null;
        }
        $payload = substr($body, 0, -64);
        $isSigned = sodium_crypto_sign_verify_detached(substr($body, -64), self::pae('v4.public.', $payload, $footer, $implicit), $public);

        return $isSigned ? $payload : null;
    }

    /**
     * @param string $type   `lid`, `pid` or `sid`.
     * @param string $paserk The key's `local`, `public` or `secret`.
     */
    public static function id(string $type, string $paserk): string
    {
        return "k4.$type." . self::base64url(sodium_crypto_generichash("k4.$type.$paserk", '', 33));
    }

    /**
     * @param string $type `local` or `secret`.
     */
    public static function wrap(string $type, string $key, string $wrapping, ?string $nonce = null): string
    {
        $header = "k4.$type-wrap.pie.";
        $nonce ??= random_bytes(32);
        $keys = sodium_crypto_generichash("\x80$nonce", $wrapping, 56);
        $authentication = sodium_crypto_generichash("\x81$nonce", $wrapping);
        $wrapped = sodium_crypto_stream_xchacha20_xor($key, substr($keys, 32), substr($keys, 0, 32));

        return $header . self::base64url(sodium_crypto_generichash($header . $nonce . $wrapped, $authentication) . $nonce . $wrapped);
    }

    public static function unwrap(string $type, string $paserk, string $wrapping): ?string
    {
        $header = "k4.$type-wrap.pie.";
        $bytes = self::bytes($header, $paserk);
        if ($bytes === null || \strlen($bytes) < 64) {
            return null;
        }
        $nonce = substr($bytes, 32, 32);
        $wrapped = substr($bytes, 64);
        $authentication = sodium_crypto_generichash("\x81$nonce", $wrapping);
        if (!hash_equals(sodium_crypto_generichash($header . $nonce . $wrapped, $authentication), substr($bytes, 0, 32))) {
            return null;
        }
        $keys = sodium_crypto_generichash("\x80$nonce", $wrapping, 56);

        return sodium_crypto_stream_xchacha20_xor($wrapped, substr($keys, 32), substr($keys, 0, 32));
    }

    /**
     * @param int $memory In bytes.
     * @param int $lanes  What is written; libsodium has one.
     */
    public static function wrapWithPassword(string $type, string $key, string $password, int $memory, int $passes, int $lanes = 1): string
    {
        $header = "k4.$type-pw.";
        $salt = random_bytes(16);
        $nonce = random_bytes(24);
        $derived = sodium_crypto_pwhash(32, $password, $salt, $passes, $memory, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13);
        $wrapped = sodium_crypto_stream_xchacha20_xor($key, $nonce, sodium_crypto_generichash("\xff$derived"));
        $bytes = $salt . pack('JNN', $memory, $passes, $lanes) . $nonce . $wrapped;

        return $header . self::base64url($bytes . sodium_crypto_generichash($header . $bytes, sodium_crypto_generichash("\xfe$derived")));
    }

    public static function unwrapWithPassword(string $type, string $paserk, string $password): ?string
    {
        $header = "k4.$type-pw.";
        $bytes = self::bytes($header, $paserk);
        if ($bytes === null || \strlen($bytes) < 88) {
            return null;
        }
        ['memory' => $memory, 'passes' => $passes] = (array) unpack('Jmemory/Npasses', substr($bytes, 16, 12));
        $derived = sodium_crypto_pwhash(32, $password, substr($bytes, 0, 16), $passes, $memory, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13);
        $tag = sodium_crypto_generichash($header . substr($bytes, 0, -32), sodium_crypto_generichash("\xfe$derived"));
        if (!hash_equals($tag, substr($bytes, -32))) {
            return null;
        }

        return sodium_crypto_stream_xchacha20_xor(substr($bytes, 56, -32), substr($bytes, 32, 24), sodium_crypto_generichash("\xff$derived"));
    }

    /**
     * @param string $public    Of Ed25519.
     * @param string $ephemeral A secret key of X25519.
     */
    public static function seal(string $key, string $public, ?string $ephemeral = null): string
    {
        $header = 'k4.seal.';
        $ephemeral ??= random_bytes(32);
        $sender = sodium_crypto_scalarmult_base($ephemeral);
        $recipient = sodium_crypto_sign_ed25519_pk_to_curve25519($public);
        $shared = $header . sodium_crypto_scalarmult($ephemeral, $recipient) . $sender . $recipient;
        $nonce = sodium_crypto_generichash($sender . $recipient, '', 24);
        $sealed = sodium_crypto_stream_xchacha20_xor($key, $nonce, sodium_crypto_generichash("\x01$shared"));
        $tag = sodium_crypto_generichash($header . $sender . $sealed, sodium_crypto_generichash("\x02$shared"));

        return $header . self::base64url($tag . $sender . $sealed);
    }

    /**
     * @param string $secret Of Ed25519, 64 bytes.
     */
    public static function unseal(string $paserk, string $secret): ?string
    {
        $header = 'k4.seal.';
        $bytes = self::bytes($header, $paserk);
        if ($bytes === null || \strlen($bytes) !== 96) {
            return null;
        }
        $sender = substr($bytes, 32, 32);
        $sealed = substr($bytes, 64);
        $recipient = sodium_crypto_sign_ed25519_pk_to_curve25519(substr($secret, 32));
        $shared = $header . sodium_crypto_scalarmult(sodium_crypto_sign_ed25519_sk_to_curve25519($secret), $sender) . $sender . $recipient;
        if (!hash_equals(sodium_crypto_generichash($header . $sender . $sealed, sodium_crypto_generichash("\x02$shared")), substr($bytes, 0, 32))) {
            return null;
        }

        return sodium_crypto_stream_xchacha20_xor($sealed, sodium_crypto_generichash($sender . $recipient, '', 24), sodium_crypto_generichash("\x01$shared"));
    }

    public static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    public static function fromBase64url(string $text): ?string
    {
        $bytes = base64_decode(strtr($text, '-_', '+/'), true);

        // What encodes to something else had padding, another alphabet or stray bits.
        return $bytes !== false && self::base64url($bytes) === $text ? $bytes : null;
    }

    /**
     * @return array{string, string, string} The encryption key, its nonce, and the authentication key.
     */
    private static function split(string $key, string $nonce): array
    {
        $keys = sodium_crypto_generichash("paseto-encryption-key$nonce", $key, 56);

        return [substr($keys, 0, 32), substr($keys, 32), sodium_crypto_generichash("paseto-auth-key-for-aead$nonce", $key)];
    }

    private static function join(string $header, string $body, string $footer): string
    {
        return $header . self::base64url($body) . ($footer === '' ? '' : '.' . self::base64url($footer));
    }

    private static function body(string $header, string $token, string $footer, int $least): ?string
    {
        if (!str_starts_with($token, $header)) {
            return null;
        }
        $parts = explode('.', substr($token, \strlen($header)));
        $expected = $footer === '' ? 1 : 2;
        if (\count($parts) !== $expected || ($expected === 2 && self::fromBase64url($parts[1]) !== $footer)) {
            return null;
        }
        $body = self::fromBase64url($parts[0]);

        return $body === null || \strlen($body) < $least ? null : $body;
    }

    private static function bytes(string $header, string $paserk): ?string
    {
        return str_starts_with($paserk, $header) ? self::fromBase64url(substr($paserk, \strlen($header))) : null;
    }
}
