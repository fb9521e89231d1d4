--TEST--
Keys and services are closed to reflection, unserialize(), clone, lazy objects, second construction and bound closures
--FILE--
<?php
namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, LocalTokens, PublicKeyRing, PublicTokens, SecretKey};

function attempt(callable $do): string
{
    try {
        $result = $do();

        return \is_string($result) ? $result : var_export($result, true);
    } catch (\Throwable $error) {
        return $error::class . ': ' . $error->getMessage();
    }
}
$key = SymmetricKey::generate();
$pair = KeyPair::generate();
$signing = SigningKey::generate();
$local = LocalKey::generate();
$secret = SecretKey::generate();
$objects = [
    $key, MacKey::generate(), DerivationKey::generate(), $signing, $signing->verifyingKey(), $pair, $pair->publicKey(), $local, $secret, $secret->publicKey(),
    new Aead($key), new SealStream($key), new OpenStream($key, str_repeat('h', 24)), new Hash(), new Hmac(MacKey::generate()),
    new LocalKeyRing([$local]), new PublicKeyRing([], $secret), Paseto::local($local), Paseto::public($secret),
];
$attempts = [
    'without constructor' => fn (object $object, \ReflectionClass $class) => $class->newInstanceWithoutConstructor(),
    'clone' => fn (object $object) => clone $object,
    'serialize' => fn (object $object) => serialize($object),
    'serialize inside' => fn (object $object) => serialize(['a' => (object) ['b' => $object]]),
    'O' => fn (object $object) => unserialize(\sprintf('O:%d:"%s":0:{}', \strlen($object::class), $object::class)),
    'O with properties' => fn (object $object) => unserialize(\sprintf('O:%d:"%s":1:{s:5:"bytes";s:1:"x";}', \strlen($object::class), $object::class)),
    'O inside' => fn (object $object) => unserialize(\sprintf('a:2:{i:0;O:%d:"%s":0:{}i:1;R:2;}', \strlen($object::class), $object::class)),
    'C' => fn (object $object) => @unserialize(\sprintf('C:%d:"%s":0:{}', \strlen($object::class), $object::class)),
    'var_export' => fn (object $object) => eval('return ' . var_export($object, true) . ';'),
    'property' => fn (object $object) => $object->added = 1,
    'property by reference' => function (object $object) { $reference = &$object->added; },
    'unset' => function (object $object) { unset($object->added); },
    'isset' => fn (object $object) => isset($object->added) || property_exists($object, 'bytes'),
    'array access' => fn (object $object) => $object['x'],
    'cast' => fn (object $object) => (array) $object,
    'get_mangled_object_vars' => fn (object $object) => get_mangled_object_vars($object),
    'foreach' => fn (object $object) => iterator_to_array((function () use ($object) { yield from (array) $object; foreach ($object as $name => $value) { yield $name => $value; } })()),
    'bound closure' => fn (object $object) => (function () { return get_object_vars($this); })->call($object),
    'equal to another' => function (object $object) { $other = $object::class === SymmetricKey::class ? MacKey::generate() : SymmetricKey::generate(); return $object == $other; },
    'equal to itself' => fn (object $object) => $object == $object && $object === $object,
    'json' => fn (object $object) => json_encode($object),
    'string' => fn (object $object) => (string) $object,
    'subclass' => fn (object $object, \ReflectionClass $class) => $class->isFinal() ? 'final' : 'open',
];
foreach ($attempts as $what => $attempt) {
    $answers = [];
    foreach ($objects as $object) {
        $answer = @attempt(fn () => $attempt($object, new \ReflectionClass($object)));
        $answers[str_replace([addslashes($object::class), $object::class], 'CLASS', $answer)][] = substr($object::class, \strlen(__NAMESPACE__) + 1);
    }
    foreach ($answers as $answer => $classes) {
        echo $what, \count($answers) > 1 ? ', ' . implode(' ', $classes) : '', ': ', str_replace("\n", ' ', $answer), "\n";
    }
}
// Of PHP 8.4 and later: nothing is printed where they are refused as internal classes are.
$lazy = method_exists(\ReflectionClass::class, 'newLazyGhost') ? [
    'lazy ghost' => fn (object $object, \ReflectionClass $class) => $class->newLazyGhost(fn () => null),
    'lazy proxy' => fn (object $object, \ReflectionClass $class) => $class->newLazyProxy(fn () => $object),
    'reset as lazy' => fn (object $object, \ReflectionClass $class) => $class->resetAsLazyGhost($object, fn () => null),
] : [];
foreach ($lazy as $what => $attempt) {
    foreach ($objects as $object) {
        $answer = attempt(fn () => $attempt($object, new \ReflectionClass($object)));
        echo $answer === 'Error: Cannot make instance of internal class lazy: ' . $object::class . ' is internal' ? '' : "$what: $answer\n";
    }
}
echo "Second construction:\n";
$constructed = [
    fn () => (new Aead($key))->__construct($key), fn () => (new SealStream($key))->__construct($key), fn () => (new OpenStream($key, str_repeat('h', 24)))->__construct($key, str_repeat('h', 24)),
    fn () => (new Hash())->__construct(), fn () => (new Hmac(MacKey::generate()))->__construct(MacKey::generate()), fn () => (new LocalKeyRing([$local]))->__construct([$local]),
    fn () => (new PublicKeyRing([], $secret))->__construct([], $secret), fn () => $key->__construct(), fn () => Paseto::local($local)->__construct(), fn () => new LocalTokens(), fn () => new PublicTokens(),
    fn () => (new \ReflectionMethod($key, '__construct'))->invoke($key), fn () => (new \ReflectionClass($key))->newInstance(), fn () => (new \ReflectionMethod(LocalTokens::class, '__construct'))->invoke(Paseto::local($local)),
    fn () => @\Closure::bind(fn () => new SymmetricKey(), null, SymmetricKey::class)(), fn () => @\Closure::bind(fn () => new LocalTokens(), null, LocalTokens::class)(),
];
foreach ($constructed as $construct) {
    echo '  ', attempt($construct), "\n";
}
echo "Refused constructions:\n";
foreach ([Aead::class => [$key, 'no such algorithm'], Hash::class => ['no such algorithm'], Hmac::class => [MacKey::generate(), 'md5'], OpenStream::class => [$key, 'short'], LocalKeyRing::class => [[]]] as $class => $arguments) {
    echo '  ', $class, ' ', attempt(fn () => new $class(...$arguments)), "\n";
}
?>
--EXPECT--
without constructor: ReflectionException: Class CLASS is an internal class marked as final that cannot be instantiated without invoking its constructor
clone: Error: Trying to clone an uncloneable object of class CLASS
serialize: Exception: Serialization of 'CLASS' is not allowed
serialize inside: Exception: Serialization of 'CLASS' is not allowed
O: Exception: Unserialization of 'CLASS' is not allowed
O with properties: Exception: Unserialization of 'CLASS' is not allowed
O inside: Exception: Unserialization of 'CLASS' is not allowed
C: Exception: Unserialization of 'CLASS' is not allowed
var_export: Error: Call to undefined method CLASS::__set_state()
property: Error: Cannot create dynamic property CLASS::$added
property by reference: Error: Cannot create dynamic property CLASS::$added
unset: NULL
isset: false
array access: Error: Cannot use object of type CLASS as array
cast: array ( )
get_mangled_object_vars: array ( )
foreach: array ( )
bound closure: NULL
equal to another: false
equal to itself: true
json: {}
string: Error: Object of class CLASS could not be converted to string
subclass: final
Second construction:
  Error: The object is constructed already
  Error: The object is constructed already
  Error: The object is constructed already
  Error: The object is constructed already
  Error: The object is constructed already
  Error: The object is constructed already
  Error: The object is constructed already
  Error: Call to private method HighPerApp\HighPer\Native\SymmetricKey::__construct() from global scope
  Error: Call to private method HighPerApp\HighPer\Native\Paseto\LocalTokens::__construct() from global scope
  Error: Call to private HighPerApp\HighPer\Native\Paseto\LocalTokens::__construct() from global scope
  Error: Call to private HighPerApp\HighPer\Native\Paseto\PublicTokens::__construct() from global scope
  NULL
  ReflectionException: Access to non-public constructor of class HighPerApp\HighPer\Native\SymmetricKey
  NULL
  Error: Value of type null is not callable
  Error: Value of type null is not callable
Refused constructions:
  HighPerApp\HighPer\Native\Aead HighPerApp\HighPer\Native\Exception\CryptoException: Unknown algorithm 'no such algorithm': Aead has xchacha20-poly1305, aes-256-gcm and chacha20-poly1305
  HighPerApp\HighPer\Native\Hash HighPerApp\HighPer\Native\Exception\CryptoException: Unknown algorithm 'no such algorithm': Hash has blake2b, blake3, sha256, sha384, sha512, xxh3 and crc32c
  HighPerApp\HighPer\Native\Hmac HighPerApp\HighPer\Native\Exception\CryptoException: Unknown algorithm 'md5': Hmac has sha256, sha384 and sha512
  HighPerApp\HighPer\Native\OpenStream HighPerApp\HighPer\Native\Exception\CryptoException: A header has 24 bytes, 5 given
  HighPerApp\HighPer\Native\Paseto\LocalKeyRing HighPerApp\HighPer\Native\Exception\PasetoException: A key ring needs at least one key
