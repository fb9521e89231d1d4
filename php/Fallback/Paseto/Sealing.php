<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PaserkException;

/**
 * Encrypting keys to a public key: PASERK `seal`. Ed25519 keys serve as X25519 keys here.
 *
 * @internal
 */
class Sealing
{
    private const TYPE = 'seal';
    private const TAG_LENGTH = 32;
    private const KEY_LENGTH = 32;
    private const NONCE_LENGTH = 24;
    private const ENCRYPTION = "\1";
    private const AUTHENTICATION = "\2";

    /**
     * @param string $public The recipient's public key.
     *
     * @throws PaserkException INVALID
     */
    public static function seal(#[\SensitiveParameter] string $key, string $public): string
    {
        $ephemeral = random_bytes(self::KEY_LENGTH);
        try {
            $recipient = sodium_crypto_sign_ed25519_pk_to_curve25519($public);
            $shared = sodium_crypto_scalarmult($ephemeral, $recipient);
        } catch (\SodiumException) {
            throw new PaserkException('The public key cannot be converted to X25519', PaserkException::INVALID);
        }
        $sender = sodium_crypto_scalarmult_base($ephemeral);
        sodium_memzero($ephemeral);
        $encrypted = self::apply($shared, $sender, $recipient, $key);
        $tag = self::tag($shared, $sender, $recipient, $encrypted);
        sodium_memzero($shared);

        return Paserk::header(self::TYPE) . Base64Url::encode($tag . $sender . $encrypted);
    }

    /**
     * @param string $secret The recipient's secret key.
     *
     * @throws PaserkException AUTHENTICATION_FAILED
     */
    public static function unseal(string $paserk, #[\SensitiveParameter] string $secret): string
    {
        $header = Paserk::header(self::TYPE);
        $bytes = str_starts_with($paserk, $header) ? Base64Url::decode(substr($paserk, \strlen($header))) : null;
        if ($bytes === null || \strlen($bytes) !== self::TAG_LENGTH + 2 * self::KEY_LENGTH) {
            throw Fault::wrapped();
        }
        [$tag, $sender, $encrypted] = str_split($bytes, self::KEY_LENGTH);
        $own = sodium_crypto_sign_ed25519_sk_to_curve25519($secret);
        try {
            $shared = sodium_crypto_scalarmult($own, $sender);
        } catch (\SodiumException) {
            // A point of small order.
            throw Fault::wrapped();
        } finally {
            $recipient = sodium_crypto_scalarmult_base($own);
            sodium_memzero($own);
        }
        $isSame = hash_equals(self::tag($shared, $sender, $recipient, $encrypted), $tag);
        $key = $isSame ? self::apply($shared, $sender, $recipient, $encrypted) : null;
        sodium_memzero($shared);

        return $key ?? throw Fault::wrapped();
    }

    private static function apply(
        #[\SensitiveParameter]
        string $shared,
        string $sender,
        string $recipient,
        #[\SensitiveParameter]
        string $key,
    ): string {
        $encryptionKey = self::derive(self::ENCRYPTION, $shared, $sender, $recipient);
        $nonce = sodium_crypto_generichash($sender . $recipient, '', self::NONCE_LENGTH);
        $result = sodium_crypto_stream_xchacha20_xor($key, $nonce, $encryptionKey);
        sodium_memzero($encryptionKey);

        return $result;
    }

    private static function tag(#[\SensitiveParameter] string $shared, string $sender, string $recipient, string $encrypted): string
    {
        $authenticationKey = self::derive(self::AUTHENTICATION, $shared, $sender, $recipient);
        $tag = sodium_crypto_generichash(Paserk::header(self::TYPE) . $sender . $encrypted, $authenticationKey, self::TAG_LENGTH);
        sodium_memzero($authenticationKey);

        return $tag;
    }

    private static function derive(string $purpose, #[\SensitiveParameter] string $shared, string $sender, string $recipient): string
    {
        $text = $purpose . Paserk::header(self::TYPE) . $shared . $sender . $recipient;
        $key = sodium_crypto_generichash($text, '', self::KEY_LENGTH);
        sodium_memzero($text);

        return $key;
    }
}
