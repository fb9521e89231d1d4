<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * The published vectors of PASERK k4, where they are at hand: 51, of which 21 must fail.
 */
class PaserkVectorTest extends TestCase
{
    use PasetoAssertions;

    private const FILES = [
        'k4.local' => 5, 'k4.secret' => 5, 'k4.public' => 4, 'k4.lid' => 4, 'k4.sid' => 4, 'k4.pid' => 5, 'k4.local-wrap.pie' => 4,
        'k4.secret-wrap.pie' => 4, 'k4.local-pw' => 6, 'k4.secret-pw' => 6,
        'k4.seal' => 4,
    ];

    private static function bytes(string $hex): string
    {
        return (string) hex2bin($hex);
    }

    /**
     * @return array{array<string, array<string, mixed>>, array<string, array<string, mixed>>} What must work, and what must fail.
     */
    private static function both(string $type): array
    {
        $vectors = self::vectors("paserk/$type.json");
        self::assertCount(self::FILES[$type], $vectors);
        $fails = static fn (array $vector): bool => $vector['expect-fail'];

        return [array_filter($vectors, static fn (array $vector): bool => !$fails($vector)), array_filter($vectors, $fails)];
    }

    private static function assertNoKey(string $message, callable $call, string $name): void
    {
        self::assertThrows(CryptoException::class, CryptoException::INVALID_KEY, $message, $call, $name);
    }

    public function testThereAreAsManyAsExpected(): void
    {
        $counts = [0, 0];
        foreach (array_keys(self::FILES) as $type) {
            [$good, $bad] = self::both($type);
            $counts = [$counts[0] + \count($good), $counts[1] + \count($bad)];
        }
        self::assertSame([30, 21], $counts);
    }

    public function testKeys(): void
    {
        [$good, $bad] = self::both('k4.local');
        foreach ($good as $name => ['key' => $key, 'paserk' => $paserk]) {
            self::assertSame($paserk, LocalKey::fromBytes(self::bytes($key))->toPaserk(), $name);
            self::assertSame($key, bin2hex(LocalKey::fromPaserk($paserk)->reveal()), $name);
        }
        foreach ($bad as $name => ['paserk' => $paserk]) {
            self::assertNotPaserk('k4.local', static fn () => LocalKey::fromPaserk($paserk), $name);
        }
        [$good, $bad] = self::both('k4.secret');
        foreach ($good as $name => ['key' => $key, 'secret-key-seed' => $seed, 'public-key' => $public, 'paserk' => $paserk]) {
            foreach ([SecretKey::fromBytes(self::bytes($key)), SecretKey::fromSeed(self::bytes($seed)), SecretKey::fromPaserk($paserk)] as $secret) {
                self::assertSame([$paserk, $key, $public], [$secret->toPaserk(), bin2hex($secret->reveal()), bin2hex($secret->publicKey()->toBytes())], $name);
            }
        }
        // A key that is too short and one of version 3 cannot be made in the first place.
        foreach ($bad as $name => ['key' => $key]) {
            self::assertNoKey('Paseto\SecretKey needs exactly 64 bytes, ' . \strlen(self::bytes($key)) . ' given', static fn () => SecretKey::fromBytes(self::bytes($key)), $name);
        }
        [$good, $bad] = self::both('k4.public');
        foreach ($good as $name => ['key' => $key, 'paserk' => $paserk]) {
            self::assertSame($paserk, PublicKey::fromBytes(self::bytes($key))->toPaserk(), $name);
            self::assertSame($key, bin2hex(PublicKey::fromPaserk($paserk)->toBytes()), $name);
        }
        foreach ($bad as $name => ['key' => $key]) {
            self::assertNoKey('Paseto\PublicKey needs exactly 32 bytes, ' . \strlen(self::bytes($key)) . ' given', static fn () => PublicKey::fromBytes(self::bytes($key)), $name);
        }
    }

    public function testIds(): void
    {
        foreach (['k4.lid' => LocalKey::class, 'k4.sid' => SecretKey::class, 'k4.pid' => PublicKey::class] as $type => $class) {
            [$good, $bad] = self::both($type);
            foreach ($good as $name => ['key' => $key, 'paserk' => $paserk]) {
                self::assertSame($paserk, $class::fromBytes(self::bytes($key))->id(), $name);
            }
            foreach ($bad as $name => ['key' => $key]) {
                self::assertNoKey(substr($class, 26) . ' needs exactly ' . ($class === SecretKey::class ? 64 : 32) . ' bytes, ' . \strlen(self::bytes($key)) . ' given', static fn () => $class::fromBytes(self::bytes($key)), $name);
            }
        }
    }

    public function testKeysWrappedByKeys(): void
    {
        foreach (['k4.local-wrap.pie' => LocalKey::class, 'k4.secret-wrap.pie' => SecretKey::class] as $type => $class) {
            [$good, $bad] = self::both($type);
            foreach ($good as $name => ['unwrapped' => $key, 'wrapping-key' => $wrapping, 'paserk' => $paserk]) {
                $wrapping = LocalKey::fromBytes(self::bytes($wrapping));
                self::assertSame($key, bin2hex($class::unwrap($paserk, $wrapping)->reveal()), $name);
                self::assertSame($key, bin2hex($class::unwrap($class::fromBytes(self::bytes($key))->wrap($wrapping), $wrapping)->reveal()), $name);
            }
            foreach ($bad as $name => ['wrapping-key' => $wrapping, 'paserk' => $paserk]) {
                self::assertNotOpened(static fn () => $class::unwrap($paserk, LocalKey::fromBytes(self::bytes($wrapping))), $name);
            }
        }
    }

    public function testKeysWrappedByPasswords(): void
    {
        foreach (['k4.local-pw' => LocalKey::class, 'k4.secret-pw' => SecretKey::class] as $type => $class) {
            [$good, $bad] = self::both($type);
            // The passwords are literal, although two look like hex.
            foreach ($good as $name => ['unwrapped' => $key, 'password' => $password, 'paserk' => $paserk, 'options' => $options]) {
                self::assertSame($key, bin2hex($class::unwrapWithPassword($paserk, $password, $options['memlimit'], $options['opslimit'])->reveal()), $name);
            }
            foreach ($bad as $name => ['password' => $password, 'paserk' => $paserk]) {
                self::assertNotOpened(static fn () => $class::unwrapWithPassword($paserk, $password), $name);
            }
        }
    }

    public function testSealedKeys(): void
    {
        [$good, $bad] = self::both('k4.seal');
        foreach ($good as $name => ['sealing-secret-key' => $secret, 'sealing-public-key' => $public, 'unsealed' => $key, 'paserk' => $paserk]) {
            $secret = SecretKey::fromBytes(self::bytes($secret));
            self::assertSame($key, bin2hex(LocalKey::unseal($paserk, $secret)->reveal()), $name);
            self::assertSame($key, bin2hex(LocalKey::unseal(LocalKey::fromBytes(self::bytes($key))->seal(PublicKey::fromBytes(self::bytes($public))), $secret)->reveal()), $name);
        }
        foreach ($bad as $name => ['sealing-secret-key' => $secret, 'paserk' => $paserk]) {
            self::assertNotOpened(static fn () => LocalKey::unseal($paserk, SecretKey::fromBytes(self::bytes($secret))), $name);
        }
    }
}
