<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\Contract\LocalTokensInterface;
use HighPerApp\HighPer\Native\Contract\PasetoInterface;
use HighPerApp\HighPer\Native\Contract\PublicTokensInterface;
use HighPerApp\HighPer\Native\Exception\ClaimMismatch;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Exception\TokenExpired;
use HighPerApp\HighPer\Native\Exception\TokenNotYetValid;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\Paseto\Token;
use PHPUnit\Framework\TestCase;

/**
 * The parameters of Paseto::local() and Paseto::public(), the clock, and what the classes declare.
 */
class PasetoSettingsTest extends TestCase
{
    use PasetoAssertions;

    private const CONTRACTS = [
        Paseto::class => PasetoInterface::class,
        LocalTokens::class => LocalTokensInterface::class,
        PublicTokens::class => PublicTokensInterface::class,
    ];

    public function testParametersOutOfRange(): void
    {
        $table = [];
        foreach ([0, -1, 3155760001, PHP_INT_MAX, PHP_INT_MIN] as $value) {
            $table[] = [['lifetime' => $value], "The lifetime must be 1 to 3155760000 seconds, $value given"];
        }
        foreach ([-1, 601, PHP_INT_MAX, PHP_INT_MIN] as $value) {
            $table[] = [['leeway' => $value], "The leeway must be 0 to 600 seconds, $value given"];
        }
        foreach ([63, 0, -1, PHP_INT_MIN] as $value) {
            $table[] = [['maxLength' => $value], "The maximal length must be 64 or more, $value given"];
        }
        foreach (self::noClocks() as $clock) {
            $table[] = [['clock' => $clock], 'The clock must have a method now() (PSR-20)'];
        }
        foreach ($table as [$settings, $message]) {
            self::assertBadParameter($message, static fn () => Paseto::local(self::localKey(), ...$settings));
            self::assertBadParameter($message, static fn () => Paseto::public(self::secretKey(), ...$settings));
            self::assertBadParameter($message, static fn () => Paseto::public(self::secretKey()->publicKey(), ...$settings));
        }
    }

    /**
     * @return list<object> A clock has a public method of its own; what would answer in its place does not count.
     */
    private static function noClocks(): array
    {
        return [
            new \stdClass(), new \DateTimeImmutable(), static fn () => new \DateTimeImmutable(),
            new class {
                public \DateTimeImmutable $now;
            },
            new class {
                /** @param array<mixed> $arguments */
                public function __call(string $name, array $arguments): \DateTimeImmutable
                {
                    return new \DateTimeImmutable();
                }
            },
            new class {
                private function now(): \DateTimeImmutable
                {
                    return new \DateTimeImmutable();
                }

                /** @param array<mixed> $arguments */
                public function __call(string $name, array $arguments): \DateTimeImmutable
                {
                    return $this->now();
                }
            },
            new class {
                protected function now(): \DateTimeImmutable
                {
                    return new \DateTimeImmutable();
                }
            },
            new class {
                /** @param array<mixed> $arguments */
                public static function __callStatic(string $name, array $arguments): \DateTimeImmutable
                {
                    return new \DateTimeImmutable();
                }
            },
        ];
    }

    public function testClocks(): void
    {
        $clocks = [
            self::clock(),
            new class extends \DateTimeImmutable {
                public function now(): static
                {
                    return $this;
                }
            },
            new class {
                public function NOW(): \DateTime
                {
                    return new \DateTime();
                }
            },
            new class {
                public static function now(): \DateTime
                {
                    return new \DateTime();
                }
            },
            new class {
                public function now(string $format = 'c', mixed ...$more): \DateTimeInterface
                {
                    return new \DateTimeImmutable();
                }

                /** @param array<mixed> $arguments */
                public function __call(string $name, array $arguments): never
                {
                    throw new \LogicException($name);
                }
            },
        ];
        foreach ($clocks as $index => $clock) {
            $tokens = Paseto::local(self::localKey(), clock: $clock);
            self::assertSame($index, $tokens->parse($tokens->issue(['index' => $index]))->get('index'));
        }
    }

