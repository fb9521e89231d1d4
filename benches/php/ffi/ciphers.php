<?php

declare(strict_types=1);

/*
 * Cryptography's part of what is measured. Where the backend has a method of its own it is that which is measured; the others are what it could be made
 * of, and stayed in PHP. Messages that are random or encrypted anew each time are compared by what they decrypt to.
 */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use FFI\CData;
use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Paseto\Encoded;
use HighPerApp\HighPer\Native\Fallback\Paseto\LocalToken;
use HighPerApp\HighPer\Native\Fallback\Paseto\PublicToken;
use HighPerApp\HighPer\Native\Ffi;
use HighPerApp\HighPer\Native\Ffi\Room;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;

/** What a token of a session holds. */
const CLAIMS = 195;
const FOOTER = 61;

/** In KiB. */
const MEMORY = 65536;

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function ciphers(\FFI $library): iterable
{
    yield from tokens($library);
    yield from signatures($library);
    yield from passwords();
    yield from boxes($library);
    foreach (['64 B' => 64, '1 KB' => 1024, '64 KB' => 65536, '1 MB' => 1048576] as $size => $length) {
        yield from encodings($size, random_bytes($length));
        yield from sealing($library, $size, random_bytes($length));
        yield from digests($library, $size, random_bytes($length));
    }
}

/**
 * Asks the library for so many bytes.
 *
 * @param callable(CData): int $call
 */
function filled(\FFI $library, int $length, callable $call): string
{
    $room = Room::of($library, $length);
    if ($call($room) !== $library->HIGHPER_STATUS_OK) {
        throw new \RuntimeException('the library refuses');
    }

    return Room::take($room, $length);
}

