<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Contract\KeyInterface;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\PublicKey;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\VerifyingKey;
use PHPUnit\Framework\TestCase;

/**
 * Keys, and the objects that hold them, stay closed: they are not copied, stored, extended, changed or shown.
 */
class ClosedTest extends TestCase
{
    use CryptoAssertions;
    use OwnProcess;

    /**
     * One key of each class, each of SECRET.
     *
     * @return array<class-string, KeyInterface>
     */
    private static function keys(): array
    {
        return [
            SymmetricKey::class => SymmetricKey::fromBytes(self::SECRET),
            MacKey::class => MacKey::fromBytes(self::SECRET),
            DerivationKey::class => DerivationKey::fromBytes(self::SECRET),
            SigningKey::class => SigningKey::fromSeed(self::SECRET),
            VerifyingKey::class => SigningKey::fromSeed(self::SECRET)->verifyingKey(),
            KeyPair::class => KeyPair::fromBytes(self::SECRET),
            PublicKey::class => KeyPair::fromBytes(self::SECRET)->publicKey(),
        ];
    }

    /**
     * Objects that hold a key of SECRET and are in use.
     *
     * @return array<class-string, object>
     */
    private static function services(): array
    {
        $seal = new SealStream(SymmetricKey::fromBytes(self::SECRET));
        $chunk = $seal->push(self::SECRET);
        $open = new OpenStream(SymmetricKey::fromBytes(self::SECRET), $seal->header());
        $open->pull($chunk);

        return [
            Aead::class => new Aead(SymmetricKey::fromBytes(self::SECRET)),
            SealStream::class => $seal,
            OpenStream::class => $open,
            Hash::class => (new Hash(Hash::BLAKE2B, MacKey::fromBytes(self::SECRET)))->update(self::SECRET),
            Hmac::class => (new Hmac(MacKey::fromBytes(self::SECRET)))->update(self::SECRET),
        ];
    }

    /**
     * What is thrown, which has to be something.
     *
     * @param callable(): mixed $call
     */
    private static function thrown(callable $call, string $input): \Throwable
    {
        try {
            $call();
        } catch (\Throwable $thrown) {
            return $thrown;
        }
        self::fail("nothing was refused: $input");
    }

    public function testTheyAreFinal(): void
    {
        foreach ([...self::keys(), ...self::services()] as $class => $object) {
            self::assertSame($class, $object::class);
            self::assertTrue((new \ReflectionClass($class))->isFinal(), $class);
        }
    }

    public function testTheyCannotBeExtended(): void
    {
        $options = self::sameBackend();
        if ($options === null) {
            self::markTestSkipped('left out: extending in a process of its own, for which it cannot be told here where the extension is');
        }
        foreach ([SymmetricKey::class, Aead::class] as $class) {
            $output = self::inAnotherProcess("class_exists($class::class); eval('class Extended extends $class {}'); echo 'extended';", $options);
            self::assertStringNotContainsString('extended', $output);
            self::assertMatchesRegularExpression('~cannot extend (final )?class~', $output);
        }
    }

