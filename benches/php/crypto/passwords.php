<?php

declare(strict_types=1);

/* Argon2 and bcrypt, with the same costs for all. A call takes long: once is a batch. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\Password;

const PASSWORD = 'correct horse battery staple';

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}> Sizes are the memory, in KiB.
 */
function password_tasks(bool $quick): array
{
    $costs = $quick ? [8192] : [19456, 65536];

    return [
        'Kdf fromPassword, 2 passes' => ['sizes' => $costs, 'unit' => 'KiB of memory', 'make' => kdf_from_password(...)],
        'Password hash, 2 passes' => ['sizes' => $costs, 'unit' => 'KiB of memory', 'make' => password_hashed(...)],
        'Password verify, 2 passes' => ['sizes' => $costs, 'unit' => 'KiB of memory', 'make' => password_verified(...)],
        'Password verify of bcrypt' => ['sizes' => [$quick ? 6 : 10], 'unit' => 'cost', 'make' => bcrypt_verified(...)],
    ];
}

function kdf_from_password(int $memory): array
{
    $salt = random_bytes(16);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($salt, $memory): void {
                for ($i = 0; $i < $calls; $i++) {
                    $key = Kdf::fromPassword(PASSWORD, $salt, $memory, 2);
                    unset($key);
                }
            },
            'answer' => static fn () => Kdf::fromPassword(PASSWORD, $salt, $memory, 2)->reveal(),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($salt, $memory): void {
                for ($i = 0; $i < $calls; $i++) {
                    $key = \sodium_crypto_pwhash(32, PASSWORD, $salt, 2, $memory << 10, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13);
                    unset($key);
                }
            },
            'answer' => static fn () => sodium_crypto_pwhash(32, PASSWORD, $salt, 2, $memory << 10, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13),
        ],
    ];
}

function password_hashed(int $memory): array
{
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($memory): void {
                for ($i = 0; $i < $calls; $i++) {
                    $hash = Password::hash(PASSWORD, $memory, 2);
                    unset($hash);
                }
            },
            'answer' => static fn () => password_verify(PASSWORD, Password::hash(PASSWORD, $memory, 2)),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($memory): void {
                for ($i = 0; $i < $calls; $i++) {
                    $hash = \sodium_crypto_pwhash_str(PASSWORD, 2, $memory << 10);
                    unset($hash);
                }
            },
            'answer' => static fn () => Password::verify(PASSWORD, sodium_crypto_pwhash_str(PASSWORD, 2, $memory << 10)),
        ],
    ];
    if (defined('PASSWORD_ARGON2ID')) {
        $contenders['password_hash()'] = [
            'run' => static function (int $calls) use ($memory): void {
                for ($i = 0; $i < $calls; $i++) {
                    $hash = \password_hash(PASSWORD, PASSWORD_ARGON2ID, ['memory_cost' => $memory, 'time_cost' => 2, 'threads' => 1]);
                    unset($hash);
                }
            },
            'answer' => static fn () => Password::verify(
                PASSWORD,
                password_hash(PASSWORD, PASSWORD_ARGON2ID, ['memory_cost' => $memory, 'time_cost' => 2, 'threads' => 1]),
            ),
        ];
    }

    return $contenders;
}

function password_verified(int $memory): array
{
    $hash = Password::hash(PASSWORD, $memory, 2);

    return verifying($hash) + [
        'ext-sodium' => [
            'run' => static function (int $calls) use ($hash): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = \sodium_crypto_pwhash_str_verify($hash, PASSWORD);
                }
            },
            'answer' => static fn () => sodium_crypto_pwhash_str_verify($hash, PASSWORD),
        ],
    ];
}

function bcrypt_verified(int $cost): array
{
    return verifying(password_hash(PASSWORD, PASSWORD_BCRYPT, ['cost' => $cost]));
}

/**
 * @return array<string, array<string, mixed>>
 */
function verifying(string $hash): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($hash): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = Password::verify(PASSWORD, $hash);
                }
            },
            'answer' => static fn () => Password::verify(PASSWORD, $hash),
        ],
        'password_verify()' => [
            'run' => static function (int $calls) use ($hash): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = \password_verify(PASSWORD, $hash);
                }
            },
            'answer' => static fn () => password_verify(PASSWORD, $hash),
        ],
    ];
}
