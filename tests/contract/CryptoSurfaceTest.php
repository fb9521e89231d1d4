<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\Contract\AeadInterface;
use HighPerApp\HighPer\Native\Contract\BoxInterface;
use HighPerApp\HighPer\Native\Contract\EncodingInterface;
use HighPerApp\HighPer\Native\Contract\HashInterface;
use HighPerApp\HighPer\Native\Contract\HmacInterface;
use HighPerApp\HighPer\Native\Contract\KdfInterface;
use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Contract\OpenStreamInterface;
use HighPerApp\HighPer\Native\Contract\PasswordInterface;
use HighPerApp\HighPer\Native\Contract\RandomInterface;
use HighPerApp\HighPer\Native\Contract\SealStreamInterface;
use HighPerApp\HighPer\Native\Contract\SignInterface;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\PublicKey;
use HighPerApp\HighPer\Native\Random;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

/**
 * Names, signatures and constants of the cryptography classes.
 */
class CryptoSurfaceTest extends TestCase
{
    private const CONTRACTS = [
        Aead::class => AeadInterface::class,
        SealStream::class => SealStreamInterface::class,
        OpenStream::class => OpenStreamInterface::class,
        Sign::class => SignInterface::class,
        Box::class => BoxInterface::class,
        Hash::class => HashInterface::class,
        Hmac::class => HmacInterface::class,
        Kdf::class => KdfInterface::class,
        Password::class => PasswordInterface::class,
        Random::class => RandomInterface::class,
        Encoding::class => EncodingInterface::class,
    ];

    private const FROM_TEXT = ['static fromBytes(string $bytes): static', 'static fromHex(string $hex): static', 'static fromBase64Url(string $base64Url): static'];
    private const NAMED = ['keyId(): string', '__debugInfo(): array'];

    /** The public methods of the key classes. */
    private const KEYS = [
        SymmetricKey::class => ['static generate(): static', ...self::FROM_TEXT, 'reveal(): string', 'equals(' . SymmetricKey::class . ' $other): bool', ...self::NAMED],
        MacKey::class => ['static generate(): static', ...self::FROM_TEXT, 'reveal(): string', 'equals(' . MacKey::class . ' $other): bool', ...self::NAMED],
        DerivationKey::class => ['static generate(): static', ...self::FROM_TEXT, 'reveal(): string', 'equals(' . DerivationKey::class . ' $other): bool', ...self::NAMED],
        SigningKey::class => [
            'static generate(): static', 'static fromSeed(string $seed): static', ...self::FROM_TEXT, 'static fromPem(string $pem): static', 'verifyingKey(): ' . VerifyingKey::class,
            'reveal(): string', 'revealPem(): string', 'equals(' . SigningKey::class . ' $other): bool', ...self::NAMED,
        ],
        VerifyingKey::class => [
            ...self::FROM_TEXT, 'static fromPem(string $pem): static', 'toBytes(): string', 'toPem(): string', 'equals(' . VerifyingKey::class . ' $other): bool', ...self::NAMED,
        ],
        KeyPair::class => [
            'static generate(): static', 'static fromSeed(string $seed): static', ...self::FROM_TEXT, 'publicKey(): ' . PublicKey::class, 'reveal(): string',
            'equals(' . KeyPair::class . ' $other): bool', ...self::NAMED,
        ],
        PublicKey::class => [...self::FROM_TEXT, 'toBytes(): string', 'equals(' . PublicKey::class . ' $other): bool', ...self::NAMED],
    ];

    /**
     * A method as it would be declared.
     */
    private static function declared(\ReflectionFunctionAbstract $method): string
    {
        $parameters = array_map(
            static fn (\ReflectionParameter $parameter): string => $parameter->getType() . ' $' . $parameter->getName()
                . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : ''),
            $method->getParameters(),
        );
        $type = $method->hasReturnType() ? ': ' . $method->getReturnType() : '';

