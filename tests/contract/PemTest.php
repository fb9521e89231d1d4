<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

/**
 * Ed25519 keys in PEM, as OpenSSL writes and reads them.
 */
class PemTest extends TestCase
{
    use CryptoAssertions;

    /** RFC 8410, 10.1 and 10.3. */
    private const SEED = 'd4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842';
    private const PRIVATE = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    private const PUBLIC = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    private const NO_PRIVATE = 'Not PEM of an Ed25519 private key: PKCS #8 without a password is expected';
    private const NO_PUBLIC = 'Not PEM of an Ed25519 public key: SubjectPublicKeyInfo is expected';

    /**
     * PEM around any bytes.
     */
    private static function pem(string $label, string $der): string
    {
        return "-----BEGIN $label-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END $label-----\n";
    }

    public function testWritingAndReading(): void
    {
        $key = SigningKey::fromPem(self::PRIVATE);
        self::assertSame(self::SEED, bin2hex(substr($key->reveal(), 0, 32)));
        self::assertTrue($key->equals(SigningKey::fromSeed(hex2bin(self::SEED))));
        self::assertSame(self::PRIVATE, $key->revealPem());
        $public = VerifyingKey::fromPem(self::PUBLIC);
        self::assertTrue($public->equals($key->verifyingKey()));
        self::assertSame(self::PUBLIC, $public->toPem());
        self::assertSame(self::PUBLIC, $key->verifyingKey()->toPem());
        for ($round = 0; $round < 20; ++$round) {
            $key = SigningKey::generate();
            self::assertTrue($key->equals(SigningKey::fromPem($key->revealPem())));
            self::assertTrue($key->verifyingKey()->equals(VerifyingKey::fromPem($key->verifyingKey()->toPem())));
            self::assertSame(self::pem('PRIVATE KEY', hex2bin('302e020100300506032b657004220420') . substr($key->reveal(), 0, 32)), $key->revealPem());
            self::assertSame(self::pem('PUBLIC KEY', hex2bin('302a300506032b6570032100') . substr($key->reveal(), 32)), $key->verifyingKey()->toPem());
        }
    }

    public function testLayoutIsFree(): void
    {
        foreach ([[SigningKey::class, self::PRIVATE], [VerifyingKey::class, self::PUBLIC]] as [$class, $pem]) {
            [$begin, $base64, $end] = explode("\n", $pem);
            $layouts = [rtrim($pem), "\n\n$pem\n\n", " \t\r\n$pem \t\r\n", str_replace("\n", "\r\n", $pem)];
            foreach ([1, 2, 3, 10, 60, 76, 1000] as $length) {
                $layouts[] = "$begin\n" . implode("\n", str_split($base64, $length)) . "\n$end";
                $layouts[] = "$begin\r\n" . implode("\r\n", str_split($base64, $length)) . "\r\n$end\r\n";
            }
            foreach ($layouts as $layout) {
                self::assertTrue($class::fromPem($layout)->equals($class::fromPem($pem)), $layout);
            }
        }
    }

