--TEST--
A million cryptographic calls leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\{Aead, Box, Encoding, Hash, Hmac, KeyPair, MacKey, OpenStream, Random, SealStream, Sign, SigningKey, SymmetricKey};
use HighPerApp\HighPer\Native\Exception\CryptoException;
use function HighPerApp\HighPer\Native\equals;

require __DIR__ . '/../support/child.inc';

$key = SymmetricKey::generate();
$aeads = [new Aead($key), new Aead($key, Aead::AES_256_GCM), new Aead($key, Aead::CHACHA20_POLY1305)];
$mac = MacKey::generate();
$cheap = function (int $count) use ($aeads, $key, $mac): void {
    for ($i = 0; $i < $count; $i++) {
        $aead = $aeads[$i % 3];
        $sealed = $aead->seal("message $i", 'data');
        $aead->open($sealed, 'data');
        try {
            $aead->open($sealed, 'other');
        } catch (CryptoException) {
        }
        Hash::digest($sealed);
        Hmac::verify(Hmac::sign($sealed, $mac), $sealed, $mac);
        Encoding::fromBase64Url(Encoding::base64Url($sealed));
        equals(Random::bytes(24), Random::token(24));
        Random::uuid7();
        SymmetricKey::fromBytes($key->reveal())->equals($key);
    }
};
$signing = SigningKey::generate();
$verifying = $signing->verifyingKey();
$pair = KeyPair::generate();
$dear = function (int $count) use ($key, $signing, $verifying, $pair): void {
    for ($i = 0; $i < $count; $i++) {
        $message = "message $i";
        $signature = Sign::detached($message, $signing);
        Sign::verify($signature, $message, $verifying);
        Sign::verify($signature, 'other', $verifying);
        Box::open(Box::seal($message, $pair->publicKey()), $pair);
        $seal = new SealStream($key);
        $open = new OpenStream($key, $seal->header());
        for ($n = 0; $n < 5; $n++) {
            $open->pull($seal->push($message, SealStream::MESSAGE, 'data'), 'data');
        }
        (new Hash('blake2b', MacKey::generate()))->update($message)->finish();
        new Aead(SymmetricKey::generate(), Aead::AES_256_GCM);
    }
};
foreach ([[$cheap, 2000, 80_000], [$dear, 200, 8000]] as [$round, $first, $many]) {
    $round($first);
    gc_collect_cycles();
    $resident = resident_kib();
    $usage = memory_get_usage();
    $round($many);
    gc_collect_cycles();
    var_dump(memory_get_usage() - $usage);
    $growth = resident_kib() - $resident;
    echo $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";
}
?>
--EXPECT--
int(0)
steady
int(0)
steady
