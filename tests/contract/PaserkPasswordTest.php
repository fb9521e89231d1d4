<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * Keys wrapped with passwords (k4.local-pw, k4.secret-pw), and the limits that hold before Argon2 runs.
 */
class PaserkPasswordTest extends TestCase
{
    use PasetoAssertions;

    /** The other keys, with the password `pass word`, 8 KiB and one pass. Made by HandWrittenPaseto. */
    private const LOCAL_PW = 'k4.local-pw.eDd7UldXtJRCf4kBT5fXmQAAAAAAACAAAAAAAQAAAAF4N3tSV1e0lEJ_iQFPl9eZKPOTjRTrUeKisoNh1d4HOShFnA4nCsyy90HhFM4UIvVzyTzX8Cn9UD2R0mrAxO0vSEjgkJ2gIOWiHhSZlMT6qLIujBPgMBVB';
    private const SECRET_PW = 'k4.secret-pw.eDd7UldXtJRCf4kBT5fXmQAAAAAAACAAAAAAAQAAAAF4N3tSV1e0lEJ_iQFPl9eZKPOTjRTrUeLZIZAyEeTOoj9KrmH_OtRyHoeOhV5hSzdhVZVcdK4SEuAT9a-jMLiO50ig8YY6mkptQCkTyedQrwHD-dkZ5G3daHUQXpOIpqtapjZC4Q0N4YhwFelcC2RINptspqxgTn8';

    /**
     * A PASERK of the right length that asks for what it likes; nothing in it is authentic.
     *
     * @param int $memory In bytes; negative for what has its highest bit set.
     */
    private static function asking(string $type, int $memory, int $passes, int $parallelism = 1): string
    {
        $bytes = str_repeat('s', 16) . pack('JNN', $memory, $passes, $parallelism) . str_repeat('n', 24) . str_repeat('k', $type === 'local' ? 32 : 64) . str_repeat('t', 32);

        return "k4.$type-pw." . HandWrittenPaseto::base64url($bytes);
    }

    private static function assertLimited(string $message, callable $call, string $label): void
    {
        self::assertThrows(PaserkException::class, PaserkException::LIMIT, $message, $call, $label);
    }

    public function testFixedKeysAreUnwrapped(): void
    {
        self::assertTrue(self::localKey(self::OTHER_LOCAL)->equals(LocalKey::unwrapWithPassword(self::LOCAL_PW, 'pass word')));
        self::assertTrue(self::secretKey(self::OTHER_SEED)->equals(SecretKey::unwrapWithPassword(self::SECRET_PW, 'pass word')));
        // What is asked for is granted exactly.
        self::assertTrue(self::localKey(self::OTHER_LOCAL)->equals(LocalKey::unwrapWithPassword(self::LOCAL_PW, 'pass word', 8192, 1)));
        self::assertTrue(self::secretKey(self::OTHER_SEED)->equals(SecretKey::unwrapWithPassword(self::SECRET_PW, 'pass word', 8192, 1)));
    }

    public function testThereAndBack(): void
    {
        $seen = [];
        foreach (['p', '', "a\0b", "\xff\xfe", "p\u{e4}ss", str_repeat('long', 500)] as $password) {
            foreach ([[8192, 1], [9216, 2], [65536, 3]] as [$memory, $passes]) {
                $seen[] = $paserk = self::localKey()->wrapWithPassword($password, $memory, $passes);
                self::assertMatchesRegularExpression('~^k4\.local-pw\.[A-Za-z0-9_-]{160}\z~', $paserk);
                self::assertSame(pack('JNN', $memory, $passes, 1), substr((string) HandWrittenPaseto::fromBase64url(substr($paserk, 12)), 16, 16));
                self::assertTrue(self::localKey()->equals(LocalKey::unwrapWithPassword($paserk, $password)), bin2hex($password));
                $seen[] = $paserk = self::secretKey()->wrapWithPassword($password, $memory, $passes);
                self::assertMatchesRegularExpression('~^k4\.secret-pw\.[A-Za-z0-9_-]{203}\z~', $paserk);
                self::assertTrue(self::secretKey()->equals(SecretKey::unwrapWithPassword($paserk, $password)), bin2hex($password));
                foreach (["$password ", "x$password", strrev("a$password"), "$password\0"] as $other) {
                    self::assertNotOpened(static fn () => SecretKey::unwrapWithPassword($paserk, $other), bin2hex($other));
                }
            }
        }
        self::assertSame($seen, array_values(array_unique($seen)));
        self::assertNotSame(self::localKey()->wrapWithPassword('p', 8192, 1), self::localKey()->wrapWithPassword('p', 8192, 1));
    }

