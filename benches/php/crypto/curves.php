<?php

declare(strict_types=1);

/* Signatures and boxes. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}>
 */
function curve_tasks(): array
{
    return [
        'Sign detached' => ['sizes' => SIZES, 'make' => sign_detached(...)],
        'Sign verify' => ['sizes' => SIZES, 'make' => sign_verify(...)],
        'Sign verifyBatch' => ['sizes' => [1, 10, 100], 'unit' => 'signatures', 'make' => sign_batch(...)],
        'Box encrypt' => ['sizes' => SIZES, 'make' => box_encrypt(...)],
        'Box decrypt' => ['sizes' => SIZES, 'make' => box_decrypt(...)],
        'Box seal' => ['sizes' => SIZES, 'make' => box_seal(...)],
        'Box open' => ['sizes' => SIZES, 'make' => box_open(...)],
    ];
}

function sign_detached(int $size): array
{
    $key = SigningKey::generate();
    $raw = $key->reveal();
    $message = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($message, $key): void {
                for ($i = 0; $i < $calls; $i++) {
                    $signature = Sign::detached($message, $key);
                    unset($signature);
                }
            },
            'answer' => static fn () => Sign::detached($message, $key),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($message, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $signature = \sodium_crypto_sign_detached($message, $raw);
                    unset($signature);
                }
            },
            'answer' => static fn () => sodium_crypto_sign_detached($message, $raw),
        ],
    ];
}

function sign_verify(int $size): array
{
    $pair = SigningKey::generate();
    $key = $pair->verifyingKey();
    $raw = $key->toBytes();
    $message = random_bytes($size);
    $signature = Sign::detached($message, $pair);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($signature, $message, $key): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = Sign::verify($signature, $message, $key);
                    unset($valid);
                }
            },
            'answer' => static fn () => Sign::verify($signature, $message, $key),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($signature, $message, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = \sodium_crypto_sign_verify_detached($signature, $message, $raw);
                    unset($valid);
                }
            },
            'answer' => static fn () => sodium_crypto_sign_verify_detached($signature, $message, $raw),
        ],
    ];
}

/** A batch against as many calls; messages of 64 bytes. */
function sign_batch(int $count): array
{
    $pair = SigningKey::generate();
    $key = $pair->verifyingKey();
    $raw = $key->toBytes();
    $batch = [];
    for ($i = 0; $i < $count; $i++) {
        $message = random_bytes(64);
        $batch[] = [Sign::detached($message, $pair), $message, $key];
    }

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($batch): void {
                for ($i = 0; $i < $calls; $i++) {
                    $valid = Sign::verifyBatch($batch);
                    unset($valid);
                }
            },
            'answer' => static fn () => Sign::verifyBatch($batch),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($batch, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    foreach ($batch as [$signature, $message]) {
                        $valid = \sodium_crypto_sign_verify_detached($signature, $message, $raw);
                    }
                }
            },
            'answer' => static fn () => !in_array(false, array_map(static fn (array $one): bool => sodium_crypto_sign_verify_detached($one[0], $one[1], $raw), $batch), true),
        ],
    ];
}

function box_encrypt(int $size): array
{
    $sender = KeyPair::generate();
    $recipient = KeyPair::generate();
    $to = $recipient->publicKey();
    $message = random_bytes($size);
    $raw = sodium_crypto_box_keypair_from_secretkey_and_publickey(substr($sender->reveal(), 0, 32), $to->toBytes());

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($message, $sender, $to): void {
                for ($i = 0; $i < $calls; $i++) {
                    $encrypted = Box::encrypt($message, $sender, $to);
                    unset($encrypted);
                }
            },
            'answer' => static fn () => Box::decrypt(Box::encrypt($message, $sender, $to), $recipient, $sender->publicKey()) === $message,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($message, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $nonce = \random_bytes(24);
                    $encrypted = $nonce . \sodium_crypto_box($message, $nonce, $raw);
                    unset($encrypted);
                }
            },
            'answer' => static fn () => Box::decrypt(
                ($nonce = random_bytes(24)) . sodium_crypto_box($message, $nonce, $raw),
                $recipient,
                $sender->publicKey(),
            ) === $message,
        ],
    ];
}

function box_decrypt(int $size): array
{
    $sender = KeyPair::generate();
    $recipient = KeyPair::generate();
    $from = $sender->publicKey();
    $message = random_bytes($size);
    $raw = sodium_crypto_box_keypair_from_secretkey_and_publickey(substr($recipient->reveal(), 0, 32), $from->toBytes());
    $encrypted = Box::encrypt($message, $sender, $recipient->publicKey());

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($encrypted, $recipient, $from): void {
                for ($i = 0; $i < $calls; $i++) {
                    $decrypted = Box::decrypt($encrypted, $recipient, $from);
                    unset($decrypted);
                }
            },
            'answer' => static fn () => Box::decrypt($encrypted, $recipient, $from) === $message,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($encrypted, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $decrypted = \sodium_crypto_box_open(\substr($encrypted, 24), \substr($encrypted, 0, 24), $raw);
                    unset($decrypted);
                }
            },
            'answer' => static fn () => sodium_crypto_box_open(substr($encrypted, 24), substr($encrypted, 0, 24), $raw) === $message,
        ],
    ];
}

function box_seal(int $size): array
{
    $recipient = KeyPair::generate();
    $to = $recipient->publicKey();
    $raw = $to->toBytes();
    $message = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($message, $to): void {
                for ($i = 0; $i < $calls; $i++) {
                    $sealed = Box::seal($message, $to);
                    unset($sealed);
                }
            },
            'answer' => static fn () => sodium_crypto_box_seal_open(Box::seal($message, $to), $recipient->reveal()) === $message,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($message, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $sealed = \sodium_crypto_box_seal($message, $raw);
                    unset($sealed);
                }
            },
            'answer' => static fn () => Box::open(sodium_crypto_box_seal($message, $raw), $recipient) === $message,
        ],
    ];
}

function box_open(int $size): array
{
    $recipient = KeyPair::generate();
    $raw = $recipient->reveal();
    $message = random_bytes($size);
    $sealed = Box::seal($message, $recipient->publicKey());

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($sealed, $recipient): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = Box::open($sealed, $recipient);
                    unset($opened);
                }
            },
            'answer' => static fn () => Box::open($sealed, $recipient) === $message,
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($sealed, $raw): void {
                for ($i = 0; $i < $calls; $i++) {
                    $opened = \sodium_crypto_box_seal_open($sealed, $raw);
                    unset($opened);
                }
            },
            'answer' => static fn () => sodium_crypto_box_seal_open($sealed, $raw) === $message,
        ],
    ];
}
