<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Quiet;

/**
 * Wrapping keys with a password: PASERK `local-pw` and `secret-pw`.
 *
 * @internal
 */
class PasswordWrapping
{
    private const SALT_LENGTH = 16;
    private const NONCE_LENGTH = 24;
    private const TAG_LENGTH = 32;
    private const KEY_LENGTH = 32;
    /** Salt; memory in bytes (64 bits, big-endian), passes and lanes (32 bits each); nonce. */
    private const PREFIX_LENGTH = self::SALT_LENGTH + 8 + 4 + 4 + self::NONCE_LENGTH;
    private const PREFIX = 'a16salt/Jmemory/Npasses/Nlanes/a24nonce';

    private const UNIT = 1024;
    private const LEAST_MEMORY = 8192;
    private const MOST_MEMORY = 4294967296;
    private const MOST_PASSES = 64;

    private const ENCRYPTION = "\xff";
    private const AUTHENTICATION = "\xfe";

    /**
     * @param string $type Paserk::LOCAL or SECRET.
     *
     * @throws PaserkException BAD_PARAMETER
     */
    public static function wrap(
        string $type,
        #[\SensitiveParameter]
        string $key,
        #[\SensitiveParameter]
        string $password,
        int $memory,
        int $passes,
    ): string {
        if (!self::isMemory($memory)) {
            throw self::parameter(
                'The memory must be a multiple of ' . self::UNIT . ' from ' . self::LEAST_MEMORY . ' to ' . self::MOST_MEMORY . ", $memory given",
            );
        }
        if ($passes < 1 || $passes > self::MOST_PASSES) {
            throw self::parameter('The passes must be 1 to ' . self::MOST_PASSES . ", $passes given");
        }
        $header = Paserk::header("$type-pw");
        $salt = random_bytes(self::SALT_LENGTH);
        $nonce = random_bytes(self::NONCE_LENGTH);
        $preKey = self::preKey($password, $salt, $memory, $passes)
            ?? throw self::parameter("The memory cannot be had: $memory bytes");
        $bytes = $salt . pack('JNN', $memory, $passes, 1) . $nonce . self::apply($preKey, $nonce, $key);
        $tag = self::tag($preKey, $header . $bytes);
        sodium_memzero($preKey);

        return $header . Base64Url::encode($bytes . $tag);
    }

    /**
     * @param int $length The key's length.
     *
     * @throws PaserkException LIMIT or AUTHENTICATION_FAILED
     */
    public static function unwrap(
        string $type,
        int $length,
        string $paserk,
        #[\SensitiveParameter]
        string $password,
        int $maxMemory,
        int $maxPasses,
    ): string {
        $header = Paserk::header("$type-pw");
        $bytes = str_starts_with($paserk, $header) ? Base64Url::decode(substr($paserk, \strlen($header))) : null;
        if ($bytes === null || \strlen($bytes) !== self::PREFIX_LENGTH + $length + self::TAG_LENGTH) {
            throw Fault::wrapped();
        }
        /** @var array{salt: string, memory: int, passes: int, lanes: int, nonce: string} $prefix */
        $prefix = unpack(self::PREFIX, $bytes);
        ['salt' => $salt, 'memory' => $memory, 'passes' => $passes, 'lanes' => $lanes, 'nonce' => $nonce] = $prefix;
        [$maxMemory, $maxPasses] = [max(0, $maxMemory), max(0, $maxPasses)];
        // More than 63 bits come out negative.
        if ($memory < 0 || $memory > $maxMemory) {
            throw Fault::limit(\sprintf('The PASERK asks for %u bytes of memory, %d are granted', $memory, $maxMemory));
        }
        if ($passes > $maxPasses) {
            throw Fault::limit("The PASERK asks for $passes passes, $maxPasses are granted");
        }
        // libsodium knows one lane only.
        if ($lanes !== 1 || !self::isMemory($memory) || $passes < 1) {
            throw Fault::wrapped();
        }
        $preKey = self::preKey($password, $salt, $memory, $passes) ?? throw Fault::wrapped();
        $tag = self::tag($preKey, $header . substr($bytes, 0, -self::TAG_LENGTH));
        if (!hash_equals($tag, substr($bytes, -self::TAG_LENGTH))) {
            sodium_memzero($preKey);

            throw Fault::wrapped();
        }
        $key = self::apply($preKey, $nonce, substr($bytes, self::PREFIX_LENGTH, $length));
        sodium_memzero($preKey);

        return $key;
    }

    private static function isMemory(int $memory): bool
    {
        return $memory >= self::LEAST_MEMORY && $memory <= self::MOST_MEMORY && $memory % self::UNIT === 0;
    }

    /**
     * Null if the memory cannot be had.
     */
    private static function preKey(#[\SensitiveParameter] string $password, string $salt, int $memory, int $passes): ?string
    {
        $algorithm = SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13;
        try {
            // ext-sodium warns of an empty password.
            return Quiet::call(static fn (): string => sodium_crypto_pwhash(self::KEY_LENGTH, $password, $salt, $passes, $memory, $algorithm));
        } catch (\SodiumException) {
            return null;
        }
    }

    private static function apply(#[\SensitiveParameter] string $preKey, string $nonce, #[\SensitiveParameter] string $key): string
    {
        $encryptionKey = self::derive(self::ENCRYPTION, $preKey);
        $result = sodium_crypto_stream_xchacha20_xor($key, $nonce, $encryptionKey);
        sodium_memzero($encryptionKey);

        return $result;
    }

    private static function tag(#[\SensitiveParameter] string $preKey, string $bytes): string
    {
        $authenticationKey = self::derive(self::AUTHENTICATION, $preKey);
        $tag = sodium_crypto_generichash($bytes, $authenticationKey, self::TAG_LENGTH);
        sodium_memzero($authenticationKey);

        return $tag;
    }

    private static function derive(string $purpose, #[\SensitiveParameter] string $preKey): string
    {
        $text = $purpose . $preKey;
        $key = sodium_crypto_generichash($text, '', self::KEY_LENGTH);
        sodium_memzero($text);

        return $key;
    }

    private static function parameter(string $message): PaserkException
    {
        return new PaserkException($message, PaserkException::BAD_PARAMETER);
    }
}