    public function testInteroperation(): void
    {
        self::needsSodium();
        foreach (['p', "a\0b", str_repeat('x', 300)] as $password) {
            foreach ([[8192, 1], [131072, 2], [1048576, 4]] as [$memory, $passes]) {
                $local = LocalKey::generate();
                $secret = SecretKey::generate();
                self::assertSame($local->reveal(), HandWrittenPaseto::unwrapWithPassword('local', $local->wrapWithPassword($password, $memory, $passes), $password));
                self::assertSame($secret->reveal(), HandWrittenPaseto::unwrapWithPassword('secret', $secret->wrapWithPassword($password, $memory, $passes), $password));
                self::assertTrue($local->equals(LocalKey::unwrapWithPassword(HandWrittenPaseto::wrapWithPassword('local', $local->reveal(), $password, $memory, $passes), $password)));
                self::assertTrue($secret->equals(SecretKey::unwrapWithPassword(HandWrittenPaseto::wrapWithPassword('secret', $secret->reveal(), $password, $memory, $passes), $password)));
            }
        }
    }

    public function testTheDefaultCost(): void
    {
        $paserk = self::localKey()->wrapWithPassword('p');
        self::assertSame(pack('JNN', 67108864, 2, 1), substr((string) HandWrittenPaseto::fromBase64url(substr($paserk, 12)), 16, 16));
        self::assertTrue(self::localKey()->equals(LocalKey::unwrapWithPassword($paserk, 'p', maxMemory: 67108864, maxPasses: 2)));
        self::assertLimited('The PASERK asks for 67108864 bytes of memory, 67108863 are granted', static fn () => LocalKey::unwrapWithPassword($paserk, 'p', 67108863), 'a byte less');
        self::assertLimited('The PASERK asks for 2 passes, 1 are granted', static fn () => LocalKey::unwrapWithPassword($paserk, 'p', maxPasses: 1), 'a pass less');
    }

    public function testCostsThatAreRefused(): void
    {
        foreach ([[self::localKey(), 'local'], [self::secretKey(), 'secret']] as [$key]) {
            foreach ([0, -1, -8192, 1024, 8191, 8193, 9000, 67108865, 4294967297, 4294968320, 8589934592, PHP_INT_MAX, PHP_INT_MIN] as $memory) {
                foreach ([1, 0] as $passes) {
                    $message = "The memory must be a multiple of 1024 from 8192 to 4294967296, $memory given";
                    $call = static fn () => $key->wrapWithPassword('p', $memory, $passes);
                    self::assertThrows(PaserkException::class, PaserkException::BAD_PARAMETER, $message, $call);
                }
            }
            foreach ([0, -1, 65, 4294967297, PHP_INT_MAX, PHP_INT_MIN] as $passes) {
                $message = "The passes must be 1 to 64, $passes given";
                self::assertThrows(PaserkException::class, PaserkException::BAD_PARAMETER, $message, static fn () => $key->wrapWithPassword('p', 8192, $passes));
            }
            self::assertTrue($key->equals($key::unwrapWithPassword($key->wrapWithPassword('p', 8192, 64), 'p', maxPasses: 64)));
        }
    }

