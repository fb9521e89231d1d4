<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * Kdf: keys from keys and from passwords.
 */
class KdfTest extends TestCase
{
    use CryptoAssertions;

    private const ALGORITHMS = [Hash::SHA256 => 32, Hash::SHA384 => 48, Hash::SHA512 => 64];
    private const SALT = '0123456789abcdef';

    private static function key(): DerivationKey
    {
        return DerivationKey::fromBytes(self::SECRET);
    }

    public function testFixedBytes(): void
    {
        $table = [
            Hash::SHA256 => '60f38d57f7c6ba25550557f914be45bf4c9cc9fbc835f4852e3fa6b445f05d2ded379e24be639b7ce8c9',
            Hash::SHA384 => 'e44e34927da47218e7a892807af8e49c19f1c5fc89e6342bf8d5f3d2bd906183eae322cfc1cf60b397b6',
            Hash::SHA512 => 'b8509f59922b5639a272669b045b0c4e7173a0e58040817260b3ac6a2485f3816b25d965e4cec8bf7ce9',
        ];
        foreach ($table as $algorithm => $expected) {
            self::assertSame($expected, bin2hex(Kdf::hkdf(self::key(), 42, 'info', 'salt', $algorithm)), $algorithm);
        }
        // RFC 5869, A.1.
        $key = DerivationKey::fromBytes(str_repeat("\x0b", 22));
        $expected = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';
        self::assertSame($expected, bin2hex(Kdf::hkdf($key, 42, hex2bin('f0f1f2f3f4f5f6f7f8f9'), hex2bin('000102030405060708090a0b0c'))));
    }

    public function testAsHashHkdfGivesThem(): void
    {
        foreach (self::ALGORITHMS as $algorithm => $unit) {
            foreach ([16, 32, 64, 65, 128, 129, 1024] as $keyLength) {
                $bytes = self::bytes($keyLength, 'key');
                $key = DerivationKey::fromBytes($bytes);
                foreach ([['', ''], ['info', ''], ['', 'salt'], ['info', 'salt'], [self::bytes(300), self::bytes(300, 'salt')], ["\0", "\0"]] as [$info, $salt]) {
                    foreach ([1, $unit - 1, $unit, $unit + 1, 3 * $unit + 5, 255 * $unit] as $length) {
                        $input = "$algorithm, key of $keyLength, $length bytes";
                        self::assertSame(bin2hex(hash_hkdf($algorithm, $bytes, $length, $info, $salt)), bin2hex(Kdf::hkdf($key, $length, $info, $salt, $algorithm)), $input);
                    }
                    if ($info !== '') {
                        $expected = hash_hkdf($algorithm, $bytes, 32, $info, $salt);
                        self::assertTrue(SymmetricKey::fromBytes($expected)->equals(Kdf::symmetricKey($key, $info, $salt, $algorithm)), $algorithm);
                        self::assertTrue(MacKey::fromBytes($expected)->equals(Kdf::macKey($key, $info, $salt, $algorithm)), $algorithm);
                        self::assertTrue(DerivationKey::fromBytes($expected)->equals(Kdf::derivationKey($key, $info, $salt, $algorithm)), $algorithm);
                    }
                }
            }
        }
        self::assertSame(hash_hkdf('sha256', self::SECRET, 32, 'i'), Kdf::symmetricKey(self::key(), 'i')->reveal(), 'the defaults');
        self::assertSame(hash_hkdf('sha256', self::SECRET, 5), Kdf::hkdf(self::key(), 5), 'the defaults');
    }

    public function testDerivedKeysAreApart(): void
    {
        $keys = [];
        foreach (['a', 'b', 'A', 'a ', "a\0", 'aa'] as $info) {
            foreach (['', 's', 't'] as $salt) {
                $keys[] = Kdf::symmetricKey(self::key(), $info, $salt)->keyId();
            }
        }
        self::assertCount(\count($keys), array_unique($keys));
        self::assertFalse(Kdf::symmetricKey(self::key(), 'i')->equals(Kdf::symmetricKey(DerivationKey::generate(), 'i')));
        self::assertTrue(Kdf::macKey(Kdf::derivationKey(self::key(), 'a'), 'b')->equals(Kdf::macKey(Kdf::derivationKey(self::key(), 'a'), 'b')));
    }

