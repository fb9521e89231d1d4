<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Exception\ClaimMismatch;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Exception\TokenExpired;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\Random;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;

use function HighPerApp\HighPer\Native\equals;

/**
 * A message with one bit changed.
 */
function damaged(string $bytes, int $i): string
{
    $at = $i % \strlen($bytes);

    return substr_replace($bytes, $bytes[$at] ^ \chr(1 << $i % 8), $at, 1);
}

/**
 * Cryptography.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function sealing(): array
{
    $key = SymmetricKey::generate();
    $aeads = array_map(static fn (string $algorithm): Aead => new Aead($key, $algorithm), [Aead::XCHACHA20_POLY1305, Aead::CHACHA20_POLY1305]);
    $mac = MacKey::generate();
    $derivation = DerivationKey::generate();
    $signing = SigningKey::generate();
    [$alice, $bob] = [KeyPair::generate(), KeyPair::generate()];
    // Pure PHP has no BLAKE3.
    $algorithms = ['blake2b', Backend::current() === 'php' ? 'sha256' : 'blake3', 'sha256', 'sha384', 'sha512', 'xxh3', 'crc32c'];
    $phc = Password::hash('correct horse', 1024, 1);

    return [
        'seal and open' => [30, static function (int $i) use ($aeads): void {
            want($aeads[$i % 2]->open($aeads[$i % 2]->seal("message $i", "data $i"), "data $i") === "message $i", 'Aead');
        }],
        'open refused' => [5, static fn (int $i) => refused(CryptoException::class, static fn (): string => $aeads[$i % 2]->open(damaged($aeads[$i % 2]->seal('message'), $i)))],
        'hash' => [30, static fn (int $i) => want(\strlen(Hash::hex("message $i", $algorithms[$i % 7])) >= 8, 'Hash')],
        'hash in pieces' => [10, static fn (int $i) => want((new Hash('sha256'))->update("a$i")->update('b')->finish() === hash('sha256', "a{$i}b", true), 'Hash in pieces')],
        'hash with a key' => [10, static fn (int $i) => want(Hash::digest("$i", 'blake2b', $mac, 20) === sodium_crypto_generichash("$i", $mac->reveal(), 20), 'Hash with a key')],
        'hmac' => [20, static fn (int $i) => want(Hmac::verify(Hmac::sign("m$i", $mac), "m$i", $mac) && !Hmac::verify(str_repeat('x', 32), "m$i", $mac), 'Hmac')],
        'derive' => [5, static fn (int $i) => want(\strlen(Kdf::hkdf($derivation, 40, "info $i")) === 40 && Kdf::symmetricKey($derivation, "$i")->keyId() !== '', 'Kdf')],
        'sign and verify' => [2, static function (int $i) use ($signing): void {
            $signature = Sign::detached("m$i", $signing);
            want(Sign::verify($signature, "m$i", $signing->verifyingKey()) && !Sign::verify(damaged($signature, $i), "m$i", $signing->verifyingKey()), 'Sign');
        }],
        'boxes' => [1, static function (int $i) use ($alice, $bob): void {
            want(Box::decrypt(Box::encrypt("m$i", $alice, $bob->publicKey()), $bob, $alice->publicKey()) === "m$i", 'Box');
            want(Box::open(Box::seal("m$i", $bob->publicKey()), $bob) === "m$i", 'a sealed box');
        }],
        'streams' => [2, static function (int $i) use ($key): void {
            $seal = new SealStream($key);
            $chunks = [$seal->push("first $i"), $seal->push('last', SealStream::FINAL)];
            $open = new OpenStream($key, $seal->header());
            want($open->pull($chunks[0]) === "first $i" && $open->pull($chunks[1]) === 'last' && $open->isFinished(), 'streams');
        }],
        'keys' => [5, static function (int $i) use ($key, $signing): void {
            want(SymmetricKey::fromHex(Encoding::hex($key->reveal()))->equals($key) && SigningKey::fromPem($signing->revealPem())->equals($signing), 'keys');
            refused(CryptoException::class, static fn (): SymmetricKey => SymmetricKey::fromBytes("short $i"));
        }],
        'random' => [20, static fn (int $i) => want(\strlen(Random::bytes(1 + $i % 300) . Random::uuid7() . Random::ulid() . Random::token()) > 100 && Random::int(1, 6) < 7, 'Random')],
        'encoding' => [20, static fn (int $i) => want(Encoding::fromBase64Url(Encoding::base64Url("bytes $i")) === Encoding::fromHex(Encoding::hex("bytes $i")) && equals("a$i", "a$i"), 'Encoding')],
        'encoding refused' => [5, static fn (int $i) => refused(CryptoException::class, static fn (): string => Encoding::fromHex("0g$i"))],
        'password' => [1, static fn (int $i) => want(Password::verify('correct horse', $phc) && !Password::verify("wrong $i", Password::hash("$i", 1024, 1)), 'Password')],
    ];
}

/**
 * Tokens and their keys.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function tokens(): array
{
    $key = LocalKey::generate();
    $local = Paseto::local($key, issuer: 'soak', audience: 'all');
    $ringed = Paseto::local(new LocalKeyRing([$key, LocalKey::generate()]));
    $secret = SecretKey::generate();
    $public = Paseto::public($secret);
    $readers = Paseto::public($secret->publicKey());
    $expired = $public->issue(['exp' => '2020-01-01T00:00:00Z', 'iat' => '2019-01-01T00:00:00Z']);

    return [
        'local token' => [20, static fn (int $i) => want($local->parse($local->issue(['sub' => "u$i", 'roles' => ['a', $i]], '', "ip$i"), "ip$i")->get('sub') === "u$i", 'a local token')],
        'local token refused' => [10, static fn (int $i) => refused(InvalidToken::class, static fn (): object => $local->parse(substr($local->issue(['n' => $i]), 0, -1 - $i % 40)))],
        'token of a ring' => [5, static fn (int $i) => want($ringed->parse($ringed->issue(['n' => $i], ['kid' => $key->id()]))->get('n') === $i, 'a token of a ring')],
        'claims refused' => [5, static function (int $i) use ($local, $key): void {
            refused(ClaimMismatch::class, static fn (): object => $local->parse(Paseto::local($key, issuer: "other $i", audience: 'all')->issue([])));
            refused(ClaimMismatch::class, static fn (): string => $local->issue(['exp' => "tomorrow $i"]));
        }],
        'public token' => [2, static fn (int $i) => want($readers->parse($public->issue(['n' => $i], "footer $i"))->footer === "footer $i", 'a public token')],
        'public token refused' => [2, static fn (int $i) => refused(InvalidToken::class, static fn (): object => $readers->parse(substr_replace($expired, 'A', 20 + $i % 20, 2)))],
        'token expired' => [2, static fn (int $i) => refused(TokenExpired::class, static fn (): object => $readers->parse($expired))],
        'bytes' => [5, static fn (int $i) => want($local->decrypt($local->encrypt("bytes $i", 'f'), 'f') === "bytes $i", 'encrypt()')],
        'keys as text' => [2, static function (int $i) use ($key, $secret): void {
            want(LocalKey::unwrap(LocalKey::fromPaserk($key->toPaserk())->wrap($key), $key)->equals($key) && PublicKey::fromPaserk($secret->publicKey()->toPaserk())->id() !== '', 'PASERK');
            refused(PaserkException::class, static fn (): LocalKey => LocalKey::fromPaserk("k4.local.$i"));
        }],
        'keys sealed' => [1, static fn (int $i) => want(LocalKey::unseal($key->seal($secret->publicKey()), $secret)->equals($key), 'a sealed key')],
        'keys under a password' => [1, static fn (int $i) => want(LocalKey::unwrapWithPassword($key->wrapWithPassword("p$i", 8192, 1), "p$i")->equals($key), 'a key under a password')],
    ];
}