/**
 * As same(), for what differs from call to call.
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function alike(callable $php, callable $ffi, callable $open): array
{
    return ['agree' => static fn (): bool => $open($php()) === $open($ffi())] + same($php, $ffi);
}

/**
 * Tokens as a whole, from claims to text and back, without looking at the claims.
 *
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function tokens(\FFI $library): iterable
{
    [$key, $payload, $footer] = [random_bytes(32), str_repeat('p', CLAIMS), str_repeat('f', FOOTER)];
    $length = static fn (string $header): int => \strlen($header) + intdiv((CLAIMS + 64) * 4 + 2, 3) + 1 + intdiv(FOOTER * 4 + 2, 3);
    $encrypt = static fn (): string => LocalToken::encrypt($key, $payload, $footer, '');
    $decrypt = static function (string $token) use ($key): string {
        [$body, $footer] = Encoded::split(LocalToken::HEADER, $token, 1000);

        return LocalToken::decrypt($key, $body, $footer, '');
    };
    $room = $length(LocalToken::HEADER);
    yield 'v4.local, encrypt' => alike($encrypt, static fn (): string => filled(
        $library,
        $room,
        static fn (CData $token): int => $library->highper_paseto_local_encrypt($key, 32, $payload, CLAIMS, $footer, FOOTER, '', 0, $token, $room),
    ), $decrypt);
    $token = $encrypt();
    // Of a value that nobody else holds, so that the pointer owns it: what is yielded outlives this function.
    $readAt = \FFI::addr($library->new('size_t'));
    yield 'v4.local, decrypt' => same(static fn (): string => $decrypt($token), static fn (): string => filled(
        $library,
        CLAIMS,
        static fn (CData $payload): int => $library->highper_paseto_local_decrypt($key, 32, $token, \strlen($token), '', 0, $payload, CLAIMS, $readAt, null, null),
    ));

    $secret = SigningKey::generate()->reveal();
    $public = substr($secret, 32);
    $sign = static fn (): string => PublicToken::sign($secret, $payload, $footer, '');
    $room = $length(PublicToken::HEADER);
    yield 'v4.public, sign' => same($sign, static fn (): string => filled(
        $library,
        $room,
        static fn (CData $token): int => $library->highper_paseto_public_sign($secret, 64, $payload, CLAIMS, $footer, FOOTER, '', 0, $token, $room, null),
    ));
    $token = $sign();
    $verify = static function (string $class) use ($public, $token): callable {
        return static function () use ($class, $public, $token): string {
            [$body, $footer] = Encoded::split(PublicToken::HEADER, $token, 1000);

            return $class::verify($public, $body, $footer, '');
        };
    };
    yield 'v4.public, verify' => same($verify(PublicToken::class), $verify(Ffi\Paseto\PublicToken::class));
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function signatures(\FFI $library): iterable
{
    $key = SigningKey::generate();
    [$secret, $public] = [$key->reveal(), $key->verifyingKey()];
    foreach (['64 B' => 64, '64 KB' => 65536] as $size => $length) {
        $message = random_bytes($length);
        $signature = Fallback\Sign::detached($message, $key);
        yield "Ed25519, sign $size" => same(static fn (): string => Fallback\Sign::detached($message, $key), static fn (): string => filled(
            $library,
            64,
            static fn (CData $signature): int => $library->highper_sign_detached($secret, 64, $message, $length, $signature, 64, null),
        ));
        yield "Ed25519, verify $size" => same(
            static fn (): bool => Fallback\Sign::verify($signature, $message, $public),
            static fn (): bool => Ffi\Sign::verify($signature, $message, $public),
        );
    }
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function passwords(): iterable
{
    $salt = random_bytes(16);
    $hash = Fallback\Password::hash('password', MEMORY, 1);
    $isRight = static fn (string $hash): bool => password_verify('password', $hash);
    yield 'Password::hash(), 64 MiB, one pass' => alike(
        static fn (): string => Fallback\Password::hash('password', MEMORY, 1),
        static fn (): string => Ffi\Password::hash('password', MEMORY, 1),
        $isRight,
    );
    yield 'Password::verify(), 64 MiB, one pass' => same(
        static fn (): bool => Fallback\Password::verify('password', $hash),
        static fn (): bool => Ffi\Password::verify('password', $hash),
    );
    yield 'Kdf::fromPassword(), 64 MiB, one pass' => same(
        static fn (): string => Fallback\Kdf::fromPassword('password', $salt, MEMORY, 1)->reveal(),
        static fn (): string => Ffi\Kdf::fromPassword('password', $salt, MEMORY, 1)->reveal(),
    );
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function boxes(\FFI $library): iterable
{
    [$sender, $recipient] = [KeyPair::generate(), KeyPair::generate()];
    [$own, $public] = [substr($sender->reveal(), 0, 32), $recipient->publicKey()->toBytes()];
    foreach (['64 B' => 64, '64 KB' => 65536] as $size => $length) {
        $message = random_bytes($length);
        yield "Box::encrypt(), $size" => alike(static fn (): string => Fallback\Box::encrypt($message, $sender, $recipient->publicKey()), static fn (): string => filled(
            $library,
            $length + 40,
            static fn (CData $box): int => $library->highper_box_encrypt($own, 32, $public, 32, $message, $length, $box, $length + 40, null),
        ), static fn (string $box): string => Fallback\Box::decrypt($box, $recipient, $sender->publicKey()));
        yield "Box::seal(), $size" => alike(
            static fn (): string => Fallback\Box::seal($message, $recipient->publicKey()),
            static fn (): string => Ffi\Box::seal($message, $recipient->publicKey()),
            static fn (string $box): string => Fallback\Box::open($box, $recipient),
        );
    }
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function encodings(string $size, string $bytes): iterable
{
    $texts = ['hex' => $bytes, 'fromHex' => bin2hex($bytes), 'base64Url' => $bytes, 'fromBase64Url' => Fallback\Encoding::base64Url($bytes)];
    foreach ($texts as $method => $text) {
        $call = static fn (string $class): callable => static fn (): string => $class::$method($text);
        yield "Encoding::$method(), $size" => same($call(Fallback\Encoding::class), $call(Ffi\Encoding::class));
    }
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function sealing(\FFI $library, string $size, string $message): iterable
{
    $bytes = random_bytes(32);
    $key = SymmetricKey::fromBytes($bytes);
    $length = \strlen($message);
    foreach ([Aead::XCHACHA20_POLY1305 => 'XCHACHA20_POLY1305', Aead::AES_256_GCM => 'AES256_GCM'] as $name => $constant) {
        $aead = new Fallback\Aead($key, $name);
        $algorithm = $library->{"HIGHPER_AEAD_$constant"};
        $sealed = $aead->seal($message);
        $full = \strlen($sealed);
        yield "$name, seal $size" => alike(static fn (): string => $aead->seal($message), static fn (): string => filled(
            $library,
            $full,
            static fn (CData $room): int => $library->highper_aead_seal($algorithm, $bytes, 32, $message, $length, '', 0, $room, $full),
        ), static fn (string $sealed): string => $aead->open($sealed));
        yield "$name, open $size" => same(static fn (): string => $aead->open($sealed), static fn (): string => filled(
            $library,
            $length,
            static fn (CData $room): int => $library->highper_aead_open($algorithm, $bytes, 32, $sealed, $full, '', 0, $room, $length, null),
        ));
    }
}

/**
 * BLAKE3 is beside BLAKE2b, since PHP has none.
 *
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function digests(\FFI $library, string $size, string $data): iterable
{
    foreach ([Hash::BLAKE2B, Hash::SHA256, Hash::SHA512, Hash::XXH3, Hash::CRC32C] as $name) {
        $algorithm = $library->{'HIGHPER_HASH_' . strtoupper($name)};
        $length = \strlen(Fallback\Hash::digest('', $name));
        yield "Hash::digest(), $name $size" => same(static fn (): string => Fallback\Hash::digest($data, $name), static fn (): string => filled(
            $library,
            $length,
            static fn (CData $room): int => $library->highper_digest($algorithm, null, 0, $data, \strlen($data), $room, $length),
        ));
    }
    $task = same(static fn (): string => Fallback\Hash::digest($data), static fn (): string => Ffi\Hash::digest($data, Hash::BLAKE3));
    yield "Hash::digest(), blake3 beside blake2b $size" => ['agree' => static fn (): bool => true] + $task;
}
