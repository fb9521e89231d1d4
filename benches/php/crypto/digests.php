<?php

declare(strict_types=1);

/* Digests, codes, and keys derived from keys. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\MacKey;

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}>
 */
function digest_tasks(): array
{
    return [
        'Hash blake2b' => ['sizes' => SIZES, 'make' => hash_blake2b(...)],
        'Hash blake2b with a key' => ['sizes' => SIZES, 'make' => hash_blake2b_keyed(...)],
        'Hash blake3' => ['sizes' => SIZES, 'make' => hash_blake3(...)],
        'Hash sha256' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hash_of(Hash::SHA256, $size)],
        'Hash sha384' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hash_of(Hash::SHA384, $size)],
        'Hash sha512' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hash_of(Hash::SHA512, $size)],
        'Hash xxh3' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hash_of(Hash::XXH3, $size)],
        'Hash crc32c' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hash_of(Hash::CRC32C, $size)],
        'Hash blake2b in pieces of 8 KiB' => ['sizes' => [65536, 1048576], 'make' => hash_blake2b_pieces(...)],
        'Hash sha256 in pieces of 8 KiB' => ['sizes' => [65536, 1048576], 'make' => hash_sha256_pieces(...)],
        'Hash sha256 of a file' => ['sizes' => SIZES, 'make' => hash_file_sha256(...)],
        'Hmac sha256' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hmac_of(Hash::SHA256, $size)],
        'Hmac sha384' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hmac_of(Hash::SHA384, $size)],
        'Hmac sha512' => ['sizes' => SIZES, 'make' => static fn (int $size): array => hmac_of(Hash::SHA512, $size)],
        'Hmac sha256 verify' => ['sizes' => SIZES, 'make' => hmac_verify(...)],
        'Kdf hkdf' => ['sizes' => [32, 1024], 'make' => kdf_hkdf(...)],
        'Kdf symmetricKey' => ['sizes' => [null], 'make' => kdf_symmetric_key(...)],
    ];
}

function hash_blake2b(int $size): array
{
    $data = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = Hash::digest($data);
                    unset($digest);
                }
            },
            'answer' => static fn () => Hash::digest($data),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = \sodium_crypto_generichash($data);
                    unset($digest);
                }
            },
            'answer' => static fn () => sodium_crypto_generichash($data),
        ],
    ];
}

function hash_blake2b_keyed(int $size): array
{
    $raw = random_bytes(32);
    $key = MacKey::fromBytes($raw);
    $data = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($data, $key): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = Hash::digest($data, Hash::BLAKE2B, $key);
                    unset($digest);
                }
            },
            'answer' => static fn () => Hash::digest($data, Hash::BLAKE2B, $key),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = \sodium_crypto_generichash($data, $raw);
                    unset($digest);
                }
            },
            'answer' => static fn () => sodium_crypto_generichash($data, $raw),
        ],
    ];
}

/** PHP has no BLAKE3: beside the BLAKE2b that one would take instead. */
function hash_blake3(int $size): array
{
    $data = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = Hash::digest($data, Hash::BLAKE3);
                    unset($digest);
                }
            },
            'answer' => static fn () => strlen(Hash::digest($data, Hash::BLAKE3)),
        ],
        'ext-sodium BLAKE2b' => [
            'run' => static function (int $calls) use ($data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = \sodium_crypto_generichash($data);
                    unset($digest);
                }
            },
            'answer' => static fn () => strlen(sodium_crypto_generichash($data)),
            'beside' => 'another function',
        ],
    ];
}

function hash_of(string $algorithm, int $size): array
{
    $data = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($data, $algorithm): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = Hash::digest($data, $algorithm);
                    unset($digest);
                }
            },
            'answer' => static fn () => Hash::digest($data, $algorithm),
        ],
        'hash()' => [
            'run' => static function (int $calls) use ($algorithm, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = \hash($algorithm, $data, true);
                    unset($digest);
                }
            },
            'answer' => static fn () => hash($algorithm, $data, true),
        ],
    ];
}

function hash_blake2b_pieces(int $size): array
{
    $pieces = str_split(random_bytes($size), 8192);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($pieces): void {
                for ($i = 0; $i < $calls; $i++) {
                    $hash = new Hash();
                    foreach ($pieces as $piece) {
                        $hash->update($piece);
                    }
                    $digest = $hash->finish();
                }
            },
            'answer' => static fn () => (static function () use ($pieces): string {
                $hash = new Hash();
                array_map($hash->update(...), $pieces);

                return $hash->finish();
            })(),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($pieces): void {
                for ($i = 0; $i < $calls; $i++) {
                    $state = \sodium_crypto_generichash_init();
                    foreach ($pieces as $piece) {
                        \sodium_crypto_generichash_update($state, $piece);
                    }
                    $digest = \sodium_crypto_generichash_final($state);
                }
            },
            'answer' => static fn () => sodium_crypto_generichash(implode('', $pieces)),
        ],
    ];
}

