<?php

declare(strict_types=1);

/* Aead and the streams. A rival also makes its random nonce and puts it in front, so that all do the same. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\SealStream;
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
        'SealStream push' => ['sizes' => SIZES, 'make' => stream_push(...)],
        'OpenStream pull' => ['sizes' => SIZES, 'make' => stream_pull(...)],
    ];
}

function xchacha_seal(int $size): array
{
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::XCHACHA20_POLY1305);
    $data = 'order 4711';
    $message = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $message, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $sealed = $aead->seal($message, $data);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open($aead->seal($message, $data), $data) === $message,
        ],
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
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::XCHACHA20_POLY1305);
    $data = 'order 4711';
    $message = random_bytes($size);
    $sealed = $aead->seal($message, $data);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $sealed, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = $aead->open($sealed, $data);
                    unset($opened);
                }
            },
            'answer' => static fn () => $aead->open($sealed, $data) === $message,
        ],
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
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::CHACHA20_POLY1305);
    $data = 'order 4711';
    $message = random_bytes($size);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $message, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $sealed = $aead->seal($message, $data);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open($aead->seal($message, $data), $data) === $message,
        ],
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
    if (\extension_loaded('openssl')) {
        $contenders['ext-openssl'] = [
            'run' => static function (int $calls) use ($message, $raw, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(12);
                    $ciphertext = \openssl_encrypt($message, 'chacha20-poly1305', $raw, OPENSSL_RAW_DATA, $nonce, $tag, $data);
                    $sealed = $nonce . $ciphertext . $tag;
                    unset($sealed, $ciphertext);
                }
            },
            'answer' => static fn () => $aead->open(openssl_sealed('chacha20-poly1305', $message, $data, $raw), $data) === $message,
        ];
    }

    return $contenders;
}

function chacha_open(int $size): array
{
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::CHACHA20_POLY1305);
    $data = 'order 4711';
    $message = random_bytes($size);
    $sealed = $aead->seal($message, $data);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $sealed, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = $aead->open($sealed, $data);
                    unset($opened);
                }
            },
            'answer' => static fn () => $aead->open($sealed, $data) === $message,
        ],
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
    if (\extension_loaded('openssl')) {
        $contenders['ext-openssl'] = [
            'run' => static function (int $calls) use ($sealed, $raw, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \openssl_decrypt(
                        \substr($sealed, 12, -16),
                        'chacha20-poly1305',
                        $raw,
                        OPENSSL_RAW_DATA,
                        \substr($sealed, 0, 12),
                        \substr($sealed, -16),
                        $data,
                    );
                    unset($opened);
                }
            },
            'answer' => static fn () => openssl_decrypt(
                substr($sealed, 12, -16),
                'chacha20-poly1305',
                $raw,
                OPENSSL_RAW_DATA,
                substr($sealed, 0, 12),
                substr($sealed, -16),
                $data,
            ) === $message,
        ];
    }

    return $contenders;
}

function gcm_seal(int $size): array
{
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::AES_256_GCM);
    $data = 'order 4711';
    $message = random_bytes($size);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $message, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $sealed = $aead->seal($message, $data);
                    unset($sealed);
                }
            },
            'answer' => static fn () => $aead->open($aead->seal($message, $data), $data) === $message,
        ],
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
    if (\extension_loaded('openssl')) {
        $contenders['ext-openssl'] = [
            'run' => static function (int $calls) use ($message, $raw, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(12);
                    $ciphertext = \openssl_encrypt($message, 'aes-256-gcm', $raw, OPENSSL_RAW_DATA, $nonce, $tag, $data);
                    $sealed = $nonce . $ciphertext . $tag;
                    unset($sealed, $ciphertext);
                }
            },
            'answer' => static fn () => $aead->open(openssl_sealed('aes-256-gcm', $message, $data, $raw), $data) === $message,
        ];
    }

    return $contenders;
}

function gcm_open(int $size): array
{
    $raw = random_bytes(32);
    $aead = new Aead(SymmetricKey::fromBytes($raw), Aead::AES_256_GCM);
    $data = 'order 4711';
    $message = random_bytes($size);
    $sealed = $aead->seal($message, $data);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($aead, $sealed, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = $aead->open($sealed, $data);
                    unset($opened);
                }
            },
            'answer' => static fn () => $aead->open($sealed, $data) === $message,
        ],
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
    if (\extension_loaded('openssl')) {
        $contenders['ext-openssl'] = [
            'run' => static function (int $calls) use ($sealed, $raw, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \openssl_decrypt(
                        \substr($sealed, 12, -16),
                        'aes-256-gcm',
                        $raw,
                        OPENSSL_RAW_DATA,
                        \substr($sealed, 0, 12),
                        \substr($sealed, -16),
                        $data,
                    );
                    unset($opened);
                }
            },
            'answer' => static fn () => openssl_decrypt(
                substr($sealed, 12, -16),
                'aes-256-gcm',
                $raw,
                OPENSSL_RAW_DATA,
                substr($sealed, 0, 12),
                substr($sealed, -16),
                $data,
            ) === $message,
        ];
    }

    return $contenders;
}

function openssl_sealed(string $cipher, string $message, string $data, string $key): string
{
    $nonce = random_bytes(12);
    $ciphertext = openssl_encrypt($message, $cipher, $key, OPENSSL_RAW_DATA, $nonce, $tag, $data);

    return $nonce . $ciphertext . $tag;
}

function stream_push(int $size): array
{
    $raw = random_bytes(32);
    $key = SymmetricKey::fromBytes($raw);
    $chunk = random_bytes($size);
    $data = 'order 4711';

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($key, $chunk, $data): void {
                $stream = new SealStream($key);
                for ($i = 0; $i < $calls; $i++) {
                    $pushed = $stream->push($chunk, SealStream::MESSAGE, $data);
                    unset($pushed);
                }
            },
            'answer' => static fn () => sodium_pulled(
                ($stream = new SealStream($key))->header(),
                $stream->push($chunk, SealStream::MESSAGE, $data),
                $data,
                $raw,
            ) === $chunk,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($raw, $chunk, $data): void {
                [$state] = \sodium_crypto_secretstream_xchacha20poly1305_init_push($raw);
                for ($i = 0; $i < $calls; $i++) {
                    $pushed = \sodium_crypto_secretstream_xchacha20poly1305_push($state, $chunk, $data);
                    unset($pushed);
                }
            },
            'answer' => static fn () => (new OpenStream($key, ($sent = sodium_pushed([$chunk], $data, $raw))[0]))->pull($sent[1], $data) === $chunk,
        ],
    ];
}

/** A stream begins anew after a few chunks: it is the same ones that are decrypted again and again. */
function stream_pull(int $size): array
{
    $raw = random_bytes(32);
    $key = SymmetricKey::fromBytes($raw);
    $chunk = random_bytes($size);
    $data = 'order 4711';
    $count = max(1, min(64, intdiv(4 << 20, $size)));
    $chunks = sodium_pushed(array_fill(0, $count, $chunk), $data, $raw);
    $header = array_shift($chunks);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($count, $key, $header, $chunks, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    if ($i % $count === 0) {
                        $stream = new OpenStream($key, $header);
                    }
                    $pulled = $stream->pull($chunks[$i % $count], $data);
                    unset($pulled);
                }
            },
            'answer' => static fn () => (new OpenStream($key, $header))->pull($chunks[0], $data) === $chunk,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($count, $header, $raw, $chunks, $data): void {
                for ($i = 0; $i < $calls; $i++) {
                    if ($i % $count === 0) {
                        $state = \sodium_crypto_secretstream_xchacha20poly1305_init_pull($header, $raw);
                    }
                    [$pulled] = \sodium_crypto_secretstream_xchacha20poly1305_pull($state, $chunks[$i % $count], $data);
                    unset($pulled);
                }
            },
            'answer' => static fn () => sodium_pulled($header, $chunks[0], $data, $raw) === $chunk,
        ],
    ];
}

/**
 * @param list<string> $chunks
 *
 * @return list<string> The header, then each chunk.
 */
function sodium_pushed(array $chunks, string $data, string $key): array
{
    [$state, $header] = sodium_crypto_secretstream_xchacha20poly1305_init_push($key);
    $pushed = [$header];
    foreach ($chunks as $chunk) {
        $pushed[] = sodium_crypto_secretstream_xchacha20poly1305_push($state, $chunk, $data);
    }

    return $pushed;
}

function sodium_pulled(string $header, string $chunk, string $data, string $key): string
{
    $state = sodium_crypto_secretstream_xchacha20poly1305_init_pull($header, $key);
    [$pulled] = sodium_crypto_secretstream_xchacha20poly1305_pull($state, $chunk, $data);

    return $pulled;
}
