<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Curve25519;
use HighPerApp\HighPer\Native\Fallback\Crypto\Quiet;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sequence;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\Fallback\Encoding;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * What only pure PHP shows of the cryptography: how it does without other extensions, where secrets are, and what libsodium leaves open.
 */
class CryptoFallbackTest extends TestCase
{
    /**
     * What a process prints, as lines, in which PHP lacks some functions.
     *
     * @param list<string>          $functions
     * @param array<string, string> $calls     Code by name; their results or messages are printed.
     *
     * @return array<string, string>
     */
    private static function without(array $functions, array $calls): array
    {
        $code = 'require ' . var_export(\dirname(__DIR__) . '/bootstrap.php', true) . ';';
        foreach ($calls as $name => $call) {
            $code .= 'try { $outcome = json_encode(HighPerApp\HighPer\Native\\' . $call . '); }'
                . 'catch (\Throwable $exception) { $outcome = $exception->getCode() . " " . $exception->getMessage(); }'
                . 'echo ' . var_export($name, true) . ', "\t$outcome\n";';
        }
        $process = proc_open(
            [PHP_BINARY, '-d', 'disable_functions=' . implode(',', $functions), '-r', $code],
            [1 => ['pipe', 'w'], 2 => ['pipe', 'w']],
            $pipes,
            null,
            ['HIGHPER_BACKEND' => 'php', 'HIGHPER_EXPECT' => 'php'] + getenv(),
        );
        self::assertIsResource($process);
        $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        proc_close($process);
        $outcomes = [];
        foreach (explode("\n", rtrim($output)) as $line) {
            [$name, $outcomes[$name]] = explode("\t", $line, 2) + [1 => ''];
        }

        return $outcomes;
    }

    public function testWithoutSodium(): void
    {
        $key = 'str_repeat("k", 32)';
        $refused = [
            "SymmetricKey::fromBytes($key)" => 'SymmetricKey', 'SymmetricKey::generate()' => 'SymmetricKey', "SymmetricKey::fromHex('')" => 'SymmetricKey',
            "MacKey::fromBytes($key)" => 'MacKey', "MacKey::fromBase64Url('')" => 'MacKey', "DerivationKey::fromBytes($key)" => 'DerivationKey',
            "SigningKey::fromSeed($key)" => 'SigningKey', 'SigningKey::generate()' => 'SigningKey', "SigningKey::fromPem('')" => 'SigningKey',
            "VerifyingKey::fromBytes($key)" => 'VerifyingKey', "VerifyingKey::fromPem('')" => 'VerifyingKey',
            "KeyPair::fromBytes($key)" => 'KeyPair', 'KeyPair::generate()' => 'KeyPair', "KeyPair::fromSeed($key)" => 'KeyPair', "PublicKey::fromBytes($key)" => 'PublicKey',
            "Hash::digest('')" => 'Hash', "Hash::hex('')" => 'Hash', 'Hash::file(__FILE__)' => 'Hash', "Kdf::fromPassword('p', str_repeat('s', 16))" => 'Kdf',
            "Encoding::hex('a')" => 'Encoding', "Encoding::fromHex('61')" => 'Encoding', "Encoding::base64Url('a')" => 'Encoding', "Encoding::fromBase64Url('YQ')" => 'Encoding', 'Random::token()' => 'Random',
        ];
        $works = [
            "Hash::digest('', 'crc32c') === str_repeat(chr(0), 4)" => 'true',
            "Hash::hex('', 'sha256')" => '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
            'Random::int(3, 3)' => '3',
            'Sign::verifyBatch([])' => 'true',
            "equals('a', 'a')" => 'true',
        ];
        $calls = [...array_keys($refused), ...array_keys($works)];
        $outcomes = self::without(get_extension_funcs('sodium') ?: ['sodium_memzero'], array_combine($calls, $calls));
        foreach ($refused as $call => $name) {
            self::assertSame(CryptoException::UNAVAILABLE . " $name needs ext-sodium, or the extension highper", $outcomes[$call] ?? null, $call);
        }
        foreach ($works as $call => $outcome) {
            self::assertSame($outcome, $outcomes[$call] ?? null, $call);
        }
    }

