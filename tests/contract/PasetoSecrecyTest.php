<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * Keys, rings and token services are closed, and secrets stay out of dumps and traces.
 */
class PasetoSecrecyTest extends TestCase
{
    use PasetoAssertions;

    /**
     * @return array<string, object>
     */
    private static function closed(): array
    {
        $local = self::localKey();
        $secret = self::secretKey();

        return [
            'LocalKey' => $local, 'SecretKey' => $secret, 'PublicKey' => $secret->publicKey(), 'LocalKeyRing' => new LocalKeyRing([$local]),
            'PublicKeyRing' => new PublicKeyRing([self::secretKey(self::OTHER_SEED)->publicKey()], $secret), 'LocalTokens' => Paseto::local($local),
            'PublicTokens' => Paseto::public($secret),
            'LocalTokens of a ring' => Paseto::local(new LocalKeyRing([$local])), 'PublicTokens of a ring' => Paseto::public(new PublicKeyRing([], $secret)),
        ];
    }

    /**
     * @return array<string, object>
     */
    private static function keys(): array
    {
        return \array_slice(self::closed(), 0, 3);
    }

    private static function assertNoSecret(string $text, string $label): void
    {
        $secrets = [(string) hex2bin(self::LOCAL), (string) hex2bin(self::SEED)];
        foreach ($secrets as $secret) {
            foreach ([$secret, bin2hex($secret), strtoupper(bin2hex($secret)), base64_encode($secret), HandWrittenPaseto::base64url($secret)] as $form) {
                // A part would do harm as well.
                self::assertStringNotContainsString(substr($form, 3, 12), $text, $label);
            }
        }
    }

    public function testTheyAreClosed(): void
    {
        foreach (self::closed() as $name => $object) {
            $class = $object::class;
            self::assertTrue((new \ReflectionClass($class))->isFinal(), $name);
            self::assertThrows(\Error::class, null, null, static fn () => clone $object, "clone $name");
            self::assertThrows(\Exception::class, null, "Serialization of '$class' is not allowed", static fn () => serialize($object), "serialize $name");
            self::assertThrows(\Exception::class, null, "Serialization of '$class' is not allowed", static fn () => serialize(['a' => [$object]]), "serialize $name inside");
            foreach (['O:%d:"%s":0:{}', 'O:%d:"%s":1:{s:1:"a";i:1;}'] as $format) {
                $bytes = sprintf($format, \strlen($class), $class);
                try {
                    $result = @unserialize($bytes);
                } catch (\Throwable) {
                    $result = false;
                }
                self::assertFalse($result, "unserialize $name: $bytes");
            }
            self::assertThrows(\Error::class, null, null, static function () use ($object): void {
                $object->anything = 1;
            }, "a property of $name");
            self::assertSame('{}', json_encode($object), $name);
            self::assertSame([], get_object_vars($object), $name);
            foreach ($object as $property => $value) {
                self::fail("$name shows $property");
            }
        }
    }

    public function testKeysAreNotMadeByHand(): void
    {
        foreach (self::keys() as $name => $key) {
            $class = $key::class;
            self::assertThrows(\Error::class, null, null, static fn () => new $class(), $name);
            self::assertThrows(\Error::class, null, null, static fn () => new $class(str_repeat('k', 32)), $name);
        }
    }

    /**
     * PHP has ways of making an object that never saw its constructor. Where they work, the object is of no use.
     */
    public function testWhatHasNoKeyDoesNotActAsOne(): void
    {
        foreach (self::keys() as $name => $key) {
            $class = $key::class;
            $ways = [
                'reflection' => static fn () => (new \ReflectionClass($class))->newInstanceWithoutConstructor(),
                'unserialize' => static fn () => @unserialize(sprintf('C:%d:"%s":0:{}', \strlen($class), $class)),
            ];
            foreach ($ways as $way => $make) {
                try {
                    $empty = $make();
                } catch (\Throwable $refused) {
                    self::assertNotSame('', $refused->getMessage());
                    continue;
                }
                if ($empty === false) {
                    continue;
                }
                self::assertSame($class, $empty::class);
                self::assertSame(['type' => $class], $empty->__debugInfo(), "$name, made by $way");
                ob_start();
                var_dump($empty);
                self::assertStringContainsString($class, (string) ob_get_clean(), "$name, made by $way");
                $uses = [
                    'keyId' => static fn () => $empty->keyId(), 'id' => static fn () => $empty->id(), 'toPaserk' => static fn () => $empty->toPaserk(),
                    'tokens' => static fn () => $empty instanceof LocalKey ? Paseto::local($empty)->encrypt('p') : Paseto::public($empty)->sign('p'),
                    'ring' => static fn () => $empty instanceof LocalKey ? new LocalKeyRing([$empty]) : new PublicKeyRing([$empty]),
                ];
                foreach ($uses as $use => $call) {
                    try {
                        $call();
                    } catch (\Throwable $refused) {
                        self::assertNotSame('', $refused->getMessage(), $use);
                        continue;
                    }
                    self::fail("$name, made by $way, has its $use");
                }
            }
        }
    }

