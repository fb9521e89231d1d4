<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\PublicKey;

/**
 * Encryption to somebody's public key: libsodium's crypto_box (X25519, XSalsa20-Poly1305) and sealed boxes.
 */
interface BoxInterface
{
    /**
     * Encrypts from one pair's owner to another's; the recipient can tell who wrote it.
     *
     * @return string A random nonce of 24 bytes, then what sodium_crypto_box() gives with it.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function encrypt(#[\SensitiveParameter] string $message, KeyPair $sender, PublicKey $recipient): string;

    /**
     * Decrypts what encrypt() made.
     *
     * @throws CryptoException AUTHENTICATION_FAILED, whatever is wrong
     */
    public static function decrypt(string $encrypted, KeyPair $recipient, PublicKey $sender): string;

    /**
     * Encrypts without saying who wrote it, as sodium_crypto_box_seal() does.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function seal(#[\SensitiveParameter] string $message, PublicKey $recipient): string;

    /**
     * Decrypts what seal() made.
     *
     * @throws CryptoException AUTHENTICATION_FAILED, whatever is wrong
     */
    public static function open(string $sealed, KeyPair $recipient): string;
}
