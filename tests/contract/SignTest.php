<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

/**
 * Sign: Ed25519 signatures, one and many.
 */
class SignTest extends TestCase
{
    use CryptoAssertions;

    /** RFC 8032, 7.1, tests 1 to 3: seed, message, signature. */
    private const RFC_8032 = [
        [
            '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', '',
            'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
        ],
        [
            '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '72',
            '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
        ],
        [
            'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'af82',
            '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
        ],
    ];

    /**
     * Signatures by the first of these keys that a lax verifier accepts: what is wrong with it, the message, the signature.
     */
    private const LAX = [
        ['S is too great by the order', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901554c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b'],
        ['S is too great by the order', 'malleable', '9e542d13920d23eaecb2996d415ac1fdda6f60a94c0ef51902de9549734dbbcec4249fb2ddc162fd82e9d7e3bb9d4b2cc4b89250da256c447db490028845e619'],
        ['R is the neutral element', 'small R', '010000000000000000000000000000000000000000000000000000000000000017b76c68cdf640492434979a90098e71524faef838e073346be3c4fcbe9df20a'],
        ['R has a part of small order', 'cofactor', '5bec06d82704f3c5ad3bf2acf4e705d35a8ad591a99c13832d65b1bd218533b95043cbce7e06b71502a23637202649dec8d3e5978f46582135af1aa544b1540f'],
    ];

    private static function key(): SigningKey
    {
        return SigningKey::fromSeed(self::SECRET);
    }

    public function testFixedSignatures(): void
    {
        foreach (self::RFC_8032 as [$seed, $message, $signature]) {
            $key = SigningKey::fromSeed(hex2bin($seed));
            self::assertSame($signature, bin2hex(Sign::detached(hex2bin($message), $key)), $seed);
            self::assertTrue(Sign::verify(hex2bin($signature), hex2bin($message), $key->verifyingKey()), $seed);
        }
        $key = SigningKey::fromSeed(hex2bin(self::RFC_8032[0][0]));
        $signature = '9e542d13920d23eaecb2996d415ac1fdda6f60a94c0ef51902de9549734dbbced750a955c35e50a5ac4ce040dda36c17c4b89250da256c447db490028845e609';
        self::assertSame($signature, bin2hex(Sign::detached('malleable', $key)));
    }

    public function testRoundTrips(): void
    {
        $keys = [self::key(), SigningKey::generate(), SigningKey::fromBytes(self::key()->reveal())];
        foreach ($keys as $key) {
            foreach ([0, 1, 31, 32, 63, 64, 65, 127, 128, 129, 1000, 65537, 1 << 20] as $length) {
                $message = self::bytes($length);
                $signature = Sign::detached($message, $key);
                self::assertSame(64, \strlen($signature), "$length bytes");
                self::assertSame($signature, Sign::detached($message, $key), "$length bytes");
                self::assertTrue(Sign::verify($signature, $message, $key->verifyingKey()), "$length bytes");
                self::assertTrue(Sign::verify($signature, $message, VerifyingKey::fromBytes($key->verifyingKey()->toBytes())), "$length bytes");
                self::assertFalse(Sign::verify($signature, "$message\0", $key->verifyingKey()), "$length bytes");
            }
        }
    }

    public function testEveryChangeIsFalse(): void
    {
        $key = self::key();
        $message = 'a message';
        $signature = Sign::detached($message, $key);
        $public = $key->verifyingKey();
        foreach (self::flips($signature) as $flip => $bad) {
            self::assertFalse(Sign::verify($bad, $message, $public), "signature: $flip");
        }
        foreach (self::flips($message) as $flip => $bad) {
            self::assertFalse(Sign::verify($signature, $bad, $public), "message: $flip");
        }
        foreach (self::truncations($signature) as $cut => $bad) {
            self::assertFalse(Sign::verify($bad, $message, $public), $cut);
        }
        foreach (["$signature\0", "\0$signature", $signature . $signature, bin2hex($signature), str_repeat("\0", 64), str_repeat("\xff", 64), str_repeat('x', 100_000)] as $index => $bad) {
            self::assertFalse(Sign::verify($bad, $message, $public), "signature $index");
        }
        foreach (self::truncations($message) as $cut => $bad) {
            self::assertFalse(Sign::verify($signature, $bad, $public), "message: $cut");
        }
        for ($round = 0; $round < 20; ++$round) {
            self::assertFalse(Sign::verify($signature, $message, SigningKey::generate()->verifyingKey()), 'another key');
        }
        self::assertTrue(Sign::verify($signature, $message, $public));
    }

    public function testVerificationIsStrict(): void
    {
        $key = SigningKey::fromSeed(hex2bin(self::RFC_8032[0][0]))->verifyingKey();
        foreach (self::LAX as [$what, $message, $signature]) {
            self::assertFalse(Sign::verify(hex2bin($signature), $message, $key), "$what: $message");
            self::assertFalse(Sign::verifyBatch([[hex2bin($signature), $message, $key]]), "$what: $message");
            self::assertSame(['it'], Sign::invalid(['it' => [hex2bin($signature), $message, $key]]), "$what: $message");
        }
        // The same S with every R of small order, those that are not encoded in the one right way included.
        foreach (
            [
                '0000000000000000000000000000000000000000000000000000000000000000', '0000000000000000000000000000000000000000000000000000000000000080',
                '0100000000000000000000000000000000000000000000000000000000000080', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
                'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
                'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
                'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
            ] as $point
        ) {
            self::assertFalse(Sign::verify(hex2bin($point . substr(self::LAX[2][2], 64)), 'small R', $key), $point);
        }
    }

    /**
     * A key may have a part of small order besides its own; the equation without the cofactor decides then, for all in the same way.
     */
    public function testKeysOfMixedOrder(): void
    {
        $key = VerifyingKey::fromHex('9158312a9a8d6e3b34c891d6d61444f8b8211c5117ebad15bdb0bd68b07e0245');
        $signature = hex2bin('b316b6ba83288baa6709d6b9195471595042f31541dbfe4b90aa4e9ed2b3a78611d7773e7846f98322c1ec7ad8302933eca84c80944c6353b78c279414ab1105');
        self::assertTrue(Sign::verify($signature, 'mixed', $key));
        self::assertTrue(Sign::verifyBatch([[$signature, 'mixed', $key], [$signature, 'mixed', $key]]));
        self::assertFalse(Sign::verify($signature, 'other', $key));
        self::assertFalse(Sign::verify(hex2bin(self::RFC_8032[0][2]), '', $key));
    }

    public function testBatches(): void
    {
        $good = [];
        foreach (range(0, 99) as $number) {
            $key = $number % 10 === 0 || !isset($key) ? SigningKey::generate() : $key;
            $message = self::bytes($number, 'batch');
            $good[] = [Sign::detached($message, $key), $message, $key->verifyingKey()];
        }
        self::assertTrue(Sign::verifyBatch([]));
        self::assertSame([], Sign::invalid([]));
        foreach ([1, 2, 3, 4, 63, 64, 65, 100] as $length) {
            $batch = \array_slice($good, 0, $length);
            self::assertTrue(Sign::verifyBatch($batch), "$length of them");
            self::assertSame([], Sign::invalid($batch), "$length of them");
            foreach (array_unique([0, intdiv($length, 2), $length - 1]) as $index) {
                $bad = $batch;
                $bad[$index][0] ^= "\x01" . str_repeat("\0", 63);
                self::assertFalse(Sign::verifyBatch($bad), "$length, the one at $index");
                self::assertSame([$index], Sign::invalid($bad), "$length, the one at $index");
                self::assertSame($good[$index], $batch[$index], 'the argument is left alone');
            }
        }
        // Two whose faults might cancel each other out.
        $swapped = \array_slice($good, 1, 2);
        [$swapped[0][0], $swapped[1][0]] = [$swapped[1][0], $swapped[0][0]];
        self::assertFalse(Sign::verifyBatch($swapped));
        self::assertSame([0, 1], Sign::invalid($swapped));
        self::assertSame(array_keys($good), Sign::invalid(array_map(static fn (array $one): array => [$one[0], $one[1] . '!', $one[2]], $good)));
        self::assertTrue(Sign::verifyBatch([$good[0], $good[0], $good[0]]), 'one three times');
    }

    public function testKeysOfABatchAreKept(): void
    {
        $key = self::key();
        $good = [Sign::detached('m', $key), 'm', $key->verifyingKey()];
        $bad = ['', 'm', $key->verifyingKey()];
        self::assertTrue(Sign::verifyBatch(['a' => $good, 7 => $good, -1 => $good]));
        self::assertSame(['b', 7, -1, ''], Sign::invalid(['a' => $good, 'b' => $bad, 7 => $bad, 'c' => $good, -1 => $bad, '' => $bad]));
        self::assertSame([5, '05'], Sign::invalid(['5' => $bad, '05' => $bad]));
        self::assertTrue(Sign::verifyBatch([[2 => $good[2], 1 => 'm', 0 => $good[0]]]), 'the indices count, not their order');
    }

    public function testABatchOfSomethingElse(): void
    {
        $key = self::key()->verifyingKey();
        $good = [Sign::detached('m', self::key()), 'm', $key];
        $elements = [
            null, 1, 'text', $key, new \stdClass(), [], ['s'], ['s', 'm'], [1, 'm', $key], ['s', 1, $key], [null, 'm', $key], ['s', 'm', null], ['s', 'm', 'k'], ['s', 'm', self::key()],
            ['signature' => 's', 'message' => 'm', 'key' => $key], [1 => 's', 2 => 'm', 3 => $key], [['s'], 'm', $key],
        ];
        foreach ($elements as $index => $element) {
            foreach ([[$element], [$good, $element], [$good, 'x' => $element, 'y' => $good]] as $batch) {
                foreach (['verifyBatch', 'invalid'] as $method) {
                    $message = Sign::class . "::$method(): Argument #1 (\$batch) must be of type array<array{string, string, VerifyingKey}>, array given";
                    self::assertTypeError(static fn (): bool|array => Sign::$method($batch), $message, "element $index");
                }
            }
        }
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        foreach ([0, 1, 100, 5000] as $length) {
            $message = self::bytes($length);
            $key = SigningKey::generate();
            self::assertSame(sodium_crypto_sign_detached($message, $key->reveal()), Sign::detached($message, $key), "$length bytes");
            self::assertTrue(sodium_crypto_sign_verify_detached(Sign::detached($message, $key), $message, $key->verifyingKey()->toBytes()), "$length bytes");
            $pair = sodium_crypto_sign_keypair();
            $signature = sodium_crypto_sign_detached($message, sodium_crypto_sign_secretkey($pair));
            self::assertTrue(Sign::verify($signature, $message, VerifyingKey::fromBytes(sodium_crypto_sign_publickey($pair))), "$length bytes");
        }
    }

    public function testBothWaysWithOpenSsl(): void
    {
        self::need('openssl');
        $key = SigningKey::generate();
        $private = openssl_pkey_get_private($key->revealPem());
        $signature = '';
        // Ed25519 hashes by itself; PHP before 8.4 may not know how to ask for no digest.
        if ($private === false || @openssl_sign('m', $signature, $private, 0) !== true) {
            while (openssl_error_string() !== false) {
                // What OpenSSL noted of it is of no use to others.
            }
            self::markTestSkipped('left out: comparison with openssl_sign(), which cannot sign with Ed25519 here');
        }
        foreach ([0, 1, 100, 5000] as $length) {
            $message = self::bytes($length);
            self::assertTrue(openssl_sign($message, $signature, $private, 0));
            self::assertSame(bin2hex($signature), bin2hex(Sign::detached($message, $key)), "$length bytes");
            self::assertTrue(Sign::verify($signature, $message, $key->verifyingKey()), "$length bytes");
            self::assertSame(1, openssl_verify($message, Sign::detached($message, $key), openssl_pkey_get_public($key->verifyingKey()->toPem()), 0), "$length bytes");
        }
    }
}
