<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Password;
use PHPUnit\Framework\TestCase;

/**
 * Password: hashes of passwords, and those that others made. The costs are far below what passwords deserve, to be fast.
 */
class PasswordTest extends TestCase
{
    use CryptoAssertions;

    /** Of 'password', as password_hash() of PHP 8.4 made them. */
    private const ARGON2ID = '$argon2id$v=19$m=32,t=2,p=1$dGNpdGgyZVQuYTBCMVB1Lw$Ua74R+o+Su7olwNp2k+qQGDsUF3LcRKIyvhR8lBc1rg';
    private const TWO_LANES = '$argon2id$v=19$m=32,t=2,p=2$RUs2MWNMZGJpRy80UlpLUg$MZWX2Oxra6NlvNirlciEqS7jW1ajYBmNp2qx0SL9+zg';
    private const ARGON2I = '$argon2i$v=19$m=32,t=3,p=1$UlB6UzBHY3RpSVRMRGpBZw$EE4QOklaGP3VKxbpFZy7lJ7gCuFBToGYvHyzyHCx32o';
    private const BCRYPT = '$2y$04$kIBs4BHsowXpolYtf23viOmQclDoANQ.hS23YI/CaogLMJ/Ihw4Ly';

    /** Of 'password', by crypt() in its other ways: what password_verify() accepts and this does not. */
    private const CRYPT = [
        '$6$rounds=1000$saltsalt$Z/J9iYO1iE9xnr8JPQL57ZWsVRtVjrUv3CiWc/wKWseqXgSqn3HFYJ/Ng7YXa8XlLj.wpdAwHOJJzuGFqBBRa0',
        '$5$rounds=1000$saltsalt$azOwbpkvuuBKkE82dQPwTsQE8JyT9Fflpr9aKid3aT9', '$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/', 'abJnggxhB/yWI', '_J9..rasmEedsvB6g8/6',
    ];

    public function testHashesAreInTheirForm(): void
    {
        self::assertSame([65536, 4], [Password::MEMORY_COST, Password::TIME_COST]);
        foreach ([[8, 1], [9, 1], [100, 3], [1024, 1], [8, 64]] as [$memory, $passes]) {
            $hash = Password::hash('password', $memory, $passes);
            self::assertMatchesRegularExpression("~^\\\$argon2id\\\$v=19\\\$m=$memory,t=$passes,p=1\\\$[A-Za-z0-9+/]{22}\\\$[A-Za-z0-9+/]{43}\$~D", $hash);
            self::assertTrue(Password::verify('password', $hash), $hash);
            self::assertFalse(Password::verify('passworD', $hash), $hash);
            self::assertNotSame($hash, Password::hash('password', $memory, $passes), 'the salt is new');
        }
    }

    public function testPasswordsOfAllKinds(): void
    {
        $passwords = ['', 'p', "\0", "a\0b", "a\0c", 'a', "\xff\xfe", 'пароль', self::bytes(72), self::bytes(73), self::bytes(100_000)];
        foreach ($passwords as $index => $password) {
            $hash = Password::hash($password, 8, 1);
            foreach ($passwords as $other => $given) {
                self::assertSame($index === $other, Password::verify($given, $hash), "password $other for that of $index");
            }
        }
    }

    public function testFixedHashes(): void
    {
        foreach ([self::ARGON2ID, self::TWO_LANES, self::ARGON2I, self::BCRYPT] as $hash) {
            self::assertTrue(Password::verify('password', $hash), $hash);
            foreach (['', 'passwor', 'Password', "password\0", "password\0x", ' password', 'password '] as $wrong) {
                // What bcrypt makes of a NUL byte is PHP's affair.
                if ($hash !== self::BCRYPT || !str_contains($wrong, "\0")) {
                    self::assertFalse(Password::verify($wrong, $hash), "$hash: $wrong");
                }
            }
        }
    }

    public function testEveryChangeOfAHashIsFalse(): void
    {
        $hash = Password::hash('password', 8, 1);
        foreach (self::flips($hash) as $flip => $bad) {
            self::assertFalse(Password::verify('password', $bad), "$hash, $flip: $bad");
        }
        foreach (self::truncations($hash) as $cut => $bad) {
            self::assertFalse(Password::verify('password', $bad), "$hash, $cut");
        }
        foreach (["$hash ", " $hash", "$hash\0", "$hash\n", "$hash=", $hash . 'AAAA', strtoupper($hash), $hash . $hash] as $bad) {
            self::assertFalse(Password::verify('password', $bad), $bad);
        }
    }

