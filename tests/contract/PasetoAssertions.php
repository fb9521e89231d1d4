<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\ClaimMismatch;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * What the tests of PASETO and PASERK have in common: fixed keys, clocks, and how things are refused.
 */
trait PasetoAssertions
{
    /** A key of v4.local. */
    private const LOCAL = '1f0c3e5b7a99b8d7f61524334251607f8e9daccbeaf908172635445362718090';
    /** Another one. */
    private const OTHER_LOCAL = 'e0f3c1a4856647382918f7e6d5c4b3a291807f6e5d4c3b2a190807f6e5d4c3b2';
    /** A seed of v4.public. */
    private const SEED = '3a7d91c45e0fb8266dd2419c8877e35a10fb2c6390de45a7817c0e1b92f3d468';
    /** Another one. */
    private const OTHER_SEED = '9b60d2f7415c8ea33e17c5890df4ab62784610ffcd3952e80b94ae7d61532cf0';

    /** What every test that sets a clock takes as the present. */
    private const NOW = '2026-03-01T12:00:00Z';

    private const NOT_VALID = 'The token is not valid';
    private const NOT_AN_OBJECT = 'The payload is not a JSON object with unique names';
    private const BAD_FOOTER = 'A footer in JSON is an object of at most 2 levels and 512 unique names';
    private const KEY_IN_FOOTER = "A footer must not hold a key: 'kid' names one (k4.lid, k4.pid, k4.sid), 'wpk' holds a wrapped one";
    private const NOT_OPENED = 'The PASERK cannot be opened: it is of another type, was changed, or the key or password is another one';

    private static function localKey(string $hex = self::LOCAL): LocalKey
    {
        return LocalKey::fromBytes((string) hex2bin($hex));
    }

    private static function secretKey(string $seed = self::SEED): SecretKey
    {
        return SecretKey::fromSeed((string) hex2bin($seed));
    }

    /**
     * Tokens at a fixed time.
     *
     * @param mixed ...$settings As Paseto::local() takes them.
     */
    private static function local(string $now = self::NOW, mixed ...$settings): LocalTokens
    {
        return Paseto::local(self::localKey(), ...$settings, clock: self::clock($now));
    }

    /**
     * @param mixed ...$settings As Paseto::public() takes them.
     */
    private static function public(string $now = self::NOW, mixed ...$settings): PublicTokens
    {
        return Paseto::public(self::secretKey(), ...$settings, clock: self::clock($now));
    }

    /**
     * A clock that stands, until its time is changed.
     */
    private static function clock(string $now = self::NOW): object
    {
        return new class (new \DateTimeImmutable($now)) {
            public function __construct(public \DateTimeInterface $time)
            {
            }

            public function now(): \DateTimeInterface
            {
                return $this->time;
            }
        };
    }

    /**
     * The payload of a token of local().
     *
     * @return array<string, mixed>
     */
    private static function claims(string $token): array
    {
        return json_decode(self::local()->decrypt($token), true, 512, JSON_THROW_ON_ERROR);
    }

    private static function assertThrows(string $class, ?int $code, ?string $message, callable $call, string $label = ''): \Throwable
    {
        try {
            $result = $call();
        } catch (\Throwable $exception) {
            self::assertSame($class, $exception::class, "$label: {$exception->getMessage()}");
            self::assertSame($message ?? $exception->getMessage(), $exception->getMessage(), $label);
            self::assertSame($code ?? $exception->getCode(), $exception->getCode(), $label);
            self::assertNull($exception->getPrevious(), $label);

            return $exception;
        }
        self::fail("$label: nothing was thrown; expected: $class; given: " . get_debug_type($result));
    }

    private static function assertInvalid(callable $call, string $label = ''): void
    {
        self::assertThrows(InvalidToken::class, PasetoException::INVALID_TOKEN, self::NOT_VALID, $call, $label);
    }

    private static function assertMismatch(string $claim, string $message, callable $call, string $label = ''): void
    {
        $exception = self::assertThrows(ClaimMismatch::class, PasetoException::CLAIM, $message, $call, $label);
        self::assertInstanceOf(ClaimMismatch::class, $exception);
        self::assertSame($claim, $exception->getClaim(), $label);
    }

    private static function assertBadFooter(string $message, callable $call, string $label = ''): void
    {
        self::assertThrows(PasetoException::class, PasetoException::FOOTER, $message, $call, $label);
    }

    private static function assertBadParameter(string $message, callable $call, string $label = ''): void
    {
        self::assertThrows(PasetoException::class, PasetoException::BAD_PARAMETER, $message, $call, $label);
    }

