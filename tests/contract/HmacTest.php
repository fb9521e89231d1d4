<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\MacKey;
use PHPUnit\Framework\TestCase;

/**
 * Hmac: codes at once and in pieces.
 */
class HmacTest extends TestCase
{
    use CryptoAssertions;

    private const ALGORITHMS = [Hash::SHA256 => 32, Hash::SHA384 => 48, Hash::SHA512 => 64];

    private static function key(): MacKey
    {
        return MacKey::fromBytes(self::SECRET);
    }

    public function testFixedCodes(): void
    {
        $codes = [
            Hash::SHA256 => '41ebc19baeedd29e1a4ce03a0054febfc71e90346d10e6be0a2c41c6b202ed62',
            Hash::SHA384 => 'aa424dd0be4af2d019966d62a6e1fb8bb1a649faadb2a5d78b2face6b6332e210b762bf34b93ba9eb8749c5d832a6804',
            Hash::SHA512 => 'abc141a8571b9b9a2a95034e9626e7de8c02caee3b41ddb654e3eff7007c557e201b42102988b7c5dff243e59a65dffe30bb67d5c2a8030debadbcda6e2cc743',
        ];
        foreach ($codes as $algorithm => $code) {
            self::assertSame($code, bin2hex(Hmac::sign('abc', self::key(), $algorithm)), $algorithm);
            self::assertSame($code, bin2hex((new Hmac(self::key(), $algorithm))->update('abc')->finish()), $algorithm);
            self::assertTrue(Hmac::verify(hex2bin($code), 'abc', self::key(), $algorithm), $algorithm);
        }
        self::assertSame($codes[Hash::SHA256], bin2hex(Hmac::sign('abc', self::key())), 'the default');
        self::assertSame($codes[Hash::SHA256], bin2hex((new Hmac(self::key()))->update('abc')->finish()), 'the default');
        self::assertTrue(Hmac::verify(hex2bin($codes[Hash::SHA256]), 'abc', self::key()), 'the default');
        // RFC 4231, 4.2.
        $key = MacKey::fromBytes(str_repeat("\x0b", 20));
        self::assertSame('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7', bin2hex(Hmac::sign('Hi There', $key)));
    }

    public function testAsHashHmacGivesThem(): void
    {
        foreach (array_keys(self::ALGORITHMS) as $algorithm) {
            // Keys that are longer than a block (64 or 128 bytes) are hashed first.
            foreach ([16, 31, 32, 63, 64, 65, 127, 128, 129, 1024] as $keyLength) {
                $bytes = self::bytes($keyLength, 'key');
                $key = MacKey::fromBytes($bytes);
                foreach ([0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000, 100_000] as $length) {
                    $message = self::bytes($length);
                    $code = hash_hmac($algorithm, $message, $bytes, true);
                    $input = "$algorithm, key of $keyLength, message of $length";
                    self::assertSame(bin2hex($code), bin2hex(Hmac::sign($message, $key, $algorithm)), $input);
                    self::assertTrue(Hmac::verify($code, $message, $key, $algorithm), $input);
                }
            }
        }
    }

    public function testPiecesMakeNoDifference(): void
    {
        $message = self::bytes(300);
        foreach (array_keys(self::ALGORITHMS) as $algorithm) {
            $expected = bin2hex(Hmac::sign($message, self::key(), $algorithm));
            for ($cut = 0; $cut <= 300; ++$cut) {
                $hmac = new Hmac(self::key(), $algorithm);
                self::assertSame($hmac, $hmac->update(substr($message, 0, $cut)));
                self::assertSame($expected, bin2hex($hmac->update('')->update(substr($message, $cut))->finish()), "$algorithm, cut at $cut");
            }
            self::assertSame(bin2hex(Hmac::sign('', self::key(), $algorithm)), bin2hex((new Hmac(self::key(), $algorithm))->finish()), $algorithm);
        }
    }

    public function testEveryChangeIsFalse(): void
    {
        foreach (array_keys(self::ALGORITHMS) as $algorithm) {
            $code = Hmac::sign('a message', self::key(), $algorithm);
            foreach (self::flips($code) as $flip => $bad) {
                self::assertFalse(Hmac::verify($bad, 'a message', self::key(), $algorithm), "$algorithm, $flip");
            }
            foreach (self::truncations($code) as $cut => $bad) {
                self::assertFalse(Hmac::verify($bad, 'a message', self::key(), $algorithm), "$algorithm, $cut");
            }
            foreach (["$code\0", "\0$code", $code . $code, bin2hex($code), str_repeat("\0", \strlen($code)), str_repeat('x', 100_000)] as $index => $bad) {
                self::assertFalse(Hmac::verify($bad, 'a message', self::key(), $algorithm), "$algorithm, $index");
            }
            foreach (self::flips('a message') as $flip => $bad) {
                self::assertFalse(Hmac::verify($code, $bad, self::key(), $algorithm), "$algorithm, message: $flip");
            }
            foreach (self::flips(self::SECRET) as $flip => $bad) {
                self::assertFalse(Hmac::verify($code, 'a message', MacKey::fromBytes($bad), $algorithm), "$algorithm, key: $flip");
            }
            foreach (array_keys(self::ALGORITHMS) as $other) {
                self::assertSame($other === $algorithm, Hmac::verify($code, 'a message', self::key(), $other), "$algorithm as $other");
            }
            self::assertTrue(Hmac::verify($code, 'a message', self::key(), $algorithm), $algorithm);
        }
    }

    public function testAfterTheEnd(): void
    {
        foreach (array_keys(self::ALGORITHMS) as $algorithm) {
            $hmac = new Hmac(self::key(), $algorithm);
            $hmac->update('m')->finish();
            foreach ([static fn (): string => $hmac->finish(), static fn (): Hmac => $hmac->update('m'), static fn (): Hmac => $hmac->update('')] as $call) {
                self::assertFault(CryptoException::STREAM_FINISHED, 'The digest is finished: begin a new one', $call, $algorithm);
            }
        }
    }

    public function testUnknownAlgorithms(): void
    {
        foreach (['', 'md5', 'sha1', 'SHA256', 'sha256 ', "sha256\0", 'blake2b', 'blake3', 'xxh3', 'crc32c', "\xff"] as $name) {
            $message = "Unknown algorithm '$name': Hmac has sha256, sha384 and sha512";
            foreach ([
                static fn (): Hmac => new Hmac(self::key(), $name), static fn (): string => Hmac::sign('m', self::key(), $name), static fn (): bool => Hmac::verify('c', 'm', self::key(), $name),
            ] as $call) {
                self::assertFault(CryptoException::BAD_PARAMETER, $message, $call, $name);
            }
        }
    }
}