    public function testWhatIsNoHashIsFalse(): void
    {
        $salt = 'dGNpdGgyZVQuYTBCMVB1Lw';
        $digest = 'Ua74R+o+Su7olwNp2k+qQGDsUF3LcRKIyvhR8lBc1rg';
        $bad = [
            '', '$', '$$', 'password', '*0', '*1', '$argon2', '$argon2id', '$argon2id$', '$argon2id$$', '$argon2id$v=19$m=32,t=2,p=1', '$argon2id$v=19$m=32,t=2,p=1$', '$argon2id$v=19$m=32,t=2,p=1$$',
            "\$argon2id\$v=19\$m=32,t=2,p=1\$\$$digest", "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt\$", "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt", "\$argon2d\$v=19\$m=32,t=2,p=1\$$salt\$$digest",
            "\$argon2\$v=19\$m=32,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=20\$m=32,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=0\$m=32,t=2,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$t=2,m=32,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=2\$$salt\$$digest", "\$argon2id\$v=19\$m=032,t=2,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$m=+32,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=-2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32, t=2,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$m=0,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=7,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=0,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=2,p=0\$$salt\$$digest",
            "\$argon2id\$v=19\$m=15,t=2,p=2\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt==\$$digest", "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt\$$digest=",
            // The same bits, but for those that are left over.
            '$argon2id$v=19$m=32,t=2,p=1$dGNpdGgyZVQuYTBCMVB1Lx$' . $digest, "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt\$" . substr($digest, 0, -1) . 'h',
            // Past what this machine has to grant to a string: 4 GiB, 64 passes, 64 lanes.
            "\$argon2id\$v=19\$m=4194305,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=4294967295,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=4294967328,t=2,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$m=99999999999999999999,t=2,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=65,p=1\$$salt\$$digest", "\$argon2id\$v=19\$m=32,t=4294967295,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$m=32,t=4294967298,p=1\$$salt\$$digest", "\$argon2i\$v=19\$m=32,t=65,p=1\$$salt\$$digest", "\$argon2i\$v=19\$m=4194305,t=3,p=1\$$salt\$$digest",
            "\$argon2id\$v=19\$m=1024,t=2,p=65\$$salt\$$digest", "\$argon2id\$v=19\$m=1024,t=2,p=16777216\$$salt\$$digest", "\$argon2id\$v=19\$m=1024,t=2,p=4294967297\$$salt\$$digest",
            '$2y$', '$2y$04$', '$2y$04$short', '$2y$99$kIBs4BHsowXpolYtf23viOmQclDoANQ.hS23YI/CaogLMJ/Ihw4Ly', '$2z$04$kIBs4BHsowXpolYtf23viOmQclDoANQ.hS23YI/CaogLMJ/Ihw4Ly', substr(self::BCRYPT, 0, -1),
            str_repeat('$', 100_000), '$argon2id$' . str_repeat('a', 100_000), ...self::CRYPT,
        ];
        foreach ($bad as $hash) {
            self::assertFalse(Password::verify('password', $hash), substr($hash, 0, 200));
            self::assertFalse(Password::verify('', $hash), substr($hash, 0, 200));
        }
    }

    public function testBothWaysWithPasswordHash(): void
    {
        if (!\in_array('argon2id', password_algos(), true)) {
            self::markTestSkipped('left out: comparison with password_hash(), which has no Argon2 here');
        }
        foreach (['password', '', self::bytes(200), 'пароль'] as $password) {
            $hash = Password::hash($password, 32, 2);
            self::assertTrue(password_verify($password, $hash), $hash);
            self::assertFalse(password_verify("$password.", $hash), $hash);
            self::assertSame(['memory_cost' => 32, 'time_cost' => 2, 'threads' => 1], password_get_info($hash)['options']);
            self::assertFalse(password_needs_rehash($hash, PASSWORD_ARGON2ID, ['memory_cost' => 32, 'time_cost' => 2, 'threads' => 1]));
            foreach ([[8, 1], [64, 3]] as [$memory, $passes]) {
                $options = ['memory_cost' => $memory, 'time_cost' => $passes, 'threads' => 1];
                $hash = password_hash($password, PASSWORD_ARGON2ID, $options);
                self::assertTrue(Password::verify($password, $hash), $hash);
                self::assertFalse(Password::verify("$password.", $hash), $hash);
                if (\in_array('argon2i', password_algos(), true)) {
                    $hash = password_hash($password, PASSWORD_ARGON2I, $options);
                    self::assertTrue(Password::verify($password, $hash), $hash);
                    self::assertFalse(Password::verify("$password.", $hash), $hash);
                }
            }
        }
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        $hash = Password::hash('password', 32, 2);
        self::assertTrue(sodium_crypto_pwhash_str_verify($hash, 'password'));
        self::assertFalse(sodium_crypto_pwhash_str_verify($hash, 'passworD'));
        $hash = sodium_crypto_pwhash_str('password', 1, 8192);
        self::assertTrue(Password::verify('password', $hash), $hash);
        self::assertFalse(Password::verify('passworD', $hash), $hash);
    }