    public function testInfoMustNotBeEmpty(): void
    {
        $message = 'Say what the key is for: info must not be empty';
        foreach ([
            static fn (): object => Kdf::symmetricKey(self::key(), ''), static fn (): object => Kdf::macKey(self::key(), '', 'salt'), static fn (): object => Kdf::derivationKey(self::key(), '', '', 'sha512'),
        ] as $call) {
            self::assertFault(CryptoException::BAD_PARAMETER, $message, $call);
        }
    }

    public function testLengthsOfHkdf(): void
    {
        foreach ([[Hash::SHA256, 8160], [Hash::SHA384, 12240], [Hash::SHA512, 16320]] as [$algorithm, $most]) {
            foreach ([PHP_INT_MIN, -1, 0, $most + 1, PHP_INT_MAX] as $length) {
                $message = "HKDF with $algorithm gives 1 to $most bytes, $length asked for";
                self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Kdf::hkdf(self::key(), $length, 'i', 's', $algorithm));
            }
        }
    }

    public function testUnknownAlgorithms(): void
    {
        foreach (['', 'md5', 'SHA256', 'sha256 ', "sha256\0", 'blake2b', 'blake3', 'crc32c', "\xff"] as $name) {
            $message = "Unknown algorithm '$name': Kdf has sha256, sha384 and sha512";
            foreach ([
                static fn (): object => Kdf::symmetricKey(self::key(), 'i', 's', $name), static fn (): object => Kdf::macKey(self::key(), 'i', 's', $name),
                static fn (): object => Kdf::derivationKey(self::key(), 'i', 's', $name), static fn (): string => Kdf::hkdf(self::key(), 32, 'i', 's', $name),
            ] as $call) {
                self::assertFault(CryptoException::BAD_PARAMETER, $message, $call, $name);
            }
        }
    }

    public function testKeysFromPasswords(): void
    {
        $key = Kdf::fromPassword('password', self::SALT, 32, 2);
        self::assertSame('8682131e5250f414120c53371093f4c5e539d0606c98cb5c2e74e198ba2296e3', bin2hex($key->reveal()));
        self::assertSame(SymmetricKey::class, $key::class);
        foreach ([['passworD', self::SALT, 32, 2], ['password', '0123456789abcdeF', 32, 2], ['password', self::SALT, 33, 2], ['password', self::SALT, 32, 3], ["password\0", self::SALT, 32, 2]] as $arguments) {
            self::assertFalse($key->equals(Kdf::fromPassword(...$arguments)), $arguments[0]);
        }
    }

    public function testPasswordsAsSodiumTakesThem(): void
    {
        self::need('sodium');
        foreach (['', 'p', "a\0b", 'ключ', self::bytes(1000)] as $password) {
            foreach ([[8, 1], [9, 1], [64, 3], [100, 2], [1024, 1]] as [$memory, $passes]) {
                $salt = self::bytes(16, "$memory");
                // PHP warns of an empty password.
                $expected = @sodium_crypto_pwhash(32, $password, $salt, $passes, $memory * 1024, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13);
                self::assertSame(bin2hex($expected), bin2hex(Kdf::fromPassword($password, $salt, $memory, $passes)->reveal()), "$memory KiB, $passes passes");
            }
        }
    }

    public function testParametersOfPasswords(): void
    {
        foreach ([0, 1, 8, 15, 17, 32, 1000] as $length) {
            $message = "The salt must be exactly 16 bytes, $length given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): object => Kdf::fromPassword('p', str_repeat('s', $length), 8, 1));
        }
        foreach ([PHP_INT_MIN, -1, 0, 7, 4_194_305, PHP_INT_MAX] as $memory) {
            $message = "The memory cost must be 8 to 4194304 KiB, $memory given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): object => Kdf::fromPassword('p', self::SALT, $memory, 1));
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): object => Kdf::fromPassword('p', self::SALT, $memory, 0));
        }
        foreach ([PHP_INT_MIN, -1, 0, 65, PHP_INT_MAX] as $passes) {
            $message = "The time cost must be 1 to 64 passes, $passes given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): object => Kdf::fromPassword('p', self::SALT, 8, $passes));
        }
        self::assertSame(32, \strlen(Kdf::fromPassword('p', self::SALT, 8, 64)->reveal()));
    }
}
