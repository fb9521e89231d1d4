<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi;
use HighPerApp\HighPer\Native\Ffi\Library;
use PHPUnit\Framework\TestCase;

/**
 * The cryptography that the FFI backend leaves to the native library: it gives what PHP and libsodium give.
 */
class FfiCryptoTest extends TestCase
{
    protected function setUp(): void
    {
        FfiLibraryTest::library();
        self::assertNull(Library::obstacle());
    }

    public function testEncodingsOfEveryLength(): void
    {
        for ($length = 0; $length < 600; ++$length) {
            $bytes = random_bytes($length + 1);
            $hex = bin2hex($bytes);
            $text = sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
            self::assertSame($hex, Ffi\Encoding::hex($bytes), "$length");
            self::assertSame($bytes, Ffi\Encoding::fromHex(strtoupper($hex)), "$length");
            self::assertSame($text, Ffi\Encoding::base64Url($bytes), "$length");
            self::assertSame($bytes, Ffi\Encoding::fromBase64Url($text), "$length");
        }
        self::assertSame('', Ffi\Encoding::hex(''));
        self::assertSame('', Ffi\Encoding::fromBase64Url(''));
    }

    public function testTextsThatAreRefused(): void
    {
        $texts = [
            'fromHex' => [str_repeat('0', 257), str_repeat('0', 299) . 'g', ' ' . str_repeat('0', 299), str_repeat('0', 254) . "\0\0"],
            'fromBase64Url' => [str_repeat('A', 257), str_repeat('A', 300) . '==', str_repeat('A', 299) . '+', str_repeat('A', 301) . 'B', str_repeat('A', 298) . "\nA"],
        ];
        foreach ($texts as $method => $refused) {
            foreach ($refused as $text) {
                $messages = [];
                foreach ([Ffi\Encoding::class, Fallback\Encoding::class] as $class) {
                    try {
                        $class::$method($text);
                        self::fail("$method($text)");
                    } catch (CryptoException $exception) {
                        $messages[] = [$exception->getCode(), $exception->getMessage()];
                    }
                }
                self::assertSame($messages[1], $messages[0], "$method($text)");
            }
        }
    }

    public function testPasswordsGoBothWays(): void
    {
        foreach (['password', '', "\0", "p\xffss\0word", str_repeat('long', 100)] as $password) {
            $native = Ffi\Password::hash($password, 8, 1);
            $php = Fallback\Password::hash($password, 8, 1);
            foreach ([$native, $php] as $hash) {
                self::assertStringStartsWith('$argon2id$v=19$m=8,t=1,p=1$', $hash);
                self::assertTrue(Ffi\Password::verify($password, $hash));
                self::assertTrue(Fallback\Password::verify($password, $hash));
                self::assertFalse(Ffi\Password::verify("$password!", $hash));
                self::assertFalse(Ffi\Password::verify($password, substr($hash, 0, -1)));
            }
        }
        $bcrypt = password_hash('password', PASSWORD_BCRYPT, ['cost' => 4]);
        self::assertTrue(Ffi\Password::verify('password', $bcrypt));
        self::assertFalse(Ffi\Password::verify('Password', $bcrypt));
        self::assertFalse(Ffi\Password::verify('password', ''));
        $this->expectExceptionObject(new CryptoException('The memory cost must be 8 to 4194304 KiB, 7 given', CryptoException::BAD_PARAMETER));
        Ffi\Password::hash('password', 7);
    }

    public function testSignatures(): void
    {
        $pair = sodium_crypto_sign_keypair();
        [$secret, $public] = [sodium_crypto_sign_secretkey($pair), sodium_crypto_sign_publickey($pair)];
        foreach (['', 'm', random_bytes(1000)] as $message) {
            $signature = sodium_crypto_sign_detached($message, $secret);
            self::assertTrue(Ffi\Ed25519::isSigned($message, $signature, $public));
            self::assertFalse(Ffi\Ed25519::isSigned("$message!", $signature, $public));
            self::assertFalse(Ffi\Ed25519::isSigned($message, substr($signature, 1), $public));
            self::assertFalse(Ffi\Ed25519::isSigned($message, "$signature\0", $public));
            self::assertFalse(Ffi\Ed25519::isSigned($message, $signature, strrev($public)));
            self::assertFalse(Ffi\Ed25519::isSigned($message, $signature, ''));
        }
        $body = substr(Ffi\Paseto\PublicToken::sign($secret, '{"a":1}', '', 'implicit'), \strlen('v4.public.'));
        self::assertSame('{"a":1}', Ffi\Paseto\PublicToken::verify($public, $body, '', 'implicit'));
        $this->expectException(InvalidToken::class);
        Ffi\Paseto\PublicToken::verify($public, $body, '', '');
    }

    public function testBlake3(): void
    {
        $digest = 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262';
        self::assertSame($digest, Ffi\Hash::hex('', 'blake3'));
        $hash = new Ffi\Hash('blake3');
        self::assertSame($digest, bin2hex($hash->update('')->finish()));
        $data = random_bytes(5000);
        $hash = new Ffi\Hash('blake3', length: 100);
        foreach (str_split($data, 999) as $piece) {
            $hash->update($piece);
        }
        self::assertSame(Ffi\Hash::digest($data, 'blake3', length: 100), $hash->finish());
        foreach (['blake2b', 'sha256', 'crc32c'] as $algorithm) {
            self::assertSame(Fallback\Hash::digest($data, $algorithm), (new Ffi\Hash($algorithm))->update($data)->finish());
        }
        // A state that is never finished goes with its object.
        (new Ffi\Hash('blake3'))->update($data);
    }
}