    /**
     * Nothing of this may take memory or time: with the least of it Argon2 would need minutes.
     */
    public function testLimitsHoldBeforeArgon2Runs(): void
    {
        $table = [
            [4294967296, 1, [], 'The PASERK asks for 4294967296 bytes of memory, 268435456 are granted'],
            [268436480, 1, [], 'The PASERK asks for 268436480 bytes of memory, 268435456 are granted'],
            [268435457, 1, [], 'The PASERK asks for 268435457 bytes of memory, 268435456 are granted'],
            [PHP_INT_MAX, 1, [], 'The PASERK asks for 9223372036854775807 bytes of memory, 268435456 are granted'],
            [-1, 1, [], 'The PASERK asks for 18446744073709551615 bytes of memory, 268435456 are granted'],
            [PHP_INT_MIN, 1, [], 'The PASERK asks for 9223372036854775808 bytes of memory, 268435456 are granted'],
            [-1, 1, ['maxMemory' => PHP_INT_MAX], 'The PASERK asks for 18446744073709551615 bytes of memory, 9223372036854775807 are granted'],
            [16384, 1, ['maxMemory' => 16383], 'The PASERK asks for 16384 bytes of memory, 16383 are granted'],
            [8192, 9, [], 'The PASERK asks for 9 passes, 8 are granted'],
            [8192, 4294967295, [], 'The PASERK asks for 4294967295 passes, 8 are granted'],
            [8192, 2147483648, ['maxPasses' => 2147483647], 'The PASERK asks for 2147483648 passes, 2147483647 are granted'],
            [8192, 2, ['maxPasses' => 1], 'The PASERK asks for 2 passes, 1 are granted'],
            [8192, 1, ['maxMemory' => 0], 'The PASERK asks for 8192 bytes of memory, 0 are granted'],
            [8192, 1, ['maxPasses' => 0], 'The PASERK asks for 1 passes, 0 are granted'],
            // Memory goes first, and both before the rest.
            [4294967296, 4294967295, [], 'The PASERK asks for 4294967296 bytes of memory, 268435456 are granted'],
            [0, 9, [], 'The PASERK asks for 9 passes, 8 are granted'],
            [1000, 9, [], 'The PASERK asks for 9 passes, 8 are granted'],
        ];
        foreach (['local' => LocalKey::class, 'secret' => SecretKey::class] as $type => $class) {
            foreach ($table as [$memory, $passes, $limits, $message]) {
                foreach ([1, 0, 4, 4294967295] as $parallelism) {
                    $call = static fn () => $class::unwrapWithPassword(self::asking($type, $memory, $passes, $parallelism), 'p', ...$limits);
                    self::assertLimited($message, $call, "$type, parallelism $parallelism");
                }
            }
        }
    }

    public function testLimitsBelowZeroGrantNothing(): void
    {
        foreach ([['maxMemory' => -1], ['maxMemory' => PHP_INT_MIN], ['maxPasses' => -1], ['maxPasses' => PHP_INT_MIN], ['maxPasses' => -4294967295], ['maxMemory' => -1, 'maxPasses' => -1]] as $limits) {
            $message = 'The PASERK asks for ' . (isset($limits['maxMemory']) ? '8192 bytes of memory' : '1 passes') . ', 0 are granted';
            self::assertLimited($message, static fn () => LocalKey::unwrapWithPassword(self::LOCAL_PW, 'pass word', ...$limits), (string) json_encode($limits));
            self::assertLimited($message, static fn () => SecretKey::unwrapWithPassword(self::SECRET_PW, 'pass word', ...$limits), (string) json_encode($limits));
        }
        // More than any PASERK can ask for is no matter either.
        self::assertTrue(self::localKey(self::OTHER_LOCAL)->equals(LocalKey::unwrapWithPassword(self::LOCAL_PW, 'pass word', PHP_INT_MAX, PHP_INT_MAX)));
        self::assertTrue(self::localKey(self::OTHER_LOCAL)->equals(LocalKey::unwrapWithPassword(self::LOCAL_PW, 'pass word', 8192, 4294967296)));
    }

    public function testWhatArgon2IsNotAskedFor(): void
    {
        $table = [[0, 1, 1], [1024, 1, 1], [7168, 1, 1], [8191, 1, 1], [8193, 1, 1], [10000, 1, 1], [268435455, 1, 1], [8192, 0, 1], [8192, 1, 0], [8192, 1, 2], [8192, 1, 255], [8192, 1, 4294967295], [0, 0, 0]];
        foreach (['local' => LocalKey::class, 'secret' => SecretKey::class] as $type => $class) {
            foreach ($table as [$memory, $passes, $parallelism]) {
                self::assertNotOpened(static fn () => $class::unwrapWithPassword(self::asking($type, $memory, $passes, $parallelism), 'p'), "$memory, $passes, $parallelism");
            }
            self::assertNotOpened(static fn () => $class::unwrapWithPassword(self::asking($type, 8192, 1), 'p'), 'a tag that is wrong');
        }
    }