    public function testAnythingElseIsRefused(): void
    {
        $table = [
            [SigningKey::class, self::NO_PRIVATE, 'PRIVATE KEY', self::PRIVATE, self::PUBLIC],
            [VerifyingKey::class, self::NO_PUBLIC, 'PUBLIC KEY', self::PUBLIC, self::PRIVATE],
        ];
        foreach ($table as [$class, $message, $label, $pem, $other]) {
            [$begin, $base64, $end] = explode("\n", $pem);
            $der = base64_decode($base64, true);
            self::assertIsString($der);
            $bad = [
                '', ' ', 'x', $other, $base64, $der, bin2hex($der), $begin, "$begin\n$end\n", "$base64\n$end\n", "$begin\n$base64\n", "x$pem", "{$pem}x", "a text before\n$pem", "$pem\na text after\n",
                "$pem$pem", "$pem$other", "\0$pem", "$pem\0", str_replace('-----', '----', $pem), str_replace('KEY', 'Key', $pem), str_replace("$end", '-----END CERTIFICATE-----', $pem),
                self::pem("EC $label", $der), self::pem("ENCRYPTED $label", $der), self::pem('CERTIFICATE', $der), self::pem('', $der), str_replace("BEGIN $label", "BEGIN  $label", $pem),
                "$begin\nProc-Type: 4,ENCRYPTED\n\n$base64\n$end\n", "$begin\n$base64=\n$end\n", "$begin\n$base64====\n$end\n", "$begin\n=$base64\n$end\n", "$begin\n!$base64\n$end\n",
                "$begin\n" . substr($base64, 0, -1) . "\n$end\n", "$begin\n" . substr($base64, 1) . "\n$end\n", "$begin\n" . strtr($base64, '+/', '-_') . "-\n$end\n", "$begin\n\0$base64\n$end\n",
                self::pem($label, $der . "\0"), self::pem($label, substr($der, 0, -1)), self::pem($label, "\0$der"), self::pem($label, substr($der, -32)), self::pem($label, ''),
                // X25519's, X448's and Ed448's identifiers instead of Ed25519's (RFC 8410, 3).
                self::pem($label, str_replace("\x2b\x65\x70", "\x2b\x65\x6e", $der)), self::pem($label, str_replace("\x2b\x65\x70", "\x2b\x65\x6f", $der)),
                self::pem($label, str_replace("\x2b\x65\x70", "\x2b\x65\x71", $der)),
                // Version 2 of the format holds the public half as well (RFC 8410, 10.3).
                self::pem($label, "\x30\x51\x02\x01\x01" . substr($der, 5) . "\x81\x21\0" . str_repeat('p', 32)),
                str_repeat('-', 100_000), str_repeat("\n", 100_000), self::pem($label, str_repeat("\0", 100_000)),
            ];
            foreach ($bad as $index => $text) {
                self::assertFault(CryptoException::INVALID_ENCODING, $message, static fn (): object => $class::fromPem($text), "$label $index: " . substr($text, 0, 200));
            }
            foreach (self::truncations(rtrim($pem)) as $cut => $text) {
                self::assertFault(CryptoException::INVALID_ENCODING, $message, static fn (): object => $class::fromPem($text), "$label $cut");
            }
            // Of the DER in front of the key every bit counts.
            foreach (self::flips(substr($der, 0, -32)) as $flip => $start) {
                self::assertFault(CryptoException::INVALID_ENCODING, $message, static fn (): object => $class::fromPem(self::pem($label, $start . substr($der, -32))), "$label $flip");
            }
        }
        // 44 bytes end in a character of which two bits are unused; a decoder has to look at them.
        $bad = str_replace('ZuE=', 'ZuF=', self::PUBLIC);
        self::assertFault(CryptoException::INVALID_ENCODING, self::NO_PUBLIC, static fn (): VerifyingKey => VerifyingKey::fromPem($bad), $bad);
    }

    public function testAPublicKeyHasToBeAPoint(): void
    {
        foreach (["\1" . str_repeat("\0", 31), "\2" . str_repeat("\0", 31)] as $bytes) {
            $pem = self::pem('PUBLIC KEY', hex2bin('302a300506032b6570032100') . $bytes);
            self::assertFault(CryptoException::INVALID_KEY, 'VerifyingKey: the bytes are no valid public key', static fn (): VerifyingKey => VerifyingKey::fromPem($pem), $pem);
        }
    }

    public function testOpenSslReadsAndWritesTheSame(): void
    {
        self::need('openssl');
        $key = SigningKey::generate();
        $private = openssl_pkey_get_private($key->revealPem());
        self::assertNotFalse($private, 'OpenSSL does not read the private key');
        self::assertTrue(openssl_pkey_export($private, $exported));
        self::assertSame($key->revealPem(), $exported);
        self::assertSame($key->verifyingKey()->toPem(), openssl_pkey_get_details($private)['key']);
        $public = openssl_pkey_get_public($key->verifyingKey()->toPem());
        self::assertNotFalse($public, 'OpenSSL does not read the public key');
        self::assertSame($key->verifyingKey()->toPem(), openssl_pkey_get_details($public)['key']);
    }

    public function testKeysThatOpenSslMade(): void
    {
        self::need('openssl');
        if (!\defined('OPENSSL_KEYTYPE_ED25519')) {
            self::markTestSkipped('left out: keys that OpenSSL makes, since PHP before 8.4 cannot ask for Ed25519');
        }
        $made = openssl_pkey_new(['private_key_type' => \OPENSSL_KEYTYPE_ED25519]);
        self::assertNotFalse($made);
        self::assertTrue(openssl_pkey_export($made, $pem));
        $key = SigningKey::fromPem($pem);
        self::assertSame($pem, $key->revealPem());
        $public = openssl_pkey_get_details($made)['key'];
        self::assertSame($public, VerifyingKey::fromPem($public)->toPem());
        self::assertTrue($key->verifyingKey()->equals(VerifyingKey::fromPem($public)));
        foreach (['pass word', 'x'] as $password) {
            self::assertTrue(openssl_pkey_export($made, $encrypted, $password));
            self::assertFault(CryptoException::INVALID_ENCODING, self::NO_PRIVATE, static fn (): SigningKey => SigningKey::fromPem($encrypted), $encrypted);
        }
    }
}