    public function testKeysCannotBeMadeByNew(): void
    {
        foreach (array_keys(self::keys()) as $class) {
            self::assertFalse((new \ReflectionClass($class))->isInstantiable(), $class);
            foreach ([[], [self::SECRET]] as $arguments) {
                self::assertInstanceOf(\Error::class, self::thrown(static fn (): object => new $class(...$arguments), $class), $class);
            }
            // PHP lets nobody go round the constructor of an internal class that is final; of another one it does, and that object is no key.
            try {
                $empty = (new \ReflectionClass($class))->newInstanceWithoutConstructor();
            } catch (\ReflectionException) {
                continue;
            }
            $read = $empty instanceof VerifyingKey || $empty instanceof PublicKey ? static fn (): string => $empty->toBytes() : static fn (): string => $empty->reveal();
            self::assertInstanceOf(\Error::class, self::thrown($read, "$class without its constructor"));
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): string => $empty->keyId(), "$class without its constructor"));
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): bool => self::keys()[$class]->equals($empty), "$class without its constructor"));
        }
    }

    /**
     * Where PHP makes objects that never saw their constructor, they can be dumped, as whatever an application logs; they have no id.
     */
    public function testKeysThatNobodyMadeCanBeDumped(): void
    {
        foreach (array_keys(self::keys()) as $class) {
            $ways = [
                'reflection' => static fn (): object => (new \ReflectionClass($class))->newInstanceWithoutConstructor(),
                'unserialize' => static fn (): mixed => @unserialize(sprintf('C:%d:"%s":0:{}', \strlen($class), $class)),
            ];
            foreach ($ways as $way => $make) {
                try {
                    $empty = $make();
                } catch (\Exception $refused) {
                    self::assertNotSame('', $refused->getMessage(), "$class by $way");
                    continue;
                }
                if ($empty === false) {
                    continue;
                }
                self::assertSame($class, $empty::class, $way);
                self::assertSame(['type' => $class], $empty->__debugInfo(), "$class by $way");
                foreach (['var_dump', 'print_r'] as $function) {
                    foreach ([$empty, ['a' => [$empty]]] as $value) {
                        $text = self::dumps($value)[$function];
                        self::assertStringContainsString($class, $text, "$class by $way");
                        self::assertStringNotContainsString('keyId', $text, "$class by $way");
                    }
                }
                self::assertInstanceOf(\Error::class, self::thrown(static fn (): string => $empty->keyId(), "$class by $way"));
            }
        }
    }

    /**
     * What a key is for is all that can be done with it; neither it nor what uses it has a method for anything else.
     */
    public function testThereIsNothingElseToCall(): void
    {
        $common = ['fromBytes', 'fromHex', 'fromBase64Url', 'equals', 'keyId'];
        $methods = [
            SymmetricKey::class => [...$common, 'generate', 'reveal'],
            MacKey::class => [...$common, 'generate', 'reveal'],
            DerivationKey::class => [...$common, 'generate', 'reveal'],
            SigningKey::class => [...$common, 'generate', 'fromSeed', 'fromPem', 'verifyingKey', 'reveal', 'revealPem'],
            VerifyingKey::class => [...$common, 'fromPem', 'toBytes', 'toPem'],
            KeyPair::class => [...$common, 'generate', 'fromSeed', 'publicKey', 'reveal'],
            PublicKey::class => [...$common, 'toBytes'],
            Aead::class => ['seal', 'open'],
            SealStream::class => ['header', 'push', 'copy'],
            OpenStream::class => ['pull', 'tag', 'isFinished', 'copy'],
            Hash::class => ['update', 'finish', 'digest', 'hex', 'file'],
            Hmac::class => ['update', 'finish', 'sign', 'verify'],
        ];
        foreach ([...self::keys(), ...self::services()] as $class => $object) {
            $named = array_filter(get_class_methods($object), static fn (string $name): bool => !str_starts_with($name, '__'));
            self::assertEqualsCanonicalizing($methods[$class], array_values($named), $class);
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): mixed => $object->__destruct(), $class), $class);
        }
    }

    public function testNothingButTheEndOfAKeyWipesIt(): void
    {
        foreach (self::keys() as $class => $key) {
            $id = $key->keyId();
            foreach (['__destruct', '__clone', '__unserialize', '__wakeup', '__unset'] as $method) {
                self::thrown(static fn (): mixed => $key->$method([]), "$class::$method()");
                self::assertSame($id, $key->keyId(), "$class after $method()");
            }
        }
    }

    public function testTheyCannotBeCloned(): void
    {
        foreach ([...self::keys(), ...self::services()] as $class => $object) {
            self::assertFalse((new \ReflectionClass($class))->isCloneable(), $class);
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): object => clone $object, $class), $class);
        }
    }

    public function testTheyCannotBeSerialized(): void
    {
        foreach ([...self::keys(), ...self::services()] as $class => $object) {
            foreach ([$object, [$object], (object) ['it' => $object]] as $value) {
                $thrown = self::thrown(static fn (): string => serialize($value), $class);
                self::assertSame([\Exception::class, "Serialization of '$class' is not allowed"], [$thrown::class, $thrown->getMessage()]);
            }
            $length = \strlen($class);
            foreach (["O:$length:\"$class\":0:{}", "O:$length:\"$class\":1:{s:5:\"bytes\";s:1:\"x\";}", "a:1:{i:0;O:$length:\"$class\":0:{}}"] as $text) {
                $thrown = self::thrown(static fn (): mixed => unserialize($text), $text);
                self::assertSame([\Exception::class, "Unserialization of '$class' is not allowed"], [$thrown::class, $thrown->getMessage()]);
            }
        }
    }

    /**
     * @return array<string, string> Every way in which PHP shows a value.
     */
    private static function dumps(mixed $value): array
    {
        $shown = static function (callable $show): string {
            ob_start();
            try {
                $show();
            } finally {
                $text = (string) ob_get_clean();
            }

            return $text;
        };

        return [
            // Pure PHP's keys hold a NAN, of which PHP 8.5 warns.
            'var_dump' => $shown(static fn () => var_dump($value)),
            'print_r' => @print_r($value, true),
            'var_export' => @var_export($value, true),
            'debug_zval_dump' => $shown(static fn () => debug_zval_dump($value)),
            'json_encode' => json_encode($value, JSON_PARTIAL_OUTPUT_ON_ERROR) . json_last_error_msg(),
            'http_build_query' => @http_build_query([$value]),
        ];
    }

    public function testTheyShowNoSecrets(): void
    {
        foreach ([...self::keys(), ...self::services()] as $class => $object) {
            $values = [
                'itself' => $object,
                'in an array' => ['a' => [$object]],
                'in an object' => (object) ['it' => $object],
                'as an array' => (array) $object,
                'its variables' => get_object_vars($object),
                'its mangled variables' => get_mangled_object_vars($object),
                'what foreach gives' => (static function () use ($object): array {
                    $seen = [];
                    foreach ($object as $name => $value) {
                        $seen[$name] = $value;
                    }

                    return $seen;
                })(),
                'in a closure' => static fn (): object => $object,
                'array_map' => array_map(static fn (mixed $value): mixed => $value, (array) $object),
            ];
            foreach ($values as $kind => $value) {
                foreach (self::dumps($value) as $function => $text) {
                    self::assertHidden($text, self::SECRET, "$function of $class, $kind,");
                }
            }
            foreach ((new \ReflectionObject($object))->getProperties() as $property) {
                if (!$property->isStatic() && $property->isInitialized($object)) {
                    self::assertHidden(@print_r([$property->getValue($object)], true), self::SECRET, "the property {$property->getName()} of $class");
                }
            }
        }
    }

    public function testKeysShowTheirTypeAndId(): void
    {
        foreach (self::keys() as $class => $key) {
            self::assertSame(['type' => $class, 'keyId' => $key->keyId()], $key->__debugInfo());
            foreach (['var_dump', 'print_r'] as $function) {
                $text = self::dumps($key)[$function];
                self::assertStringContainsString($class, $text, $function);
                self::assertStringContainsString($key->keyId(), $text, $function);
            }
            self::assertSame('{}', json_encode($key), $class);
            self::assertSame('[{}]', json_encode([$key]), $class);
            self::assertSame([], get_object_vars($key), $class);
            self::assertSame([], iterator_to_array((static function () use ($key): \Generator {
                foreach ($key as $name => $value) {
                    yield $name => $value;
                }
            })()), $class);
        }
    }

    /**
     * `==` would compare what objects hold, byte by byte and not in constant time.
     */
    public function testComparisonIsThatOfIdentity(): void
    {
        $copies = self::keys();
        foreach (self::keys() as $class => $key) {
            $copy = $copies[$class];
            self::assertTrue($key->equals($copy), $class);
            self::assertFalse($key == $copy, $class);
            self::assertTrue($key != $copy, $class);
            self::assertFalse($copy == $key, $class);
            self::assertNotSame(0, $key <=> $copy, $class);
            self::assertFalse([$key] == [$copy], $class);
            self::assertFalse(\in_array($key, [$copy], false), $class);
            self::assertFalse(array_search($copy, ['a' => $key], false), $class);
            self::assertCount(2, array_unique([$key, $copy], SORT_REGULAR), $class);
            $same = $key;
            self::assertTrue($key == $same, $class);
            self::assertTrue(\in_array($key, [$copy, $same], false), $class);
            foreach ($copies as $other) {
                self::assertFalse($key == $other, $class . ' and ' . $other::class);
            }
        }
    }

    public function testKeysHaveNoProperties(): void
    {
        foreach (self::keys() as $class => $key) {
            $id = $key->keyId();
            foreach (['x', 'bytes', 'key', 'secret', 'value', ''] as $name) {
                self::assertFalse(isset($key->{$name}), "$class, $name");
            }
            foreach (['x', 'bytes', 'key', 'keyId', '0'] as $name) {
                $assign = static function () use ($key, $name): void {
                    $key->{$name} = 'y';
                };
                self::assertInstanceOf(\Error::class, self::thrown($assign, "$class, $name"), "$class, $name");
                $append = static function () use ($key, $name): void {
                    $key->{$name}[] = 'y';
                };
                self::assertInstanceOf(\Error::class, self::thrown($append, "$class, $name"), "$class, $name");
                $refer = static function () use ($key, $name): void {
                    $reference = &$key->{$name};
                    $reference = 'y';
                };
                self::assertInstanceOf(\Error::class, self::thrown($refer, "$class, $name"), "$class, $name");
            }
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): string => (string) $key, "$class as a string"), $class);
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): mixed => $key[0], "$class as an array"), $class);
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): mixed => $key(), "$class as a function"), $class);
            self::assertSame($id, $key->keyId(), $class);
        }
    }

    public function testConstructorsRunOnce(): void
    {
        foreach (self::keys() as $class => $key) {
            self::assertInstanceOf(\Error::class, self::thrown(static fn (): mixed => $key->__construct(), $class), $class);
        }
    }
}
