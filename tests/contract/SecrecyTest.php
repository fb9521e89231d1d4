<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\PublicKey;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\equals;

/**
 * What was given to a call in confidence is not in the exception that it throws.
 */
class SecrecyTest extends TestCase
{
    use CryptoAssertions;

    /** Every parameter that takes a raw secret, a message or a text that tells one. */
    private const SENSITIVE = [
        SymmetricKey::class => ['fromBytes' => ['bytes'], 'fromHex' => ['hex'], 'fromBase64Url' => ['base64Url']],
        MacKey::class => ['fromBytes' => ['bytes'], 'fromHex' => ['hex'], 'fromBase64Url' => ['base64Url']],
        DerivationKey::class => ['fromBytes' => ['bytes'], 'fromHex' => ['hex'], 'fromBase64Url' => ['base64Url']],
        SigningKey::class => ['fromSeed' => ['seed'], 'fromBytes' => ['bytes'], 'fromHex' => ['hex'], 'fromBase64Url' => ['base64Url'], 'fromPem' => ['pem']],
        KeyPair::class => ['fromSeed' => ['seed'], 'fromBytes' => ['bytes'], 'fromHex' => ['hex'], 'fromBase64Url' => ['base64Url']],
        VerifyingKey::class => ['fromBytes' => [], 'fromHex' => [], 'fromBase64Url' => [], 'fromPem' => []],
        PublicKey::class => ['fromBytes' => [], 'fromHex' => [], 'fromBase64Url' => []],
        Aead::class => ['__construct' => [], 'seal' => ['message'], 'open' => []],
        SealStream::class => ['__construct' => [], 'push' => ['chunk'], 'copy' => []],
        OpenStream::class => ['__construct' => [], 'pull' => [], 'copy' => []],
        Sign::class => ['detached' => [], 'verify' => [], 'verifyBatch' => [], 'invalid' => []],
        Box::class => ['encrypt' => ['message'], 'decrypt' => [], 'seal' => ['message'], 'open' => []],
        Hash::class => ['__construct' => [], 'update' => ['data'], 'digest' => ['data'], 'hex' => ['data'], 'file' => []],
        Hmac::class => ['__construct' => [], 'update' => ['data'], 'sign' => ['message'], 'verify' => ['message']],
        Kdf::class => ['symmetricKey' => [], 'macKey' => [], 'derivationKey' => [], 'hkdf' => [], 'fromPassword' => ['password']],
        Password::class => ['hash' => ['password'], 'verify' => ['password', 'hash'], 'needsRehash' => ['hash']],
        Encoding::class => ['hex' => ['bytes'], 'fromHex' => ['hex'], 'base64Url' => ['bytes'], 'fromBase64Url' => ['base64Url']],
    ];

    /** @var array<string, string|false> */
    private array $settings = [];

    protected function setUp(): void
    {
        // As a development machine has them: arguments are kept, and strings are shown in full.
        foreach (['zend.exception_ignore_args' => '0', 'zend.exception_string_param_max_len' => '1000'] as $name => $value) {
            $this->settings[$name] = ini_set($name, $value);
        }
    }

    protected function tearDown(): void
    {
        foreach ($this->settings as $name => $value) {
            ini_set($name, (string) $value);
        }
    }

    public function testParametersAreMarked(): void
    {
        $marked = static fn (\ReflectionFunctionAbstract $function): array => array_values(array_map(
            static fn (\ReflectionParameter $parameter): string => $parameter->getName(),
            array_filter($function->getParameters(), static fn (\ReflectionParameter $parameter): bool => $parameter->getAttributes(\SensitiveParameter::class) !== []),
        ));
        foreach (self::SENSITIVE as $class => $methods) {
            foreach ($methods as $method => $parameters) {
                self::assertSame($parameters, $marked(new \ReflectionMethod($class, $method)), "$class::$method()");
            }
        }
        self::assertSame(['known', 'given'], $marked(new \ReflectionFunction('HighPerApp\HighPer\Native\equals')), 'equals()');
    }

    /**
     * Checks a call, whose closure holds no secret of its own since a trace may show it.
     *
     * @param \Closure(): mixed $call
     */
    private static function assertNoneInTheTrace(\Closure $call, string $input): void
    {
        try {
            $call();
        } catch (\Throwable $thrown) {
            $seen = 0;
            for ($exception = $thrown; $exception !== null; $exception = $exception->getPrevious()) {
                self::assertHidden($exception->getMessage(), self::SECRET, "$input: the message");
                self::assertHidden($exception->getTraceAsString(), self::SECRET, "$input: getTraceAsString()");
                self::assertHidden((string) $exception, self::SECRET, "$input: the exception as a string");
                foreach ($exception->getTrace() as $frame) {
                    if (str_starts_with($frame['class'] ?? '', __NAMESPACE__)) {
                        break; // From here on it is the test itself that is shown, and PHPUnit.
                    }
                    ++$seen;
                    self::assertHidden(print_r($frame, true), self::SECRET, "$input: print_r() of getTrace()");
                    self::assertHidden(var_export($frame['args'] ?? [], true), self::SECRET, "$input: var_export() of getTrace()");
                }
            }
            self::assertGreaterThan(0, $seen, "$input: the trace begins with the call");

            return;
        }
        self::fail("nothing was refused: $input");
    }

