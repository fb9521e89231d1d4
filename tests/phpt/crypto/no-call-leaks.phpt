--TEST--
No cryptographic method leaks, whether it succeeds or throws
--FILE--
<?php
use HighPerApp\HighPer\Native\{Aead, Box, DerivationKey, Encoding, Hash, Hmac, Kdf, KeyPair, MacKey, OpenStream, Password, PublicKey, Random, SealStream, Sign, SigningKey, SymmetricKey, VerifyingKey};

$key = SymmetricKey::generate();
$mac = MacKey::generate();
$derivation = DerivationKey::generate();
$signing = SigningKey::generate();
$pair = KeyPair::generate();
$long = str_repeat('long', 50);
$signature = Sign::detached($long, $signing);
$stream = function (string $content) {
    $stream = fopen('php://memory', 'w+');
    fwrite($stream, $content);
    rewind($stream);

    return $stream;
};
$sealed = $stream('');
SealStream::copy($key, $stream($long), $sealed, null, 16);
$sealed = (function () use ($sealed): string { rewind($sealed); return stream_get_contents($sealed); })();
class Text implements Stringable
{
    public function __toString(): string
    {
        return str_repeat('t', 300) . random_int(0, 9);
    }
}
$calls = [];
foreach ([SymmetricKey::class, MacKey::class, DerivationKey::class, SigningKey::class, KeyPair::class] as $class) {
    $name = strrchr($class, '\\');
    $one = $class::generate();
    $hex = bin2hex($one->reveal());
    $calls += [
        "$name" => fn () => [$class::generate(), $class::fromBytes($one->reveal()), $class::fromHex($hex), $class::fromBase64Url(Encoding::base64Url($one->reveal()))],
        "$name, shown" => fn () => [$one->keyId(), $one->__debugInfo(), print_r($one, true), var_export($one, true), (array) $one, json_encode($one), $one == $class::generate()],
        "$name, equal" => fn () => $one->equals($class::generate()),
        "$name, bad length" => fn () => $class::fromBytes($long . $long . $long . $long . $long . $long),
        "$name, bad hex" => fn () => $class::fromHex("{$hex}x"),
        "$name, bad base64url" => fn () => $class::fromBase64Url("$long="),
        "$name, another kind" => fn () => $one->equals(new stdClass()),
        "$name, clone" => fn () => clone $one,
        "$name, serialize" => fn () => serialize([$long, $one]),
        "$name, unserialize" => fn () => unserialize('O:' . strlen($class) . ":\"$class\":0:{}"),
        "$name, property" => fn () => $one->added = $long,
        "$name, constructor" => fn () => new $class(),
    ];
}
$calls += [
    'SigningKey, PEM' => fn () => [SigningKey::fromPem($signing->revealPem())->verifyingKey()->toPem(), VerifyingKey::fromPem($signing->verifyingKey()->toPem())],
    'SigningKey, bad PEM' => fn () => SigningKey::fromPem($signing->verifyingKey()->toPem()),
    'SigningKey, bad half' => fn () => SigningKey::fromBytes(strrev($signing->reveal())),
    'SigningKey, seed' => fn () => [SigningKey::fromSeed(substr($long, 0, 32)), SigningKey::fromSeed($long)],
    'PublicKey, bad' => fn () => PublicKey::fromBytes(str_repeat("\0", 32)),
    'KeyPair' => fn () => [$pair->publicKey()->toBytes(), KeyPair::fromSeed(substr($long, 0, 32)), KeyPair::fromBytes(substr($long, 0, 32))],
    'Aead' => fn () => (new Aead($key))->open((new Aead($key))->seal($long, $long), $long),
    'Aead, Stringable' => fn () => (new Aead($key))->seal(new Text(), new Text()),
    'Aead, refused' => fn () => (new Aead($key, Aead::AES_256_GCM))->open($long),
    'Aead, unknown' => fn () => new Aead($key, $long),
    'Aead, again' => fn () => (new Aead($key))->__construct($key),
    'SealStream' => function () use ($key, $long): void {
        $seal = new SealStream($key);
        $open = new OpenStream($key, $seal->header());
        $open->pull($seal->push($long, SealStream::REKEY, $long), $long);
        $open->tag();
        $open->pull($seal->push($long, SealStream::FINAL));
        $open->isFinished();
        $open->pull($long);
    },
    'SealStream, finished' => function () use ($key, $long): void {
        $seal = new SealStream($key);
        $seal->push($long, SealStream::FINAL);
        $seal->push($long);
    },
    'SealStream, unknown tag' => fn () => (new SealStream($key))->push($long, 9),
    'SealStream, again' => fn () => (new SealStream($key))->__construct($key),
    'OpenStream, refused' => fn () => (new OpenStream($key, substr($long, 0, 24)))->pull($long),
    'OpenStream, bad header' => fn () => new OpenStream($key, $long),
    'copy' => fn () => SealStream::copy($key, $stream($long), $stream(''), fn (int $count): string => "$long$count", 16, $long),
    'copy, progress throws' => fn () => SealStream::copy($key, $stream($long), $stream(''), fn (int $count) => throw new DomainException($long), 16),
    'copy, unwritable' => fn () => SealStream::copy($key, $stream($long), fopen(__FILE__, 'rb')),
    'copy, no stream' => fn () => SealStream::copy($key, $long, $stream('')),
    'copy, bad size' => fn () => SealStream::copy($key, $stream($long), $stream(''), null, 0),
    'copy back' => fn () => OpenStream::copy($key, $stream($sealed), $stream(''), fn (int $count): string => "$long$count", 16),
    'copy back, progress throws' => fn () => OpenStream::copy($key, $stream($sealed), $stream(''), fn (int $count) => throw new DomainException($long), 16),
    'copy back, cut off' => fn () => OpenStream::copy($key, $stream(substr($sealed, 0, -1)), $stream(''), null, 16),
    'copy back, no header' => fn () => OpenStream::copy($key, $stream(substr($sealed, 0, 9)), $stream('')),
    'Sign' => fn () => [Sign::verify(Sign::detached($long, $signing), $long, $signing->verifyingKey()), Sign::verify($long, $long, $signing->verifyingKey())],
    'Sign, batch' => fn () => [Sign::verifyBatch([[$signature, $long, $signing->verifyingKey()]]), Sign::invalid(["a$long" => [$signature, "x$long", $signing->verifyingKey()], [$long, $long, $signing->verifyingKey()]])],
    'Sign, bad batch' => fn () => Sign::invalid(["a$long" => [$signature, "x$long", $signing->verifyingKey()], [$long, 1, $signing->verifyingKey()]]),
    'Sign, no batch' => fn () => Sign::verifyBatch([$long]),
    'Box' => fn () => [Box::decrypt(Box::encrypt($long, $pair, $pair->publicKey()), $pair, $pair->publicKey()), Box::open(Box::seal($long, $pair->publicKey()), $pair)],
    'Box, refused' => fn () => Box::decrypt($long, $pair, $pair->publicKey()),
    'Box, sealed, refused' => fn () => Box::open($long, $pair),
    'Hash, keyed' => fn () => [Hash::digest($long, 'blake2b', $mac, 64), Hash::hex($long, 'blake3', $mac, 1000), (new Hash('blake3', $mac, 500))->update($long)->finish()],
    'Hash, not finished' => fn () => (new Hash('sha512'))->update($long)->update(new Text()),
    'Hash, finished' => function () use ($long): void {
        $hash = new Hash('crc32c');
        $hash->finish();
        $hash->update($long);
    },
    'Hash, refused' => fn () => Hash::digest($long, $long),
    'Hash, file' => fn () => [Hash::file(__FILE__, 'xxh3'), Hash::file($stream($long))],
    'Hash, no file' => fn () => Hash::file("/nowhere/$long"),
    'Hash, no path' => fn () => Hash::file("/nowhere\0/$long"),
    'Hash, no stream' => fn () => Hash::file([$long]),
    'Hmac' => fn () => [Hmac::verify(Hmac::sign($long, $mac, 'sha384'), $long, $mac, 'sha384'), (new Hmac($mac))->update($long)->finish(), (new Hmac($mac))->update($long)],
    'Hmac, refused' => fn () => Hmac::sign($long, $mac, $long),
    'Kdf' => fn () => [Kdf::symmetricKey($derivation, $long, $long), Kdf::macKey($derivation, 'i', '', 'sha512'), Kdf::derivationKey($derivation, 'i'), Kdf::hkdf($derivation, 8160)],
    'Kdf, refused' => fn () => Kdf::hkdf($derivation, 8161, $long),
    'Kdf, no info' => fn () => Kdf::symmetricKey($derivation, ''),
    'Kdf, password' => fn () => Kdf::fromPassword($long, substr($long, 0, 16), 8, 1),
    'Kdf, bad salt' => fn () => Kdf::fromPassword($long, $long, 8, 1),
    'Password' => fn () => [Password::verify($long, Password::hash($long, 8, 1)), Password::needsRehash(Password::hash($long, 8, 1), 16, 1)],
    'Password, no hash' => fn () => [Password::verify($long, $long), Password::needsRehash($long), Password::verify($long, '$argon2id$v=19$m=8,t=1,p=1$' . $long)],
    'Password, refused' => fn () => Password::hash($long, 1),
    'Random' => fn () => [Random::bytes(1000), Random::token(1000), Random::int(5, 1000), Random::uuid4(), Random::uuid7(), Random::ulid()],
    'Random, refused' => fn () => Random::int(5, 4),
    'Encoding' => fn () => [Encoding::fromHex(Encoding::hex($long)), Encoding::fromBase64Url(Encoding::base64Url($long))],
    'Encoding, refused' => fn () => Encoding::fromHex("x$long"),
    'Encoding, refused, too' => fn () => Encoding::fromBase64Url("$long="),
];
$leaks = [];
foreach ($calls as $what => $call) {
    $usage = 0;
    foreach ([50, 100] as $count) {
        $usage = memory_get_usage();
        for ($i = 0; $i < $count; $i++) {
            try {
                @$call();
            } catch (Throwable) {
            }
        }
        gc_collect_cycles();
        $usage = memory_get_usage() - $usage;
    }
    if ($usage !== 0) {
        $leaks[] = "$what: " . round($usage / 100) . ' bytes a call';
    }
}
echo implode("\n", $leaks ?: ['none']), "\n";
?>
--EXPECT--
none