    public function testRingsAndTokensThatNobodyMadeAreOfNoUse(): void
    {
        foreach (\array_slice(self::closed(), 3) as $name => $object) {
            $class = $object::class;
            try {
                $empty = (new \ReflectionClass($class))->newInstanceWithoutConstructor();
            } catch (\ReflectionException $refused) {
                self::assertNotSame('', $refused->getMessage(), $name);
                continue;
            }
            self::assertIsString(print_r($empty, true));
            $call = match ($class) {
                LocalKeyRing::class => static fn () => Paseto::local($empty),
                PublicKeyRing::class => static fn () => Paseto::public($empty),
                Paseto\LocalTokens::class => static fn () => $empty->encrypt('p'),
                default => static fn () => $empty->sign('p'),
            };
            try {
                $call();
                self::fail("$name is of use");
            } catch (\Error | \RuntimeException $refused) {
                self::assertNotSame('', $refused->getMessage(), $name);
            }
        }
    }

    /**
     * Whoever holds a ring or what issues tokens can use its keys, and not take them out.
     */
    public function testThereIsNothingElseToCall(): void
    {
        $common = ['fromBytes', 'fromPaserk', 'toPaserk', 'id', 'equals', 'keyId'];
        $wrapping = ['wrap', 'unwrap', 'wrapWithPassword', 'unwrapWithPassword'];
        $methods = [
            LocalKey::class => [...$common, ...$wrapping, 'generate', 'reveal', 'seal', 'unseal'],
            SecretKey::class => [...$common, ...$wrapping, 'generate', 'fromSeed', 'fromPem', 'publicKey', 'reveal'],
            PublicKey::class => [...$common, 'fromPem', 'toBytes'],
            LocalKeyRing::class => ['ids'],
            PublicKeyRing::class => ['ids'],
            Paseto\LocalTokens::class => ['issue', 'parse', 'parseExpired', 'encrypt', 'decrypt'],
            Paseto\PublicTokens::class => ['issue', 'parse', 'parseExpired', 'sign', 'verify'],
        ];
        foreach (self::closed() as $name => $object) {
            $named = array_filter(get_class_methods($object), static fn (string $method): bool => !str_starts_with($method, '__'));
            self::assertEqualsCanonicalizing($methods[$object::class], array_values($named), $name);
            self::assertThrows(\Error::class, null, null, static fn () => $object->__destruct(), $name);
        }
    }

    public function testRingsAreFilledOnce(): void
    {
        $others = ['LocalKeyRing' => self::localKey(self::OTHER_LOCAL), 'PublicKeyRing' => self::secretKey(self::OTHER_SEED)->publicKey()];
        foreach ($others as $name => $other) {
            $ring = self::closed()[$name];
            $ids = $ring->ids();
            self::assertThrows(\Error::class, null, null, static fn () => $ring->__construct([$other]), $name);
            self::assertSame($ids, $ring->ids(), $name);
            $tokens = $ring instanceof LocalKeyRing ? Paseto::local($ring, clock: self::clock()) : Paseto::public($ring, clock: self::clock());
            self::assertContains(Paseto::untrustedKeyId($token = $tokens->issue(['a' => 1])), $ids, $name);
            self::assertSame(1, $tokens->parse($token)->get('a'), $name);
        }
    }

    public function testTheyEqualNothingButThemselves(): void
    {
        foreach (self::keys() as $name => $key) {
            $twin = $key instanceof LocalKey ? self::localKey() : ($key instanceof SecretKey ? self::secretKey() : self::secretKey()->publicKey());
            self::assertFalse($key == $twin, $name);
            self::assertTrue($key == $key, $name);
            self::assertFalse($key == new \stdClass(), $name);
        }
    }