    public function testTheFormIsLookedAtBeforeTheLimits(): void
    {
        $huge = self::asking('local', 4294967296, 1);
        $table = [
            '', 'hello', 'k4.local-pw.', 'k4.local-pw', 'k4.local-pw.AAAA', substr($huge, 0, -1), substr($huge, 0, -4), $huge . 'AAAA', "$huge=",
            "$huge\n", " $huge", "$huge.", str_replace('c3', 'c+', $huge),
            'k3' . substr($huge, 2), 'k2' . substr($huge, 2), 'K4' . substr($huge, 2), str_replace('local', 'secret', $huge),
            self::asking('secret', 4294967296, 1),
            str_replace('secret', 'local', self::asking('secret', 4294967296, 1)), self::localKey()->toPaserk(), 'k4.local-pw.' . str_repeat('A', 10 << 20),
        ];
        foreach ($table as $paserk) {
            self::assertNotOpened(static fn () => LocalKey::unwrapWithPassword($paserk, 'p'), substr($paserk, 0, 300));
        }
        $table = [substr(self::asking('secret', 4294967296, 1), 0, -4), $huge, str_replace('local', 'secret', $huge), self::secretKey()->toPaserk()];
        foreach ($table as $paserk) {
            self::assertNotOpened(static fn () => SecretKey::unwrapWithPassword($paserk, 'p'), $paserk);
        }
    }

    public function testEveryDamage(): void
    {
        foreach ([[self::LOCAL_PW, LocalKey::class], [self::SECRET_PW, SecretKey::class]] as [$paserk, $class]) {
            foreach ([self::damaged($paserk), self::disguised($paserk)] as $changes) {
                foreach ($changes as $label => $changed) {
                    try {
                        // Where more is asked for by the change, the limit says so; it is set to what was asked for.
                        $class::unwrapWithPassword($changed, 'pass word', 8192, 1);
                        self::fail("$label is taken: $changed");
                    } catch (PaserkException $exception) {
                        $code = $exception->getCode();
                        self::assertContains($code, [PaserkException::AUTHENTICATION_FAILED, PaserkException::LIMIT], "$label: $changed");
                        if ($code === PaserkException::LIMIT) {
                            self::assertMatchesRegularExpression('~^The PASERK asks for \d+ (bytes of memory, 8192|passes, 1) are granted$~', $exception->getMessage());
                        } else {
                            self::assertSame(self::NOT_OPENED, $exception->getMessage(), "$label: $changed");
                        }
                    }
                }
            }
        }
    }

    public function testWhatIsAuthenticButNoKey(): void
    {
        self::needsSodium();
        $secret = self::secretKey()->reveal();
        foreach ([str_repeat('k', 64), strrev($secret), substr($secret, 0, 32) . str_repeat("\0", 32)] as $index => $bytes) {
            $paserk = HandWrittenPaseto::wrapWithPassword('secret', $bytes, 'p', 8192, 1);
            self::assertNotOpened(static fn () => SecretKey::unwrapWithPassword($paserk, 'p'), "case $index");
        }
        foreach ([0, 2, 256] as $lanes) {
            $paserk = HandWrittenPaseto::wrapWithPassword('secret', $secret, 'p', 8192, 1, $lanes);
            self::assertNotOpened(static fn () => SecretKey::unwrapWithPassword($paserk, 'p'), "$lanes lanes, with a tag that fits one");
        }
        foreach (['', str_repeat('k', 31), str_repeat('k', 33)] as $bytes) {
            $paserk = HandWrittenPaseto::wrapWithPassword('local', $bytes, 'p', 8192, 1);
            self::assertNotOpened(static fn () => LocalKey::unwrapWithPassword($paserk, 'p'), (string) \strlen($bytes));
        }
    }
}