function hash_sha256_pieces(int $size): array
{
    $pieces = str_split(random_bytes($size), 8192);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($pieces): void {
                for ($i = 0; $i < $calls; $i++) {
                    $hash = new Hash(Hash::SHA256);
                    foreach ($pieces as $piece) {
                        $hash->update($piece);
                    }
                    $digest = $hash->finish();
                }
            },
            'answer' => static fn () => (static function () use ($pieces): string {
                $hash = new Hash(Hash::SHA256);
                array_map($hash->update(...), $pieces);

                return $hash->finish();
            })(),
        ],
        'hash_init()' => [
            'run' => static function (int $calls) use ($pieces): void {
                for ($i = 0; $i < $calls; $i++) {
                    $state = \hash_init('sha256');
                    foreach ($pieces as $piece) {
                        \hash_update($state, $piece);
                    }
                    $digest = \hash_final($state, true);
                }
            },
            'answer' => static fn () => hash('sha256', implode('', $pieces), true),
        ],
    ];
}

/** The file goes when the closures go, which hold its stream. */
function hash_file_sha256(int $size): array
{
    $stream = tmpfile() ?: throw new \RuntimeException('there is no place for a temporary file');
    fwrite($stream, random_bytes($size));
    fflush($stream);
    $path = stream_get_meta_data($stream)['uri'];

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($path): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = Hash::file($path, Hash::SHA256);
                    unset($digest);
                }
            },
            'answer' => static fn () => [Hash::file($path, Hash::SHA256), is_resource($stream)],
        ],
        'hash_file()' => [
            'run' => static function (int $calls) use ($path): void {
                for ($i = 0; $i < $calls; $i++) {
                    $digest = \hash_file('sha256', $path, true);
                    unset($digest);
                }
            },
            'answer' => static fn () => [hash_file('sha256', $path, true), is_resource($stream)],
        ],
    ];
}

function hmac_of(string $algorithm, int $size): array
{
    $raw = random_bytes(32);
    $key = MacKey::fromBytes($raw);
    $data = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($data, $key, $algorithm): void {
                for ($i = 0; $i < $calls; $i++) {
                    $code = Hmac::sign($data, $key, $algorithm);
                    unset($code);
                }
            },
            'answer' => static fn () => Hmac::sign($data, $key, $algorithm),
        ],
        'hash_hmac()' => [
            'run' => static function (int $calls) use ($algorithm, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $code = \hash_hmac($algorithm, $data, $raw, true);
                    unset($code);
                }
            },
            'answer' => static fn () => hash_hmac($algorithm, $data, $raw, true),
        ],
    ];
}

function hmac_verify(int $size): array
{
    $raw = random_bytes(32);
    $key = MacKey::fromBytes($raw);
    $data = random_bytes($size);
    $code = Hmac::sign($data, $key);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($code, $data, $key): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = Hmac::verify($code, $data, $key);
                    unset($valid);
                }
            },
            'answer' => static fn () => Hmac::verify($code, $data, $key),
        ],
        'hash_hmac(), hash_equals()' => [
            'run' => static function (int $calls) use ($data, $raw, $code): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = \hash_equals(\hash_hmac('sha256', $data, $raw, true), $code);
                    unset($valid);
                }
            },
            'answer' => static fn () => hash_equals(hash_hmac('sha256', $data, $raw, true), $code),
        ],
    ];
}

function kdf_hkdf(int $length): array
{
    $raw = random_bytes(32);
    $key = DerivationKey::fromBytes($raw);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($key, $length): void {
                for ($i = 0; $i < $calls; $i++) {
                    $derived = Kdf::hkdf($key, $length, 'invoices v1');
                    unset($derived);
                }
            },
            'answer' => static fn () => Kdf::hkdf($key, $length, 'invoices v1'),
        ],
        'hash_hkdf()' => [
            'run' => static function (int $calls) use ($raw, $length): void {
                for ($i = 0; $i < $calls; $i++) {
                    $derived = \hash_hkdf('sha256', $raw, $length, 'invoices v1');
                    unset($derived);
                }
            },
            'answer' => static fn () => hash_hkdf('sha256', $raw, $length, 'invoices v1'),
        ],
    ];
}

/** A key object against a plain string. */
function kdf_symmetric_key(): array
{
    $raw = random_bytes(32);
    $key = DerivationKey::fromBytes($raw);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($key): void {
                for ($i = 0; $i < $calls; $i++) {
                    $derived = Kdf::symmetricKey($key, 'invoices v1');
                    unset($derived);
                }
            },
            'answer' => static fn () => Kdf::symmetricKey($key, 'invoices v1')->reveal(),
        ],
        'hash_hkdf()' => [
            'run' => static function (int $calls) use ($raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $derived = \hash_hkdf('sha256', $raw, 32, 'invoices v1');
                    unset($derived);
                }
            },
            'answer' => static fn () => hash_hkdf('sha256', $raw, 32, 'invoices v1'),
        ],
    ];
}