    public function testRefusedKeys(): void
    {
        foreach ([SymmetricKey::class, MacKey::class, DerivationKey::class, SigningKey::class, KeyPair::class] as $class) {
            $calls = [
                'fromBytes' => static fn (): object => $class::fromBytes(str_repeat(self::SECRET, 33)),
                'fromBytes of another type' => static fn (): object => $class::fromBytes([self::SECRET]),
                'fromHex of no hex' => static fn (): object => $class::fromHex(bin2hex(self::SECRET) . 'x'),
                'fromHex of a wrong length' => static fn (): object => $class::fromHex(bin2hex(str_repeat(self::SECRET, 33))),
                'fromBase64Url of none' => static fn (): object => $class::fromBase64Url(base64_encode(self::SECRET . self::SECRET)),
                'fromBase64Url of a wrong length' => static fn (): object => $class::fromBase64Url(strtr(base64_encode(str_repeat(self::SECRET, 33)), '+/', '-_')),
            ];
            foreach ($calls as $name => $call) {
                self::assertNoneInTheTrace($call, "$class, $name");
            }
        }
        foreach ([SigningKey::class, KeyPair::class] as $class) {
            self::assertNoneInTheTrace(static fn (): object => $class::fromSeed(self::SECRET . 'x'), "$class, fromSeed");
            self::assertNoneInTheTrace(static fn (): object => $class::fromBytes(self::SECRET . self::SECRET), "$class, the wrong public half");
        }
        foreach (['', 'x', '='] as $fault) {
            $call = static fn (): object => SigningKey::fromPem("-----BEGIN PRIVATE KEY-----\n" . base64_encode('0123456789abcdef' . self::SECRET) . "$fault\n-----END PRIVATE KEY-----\n");
            self::assertNoneInTheTrace($call, 'fromPem');
        }
    }

    public function testRefusedMessages(): void
    {
        $key = SymmetricKey::fromBytes(self::SECRET);
        $mac = MacKey::fromBytes(self::SECRET);
        $pair = KeyPair::fromBytes(self::SECRET);
        $finished = new SealStream($key);
        $finished->push('', SealStream::FINAL);
        $hash = new Hash();
        $hash->finish();
        $hmac = new Hmac($mac);
        $hmac->finish();
        $calls = [
            'Aead::seal()' => static fn (): string => (new Aead($key))->seal(self::SECRET, []),
            'Aead::open()' => static fn (): string => (new Aead($key))->open('none'),
            'new Aead()' => static fn (): object => new Aead($key, 'none'),
            'SealStream::push(), finished' => static fn (): string => $finished->push(self::SECRET),
            'SealStream::push(), unknown tag' => static fn (): string => (new SealStream($key))->push(self::SECRET, 9),
            'SealStream::copy()' => static fn (): int => SealStream::copy($key, 1, 2),
            'new OpenStream()' => static fn (): object => new OpenStream($key, 'short'),
            'OpenStream::copy()' => static fn (): int => OpenStream::copy($key, self::stream(), self::stream()),
            'Box::encrypt()' => static fn (): string => Box::encrypt(self::SECRET, $pair, $pair),
            'Box::decrypt()' => static fn (): string => Box::decrypt('none', $pair, $pair->publicKey()),
            'Box::seal()' => static fn (): string => Box::seal(self::SECRET, $pair),
            'Box::open()' => static fn (): string => Box::open('none', $pair),
            'Sign::detached()' => static fn (): string => Sign::detached('m', $pair),
            'Hash::digest()' => static fn (): string => Hash::digest(self::SECRET, 'md5'),
            'Hash::digest(), length' => static fn (): string => Hash::digest(self::SECRET, Hash::BLAKE2B, $mac, 1),
            'Hash::hex()' => static fn (): string => Hash::hex(self::SECRET, Hash::SHA256, $mac),
            'Hash::update()' => static fn (): object => $hash->update(self::SECRET),
            'Hmac::sign()' => static fn (): string => Hmac::sign(self::SECRET, $mac, 'md5'),
            'Hmac::verify()' => static fn (): bool => Hmac::verify('code', self::SECRET, $mac, 'md5'),
            'Hmac::update()' => static fn (): object => $hmac->update(self::SECRET),
            'Kdf::hkdf()' => static fn (): string => Kdf::hkdf(DerivationKey::fromBytes(self::SECRET), 0),
            'Kdf::symmetricKey()' => static fn (): object => Kdf::symmetricKey(DerivationKey::fromBytes(self::SECRET), ''),
            'Kdf::fromPassword(), salt' => static fn (): object => Kdf::fromPassword(self::SECRET, 'short'),
            'Kdf::fromPassword(), costs' => static fn (): object => Kdf::fromPassword(self::SECRET, '0123456789abcdef', 1),
            'Password::hash(), memory' => static fn (): string => Password::hash(self::SECRET, 1),
            'Password::hash(), time' => static fn (): string => Password::hash(self::SECRET, 8, 0),
            'Password::hash(), type' => static fn (): string => Password::hash(self::SECRET, '8'),
            'Password::verify()' => static fn (): bool => Password::verify(self::SECRET, [self::SECRET]),
            'Password::needsRehash()' => static fn (): bool => Password::needsRehash(self::SECRET, 'x'),
            'Encoding::fromHex()' => static fn (): string => Encoding::fromHex(self::SECRET),
            'Encoding::fromHex(), late' => static fn (): string => Encoding::fromHex(bin2hex(self::SECRET) . 'x'),
            'Encoding::fromBase64Url()' => static fn (): string => Encoding::fromBase64Url(self::SECRET),
            'Encoding::hex()' => static fn (): string => Encoding::hex([self::SECRET]),
            'equals()' => static fn (): bool => equals(self::SECRET, [self::SECRET]),
        ];
        foreach ($calls as $name => $call) {
            self::assertNoneInTheTrace($call, $name);
        }
    }

