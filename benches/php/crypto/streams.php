<?php

declare(strict_types=1);

/* The streams. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}>
 */
function stream_tasks(): array
{
    return [
        'SealStream push' => ['sizes' => SIZES, 'make' => stream_push(...)],
        'OpenStream pull' => ['sizes' => SIZES, 'make' => stream_pull(...)],
    ];
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