    public function testDumps(): void
    {
        foreach (self::closed() as $name => $object) {
            ob_start();
            var_dump($object);
            $dump = (string) ob_get_clean();
            $texts = ['var_dump' => $dump, 'print_r' => print_r($object, true), 'json_encode' => (string) json_encode([$object])];
            try {
                $texts['var_export'] = @var_export($object, true);
            } catch (\Throwable $refused) {
                $texts['var_export'] = (string) $refused;
            }
            $texts['array'] = @serialize(array_map(static fn (mixed $value): string => get_debug_type($value) . (\is_scalar($value) ? $value : ''), (array) $object));
            $texts['properties'] = (string) new \ReflectionObject($object);
            foreach ((new \ReflectionObject($object))->getProperties() as $property) {
                $value = $property->isStatic() || !$property->isInitialized($object) ? null : $property->getValue($object);
                $texts["property {$property->getName()}"] = @print_r($value, true);
            }
            foreach ($texts as $way => $text) {
                self::assertNoSecret($text, "$way of $name");
            }
            if (isset(self::keys()[$name])) {
                self::assertStringContainsString($object->keyId(), $dump, $name);
                self::assertStringContainsString($object::class, $dump, $name);
                self::assertStringContainsString($object->keyId(), $texts['print_r'], $name);
            }
        }
    }

    public function testTraces(): void
    {
        $before = ini_set('zend.exception_ignore_args', '0');
        $length = ini_set('zend.exception_string_param_max_len', '10000');
        try {
            $secret = (string) hex2bin(self::LOCAL);
            $seed = (string) hex2bin(self::SEED);
            $token = self::local(self::NOW, lifetime: null)->encrypt($secret);
            $pem = "-----BEGIN PRIVATE KEY-----\n" . base64_encode("0.\x02\x01\x00$seed") . "\n-----END PRIVATE KEY-----\n";
            $local = self::localKey();
            $calls = [
                'LocalKey::fromBytes()' => static fn () => LocalKey::fromBytes($secret . 'x'),
                'LocalKey::fromPaserk()' => static fn () => LocalKey::fromPaserk('k4.local.' . HandWrittenPaseto::base64url($secret . 'x')),
                'SecretKey::fromBytes()' => static fn () => SecretKey::fromBytes($seed . $seed),
                'SecretKey::fromSeed()' => static fn () => SecretKey::fromSeed($seed . 'x'),
                'SecretKey::fromPaserk()' => static fn () => SecretKey::fromPaserk('k4.secret.' . HandWrittenPaseto::base64url($seed . $seed)),
                'SecretKey::fromPem()' => static fn () => SecretKey::fromPem($pem),
                'wrapWithPassword()' => static fn () => $local->wrapWithPassword($secret, 1),
                'unwrapWithPassword()' => static fn () => LocalKey::unwrapWithPassword('k4.local-pw.AAAA', $secret),
                'SecretKey::unwrapWithPassword()' => static fn () => SecretKey::unwrapWithPassword('k4.secret-pw.AAAA', $secret),
                'encrypt()' => static fn () => self::local()->encrypt($secret, str_repeat('f', 8193), $seed),
                'sign()' => static fn () => self::public()->sign($secret, str_repeat('f', 8193), $seed),
                'issue()' => static fn () => self::local()->issue(['a' => bin2hex($secret), 'exp' => 1], '', $seed),
                'public issue()' => static fn () => self::public()->issue(['a' => bin2hex($secret), 'exp' => 1], '', $seed),
                'decrypt()' => static fn () => self::local()->decrypt(bin2hex($secret), null, $seed),
                'parse()' => static fn () => self::local()->parse(bin2hex($secret), $seed),
                'parseExpired()' => static fn () => self::local()->parseExpired(bin2hex($secret), $seed),
                'verify()' => static fn () => self::public()->verify(bin2hex($secret), null, $seed),
                'a payload that is no object' => static fn () => self::local()->parse($token),
            ];
            foreach ($calls as $label => $call) {
                try {
                    $call();
                    self::fail("$label throws nothing");
                } catch (\RuntimeException $exception) {
                    // The frames of this test hold the keys themselves, as objects; what they print is seen to above.
                    self::assertNoSecret($exception->getMessage() . $exception->getTraceAsString(), $label);
                    self::assertNoSecret(print_r(array_map(static fn (array $frame): array => array_map('get_debug_type', $frame['args'] ?? []), $exception->getTrace()), true), $label);
                    foreach ($exception->getTrace() as $frame) {
                        foreach ($frame['args'] ?? [] as $argument) {
                            if (\is_string($argument) || $argument instanceof \SensitiveParameterValue) {
                                self::assertNoSecret(print_r($argument, true), $label);
                            }
                        }
                    }
                }
            }
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
            ini_set('zend.exception_string_param_max_len', (string) $length);
        }
    }