    public function testAesWithoutOpenSsl(): void
    {
        self::needSodium();
        $aead = "Aead(HighPerApp\\HighPer\\Native\\SymmetricKey::fromBytes(str_repeat('k', 32)), 'aes-256-gcm')";
        $seal = "SymmetricKey::fromBytes(str_repeat('k', 32)) and (new HighPerApp\\HighPer\\Native\\$aead)->open((new HighPerApp\\HighPer\\Native\\$aead)->seal('m', 'a'), 'a') === 'm'";
        $message = CryptoException::UNAVAILABLE . ' AES-256-GCM needs ext-openssl, or the extension highper';
        $hasAes = sodium_crypto_aead_aes256gcm_is_available();
        self::assertSame(['it' => $hasAes ? 'true' : $message], self::without(['openssl_encrypt', 'openssl_decrypt'], ['it' => $seal]));
    }

    /**
     * libsodium tells such points from others only where they are in the subgroup of prime order.
     */
    public function testPointsOutsideTheSubgroup(): void
    {
        self::needSodium();
        $table = [
            // The base point, and its sum with the point of order 2, which is -x, -y.
            ['5866666666666666666666666666666666666666666666666666666666666666', true],
            ['9599999999999999999999999999999999999999999999999999999999999999', true],
            ['0300000000000000000000000000000000000000000000000000000000000000', true],
            ['0200000000000000000000000000000000000000000000000000000000000000', false],
            ['0000000000000000000000000000000000000000000000000000000000000000', false],
            ['0100000000000000000000000000000000000000000000000000000000000080', false],
            // 3 + 2^255 - 19, which is the point above but one in a form that is not reduced.
            ['f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', false],
        ];
        foreach ($table as [$hex, $expected]) {
            self::assertSame($expected, Curve25519::isVerifyingKey((string) hex2bin($hex)), $hex);
        }
    }

    public function testBytesAboveAsciiAreNoDigits(): void
    {
        self::needSodium();
        foreach (range(0x80, 0xff) as $byte) {
            foreach (['fromHex' => ['%s0', '0%s', '00%s0'], 'fromBase64Url' => ['%sQ', 'AA%s', '%s%s', 'AAAA%sA']] as $method => $forms) {
                foreach ($forms as $form) {
                    $text = str_replace('%s', \chr($byte), $form);
                    try {
                        Encoding::$method($text);
                        self::fail("$method() took " . bin2hex($text));
                    } catch (CryptoException $exception) {
                        self::assertSame(CryptoException::INVALID_ENCODING, $exception->getCode(), bin2hex($text));
                    }
                }
            }
        }
    }

    public function testWhatTheVaultKeepsIsItsOwn(): void
    {
        self::needSodium();
        $owner = new \stdClass();
        $secret = random_bytes(32);
        $hex = bin2hex($secret);
        Vault::put($owner, Vault::copy($secret));
        $kept = Vault::of($owner);
        self::assertSame($secret, $kept);
        self::assertSame($secret, Vault::take($owner));
        self::assertFalse(Vault::has($owner));
        try {
            Vault::of($owner);
            self::fail('a secret was left');
        } catch (\Error $error) {
            self::assertSame('The stdClass was not constructed, or is destroyed', $error->getMessage());
        }
        Vault::put($owner, Vault::copy($secret));
        self::assertTrue(Vault::has($owner));
        unset($owner);
        self::assertSame([$hex, $hex], [bin2hex($secret), bin2hex($kept)], 'what others hold is left alone');
    }

