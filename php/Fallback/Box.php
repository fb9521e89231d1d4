<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\BoxInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\PublicKey;

/**
 * Boxes by libsodium.
 */
class Box implements BoxInterface
{
    private const NONCE_LENGTH = 24;
    private const SECRET_LENGTH = 32;

    public static function encrypt(#[\SensitiveParameter] string $message, KeyPair $sender, PublicKey $recipient): string
    {
        $nonce = Random::bytes(self::NONCE_LENGTH);
        $keys = self::keys($sender, $recipient);
        $encrypted = $nonce . sodium_crypto_box($message, $nonce, $keys);
        sodium_memzero($keys);

        return $encrypted;
    }

    public static function decrypt(string $encrypted, KeyPair $recipient, PublicKey $sender): string
    {
        if (\strlen($encrypted) < self::NONCE_LENGTH) {
            throw Fault::authentication();
        }
        $keys = self::keys($recipient, $sender);
        $message = sodium_crypto_box_open(substr($encrypted, self::NONCE_LENGTH), substr($encrypted, 0, self::NONCE_LENGTH), $keys);
        sodium_memzero($keys);

        return $message === false ? throw Fault::authentication() : $message;
    }

    public static function seal(#[\SensitiveParameter] string $message, PublicKey $recipient): string
    {
        return sodium_crypto_box_seal($message, Vault::of($recipient));
    }

    public static function open(string $sealed, KeyPair $recipient): string
    {
        $message = sodium_crypto_box_seal_open($sealed, Vault::of($recipient));

        return $message === false ? throw Fault::authentication() : $message;
    }

    /**
     * One's secret half and the other's public half, as libsodium wants them.
     */
    private static function keys(KeyPair $own, PublicKey $other): string
    {
        $secret = substr(Vault::of($own), 0, self::SECRET_LENGTH);
        $keys = $secret . Vault::of($other);
        sodium_memzero($secret);

        return $keys;
    }
}
