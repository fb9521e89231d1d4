<?php

declare(strict_types=1);

/* Aead. A rival also makes its random nonce and puts it in front, so that all do the same. Calls that are timed stand in full: one through a variable would cost the rival
   more. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}>
 */
function aead_tasks(): array
{
    return [
        'Aead XChaCha20-Poly1305 seal' => ['sizes' => SIZES, 'make' => xchacha_seal(...)],
        'Aead XChaCha20-Poly1305 open' => ['sizes' => SIZES, 'make' => xchacha_open(...)],
        'Aead ChaCha20-Poly1305 seal' => ['sizes' => SIZES, 'make' => chacha_seal(...)],
        'Aead ChaCha20-Poly1305 open' => ['sizes' => SIZES, 'make' => chacha_open(...)],
        'Aead AES-256-GCM seal' => ['sizes' => SIZES, 'make' => gcm_seal(...)],
        'Aead AES-256-GCM open' => ['sizes' => SIZES, 'make' => gcm_open(...)],
    ];
}

function xchacha_seal(int $size): array
{
    [$raw, $aead, $data, $message] = aead_inputs(Aead::XCHACHA20_POLY1305, $size);

    return [
        SUBJECT => aead_sealing($aead, $message, $data),
        'ext-sodium' => [
            'run' => static function (int $calls) use ($message, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(24);
                    $sealed = $nonce . \sodium_crypto_aead_xchacha20poly1305_ietf_encrypt($message, $data, $nonce, $raw);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open(
                ($nonce = random_bytes(24)) . sodium_crypto_aead_xchacha20poly1305_ietf_encrypt($message, $data, $nonce, $raw),
                $data,
            ) === $message,
        ],
    ];
}

function xchacha_open(int $size): array
{
    [$raw, $aead, $data, $message, $sealed] = aead_inputs(Aead::XCHACHA20_POLY1305, $size);

    return [
        SUBJECT => aead_opening($aead, $sealed, $message, $data),
        'ext-sodium' => [
            'run' => static function (int $calls) use ($sealed, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(\substr($sealed, 24), $data, \substr($sealed, 0, 24), $raw);
                    unset($opened);
                }
            },
            'answer' => static fn () => sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(
                substr($sealed, 24),
                $data,
                substr($sealed, 0, 24),
                $raw,
            ) === $message,
        ],
    ];
}

function chacha_seal(int $size): array
{
    [$raw, $aead, $data, $message] = aead_inputs(Aead::CHACHA20_POLY1305, $size);
    $contenders = [
        SUBJECT => aead_sealing($aead, $message, $data),
        'ext-sodium' => [
            'run' => static function (int $calls) use ($message, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(12);
                    $sealed = $nonce . \sodium_crypto_aead_chacha20poly1305_ietf_encrypt($message, $data, $nonce, $raw);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open(
                ($nonce = random_bytes(12)) . sodium_crypto_aead_chacha20poly1305_ietf_encrypt($message, $data, $nonce, $raw),
                $data,
            ) === $message,
        ],
    ];
    return $contenders + openssl_sealing('chacha20-poly1305', $aead, $message, $data, $raw);
}

function chacha_open(int $size): array
{
    [$raw, $aead, $data, $message, $sealed] = aead_inputs(Aead::CHACHA20_POLY1305, $size);
    $contenders = [
        SUBJECT => aead_opening($aead, $sealed, $message, $data),
        'ext-sodium' => [
            'run' => static function (int $calls) use ($sealed, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \sodium_crypto_aead_chacha20poly1305_ietf_decrypt(\substr($sealed, 12), $data, \substr($sealed, 0, 12), $raw);
                    unset($opened);
                }
            },
            'answer' => static fn () => sodium_crypto_aead_chacha20poly1305_ietf_decrypt(
                substr($sealed, 12),
                $data,
                substr($sealed, 0, 12),
                $raw,
            ) === $message,
        ],
    ];
    return $contenders + openssl_opening('chacha20-poly1305', $sealed, $message, $data, $raw);
}

