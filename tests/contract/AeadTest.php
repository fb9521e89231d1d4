<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * Aead: whole messages, sealed and opened.
 */
class AeadTest extends TestCase
{
    use CryptoAssertions;

    /** Of each algorithm the nonce's length. */
    private const NONCES = [Aead::XCHACHA20_POLY1305 => 24, Aead::AES_256_GCM => 12, Aead::CHACHA20_POLY1305 => 12];

    /** What libsodium 1.0.18 and OpenSSL 3.5 made of 'What is sealed' with the associated data 'bound', this key, and nonces of "nonce-nonce-". */
    private const SEALED = [
        Aead::XCHACHA20_POLY1305 => '6e6f6e63652d6e6f6e63652d6e6f6e63652d6e6f6e63652d017d32306658164995c12721dca468c67fdbde23df01316c47445a09a5b3',
        Aead::AES_256_GCM => '6e6f6e63652d6e6f6e63652d5ea7267935271ed0de6615fc438e59a841a65bf6c371ec296929b36cdc8e',
        Aead::CHACHA20_POLY1305 => '6e6f6e63652d6e6f6e63652dc3d38aeb5da20eb118cd863f168ee584e51b5ade3175e707c9cbb19500bd',
    ];

    private static function key(): SymmetricKey
    {
        return SymmetricKey::fromBytes(self::SECRET);
    }

    /**
     * The algorithms that this backend has, those that it lacks having been found to say so.
     *
     * @return list<string>
     */
    private static function algorithms(): array
    {
        $algorithms = [Aead::XCHACHA20_POLY1305, Aead::CHACHA20_POLY1305];
        if (Backend::current() !== 'php' || \extension_loaded('openssl') || sodium_crypto_aead_aes256gcm_is_available()) {
            return [...$algorithms, Aead::AES_256_GCM];
        }
        $message = 'AES-256-GCM needs ext-openssl, or the extension highper';
        self::assertFault(CryptoException::UNAVAILABLE, $message, static fn (): Aead => new Aead(self::key(), Aead::AES_256_GCM));

        return $algorithms;
    }

    public function testRoundTrips(): void
    {
        foreach (self::algorithms() as $algorithm) {
            $aead = new Aead(self::key(), $algorithm);
            foreach ([...range(0, 130), 255, 256, 257, 1023, 1024, 4096, 65537, 1 << 20] as $length) {
                $message = self::bytes($length);
                $associated = $length % 3 === 0 ? '' : self::bytes($length % 100, 'ad');
                $sealed = $aead->seal($message, $associated);
                self::assertSame($length + self::NONCES[$algorithm] + 16, \strlen($sealed), "$algorithm, $length bytes");
                self::assertTrue($aead->open($sealed, $associated) === $message, "$algorithm, $length bytes");
            }
            $associated = self::bytes(300_000, 'long');
            self::assertSame('m', $aead->open($aead->seal('m', $associated), $associated), $algorithm);
            self::assertSame('', $aead->open($aead->seal('')), $algorithm);
            self::assertSame("\0", $aead->open($aead->seal("\0", "\0"), "\0"), $algorithm);
        }
        self::assertSame('m', (new Aead(self::key(), Aead::XCHACHA20_POLY1305))->open((new Aead(self::key()))->seal('m')), 'the default');
    }

