<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * The keys of PASETO from and to bytes and PEM, their ids, and when two are the same. PASERK has tests of its own.
 */
class PasetoKeyTest extends TestCase
{
    use PasetoAssertions;

    private const PUBLIC = '83879ecfdfa3f97874296a5fbe37f16a4bf252f430a94d447730c0054dbee621';

    public function testGeneratedKeysDiffer(): void
    {
        $seen = [];
        for ($round = 0; $round < 20; ++$round) {
            $seen[] = LocalKey::generate()->reveal();
            $secret = SecretKey::generate();
            $seen[] = substr($secret->reveal(), 0, 32);
            $seen[] = $secret->publicKey()->toBytes();
            self::assertSame($secret->publicKey()->toBytes(), substr($secret->reveal(), 32));
        }
        self::assertCount(60, array_unique($seen));
        self::assertSame([32], array_values(array_unique(array_map('strlen', $seen))));
    }

    public function testBytes(): void
    {
        foreach ([self::LOCAL, str_repeat('00', 32), str_repeat('ff', 32)] as $hex) {
            self::assertSame($hex, bin2hex(self::localKey($hex)->reveal()));
        }
        $secret = self::secretKey();
        self::assertSame(self::SEED . self::PUBLIC, bin2hex($secret->reveal()));
        self::assertSame(self::PUBLIC, bin2hex($secret->publicKey()->toBytes()));
        self::assertSame(self::SEED . self::PUBLIC, bin2hex(SecretKey::fromBytes($secret->reveal())->reveal()));
        self::assertSame(self::PUBLIC, bin2hex(PublicKey::fromBytes((string) hex2bin(self::PUBLIC))->toBytes()));
        self::assertSame([LocalKey::class, SecretKey::class, PublicKey::class], [self::localKey()::class, $secret::class, $secret->publicKey()::class]);
        // The vectors of k4.public hold bytes that are no points: what they are good for shows when they are used.
        foreach ([str_repeat("\0", 32), str_repeat("\xff", 32), "\x02" . str_repeat("\0", 31)] as $bytes) {
            self::assertSame($bytes, PublicKey::fromBytes($bytes)->toBytes());
        }
    }

    public function testLengths(): void
    {
        foreach ([0, 1, 16, 31, 33, 63, 64, 65, 1000] as $length) {
            $bytes = str_repeat('k', $length);
            $table = [
                [static fn () => LocalKey::fromBytes($bytes), 'Paseto\LocalKey needs exactly 32 bytes'],
                [static fn () => PublicKey::fromBytes($bytes), 'Paseto\PublicKey needs exactly 32 bytes'],
                [static fn () => SecretKey::fromSeed($bytes), 'Paseto\SecretKey needs a seed of exactly 32 bytes'],
            ];
            if ($length !== 64) {
                $table[] = [static fn () => SecretKey::fromBytes($bytes), 'Paseto\SecretKey needs exactly 64 bytes'];
            }
            foreach ($table as [$call, $message]) {
                self::assertThrows(CryptoException::class, CryptoException::INVALID_KEY, "$message, $length given", $call);
            }
        }
        $call = static fn () => SecretKey::fromBytes(str_repeat('k', 32));
        self::assertThrows(CryptoException::class, CryptoException::INVALID_KEY, 'Paseto\SecretKey needs exactly 64 bytes, 32 given', $call);
    }

    public function testThePublicHalfHasToBelongToTheSeed(): void
    {
        $bytes = self::secretKey()->reveal();
        $message = 'Paseto\SecretKey: the public half does not belong to the secret one';
        foreach ([str_repeat("\0", 64), substr($bytes, 0, 32) . self::secretKey(self::OTHER_SEED)->publicKey()->toBytes(), strrev($bytes), substr($bytes, 32) . substr($bytes, 0, 32)] as $index => $wrong) {
            self::assertThrows(CryptoException::class, CryptoException::INVALID_KEY, $message, static fn () => SecretKey::fromBytes($wrong), "case $index");
        }
        foreach (self::flipped($bytes) as $bit => $wrong) {
            self::assertThrows(CryptoException::class, CryptoException::INVALID_KEY, $message, static fn () => SecretKey::fromBytes($wrong), "bit $bit");
        }
    }

    public function testKeyIds(): void
    {
        $table = [
            [self::localKey(), 'Paseto\LocalKey', '1769d78113274ec6cb3079e9f82f176a'],
            [self::secretKey(), 'Paseto\SecretKey', '25ada732b26bf184b7b27804fdb7a237'],
            [self::secretKey()->publicKey(), 'Paseto\PublicKey', '3494e1c36c2ae52d717a9b5524d85dac'],
        ];
        foreach ($table as [$key, $type, $id]) {
            self::assertSame($id, $key->keyId(), $type);
            self::assertSame(['type' => "HighPerApp\\HighPer\\Native\\$type", 'keyId' => $id], $key->__debugInfo());
            if (\extension_loaded('sodium')) {
                $bytes = $key instanceof PublicKey ? $key->toBytes() : $key->reveal();
                self::assertSame(bin2hex(sodium_crypto_generichash("highper-key-id-v1\0$type\0$bytes", '', 16)), $key->keyId());
            }
        }
    }