    /**
     * A handler may look at the arguments of what it interrupts.
     */
    public function testErrorHandlersSeeNoSecrets(): void
    {
        $key = SymmetricKey::fromBytes(self::SECRET);
        $sealed = self::stream();
        SealStream::copy($key, self::stream(self::SECRET), $sealed);
        $sealed = self::written($sealed);
        $calls = [
            'SealStream::copy() to a stream for reading' => static fn (): int => SealStream::copy($key, self::stream(self::SECRET), fopen(__FILE__, 'r')),
            'OpenStream::copy() to a stream for reading' => static fn (): int => OpenStream::copy($key, self::stream($sealed), fopen(__FILE__, 'r')),
        ];
        if (is_writable('/dev/full')) {
            $calls['OpenStream::copy() to a full disk'] = static fn (): int => OpenStream::copy($key, self::stream($sealed), fopen('/dev/full', 'w'));
        }
        foreach ($calls as $name => $call) {
            $seen = '';
            set_error_handler(static function () use (&$seen): bool {
                foreach (\array_slice(debug_backtrace(0), 1) as $frame) {
                    if (str_starts_with($frame['class'] ?? '', __NAMESPACE__)) {
                        break;
                    }
                    $seen .= print_r($frame, true);
                }

                return true;
            });
            try {
                $call();
                self::fail("nothing was refused: $name");
            } catch (CryptoException $exception) {
                self::assertSame('The target cannot be written', $exception->getMessage(), $name);
            } finally {
                restore_error_handler();
            }
            self::assertHidden($seen, self::SECRET, "$name: what a handler sees");
        }
    }

    public function testATargetThatIsClosedOnTheWay(): void
    {
        $key = SymmetricKey::fromBytes(self::SECRET);
        $sealed = self::stream();
        SealStream::copy($key, self::stream(self::SECRET . self::SECRET), $sealed, null, 32);
        $sealed = self::written($sealed);
        foreach ([OpenStream::class, SealStream::class] as $class) {
            $call = static function () use ($class, $key, $sealed): int {
                $target = self::stream();

                return $class::copy($key, self::stream($class === OpenStream::class ? $sealed : self::SECRET . self::SECRET), $target, static fn (): bool => fclose($target), 32);
            };
            self::assertNoneInTheTrace($call, $class);
            self::assertTypeError($call, "$class::copy(): supplied resource is not a valid stream resource");
        }
    }

    /**
     * Of a key that is an argument a trace shows what a dump shows.
     */
    public function testKeysInTraces(): void
    {
        $key = SymmetricKey::fromBytes(self::SECRET);
        $work = static function () use ($key): int {
            return SealStream::copy($key, self::stream('text'), self::stream(), static fn () => throw new \DomainException('from progress'));
        };
        try {
            $work();
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            $text = '';
            foreach ($exception->getTrace() as $frame) {
                if (($frame['function'] ?? '') === 'copy') {
                    $text .= print_r($frame['args'] ?? [], true);
                }
            }
            self::assertStringContainsString(SymmetricKey::class, $text);
            self::assertStringContainsString($key->keyId(), $text);
            self::assertHidden($text, self::SECRET, 'a trace');
            self::assertHidden((string) $exception, self::SECRET, 'a trace');
        }
    }
}