    public function testFixedMessages(): void
    {
        foreach (self::algorithms() as $algorithm) {
            $aead = new Aead(self::key(), $algorithm);
            self::assertSame('What is sealed', $aead->open(hex2bin(self::SEALED[$algorithm]), 'bound'), $algorithm);
        }
        if (\in_array(Aead::AES_256_GCM, self::algorithms(), true)) {
            // NIST's submission of GCM, appendix B, test cases 13 and 14.
            $aead = new Aead(SymmetricKey::fromBytes(str_repeat("\0", 32)), Aead::AES_256_GCM);
            self::assertSame('', $aead->open(hex2bin(str_repeat('0', 24) . '530f8afbc74536b9a963b4f1c4cb738b')));
            self::assertSame(str_repeat("\0", 16), $aead->open(hex2bin(str_repeat('0', 24) . 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919')));
        }
    }

    public function testEachMessageHasANonceOfItsOwn(): void
    {
        foreach (self::algorithms() as $algorithm) {
            $aead = new Aead(self::key(), $algorithm);
            $nonces = [];
            for ($round = 0; $round < 500; ++$round) {
                $nonces[] = substr(($round % 2 === 0 ? $aead : new Aead(self::key(), $algorithm))->seal('m'), 0, self::NONCES[$algorithm]);
            }
            self::assertCount(500, array_unique($nonces), $algorithm);
        }
    }

    public function testEveryTruncationAndEveryFlipIsRefused(): void
    {
        foreach (self::algorithms() as $algorithm) {
            $aead = new Aead(self::key(), $algorithm);
            foreach (['', 'x', 'a message of more than thirty-two bytes, for its second block'] as $message) {
                $sealed = $aead->seal($message, 'bound');
                foreach (self::truncations($sealed) as $cut => $bad) {
                    self::assertUnauthentic(static fn (): string => $aead->open($bad, 'bound'), "$algorithm, $cut");
                }
                foreach (self::flips($sealed) as $flip => $bad) {
                    self::assertUnauthentic(static fn (): string => $aead->open($bad, 'bound'), "$algorithm, $flip");
                }
                foreach (self::flips('bound') as $flip => $bad) {
                    self::assertUnauthentic(static fn (): string => $aead->open($sealed, $bad), "$algorithm, associated data: $flip");
                }
                foreach (['', 'boun', 'ound', "bound\0", 'boundbound', str_repeat('b', 1000)] as $bad) {
                    self::assertUnauthentic(static fn (): string => $aead->open($sealed, $bad), "$algorithm, associated data: $bad");
                }
                foreach ([" $sealed", "$sealed ", $sealed . $sealed, "$sealed\0", strrev($sealed), str_repeat("\0", \strlen($sealed)), bin2hex($sealed)] as $index => $bad) {
                    self::assertUnauthentic(static fn (): string => $aead->open($bad, 'bound'), "$algorithm, $index");
                }
                self::assertSame($message, $aead->open($sealed, 'bound'), "$algorithm: a failure leaves no trace");
            }
        }
    }

    public function testAnotherKeyOrAlgorithmIsRefused(): void
    {
        $algorithms = self::algorithms();
        foreach ($algorithms as $algorithm) {
            $aead = new Aead(self::key(), $algorithm);
            $sealed = $aead->seal('m');
            foreach (self::flips(self::SECRET) as $flip => $bytes) {
                $other = new Aead(SymmetricKey::fromBytes($bytes), $algorithm);
                self::assertUnauthentic(static fn (): string => $other->open($sealed), "$algorithm, key: $flip");
            }
            foreach ($algorithms as $another) {
                if ($another !== $algorithm) {
                    $other = new Aead(self::key(), $another);
                    self::assertUnauthentic(static fn (): string => $other->open($sealed), "$algorithm as $another");
                }
            }
            // What is associated is not the message, and the border between them counts.
            $sealed = $aead->seal('bc', 'a');
            self::assertUnauthentic(static fn (): string => $aead->open($sealed, 'ab'), $algorithm);
        }
    }

    public function testUnknownAlgorithms(): void
    {
        foreach (['', 'aes-128-gcm', 'AES-256-GCM', 'xchacha20-poly1305 ', "chacha20-poly1305\0", 'chacha20', "\xff", 'aes-256-gcm,'] as $name) {
            $message = "Unknown algorithm '$name': Aead has xchacha20-poly1305, aes-256-gcm and chacha20-poly1305";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): Aead => new Aead(self::key(), $name), $name);
        }
    }

    public function testTheKeyMayGoBeforeTheAead(): void
    {
        foreach (self::algorithms() as $algorithm) {
            $key = SymmetricKey::generate();
            $bytes = $key->reveal();
            $aead = new Aead($key, $algorithm);
            unset($key);
            self::assertSame('m', (new Aead(SymmetricKey::fromBytes($bytes), $algorithm))->open($aead->seal('m')), $algorithm);
        }
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        $algorithms = [
            Aead::XCHACHA20_POLY1305 => [sodium_crypto_aead_xchacha20poly1305_ietf_encrypt(...), sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(...)],
            Aead::CHACHA20_POLY1305 => [sodium_crypto_aead_chacha20poly1305_ietf_encrypt(...), sodium_crypto_aead_chacha20poly1305_ietf_decrypt(...)],
        ];
        if (sodium_crypto_aead_aes256gcm_is_available()) {
            $algorithms[Aead::AES_256_GCM] = [sodium_crypto_aead_aes256gcm_encrypt(...), sodium_crypto_aead_aes256gcm_decrypt(...)];
        }
        foreach ($algorithms as $algorithm => [$encrypt, $decrypt]) {
            $aead = new Aead(self::key(), $algorithm);
            foreach ([0, 1, 15, 16, 17, 63, 64, 65, 1000, 70_000] as $length) {
                $message = self::bytes($length);
                $associated = self::bytes($length % 40, 'ad');
                $sealed = $aead->seal($message, $associated);
                $nonce = substr($sealed, 0, self::NONCES[$algorithm]);
                self::assertSame($message, $decrypt(substr($sealed, \strlen($nonce)), $associated, $nonce, self::SECRET), "$algorithm, $length bytes");
                $nonce = random_bytes(\strlen($nonce));
                self::assertSame($message, $aead->open($nonce . $encrypt($message, $associated, $nonce, self::SECRET), $associated), "$algorithm, $length bytes");
            }
        }
    }

    public function testBothWaysWithOpenSsl(): void
    {
        self::need('openssl');
        foreach ([Aead::AES_256_GCM, Aead::CHACHA20_POLY1305] as $algorithm) {
            if (!\in_array($algorithm, openssl_get_cipher_methods(), true)) {
                continue; // A build of OpenSSL may lack ChaCha20-Poly1305; sodium stands for it above.
            }
            $aead = new Aead(self::key(), $algorithm);
            foreach ([0, 1, 15, 16, 17, 63, 64, 65, 1000, 70_000] as $length) {
                $message = self::bytes($length);
                $associated = self::bytes($length % 40, 'ad');
                $sealed = $aead->seal($message, $associated);
                $opened = openssl_decrypt(substr($sealed, 12, -16), $algorithm, self::SECRET, OPENSSL_RAW_DATA, substr($sealed, 0, 12), substr($sealed, -16), $associated);
                self::assertSame($message, $opened, "$algorithm, $length bytes");
                $nonce = random_bytes(12);
                $tag = '';
                $encrypted = openssl_encrypt($message, $algorithm, self::SECRET, OPENSSL_RAW_DATA, $nonce, $tag, $associated);
                self::assertSame($message, $aead->open($nonce . $encrypted . $tag, $associated), "$algorithm, $length bytes");
            }
        }
    }
}
