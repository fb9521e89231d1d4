<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\PublicKey;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

/**
 * The key classes: where keys come from, what they are made of, how they are named, and who takes them.
 */
class KeyTest extends TestCase
{
    use CryptoAssertions;

    private const ED25519_PUBLIC = 'd2157bcfa7d27e09a26d29411dbfcffda0823228fc4dc5819a3b66c5ecfe53e2';
    private const X25519_PUBLIC = '2700ee0a4163bd91a766f5ee334c87120c41fa93f441cbc64272945134057c15';

    /** Ed25519 points of small order, in every encoding, those with y not below the prime included. */
    private const SMALL_ED25519 = [
        '0000000000000000000000000000000000000000000000000000000000000000', '0000000000000000000000000000000000000000000000000000000000000080',
        '0100000000000000000000000000000000000000000000000000000000000000', '0100000000000000000000000000000000000000000000000000000000000080',
        '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
        'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
        'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
        'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
        'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ];

    /** What is no point of Ed25519: y is on no point (2, 7, 8), or not below the prime, which RFC 8032, 5.1.3 refuses. */
    private const NO_ED25519 = [
        '0200000000000000000000000000000000000000000000000000000000000000', '0700000000000000000000000000000000000000000000000000000000000000',
        '0800000000000000000000000000000000000000000000000000000000000080', 'efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
        'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
        'f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
        'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ];

    /** X25519 u-coordinates of small order; the top bit is ignored (RFC 7748, 5), which doubles them. */
    private const SMALL_X25519 = [
        '0000000000000000000000000000000000000000000000000000000000000000', '0100000000000000000000000000000000000000000000000000000000000000',
        'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
        'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
        'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];

    /**
     * Of each class, bytes and the id of the key that they are.
     *
     * @return array<class-string, array{string, string}>
     */
    private static function table(): array
    {
        $public = hex2bin(self::ED25519_PUBLIC);
        $shared = hex2bin(self::X25519_PUBLIC);

        return [
            SymmetricKey::class => [self::SECRET, 'fe7c867fcdfd3d4144f01b9c05f94004'],
            MacKey::class => [self::SECRET, 'ac2f8fb4ae4bd93597ad32e182f99a24'],
            DerivationKey::class => [self::SECRET, 'daed5658ebf6f412f829b428dc8880b9'],
            SigningKey::class => [self::SECRET . $public, '3402395ca4359c449de49acba13c5d57'],
            VerifyingKey::class => [$public, '52bae2cde6b6609b6205938a02af4534'],
            KeyPair::class => [self::SECRET . $shared, '223c41aa7e5b4c377b174fb03a097411'],
            PublicKey::class => [$shared, 'f497b3b0788f658060fd22eeb45d65fa'],
        ];
    }

    /**
     * A key as bytes.
     */
    private static function raw(KeyInterface $key): string
    {
        return $key instanceof VerifyingKey || $key instanceof PublicKey ? $key->toBytes() : $key->reveal();
    }

    private static function shortName(string $class): string
    {
        return substr($class, \strlen('HighPerApp\HighPer\Native\\'));
    }

    public function testEveryEncodingGivesTheSameKey(): void
    {
        foreach (self::table() as $class => [$bytes, $id]) {
            $url = rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
            $keys = [$class::fromBytes($bytes), $class::fromHex(bin2hex($bytes)), $class::fromHex(strtoupper(bin2hex($bytes))), $class::fromBase64Url($url)];
            foreach ($keys as $key) {
                self::assertSame($class, $key::class);
                self::assertInstanceOf(KeyInterface::class, $key);
                self::assertSame(bin2hex($bytes), bin2hex(self::raw($key)), $class);
                self::assertSame($id, $key->keyId(), $class);
                self::assertSame(['type' => $class, 'keyId' => $id], $key->__debugInfo(), $class);
                self::assertTrue($key->equals($keys[0]), $class);
                self::assertTrue($keys[0]->equals($key), $class);
                self::assertTrue($key->equals($key), $class);
            }
        }
    }

    public function testKeyIdsAreBlake2bOfTypeAndKey(): void
    {
        self::need('sodium');
        $keys = [
            SymmetricKey::generate(), MacKey::generate(), DerivationKey::generate(), SigningKey::generate(), SigningKey::generate()->verifyingKey(), KeyPair::generate(),
            KeyPair::generate()->publicKey(), MacKey::fromBytes(self::bytes(16)), MacKey::fromBytes(self::bytes(1024)), DerivationKey::fromBytes(self::bytes(1024)),
            KeyPair::fromBytes(self::SECRET),
        ];
        foreach ($keys as $key) {
            $named = "highper-key-id-v1\0" . self::shortName($key::class) . "\0" . self::raw($key);
            self::assertSame(bin2hex(sodium_crypto_generichash($named, '', 16)), $key->keyId(), $key::class);
        }
    }

    public function testGeneratedKeysDiffer(): void
    {
        $lengths = [SymmetricKey::class => 32, MacKey::class => 32, DerivationKey::class => 32, SigningKey::class => 64, KeyPair::class => 64];
        foreach ($lengths as $class => $length) {
            $seen = [];
            for ($round = 0; $round < 20; ++$round) {
                $key = $class::generate();
                self::assertSame($class, $key::class);
                self::assertSame($length, \strlen(self::raw($key)), $class);
                $seen[substr(self::raw($key), 0, 32)] = $key->keyId();
                self::assertTrue($class::fromBytes(self::raw($key))->equals($key), $class);
            }
            self::assertCount(20, array_unique($seen), $class);
        }
    }

    public function testEqualityIsThatOfTheBytes(): void
    {
        foreach ([SymmetricKey::class, MacKey::class, DerivationKey::class, VerifyingKey::class, PublicKey::class, KeyPair::class] as $class) {
            [$bytes] = self::table()[$class];
            $key = $class::fromBytes($bytes);
            foreach (self::flips(substr($bytes, 0, 32)) as $flip => $changed) {
                try {
                    $other = $class::fromBytes($changed);
                } catch (CryptoException) {
                    continue; // Not every flip of a public key is one.
                }
                // X25519 ignores five bits of a secret half, so two pairs may have one public half; they are two keys all the same.
                self::assertFalse($key->equals($other), "$class, $flip");
                self::assertFalse($other->equals($key), "$class, $flip");
                self::assertNotSame($key->keyId(), $other->keyId(), "$class, $flip");
            }
        }
        self::assertFalse(SigningKey::fromSeed(self::SECRET)->equals(SigningKey::fromSeed(strrev(self::SECRET))));
        $long = self::bytes(1024);
        foreach ([MacKey::class, DerivationKey::class] as $class) {
            self::assertFalse($class::fromBytes($long)->equals($class::fromBytes(substr($long, 0, 1023))), $class);
            self::assertFalse($class::fromBytes(substr($long, 0, 16))->equals($class::fromBytes($long)), $class);
            self::assertTrue($class::fromBytes($long)->equals($class::fromBytes($long)), $class);
        }
    }

    public function testLengths(): void
    {
        $allowed = [
            SymmetricKey::class => ['exactly 32 bytes', static fn (int $length): bool => $length === 32],
            VerifyingKey::class => ['exactly 32 bytes', static fn (int $length): bool => $length === 32],
            PublicKey::class => ['exactly 32 bytes', static fn (int $length): bool => $length === 32],
            MacKey::class => ['16 to 1024 bytes', static fn (int $length): bool => $length >= 16 && $length <= 1024],
            DerivationKey::class => ['16 to 1024 bytes', static fn (int $length): bool => $length >= 16 && $length <= 1024],
            SigningKey::class => ['exactly 64 bytes', static fn (int $length): bool => $length === 64],
            KeyPair::class => ['64 or 32 bytes', static fn (int $length): bool => $length === 64 || $length === 32],
        ];
        foreach ($allowed as $class => [$what, $fits]) {
            foreach ([...range(0, 70), 96, 128, 1023, 1024, 1025, 2048, 100_000] as $length) {
                $bytes = str_repeat("\x09", $length);
                if ($fits($length)) {
                    if (\in_array($class, [SymmetricKey::class, MacKey::class, DerivationKey::class], true)) {
                        self::assertSame($bytes, $class::fromBytes($bytes)->reveal(), "$class, $length");
                    }
                    continue;
                }
                $message = self::shortName($class) . " needs $what, $length given";
                self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): object => $class::fromBytes($bytes), "$length bytes");
                self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): object => $class::fromHex(bin2hex($bytes)), "$length bytes in hex");
                $url = rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
                self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): object => $class::fromBase64Url($url), "$length bytes in base64url");
            }
        }
        foreach ([SigningKey::class, KeyPair::class] as $class) {
            foreach ([0, 1, 31, 33, 64, 1000] as $length) {
                $message = self::shortName($class) . " needs a seed of exactly 32 bytes, $length given";
                self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): object => $class::fromSeed(str_repeat('s', $length)), "seed of $length");
            }
        }
    }

    public function testEncodingsAreStrict(): void
    {
        foreach (self::table() as $class => [$bytes]) {
            $hex = bin2hex($bytes);
            foreach (['0', 'g', substr($hex, 1), "$hex ", " $hex", "0x$hex", substr_replace($hex, 'g', 5, 1), substr_replace($hex, "\0", 5, 1), "$hex\n", substr_replace($hex, ':', 2, 1)] as $bad) {
                self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_HEX, static fn (): object => $class::fromHex($bad), $bad);
            }
            $base64 = base64_encode($bytes);
            $url = rtrim(strtr($base64, '+/', '-_'), '=');
            foreach (["$url=", "$url==", "$url ", "$url\n", substr_replace($url, '+', 3, 1), substr_replace($url, '/', 3, 1), substr_replace($url, "\0", 3, 1), str_repeat('A', 45)] as $bad) {
                self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_BASE64URL, static fn (): object => $class::fromBase64Url($bad), $bad);
            }
        }
        // 32 bytes leave two bits of the last character unused, 64 bytes four.
        foreach (['__9', '__-'] as $ending) {
            $bad = str_repeat('A', 40) . $ending;
            self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_BASE64URL, static fn (): object => SymmetricKey::fromBase64Url($bad), $bad);
        }
        $bad = str_repeat('A', 85) . 'B';
        self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_BASE64URL, static fn (): object => SigningKey::fromBase64Url($bad), $bad);
    }

    public function testSigningKeys(): void
    {
        $key = SigningKey::fromSeed(self::SECRET);
        self::assertSame(self::SECRET . hex2bin(self::ED25519_PUBLIC), $key->reveal());
        self::assertSame(self::ED25519_PUBLIC, bin2hex($key->verifyingKey()->toBytes()));
        self::assertSame(VerifyingKey::class, $key->verifyingKey()::class);
        self::assertTrue($key->equals(SigningKey::fromBytes($key->reveal())));
        // RFC 8032, 7.1: the public halves of tests 1 to 3.
        $table = [
            '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60' => 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
            '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb' => '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
            'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7' => 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
        ];
        foreach ($table as $seed => $public) {
            self::assertSame($public, bin2hex(SigningKey::fromSeed(hex2bin($seed))->verifyingKey()->toBytes()), $seed);
        }
        foreach (self::flips($key->reveal()) as $flip => $changed) {
            self::assertFault(CryptoException::INVALID_KEY, 'SigningKey: the public half does not belong to the secret one', static fn (): SigningKey => SigningKey::fromBytes($changed), $flip);
        }
    }

    public function testSigningKeysAreThoseOfSodium(): void
    {
        self::need('sodium');
        for ($round = 0; $round < 20; ++$round) {
            $pair = sodium_crypto_sign_keypair();
            $key = SigningKey::fromBytes(sodium_crypto_sign_secretkey($pair));
            self::assertSame(sodium_crypto_sign_publickey($pair), $key->verifyingKey()->toBytes());
            $key = SigningKey::generate();
            self::assertSame(sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair(substr($key->reveal(), 0, 32))), $key->reveal());
        }
    }

    public function testVerifyingKeysHaveToBePoints(): void
    {
        foreach ([...self::SMALL_ED25519, ...self::NO_ED25519] as $hex) {
            $message = 'VerifyingKey: the bytes are no valid public key';
            self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): VerifyingKey => VerifyingKey::fromHex($hex), $hex);
            self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): VerifyingKey => VerifyingKey::fromBytes(hex2bin($hex)), $hex);
        }
    }

    public function testWhichCoordinatesArePoints(): void
    {
        // Of the y from 2 to 79, those with an x; the sign, and that of y, change nothing about it.
        $points = [
            3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 35, 37, 39, 40, 42, 43, 44, 48, 51, 52, 54, 55, 56, 57, 58, 60, 61, 62, 63, 65, 67, 70, 75, 77, 78,
        ];
        for ($y = 2; $y < 80; ++$y) {
            $positive = \chr($y) . str_repeat("\0", 31);
            $negative = \chr(0xED - $y) . str_repeat("\xff", 30) . "\x7f";
            foreach ([$positive, $positive | str_repeat("\0", 31) . "\x80", $negative, $negative | str_repeat("\0", 31) . "\x80"] as $bytes) {
                try {
                    $isPoint = VerifyingKey::fromBytes($bytes)->toBytes() === $bytes;
                } catch (CryptoException) {
                    $isPoint = false;
                }
                self::assertSame(\in_array($y, $points, true), $isPoint, bin2hex($bytes));
            }
        }
    }

    public function testPublicKeysOfSmallOrderAreRefused(): void
    {
        foreach (self::SMALL_X25519 as $hex) {
            $bytes = hex2bin($hex);
            foreach ([$bytes, $bytes ^ str_repeat("\0", 31) . "\x80"] as $point) {
                $message = 'PublicKey: the bytes are no valid public key';
                self::assertFault(CryptoException::INVALID_KEY, $message, static fn (): PublicKey => PublicKey::fromBytes($point), bin2hex($point));
            }
        }
        // RFC 7748, 5: a coordinate that is not below the prime, and one with the top bit, count; the bytes stay as they are.
        foreach (['0200000000000000000000000000000000000000000000000000000000000000', 'efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', '0900000000000000000000000000000000000000000000000000000000000080'] as $hex) {
            self::assertSame($hex, bin2hex(PublicKey::fromHex($hex)->toBytes()), $hex);
        }
    }

    public function testKeyPairs(): void
    {
        $pair = KeyPair::fromBytes(self::SECRET);
        self::assertSame(self::SECRET . hex2bin(self::X25519_PUBLIC), $pair->reveal());
        self::assertSame(self::X25519_PUBLIC, bin2hex($pair->publicKey()->toBytes()));
        self::assertSame(PublicKey::class, $pair->publicKey()::class);
        self::assertTrue($pair->equals(KeyPair::fromBytes($pair->reveal())));
        self::assertSame($pair->keyId(), KeyPair::fromBytes($pair->reveal())->keyId());
        $seeded = '7198fb7d51d5ad3617c84c68dc8662900866aadb7c8d41f5de7889a0c08fa1bd42a7f9ab524a66a34a8ccb9a92d3eaab381eaec3f4fba238e0571b287232e657';
        self::assertSame($seeded, bin2hex(KeyPair::fromSeed(self::SECRET)->reveal()));
        foreach (self::flips(hex2bin(self::X25519_PUBLIC)) as $flip => $changed) {
            self::assertFault(CryptoException::INVALID_KEY, 'KeyPair: the public half does not belong to the secret one', static fn (): KeyPair => KeyPair::fromBytes(self::SECRET . $changed), $flip);
        }
    }

    public function testKeyPairsAreThoseOfSodium(): void
    {
        self::need('sodium');
        for ($round = 0; $round < 20; ++$round) {
            $pair = sodium_crypto_box_keypair();
            self::assertSame($pair, KeyPair::fromBytes($pair)->reveal());
            self::assertSame($pair, KeyPair::fromBytes(sodium_crypto_box_secretkey($pair))->reveal());
            self::assertSame(sodium_crypto_box_publickey($pair), KeyPair::fromBytes($pair)->publicKey()->toBytes());
            $seed = random_bytes(32);
            self::assertSame(sodium_crypto_box_seed_keypair($seed), KeyPair::fromSeed($seed)->reveal());
            $own = KeyPair::generate()->reveal();
            self::assertSame(sodium_crypto_box_publickey_from_secretkey(substr($own, 0, 32)), substr($own, 32));
        }
    }

    public function testAKeyServesItsOwnPurposeAlone(): void
    {
        $keys = [];
        foreach (self::table() as $class => [$bytes]) {
            $keys[$class] = $class::fromBytes($bytes);
        }
        $stream = self::stream();
        $pair = $keys[KeyPair::class];
        $public = $keys[PublicKey::class];
        $takers = [
            [SymmetricKey::class, static fn (mixed $key): mixed => new Aead($key)],
            [SymmetricKey::class, static fn (mixed $key): mixed => new SealStream($key)],
            [SymmetricKey::class, static fn (mixed $key): mixed => new OpenStream($key, str_repeat('h', 24))],
            [SymmetricKey::class, static fn (mixed $key): mixed => SealStream::copy($key, $stream, $stream)],
            [SymmetricKey::class, static fn (mixed $key): mixed => OpenStream::copy($key, $stream, $stream)],
            [SigningKey::class, static fn (mixed $key): mixed => Sign::detached('m', $key)],
            [VerifyingKey::class, static fn (mixed $key): mixed => Sign::verify('s', 'm', $key)],
            [KeyPair::class, static fn (mixed $key): mixed => Box::encrypt('m', $key, $public)],
            [PublicKey::class, static fn (mixed $key): mixed => Box::encrypt('m', $pair, $key)],
            [KeyPair::class, static fn (mixed $key): mixed => Box::decrypt('m', $key, $public)],
            [PublicKey::class, static fn (mixed $key): mixed => Box::decrypt('m', $pair, $key)],
            [PublicKey::class, static fn (mixed $key): mixed => Box::seal('m', $key)],
            [KeyPair::class, static fn (mixed $key): mixed => Box::open('m', $key)],
            [MacKey::class, static fn (mixed $key): mixed => new Hash(Hash::BLAKE2B, $key)],
            [MacKey::class, static fn (mixed $key): mixed => Hash::digest('m', Hash::BLAKE2B, $key)],
            [MacKey::class, static fn (mixed $key): mixed => Hash::hex('m', Hash::BLAKE2B, $key)],
            [MacKey::class, static fn (mixed $key): mixed => Hash::file(__FILE__, Hash::BLAKE2B, $key)],
            [MacKey::class, static fn (mixed $key): mixed => new Hmac($key)],
            [MacKey::class, static fn (mixed $key): mixed => Hmac::sign('m', $key)],
            [MacKey::class, static fn (mixed $key): mixed => Hmac::verify('c', 'm', $key)],
            [DerivationKey::class, static fn (mixed $key): mixed => Kdf::symmetricKey($key, 'i')],
            [DerivationKey::class, static fn (mixed $key): mixed => Kdf::macKey($key, 'i')],
            [DerivationKey::class, static fn (mixed $key): mixed => Kdf::derivationKey($key, 'i')],
            [DerivationKey::class, static fn (mixed $key): mixed => Kdf::hkdf($key, 32)],
        ];
        foreach ($keys as $class => $key) {
            $takers[] = [$class, static fn (mixed $other): mixed => $key->equals($other)];
        }
        foreach ($takers as $index => [$class, $take]) {
            foreach ([...$keys, 'a string' => self::SECRET, 'an object' => new \stdClass()] as $kind => $key) {
                if ($kind !== $class) {
                    self::assertTypeError(static fn (): mixed => $take($key), null, "taker $index, $kind");
                }
            }
        }
    }
}
