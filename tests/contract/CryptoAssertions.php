<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * What the tables of the cryptography tests have in common.
 */
trait CryptoAssertions
{
    /** A key or seed of 32 bytes, printable so that a dump that holds it can be recognized. */
    private const SECRET = 'sEcReT+key-of-32-bytes_in_ASCII!';
    private const UNAUTHENTIC = 'The message does not authenticate: it was changed or cut off, or the key or the associated data is another one';
    private const NOT_HEX = 'Not hex: an even number of digits 0-9, a-f or A-F is expected';
    private const NOT_BASE64URL = 'Not base64url: A-Z, a-z, 0-9, - and _ without padding are expected';
    private const FINISHED = 'The stream is finished: begin a new one';

    /**
     * Checks that a call throws a CryptoException with this code and message, and that PHP does not say something besides.
     *
     * @param callable(): mixed $call
     */
    private static function assertFault(int $code, string $message, callable $call, string $input = ''): void
    {
        set_error_handler(static function (int $level, string $text): bool {
            return (error_reporting() & $level) === 0 ? true : throw new \ErrorException($text, 0, $level);
        });
        $exception = null;
        try {
            $call();
        } catch (CryptoException $exception) {
        } finally {
            restore_error_handler();
        }
        self::assertNotNull($exception, "nothing was refused: $input, $message");
        self::assertSame($message, $exception->getMessage(), "input: $input");
        self::assertSame($code, $exception->getCode(), "input: $input, $message");
    }

    /**
     * Checks that a message is refused in the one way in which messages are refused.
     *
     * @param callable(): mixed $call
     */
    private static function assertUnauthentic(callable $call, string $input = ''): void
    {
        self::assertFault(CryptoException::AUTHENTICATION_FAILED, self::UNAUTHENTIC, $call, $input);
    }

    /**
     * Checks that a call is refused because of an argument's type, in these words if they are given.
     *
     * @param callable(): mixed $call
     */
    private static function assertTypeError(callable $call, ?string $message = null, string $input = ''): void
    {
        try {
            $call();
        } catch (\TypeError $error) {
            self::assertSame($message ?? $error->getMessage(), $error->getMessage(), "input: $input");

            return;
        }
        self::fail("nothing was refused: $input, $message");
    }

    /**
     * Checks that a text holds a secret neither as it is nor in hex or base64.
     */
    private static function assertHidden(string $text, string $secret, string $where): void
    {
        $forms = [$secret, bin2hex($secret), strtoupper(bin2hex($secret)), rtrim(base64_encode($secret), '='), rtrim(strtr(base64_encode($secret), '+/', '-_'), '=')];
        foreach ($forms as $form) {
            // The beginning tells as much, and a dump may cut the rest off.
            self::assertFalse(str_contains($text, substr($form, 0, 12)), "$where shows a secret");
        }
    }

    /**
     * Every beginning of a text that is shorter than it.
     *
     * @return iterable<string, string>
     */
    private static function truncations(string $bytes): iterable
    {
        for ($length = \strlen($bytes) - 1; $length >= 0; --$length) {
            yield "cut to $length bytes" => substr($bytes, 0, $length);
        }
    }

    /**
     * A text with each of its bits changed in turn.
     *
     * @return iterable<string, string>
     */
    private static function flips(string $bytes): iterable
    {
        for ($index = 0, $length = \strlen($bytes); $index < $length; ++$index) {
            for ($bit = 0; $bit < 8; ++$bit) {
                $changed = $bytes;
                $changed[$index] = \chr(\ord($bytes[$index]) ^ 1 << $bit);
                yield "bit $bit of byte $index" => $changed;
            }
        }
    }

    /**
     * Bytes that look random and are the same in every run.
     */
    private static function bytes(int $length, string $seed = ''): string
    {
        $bytes = '';
        for ($number = 0; \strlen($bytes) < $length; ++$number) {
            $bytes .= hash('sha512', "$seed/$number", true);
        }

        return substr($bytes, 0, $length);
    }

    /**
     * A stream in memory that stands at its beginning.
     *
     * @return resource
     */
    private static function stream(string $bytes = '')
    {
        $stream = fopen('php://memory', 'w+');
        \assert(\is_resource($stream));
        fwrite($stream, $bytes);
        rewind($stream);

        return $stream;
    }

    /**
     * All that a stream holds, wherever it stands.
     *
     * @param resource $stream
     */
    private static function written($stream): string
    {
        rewind($stream);

        return (string) stream_get_contents($stream);
    }

    /**
     * Leaves a test out, by the name of what it compares with, where PHP lacks that.
     */
    private static function need(string $extension): void
    {
        if (!\extension_loaded($extension)) {
            self::markTestSkipped("left out: comparison with ext-$extension, which is not loaded");
        }
    }
}