    public function testBcryptIsAsPasswordVerifyHasIt(): void
    {
        foreach (['password', '', 'пароль', str_repeat('a', 71), str_repeat('a', 72), str_repeat('a', 73), str_repeat('b', 200)] as $password) {
            $hash = password_hash($password, PASSWORD_BCRYPT, ['cost' => 4]);
            self::assertTrue(Password::verify($password, $hash), $hash);
            foreach ([$password, "$password\0", "$password\0x", "$password.", substr($password, 0, -1), str_repeat('a', 72), str_repeat('a', 80)] as $given) {
                self::assertSame(password_verify($given, $hash), Password::verify($given, $hash), "$hash, " . bin2hex($given));
            }
        }
        foreach (self::truncations(self::BCRYPT) as $cut => $bad) {
            self::assertFalse(Password::verify('password', $bad), $cut);
        }
    }

    public function testNeedsRehash(): void
    {
        $table = [
            [self::ARGON2ID, 32, 2, false], [self::ARGON2ID, 31, 2, true], [self::ARGON2ID, 33, 2, true], [self::ARGON2ID, 32, 1, true], [self::ARGON2ID, 32, 3, true], [self::ARGON2ID, 2, 32, true],
            [self::TWO_LANES, 32, 2, true], [self::ARGON2I, 32, 3, true], [self::ARGON2I, 32, 2, true], [self::BCRYPT, 32, 2, true], [self::CRYPT[0], 32, 2, true], ['', 32, 2, true], ['password', 32, 2, true],
            ['$argon2id$', 32, 2, true], [str_replace('v=19', 'v=16', self::ARGON2ID), 32, 2, true], [str_repeat('$', 10_000), 32, 2, true],
        ];
        foreach ($table as [$hash, $memory, $passes, $expected]) {
            self::assertSame($expected, Password::needsRehash($hash, $memory, $passes), "$hash for $memory KiB and $passes passes");
        }
        // Salt and hash, in base64: what password_verify() could not read is no hash.
        $whole = str_repeat('A', 43);
        $table = [
            ['AAAAAAAAAAA', $whole, false], ['c29tZXNhbHQ', $whole, false], ['+/+/+/+/+/8', $whole, false], [str_repeat('A', 22), $whole, false], [str_repeat('A', 23), $whole, false],
            [str_repeat('A', 24), $whole, false], [str_repeat('A', 200), $whole, false],
            ['A', $whole, true], ['AAAA', $whole, true], ['AAAAAAAAAA', $whole, true], [str_repeat('A', 13), $whole, true], [str_repeat('A', 25), $whole, true], ['AAAAAAAAAAB', $whole, true],
            ['AAAAAAAAAAC', $whole, true], [str_repeat('A', 21) . 'B', $whole, true], [str_repeat('A', 21) . 'I', $whole, true], ['AAAAAAAAAAA=', $whole, true], ['-_-_-_-_-_8', $whole, true],
            ['AAAAA AAAAAA', $whole, true], ["AAAAAAAAAAA\n", $whole, true], ['', $whole, true], ["AAAAAAAAAAA\0", $whole, true],
            ['AAAAAAAAAAA', 'AAAAAA', false], ['AAAAAAAAAAA', 'AAAAAAA', false], ['AAAAAAAAAAA', str_repeat('A', 86), false],
            ['AAAAAAAAAAA', '', true], ['AAAAAAAAAAA', 'A', true], ['AAAAAAAAAAA', 'AAAA', true], ['AAAAAAAAAAA', 'AAAAA', true], ['AAAAAAAAAAA', 'AAAAAB', true], ['AAAAAAAAAAA', 'AAAAAAB', true],
            ['AAAAAAAAAAA', str_repeat('A', 41), true], ['AAAAAAAAAAA', str_repeat('A', 42) . 'B', true], ['AAAAAAAAAAA', "$whole=", true], ['AAAAAAAAAAA', "$whole\n", true], ['AAAAAAAAAAA', "$whole\$AAAA", true],
        ];
        foreach ($table as [$salt, $tag, $expected]) {
            $hash = "\$argon2id\$v=19\$m=32,t=2,p=1\$$salt\$$tag";
            self::assertSame($expected, Password::needsRehash($hash, 32, 2), $hash);
            if ($expected) {
                self::assertFalse(Password::verify('p', $hash), $hash);
            }
        }
        self::assertFalse(Password::needsRehash(Password::hash('p', 8, 1), 8, 1));
        self::assertTrue(Password::needsRehash(Password::hash('p', 8, 1)), 'the defaults');
        self::assertFalse(Password::needsRehash(str_replace('m=32,t=2', 'm=65536,t=4', self::ARGON2ID)), 'the defaults');
    }

    public function testParameters(): void
    {
        foreach ([PHP_INT_MIN, -1, 0, 7, 4_194_305, PHP_INT_MAX] as $memory) {
            $message = "The memory cost must be 8 to 4194304 KiB, $memory given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Password::hash('p', $memory, 1));
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Password::hash('p', $memory, 0));
        }
        foreach ([PHP_INT_MIN, -1, 0, 65, PHP_INT_MAX] as $passes) {
            $message = "The time cost must be 1 to 64 passes, $passes given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Password::hash('p', 8, $passes));
        }
    }
}