    /**
     * Not even of what would be silenced: a handler that throws all the same would put its own exception in the place of what is promised.
     */
    public function testErrorHandlersHearOfNothing(): void
    {
        self::needSodium();
        if (Backend::current() === 'extension') {
            self::markTestSkipped('left out: what pure PHP says to error handlers, since the extension is loaded');
        }
        $key = SymmetricKey::fromBytes(str_repeat('k', 32));
        $source = static function (string $bytes = 'text') {
            $stream = fopen('php://memory', 'w+');
            fwrite($stream, $bytes);
            rewind($stream);

            return $stream;
        };
        $sealed = $source('');
        SealStream::copy($key, $source(), $sealed);
        rewind($sealed);
        $sealed = (string) stream_get_contents($sealed);
        $unreadable = static fn () => fopen('php://output', 'w');
        $unwritable = static fn () => fopen(__FILE__, 'r');
        $failures = [
            'SealStream::copy(), source' => static fn (): int => SealStream::copy($key, $unreadable(), $source()),
            'SealStream::copy(), target' => static fn (): int => SealStream::copy($key, $source(), $unwritable()),
            'OpenStream::copy(), source' => static fn (): int => OpenStream::copy($key, $unreadable(), $source()),
            'OpenStream::copy(), target' => static fn (): int => OpenStream::copy($key, $source($sealed), $unwritable()),
            'Hash::file() of a stream' => static fn (): string => Hash::file($unreadable()),
            'Hash::file() of a folder' => static fn (): string => Hash::file(__DIR__),
            'Hash::file() of nothing' => static fn (): string => Hash::file(__DIR__ . '/nothing'),
            'Hash::file() of an unknown kind' => static fn (): string => Hash::file('highper-none://' . __FILE__),
            'Hash::file() of a path with NUL' => static fn (): string => Hash::file("a\0b"),
        ];
        $empty = [
            'Kdf::fromPassword()' => static fn (): SymmetricKey => Kdf::fromPassword('', '0123456789abcdef', 8, 1),
            'Password::hash()' => static fn (): string => Password::hash('', 8, 1),
            'LocalKey::wrapWithPassword()' => static fn (): string => LocalKey::generate()->wrapWithPassword('', 8192, 1),
        ];
        $handler = static fn (int $level, string $message): bool => throw new \ErrorException($message, 0, $level);
        foreach ($failures + $empty as $name => $call) {
            set_error_handler($handler);
            $thrown = null;
            try {
                $call();
            } catch (CryptoException $thrown) {
            } finally {
                self::assertSame($handler, set_error_handler(null), "$name leaves the handler as it was");
                restore_error_handler();
                restore_error_handler();
            }
            self::assertSame(isset($failures[$name]) ? CryptoException::STREAM_FAILED : null, $thrown?->getCode(), $name);
        }
    }

    /**
     * What is called holds secrets, and a trace would show what a closure holds.
     */
    public function testTracesShowNothingOfQuietCalls(): void
    {
        $secret = 'correct horse';
        $before = ini_set('zend.exception_ignore_args', '0');
        try {
            Quiet::call(static fn () => throw new \DomainException((string) \strlen($secret)));
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            $frame = array_values(array_filter($exception->getTrace(), static fn (array $frame): bool => ($frame['class'] ?? '') === Quiet::class))[0] ?? [];
            self::assertInstanceOf(\SensitiveParameterValue::class, $frame['args'][0] ?? null);
            self::assertStringNotContainsString($secret, print_r($frame, true));
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
        }
    }

    public function testSequencesGrow(): void
    {
        foreach ([1, 2, 4, 12] as $bits) {
            $sequence = new Sequence($bits);
            $last = [0, 0];
            for ($round = 0; $round < 2000; ++$round) {
                $next = $sequence->next($round * 7919);
                self::assertSame(1, $next <=> $last, "$bits bits, round $round");
                self::assertLessThan(1 << $bits, $next[1], "$bits bits, round $round");
                $last = $next;
            }
        }
    }

    private static function needSodium(): void
    {
        if (!\extension_loaded('sodium')) {
            self::markTestSkipped('left out: cryptography in pure PHP, since ext-sodium is not loaded');
        }
    }
}