        return ($method->isStatic() ? 'static ' : '') . $method->getName() . '(' . implode(', ', $parameters) . ")$type";
    }

    public function testTheExtensionAloneDeclaresTheClassesItself(): void
    {
        foreach ([...array_keys(self::CONTRACTS), ...array_values(self::CONTRACTS), ...array_keys(self::KEYS), KeyInterface::class, CryptoException::class] as $class) {
            self::assertSame(Backend::current() === 'extension', (new \ReflectionClass($class))->isInternal(), $class);
        }
        self::assertSame(Backend::current() === 'extension', (new \ReflectionFunction('HighPerApp\HighPer\Native\equals'))->isInternal());
    }

    public function testSignaturesAreThoseOfTheInterface(): void
    {
        foreach (self::CONTRACTS as $class => $interface) {
            self::assertTrue(is_subclass_of($class, $interface), $class);
            foreach ((new \ReflectionClass($interface))->getMethods() as $promised) {
                $method = new \ReflectionMethod($class, $promised->getName());
                self::assertSame(self::declared($promised), self::declared($method), "$class::{$promised->getName()}()");
                self::assertTrue($method->isPublic(), "$class::{$promised->getName()}()");
            }
            foreach ((new \ReflectionClass($interface))->getConstants() as $name => $value) {
                self::assertSame($value, \constant("$class::$name"), "$class::$name");
            }
        }
    }

    public function testKeysHaveTheirMethods(): void
    {
        foreach (self::KEYS as $class => $methods) {
            self::assertTrue(is_subclass_of($class, KeyInterface::class), $class);
            foreach ($methods as $method) {
                $name = (string) preg_replace('~^(static )?(\w+)\(.*~', '$2', $method);
                // Of a final class, static and the class itself are one.
                $declared = str_replace([": self", ": $class"], ': static', self::declared(new \ReflectionMethod($class, $name)));
                self::assertSame($method, $declared, $class);
            }
            self::assertTrue((new \ReflectionMethod($class, '__construct'))->isPrivate(), $class);
            self::assertSame([], (new \ReflectionClass($class))->getConstants(), $class);
        }
        foreach ([VerifyingKey::class, PublicKey::class] as $class) {
            foreach (['generate', 'reveal', 'fromSeed'] as $method) {
                self::assertFalse(method_exists($class, $method), "$class::$method()");
            }
        }
        self::assertSame('equals(string $known, string $given): bool', str_replace('HighPerApp\HighPer\Native\\', '', self::declared(new \ReflectionFunction('HighPerApp\HighPer\Native\equals'))));
    }

    public function testConstants(): void
    {
        $constants = [
            Aead::class => ['XCHACHA20_POLY1305' => 'xchacha20-poly1305', 'AES_256_GCM' => 'aes-256-gcm', 'CHACHA20_POLY1305' => 'chacha20-poly1305'],
            SealStream::class => ['MESSAGE' => 0, 'PUSH' => 1, 'REKEY' => 2, 'FINAL' => 3, 'OVERHEAD' => 17, 'HEADER_LENGTH' => 24],
            Hash::class => [
                'BLAKE2B' => 'blake2b', 'BLAKE3' => 'blake3', 'SHA256' => 'sha256', 'SHA384' => 'sha384', 'SHA512' => 'sha512', 'XXH3' => 'xxh3', 'CRC32C' => 'crc32c',
            ],
            Password::class => ['MEMORY_COST' => 65536, 'TIME_COST' => 4],
            CryptoException::class => [
                'INVALID_KEY' => 1, 'INVALID_ENCODING' => 2, 'BAD_PARAMETER' => 3, 'AUTHENTICATION_FAILED' => 4, 'UNAVAILABLE' => 5, 'STREAM_FINISHED' => 6, 'STREAM_FAILED' => 7,
            ],
        ];
        foreach ($constants as $class => $values) {
            foreach ($values as $name => $value) {
                self::assertSame($value, \constant("$class::$name"), "$class::$name");
            }
        }
    }

    public function testTheException(): void
    {
        self::assertTrue(is_subclass_of(CryptoException::class, \RuntimeException::class));
        self::assertTrue(is_subclass_of(CryptoException::class, HighPerException::class));
        $exception = new CryptoException('message', CryptoException::UNAVAILABLE, $previous = new \DomainException());
        self::assertSame(['message', 5, $previous], [$exception->getMessage(), $exception->getCode(), $exception->getPrevious()]);
    }

    public function testNamedArguments(): void
    {
        $key = SymmetricKey::fromBytes(bytes: str_repeat('k', 32));
        $aead = new Aead(algorithm: Aead::CHACHA20_POLY1305, key: $key);
        self::assertSame('m', $aead->open(associatedData: 'a', sealed: $aead->seal(associatedData: 'a', message: 'm')));
        $mac = MacKey::fromHex(hex: str_repeat('6b', 32));
        self::assertSame(Hash::digest('m', Hash::BLAKE2B, $mac, 16), Hash::digest(length: 16, key: $mac, data: 'm'));
        self::assertTrue(Hmac::verify(key: $mac, message: 'm', code: Hmac::sign(key: $mac, message: 'm', algorithm: 'sha384'), algorithm: 'sha384'));
        self::assertSame(3, Random::int(max: 3, min: 3));
        $seal = new SealStream(key: $key);
        self::assertSame('c', (new OpenStream(header: $seal->header(), key: $key))->pull($seal->push(associatedData: 'a', chunk: 'c'), 'a'));
        self::assertTrue(Password::verify(hash: Password::hash(timeCost: 1, memoryCost: 8, password: 'p'), password: 'p'));
    }
}
