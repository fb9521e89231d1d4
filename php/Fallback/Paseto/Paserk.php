<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PaserkException;

/**
 * PASERK of version 4: keys as text, and their names. Wrapped ones are elsewhere.
 *
 * @internal
 */
class Paserk
{
    public const LOCAL = 'local';
    public const SECRET = 'secret';
    public const PUBLIC = 'public';

    private const VERSION = 'k4';
    private const ID_LENGTH = 33;

    /**
     * What a PASERK of a type begins with.
     */
    public static function header(string $type): string
    {
        return self::VERSION . ".$type.";
    }

    public static function write(string $type, #[\SensitiveParameter] string $bytes): string
    {
        return self::header($type) . Base64Url::encodeSecret($bytes);
    }

    /**
     * The bytes in a PASERK of a type, a string that nobody else holds; null if it is another one.
     */
    public static function bytes(string $type, #[\SensitiveParameter] string $paserk): ?string
    {
        $header = self::header($type);

        return str_starts_with($paserk, $header) ? Base64Url::decodeSecret(substr($paserk, \strlen($header))) : null;
    }

    /**
     * As bytes(), so many of them.
     *
     * @throws PaserkException INVALID
     */
    public static function read(string $type, int $length, #[\SensitiveParameter] string $paserk): string
    {
        $bytes = self::bytes($type, $paserk);

        return $bytes !== null && \strlen($bytes) === $length ? $bytes : throw Fault::paserk($type);
    }

    /**
     * The name of a key.
     *
     * @param string $type  Of the name: `lid`, `sid` or `pid`.
     * @param string $of    Of the key.
     * @param string $bytes The key.
     */
    public static function id(string $type, string $of, #[\SensitiveParameter] string $bytes): string
    {
        $header = self::header($type);
        $text = $header . self::write($of, $bytes);
        $id = $header . Base64Url::encode(sodium_crypto_generichash($text, '', self::ID_LENGTH));
        sodium_memzero($text);

        return $id;
    }
}