    public function testTheOrderOfChecks(): void
    {
        $wrong = ['lifetime' => 0, 'leeway' => -1, 'maxLength' => 1, 'clock' => new \stdClass()];
        $messages = [
            'The lifetime must be 1 to 3155760000 seconds, 0 given', 'The leeway must be 0 to 600 seconds, -1 given', 'The maximal length must be 64 or more, 1 given',
            'The clock must have a method now() (PSR-20)',
        ];
        foreach ($messages as $message) {
            self::assertBadParameter($message, static fn () => Paseto::local(self::localKey(), ...$wrong));
            self::assertBadParameter($message, static fn () => Paseto::public(self::secretKey(), ...array_reverse($wrong)));
            array_shift($wrong);
        }
    }

    public function testParametersAtTheEndsOfTheirRanges(): void
    {
        $table = [
            ['lifetime' => 1], ['lifetime' => 3155760000], ['lifetime' => null], ['leeway' => 0], ['leeway' => 600], ['maxLength' => 64],
            ['maxLength' => PHP_INT_MAX], ['clock' => null],
            ['issuer' => null, 'audience' => null, 'subject' => null], ['issuer' => '', 'audience' => '', 'subject' => ''],
        ];
        foreach ($table as $settings) {
            self::assertInstanceOf(LocalTokens::class, Paseto::local(self::localKey(), ...$settings));
            self::assertInstanceOf(PublicTokens::class, Paseto::public(self::secretKey(), ...$settings));
        }
    }