    /**
     * What runs while JSON is written can throw, and its trace goes through what writes it.
     */
    public function testClaimsAreNotInTheTracesOfTheirValues(): void
    {
        $before = ini_set('zend.exception_ignore_args', '0');
        $length = ini_set('zend.exception_string_param_max_len', '10000');
        $value = new class implements \JsonSerializable {
            /** @var list<array<string, mixed>> */
            public static array $trace = [];

            public function jsonSerialize(): never
            {
                self::$trace = debug_backtrace(0);
                throw new \DomainException('from a claim');
            }
        };
        $hidden = bin2hex((string) hex2bin(self::LOCAL));
        $calls = [
            'issue()' => static fn () => self::local()->issue(['a' => $hidden, 'b' => $value, 'c' => ['d' => $hidden]]),
            'issue(), nested' => static fn () => self::local()->issue(['a' => $hidden, 'b' => [['c' => $value], $hidden]]),
            'issue(), in an object' => static fn () => self::local()->issue(['a' => $hidden, 'b' => (object) ['c' => $value]]),
            'public issue()' => static fn () => self::public()->issue(['a' => $hidden, 'b' => $value], '', $hidden),
            'issue() with a footer' => static fn () => self::local()->issue(['a' => $hidden], ['b' => $value], $hidden),
        ];
        try {
            foreach ($calls as $label => $call) {
                $exception = self::assertThrows(\DomainException::class, null, 'from a claim', $call, $label);
                self::assertNoSecret((string) $exception, $label);
                foreach ([...$exception->getTrace(), ...$value::$trace] as $frame) {
                    if (str_starts_with($frame['class'] ?? '', __NAMESPACE__) && ($frame['function'] ?? '') !== 'jsonSerialize') {
                        break; // The test itself, which holds everything.
                    }
                    self::assertNoSecret(print_r($frame['args'] ?? [], true), "$label, {$frame['function']}()");
                }
            }
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
            ini_set('zend.exception_string_param_max_len', (string) $length);
        }
    }

    public function testSecretParametersAreMarked(): void
    {
        $table = [
            LocalKey::class => ['fromBytes' => ['bytes'], 'fromPaserk' => ['paserk'], 'wrapWithPassword' => ['password'], 'unwrapWithPassword' => ['password'], 'unwrap' => [], 'unseal' => [], 'seal' => []],
            SecretKey::class => [
                'fromSeed' => ['seed'], 'fromBytes' => ['bytes'], 'fromPaserk' => ['paserk'], 'fromPem' => ['pem'], 'wrapWithPassword' => ['password'],
                'unwrapWithPassword' => ['password'], 'unwrap' => [],
            ],
            PublicKey::class => ['fromBytes' => [], 'fromPaserk' => [], 'fromPem' => []],
            Paseto\LocalTokens::class => [
                'issue' => ['claims', 'implicitAssertion'], 'parse' => ['token', 'implicitAssertion'], 'parseExpired' => ['token', 'implicitAssertion'],
                'encrypt' => ['payload', 'implicitAssertion'],
                'decrypt' => ['token', 'implicitAssertion'],
            ],
            Paseto\PublicTokens::class => [
                'issue' => ['claims', 'implicitAssertion'], 'parse' => ['token', 'implicitAssertion'], 'parseExpired' => ['token', 'implicitAssertion'],
                'sign' => ['payload', 'implicitAssertion'],
                'verify' => ['token', 'implicitAssertion'],
            ],
        ];
        foreach ($table as $class => $methods) {
            foreach ($methods as $method => $expected) {
                $marked = [];
                foreach ((new \ReflectionMethod($class, $method))->getParameters() as $parameter) {
                    if ($parameter->getAttributes(\SensitiveParameter::class) !== []) {
                        $marked[] = $parameter->getName();
                    }
                }
                self::assertSame($expected, $marked, "$class::$method()");
            }
        }
    }
}