    public function testEquals(): void
    {
        self::assertTrue(self::localKey()->equals(self::localKey()));
        self::assertTrue(self::secretKey()->equals(SecretKey::fromBytes(self::secretKey()->reveal())));
        self::assertTrue(self::secretKey()->publicKey()->equals(self::secretKey()->publicKey()));
        self::assertFalse(self::localKey()->equals(self::localKey(self::OTHER_LOCAL)));
        self::assertFalse(self::secretKey()->equals(self::secretKey(self::OTHER_SEED)));
        self::assertFalse(self::secretKey()->publicKey()->equals(self::secretKey(self::OTHER_SEED)->publicKey()));
        foreach (self::flipped((string) hex2bin(self::LOCAL)) as $bit => $bytes) {
            self::assertFalse(self::localKey()->equals(LocalKey::fromBytes($bytes)), "bit $bit");
        }
        self::assertThrows(\TypeError::class, null, null, static fn () => self::secretKey()->equals(self::secretKey()->publicKey()));
        self::assertThrows(\TypeError::class, null, null, static fn () => self::localKey()->equals(self::secretKey()));
        self::assertThrows(\TypeError::class, null, null, static fn () => self::secretKey()->publicKey()->equals(self::localKey()));
    }

    private static function pem(string $label, string $hex, int $width = 64): string
    {
        return "-----BEGIN $label-----\n" . chunk_split(base64_encode((string) hex2bin($hex)), $width, "\n") . "-----END $label-----\n";
    }

    public function testPem(): void
    {
        $private = '302e020100300506032b657004220420' . self::SEED;
        $public = '302a300506032b6570032100' . self::PUBLIC;
        foreach ([64, 1, 16, 76, 1000] as $width) {
            foreach (["\n", "\r\n"] as $end) {
                foreach (['', "\n", " \t\r\n"] as $around) {
                    $pem = $around . str_replace("\n", $end, self::pem('PRIVATE KEY', $private, $width)) . $around;
                    self::assertTrue(self::secretKey()->equals(SecretKey::fromPem($pem)), $pem);
                    $pem = $around . rtrim(str_replace("\n", $end, self::pem('PUBLIC KEY', $public, $width))) . $around;
                    self::assertTrue(self::secretKey()->publicKey()->equals(PublicKey::fromPem($pem)), $pem);
                }
            }
        }
    }

    public function testPemThatIsRefused(): void
    {
        $private = '302e020100300506032b657004220420';
        $public = '302a300506032b6570032100';
        $good = self::pem('PRIVATE KEY', $private . self::SEED);
        $table = [
            '', 'hello', "\0", self::SEED, base64_encode((string) hex2bin($private . self::SEED)), self::pem('PUBLIC KEY', $public . self::PUBLIC),
            self::pem('PUBLIC KEY', $private . self::SEED),
            self::pem('PRIVATE KEY', $public . self::PUBLIC), self::pem('PRIVATE KEY', $private . substr(self::SEED, 2)),
            self::pem('PRIVATE KEY', $private . self::SEED . '00'),
            self::pem('PRIVATE KEY', self::SEED), self::pem('PRIVATE KEY', ''), self::pem('ENCRYPTED PRIVATE KEY', $private . self::SEED),
            self::pem('EC PRIVATE KEY', $private . self::SEED),
            // X25519, Ed448, another version, another length inside.
            self::pem('PRIVATE KEY', '302e020100300506032b656e04220420' . self::SEED),
            self::pem('PRIVATE KEY', '302e020100300506032b657104220420' . self::SEED),
            self::pem('PRIVATE KEY', '302e020101300506032b657004220420' . self::SEED),
            self::pem('PRIVATE KEY', '302e020100300506032b657004220421' . self::SEED),
            $good . $good, "$good trailing", "leading $good", str_replace('-----END PRIVATE KEY-----', '', $good),
            str_replace('-----BEGIN PRIVATE KEY-----', '', $good),
            str_replace('END PRIVATE', 'END PUBLIC', $good), str_replace('-----B', '----B', $good), str_replace('MC4', 'MC4*', $good),
            str_replace('MC4', 'MC4=', $good), str_replace("\n", '', $good),
            str_replace("-----\nM", "-----\nProc-Type: 4,ENCRYPTED\n\nM", $good), strtolower($good),
        ];
        $message = 'Not PEM of an Ed25519 private key: PKCS #8 without a password is expected';
        foreach ($table as $index => $pem) {
            self::assertThrows(CryptoException::class, CryptoException::INVALID_ENCODING, $message, static fn () => SecretKey::fromPem($pem), "private, case $index: $pem");
        }
        $good = self::pem('PUBLIC KEY', $public . self::PUBLIC);
        $table = [
            '', 'hello', self::pem('PRIVATE KEY', $private . self::SEED), self::pem('PRIVATE KEY', $public . self::PUBLIC),
            self::pem('PUBLIC KEY', $private . self::SEED),
            self::pem('PUBLIC KEY', $public . substr(self::PUBLIC, 2)), self::pem('PUBLIC KEY', $public . self::PUBLIC . '00'),
            self::pem('PUBLIC KEY', self::PUBLIC),
            self::pem('PUBLIC KEY', '302a300506032b656e032100' . self::PUBLIC), self::pem('PUBLIC KEY', '302a300506032b6570032101' . self::PUBLIC),
            self::pem('CERTIFICATE', $public . self::PUBLIC),
            $good . $good, "$good trailing", "leading $good", str_replace('-----END PUBLIC KEY-----', '', $good), str_replace("\n", '', $good),
            str_replace('MCo', 'MCo=', $good),
        ];
        $message = 'Not PEM of an Ed25519 public key: SubjectPublicKeyInfo is expected';
        foreach ($table as $index => $pem) {
            self::assertThrows(CryptoException::class, CryptoException::INVALID_ENCODING, $message, static fn () => PublicKey::fromPem($pem), "public, case $index: $pem");
        }
    }
}