    public function testTheOrderOfParameters(): void
    {
        $clock = self::clock();
        $local = Paseto::local(self::localKey(), 'i', 'a', 's', 60, 5, $clock, 500);
        $public = Paseto::public(self::secretKey(), 'i', 'a', 's', 60, 5, $clock, 500);
        $payload = '{"iat":"2026-03-01T12:00:00Z","exp":"2026-03-01T12:01:00Z","iss":"i","aud":"a","sub":"s"}';
        self::assertSame($payload, $local->decrypt($local->issue([])));
        self::assertSame($payload, $public->verify($public->issue([])));
        $clock->time = new \DateTimeImmutable('2026-03-01T12:01:04Z');
        self::assertSame('i', $local->parse(self::local()->encrypt($payload))->get('iss'));
        $clock->time = new \DateTimeImmutable('2026-03-01T12:01:05Z');
        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, null, static fn () => $local->parse(self::local()->encrypt($payload)));
        $long = self::local()->encrypt(str_repeat('p', 500));
        self::assertInvalid(static fn () => $local->decrypt($long));
    }

    public function testClocksThatGiveNoDate(): void
    {
        foreach (['int' => 1772366400, 'string' => '2026-03-01T12:00:00Z', 'null' => null, 'stdClass' => new \stdClass(), 'float' => 1.5, 'array' => []] as $type => $value) {
            $clock = new class ($value) {
                public function __construct(private readonly mixed $value)
                {
                }

                public function now(): mixed
                {
                    return $this->value;
                }
            };
            $message = "The clock's now() must give a DateTimeInterface, $type given";
            $token = self::local()->issue([]);
            $signed = self::public()->issue([]);
            self::assertThrows(\TypeError::class, null, $message, static fn () => Paseto::local(self::localKey(), clock: $clock)->issue([]), $type);
            self::assertThrows(\TypeError::class, null, $message, static fn () => Paseto::local(self::localKey(), clock: $clock)->parse($token), $type);
            self::assertThrows(\TypeError::class, null, $message, static fn () => Paseto::public(self::secretKey(), clock: $clock)->issue([]), $type);
            self::assertThrows(\TypeError::class, null, $message, static fn () => Paseto::public(self::secretKey(), clock: $clock)->parse($signed), $type);
            // The low level has no use for a clock.
            $tokens = Paseto::local(self::localKey(), clock: $clock);
            self::assertSame('p', $tokens->decrypt($tokens->encrypt('p')));
            self::assertInvalid(static fn () => $tokens->parse('v4.local.AAAA'));
        }
    }

    public function testWhatAClockThrowsPassesThrough(): void
    {
        $thrown = new \DomainException('no time');
        $clock = new class ($thrown) {
            public function __construct(private readonly \Throwable $thrown)
            {
            }

            public function now(): \DateTimeImmutable
            {
                throw $this->thrown;
            }
        };
        $tokens = Paseto::local(self::localKey(), clock: $clock);
        $token = self::local()->issue([]);
        foreach ([static fn () => $tokens->issue([]), static fn () => $tokens->parse($token)] as $call) {
            try {
                $call();
                self::fail('nothing was thrown');
            } catch (\DomainException $exception) {
                self::assertSame($thrown, $exception);
            }
        }
        self::assertSame('p', $tokens->decrypt($tokens->encrypt('p')));
    }

    public function testAClockMayUseTheTokensThatAskIt(): void
    {
        $clock = new class {
            public ?LocalTokens $tokens = null;

            public function now(): \DateTimeImmutable
            {
                $this->tokens?->decrypt($this->tokens->encrypt('something longer than the claims: ' . str_repeat('x', 500), 'a footer'));

                return new \DateTimeImmutable('2026-03-01T12:00:00Z');
            }
        };
        $tokens = $clock->tokens = Paseto::local(self::localKey(), clock: $clock);
        $token = $tokens->issue(['a' => 1], 'f');
        $parsed = $tokens->parse($token);
        self::assertSame([['a' => 1, 'iat' => '2026-03-01T12:00:00Z', 'exp' => '2026-03-01T13:00:00Z'], 'f'], [$parsed->claims, $parsed->footer]);
    }

    public function testSignaturesAreThoseOfTheInterfaces(): void
    {
        foreach (self::CONTRACTS as $class => $interface) {
            self::assertTrue(is_subclass_of($class, $interface), $class);
            foreach ((new \ReflectionClass($interface))->getMethods() as $promised) {
                self::assertSame(self::declared($promised), self::declared(new \ReflectionMethod($class, $promised->getName())), "$class::{$promised->getName()}()");
            }
        }
        foreach ([LocalKey::class, SecretKey::class, PublicKey::class] as $class) {
            self::assertTrue(is_subclass_of($class, KeyInterface::class), $class);
        }
    }

    public function testTheExtensionAloneDeclaresTheClassesItself(): void
    {
        $classes = [
            ...array_keys(self::CONTRACTS), ...array_values(self::CONTRACTS), LocalKey::class, SecretKey::class, PublicKey::class, LocalKeyRing::class,
            PublicKeyRing::class, Token::class,
            PasetoException::class, PaserkException::class, InvalidToken::class, TokenExpired::class, TokenNotYetValid::class, ClaimMismatch::class,
        ];
        foreach ($classes as $class) {
            self::assertSame(Backend::current() === 'extension', (new \ReflectionClass($class))->isInternal(), $class);
        }
    }

    public function testExceptions(): void
    {
        foreach ([PaserkException::class, InvalidToken::class, TokenExpired::class, TokenNotYetValid::class, ClaimMismatch::class] as $class) {
            self::assertSame(PasetoException::class, get_parent_class($class), $class);
        }
        self::assertSame(\RuntimeException::class, get_parent_class(PasetoException::class));
        self::assertTrue(is_subclass_of(PasetoException::class, HighPerException::class));
        $codes = ['INVALID_TOKEN' => 1, 'EXPIRED' => 2, 'NOT_YET_VALID' => 3, 'CLAIM' => 4, 'FOOTER' => 5, 'NO_SECRET_KEY' => 6, 'BAD_PARAMETER' => 7];
        self::assertSame($codes, (new \ReflectionClass(PasetoException::class))->getConstants());
        self::assertEquals($codes + ['INVALID' => 101, 'AUTHENTICATION_FAILED' => 102, 'LIMIT' => 103], (new \ReflectionClass(PaserkException::class))->getConstants());
    }

    /**
     * @return array<string, mixed> What callers see of a method.
     */
    private static function declared(\ReflectionMethod $method): array
    {
        return [
            'parameters' => array_map(
                static fn (\ReflectionParameter $parameter): string => $parameter->getType() . ' $' . $parameter->getName()
                    . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : ''),
                $method->getParameters(),
            ),
            'sensitive' => array_map(static fn (\ReflectionParameter $parameter): bool => $parameter->getAttributes(\SensitiveParameter::class) !== [], $method->getParameters()),
            'return' => (string) $method->getReturnType(),
            'static' => $method->isStatic(),
        ];
    }
}