    private static function assertNotOpened(callable $call, string $label = ''): void
    {
        self::assertThrows(PaserkException::class, PaserkException::AUTHENTICATION_FAILED, self::NOT_OPENED, $call, $label);
    }

    private static function assertNotPaserk(string $type, callable $call, string $label = ''): void
    {
        self::assertThrows(PaserkException::class, PaserkException::INVALID, "Not a PASERK of type $type", $call, $label);
    }

    /**
     * Text that was changed in every way that must be noticed: cut off anywhere, each of its bits flipped, each bit of what it encodes flipped.
     *
     * @return iterable<string, string> By what was done.
     */
    private static function damaged(string $text): iterable
    {
        for ($length = 0; $length < \strlen($text); ++$length) {
            yield "the first $length bytes" => substr($text, 0, $length);
            yield "without byte $length" => substr_replace($text, '', $length, 1);
        }
        foreach (self::flipped($text) as $bit => $changed) {
            yield "bit $bit of the text" => $changed;
        }
        $parts = explode('.', $text);
        foreach (\array_slice($parts, 2, null, true) as $index => $part) {
            $bytes = HandWrittenPaseto::fromBase64url($part);
            if ($bytes === null || $bytes === '' || $part === 'pie') {
                continue;
            }
            foreach (self::flipped($bytes) as $bit => $changed) {
                yield "bit $bit of part $index" => implode('.', array_replace($parts, [$index => HandWrittenPaseto::base64url($changed)]));
            }
            for ($length = 0; $length < \strlen($bytes); ++$length) {
                yield "$length bytes of part $index" => implode('.', array_replace($parts, [$index => HandWrittenPaseto::base64url(substr($bytes, 0, $length))]));
            }
        }
    }

    /**
     * @return iterable<int, string>
     */
    private static function flipped(string $bytes): iterable
    {
        for ($bit = 0; $bit < 8 * \strlen($bytes); ++$bit) {
            yield $bit => substr_replace($bytes, \chr(\ord($bytes[$bit >> 3]) ^ 1 << ($bit & 7)), $bit >> 3, 1);
        }
    }

    /**
     * The same bytes in other clothes: base64url with padding, stray bits, another alphabet or space in it.
     *
     * @return iterable<string, string> By what was done to the last part.
     */
    private static function disguised(string $text): iterable
    {
        $begin = (int) strrpos($text, '.') + 1;
        $head = substr($text, 0, $begin);
        $last = substr($text, $begin);
        $alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
        $used = [0 => 0, 2 => 4, 3 => 2][\strlen($last) % 4];
        for ($stray = 1; $stray < 1 << $used; ++$stray) {
            yield "stray bits $stray" => $head . substr($last, 0, -1) . $alphabet[(int) strpos($alphabet, $last[-1]) | $stray];
        }
        foreach (['=', '==', '===', ' ', "\n", "\r\n", "\t", "\0", '.', '..', '.AA', 'A', '-', '%3D', "\u{a0}"] as $suffix) {
            yield 'followed by ' . bin2hex($suffix) => $text . $suffix;
        }
        foreach ([' ', "\n", "\0", '.', "\u{feff}"] as $prefix) {
            yield 'after ' . bin2hex($prefix) => $prefix . $text;
        }
        foreach (["\n", ' ', '=', '+', '/', '*', "\0", "\xff", '.'] as $inside) {
            yield 'around ' . bin2hex($inside) => $head . substr($last, 0, 4) . $inside . substr($last, 4);
            yield bin2hex($inside) . ' in place of a byte' => $head . substr($last, 0, 4) . $inside . substr($last, 5);
        }
        if (strpbrk($last, '-_') !== false) {
            yield 'the other alphabet' => $head . strtr($last, '-_', '+/');
        }
    }

    private static function needsSodium(): void
    {
        if (!\extension_loaded('sodium')) {
            self::markTestSkipped('left out: what stands beside ext-sodium, which is not loaded');
        }
    }

    /**
     * The vectors in a file of the shared folder (HIGHPER_VECTORS, or ../shared/vectors beside this checkout).
     *
     * @return array<string, array<string, mixed>> By name.
     */
    private static function vectors(string $file): array
    {
        $path = (getenv('HIGHPER_VECTORS') ?: \dirname(__DIR__, 3) . '/shared/vectors') . "/$file";
        if (!is_file($path)) {
            self::markTestSkipped("left out: the vectors of $file, which are not at hand");
        }
        $tests = json_decode((string) file_get_contents($path), true, 512, JSON_THROW_ON_ERROR)['tests'];

        return array_column($tests, null, 'name');
    }
}