function gcm_seal(int $size): array
{
    [$raw, $aead, $data, $message] = aead_inputs(Aead::AES_256_GCM, $size);
    $contenders = [
        SUBJECT => aead_sealing($aead, $message, $data),
    ];
    if (\sodium_crypto_aead_aes256gcm_is_available()) {
        $contenders['ext-sodium'] = [
            'run' => static function (int $calls) use ($message, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(12);
                    $sealed = $nonce . \sodium_crypto_aead_aes256gcm_encrypt($message, $data, $nonce, $raw);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open(
                ($nonce = random_bytes(12)) . sodium_crypto_aead_aes256gcm_encrypt($message, $data, $nonce, $raw),
                $data,
            ) === $message,
        ];
    }
    return $contenders + openssl_sealing('aes-256-gcm', $aead, $message, $data, $raw);
}

function gcm_open(int $size): array
{
    [$raw, $aead, $data, $message, $sealed] = aead_inputs(Aead::AES_256_GCM, $size);
    $contenders = [
        SUBJECT => aead_opening($aead, $sealed, $message, $data),
    ];
    if (\sodium_crypto_aead_aes256gcm_is_available()) {
        $contenders['ext-sodium'] = [
            'run' => static function (int $calls) use ($sealed, $data, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \sodium_crypto_aead_aes256gcm_decrypt(\substr($sealed, 12), $data, \substr($sealed, 0, 12), $raw);
                    unset($opened);
                }
            },
            'answer' => static fn () => sodium_crypto_aead_aes256gcm_decrypt(
                substr($sealed, 12),
                $data,
                substr($sealed, 0, 12),
                $raw,
            ) === $message,
        ];
    }
    return $contenders + openssl_opening('aes-256-gcm', $sealed, $message, $data, $raw);
}

/**
 * A raw key, an Aead of it, associated data, a message and the same sealed.
 *
 * @return array{string, Aead, string, string, string}
 */
function aead_inputs(string $algorithm, int $size): array
{
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), $algorithm);
    $data = 'order 4711';
    $message = random_bytes($size);

    return [$raw, $aead, $data, $message, $aead->seal($message, $data)];
}

/**
 * @return array<string, mixed> The subject as a contender.
 */
function aead_sealing(Aead $aead, string $message, string $data): array
{
    return [
        'run' => static function (int $calls) use ($aead, $message, $data): void {
            for ($i = 0; $i < $calls; $i++) {
                $sealed = $aead->seal($message, $data);
                unset($sealed);
            }
        },
        'answer' => static fn () => $aead->open($aead->seal($message, $data), $data) === $message,
    ];
}

/**
 * @return array<string, mixed> The subject as a contender.
 */
function aead_opening(Aead $aead, string $sealed, string $message, string $data): array
{
    return [
        'run' => static function (int $calls) use ($aead, $sealed, $data): void {
            for ($i = 0; $i < $calls; $i++) {
                $opened = $aead->open($sealed, $data);
                unset($opened);
            }
        },
        'answer' => static fn () => $aead->open($sealed, $data) === $message,
    ];
}

/**
 * @return array<string, array<string, mixed>> ext-openssl as a contender; none where it is missing.
 */
function openssl_sealing(string $cipher, Aead $aead, string $message, string $data, string $raw): array
{
    return !\extension_loaded('openssl') ? [] : ['ext-openssl' => [
        'run' => static function (int $calls) use ($cipher, $message, $raw, $data): void {
            for ($i = 0; $i < $calls; $i++) {
                $nonce = \random_bytes(12);
                $ciphertext = \openssl_encrypt($message, $cipher, $raw, OPENSSL_RAW_DATA, $nonce, $tag, $data);
                $sealed = $nonce . $ciphertext . $tag;
                unset($sealed, $ciphertext);
            }
        },
        'answer' => static fn () => $aead->open(openssl_sealed($cipher, $message, $data, $raw), $data) === $message,
    ]];
}

/**
 * @return array<string, array<string, mixed>> ext-openssl as a contender; none where it is missing.
 */
function openssl_opening(string $cipher, string $sealed, string $message, string $data, string $raw): array
{
    return !\extension_loaded('openssl') ? [] : ['ext-openssl' => [
        'run' => static function (int $calls) use ($cipher, $sealed, $raw, $data): void {
            for ($i = 0; $i < $calls; $i++) {
                $opened = \openssl_decrypt(\substr($sealed, 12, -16), $cipher, $raw, OPENSSL_RAW_DATA, \substr($sealed, 0, 12), \substr($sealed, -16), $data);
                unset($opened);
            }
        },
        'answer' => static fn () => openssl_decrypt(substr($sealed, 12, -16), $cipher, $raw, OPENSSL_RAW_DATA, substr($sealed, 0, 12), substr($sealed, -16), $data) === $message,
    ]];
}

function openssl_sealed(string $cipher, string $message, string $data, string $key): string
{
    $nonce = random_bytes(12);
    $ciphertext = openssl_encrypt($message, $cipher, $key, OPENSSL_RAW_DATA, $nonce, $tag, $data);

    return $nonce . $ciphertext . $tag;
}
