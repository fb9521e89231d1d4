<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * The names of keys, as Contract\KeyInterface has them.
 *
 * @internal
 */
class KeyId
{
    private const DOMAIN = 'highper-key-id-v1';
    private const LENGTH = 16;

    /**
     * @param string $type Full name of the class.
     */
    public static function of(string $type, #[\SensitiveParameter] string $key): string
    {
        $text = self::DOMAIN . "\0" . Fault::name($type) . "\0" . $key;
        $id = sodium_bin2hex(sodium_crypto_generichash($text, '', self::LENGTH));
        sodium_memzero($text);

        return $id;
    }
}
