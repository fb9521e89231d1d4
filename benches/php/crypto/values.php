<?php

declare(strict_types=1);

/* Random values, encodings, comparison. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Random;

use function HighPerApp\HighPer\Native\equals;

/**
 * @return array<string, array{sizes: list<int|null>, unit?: string, make: callable(?int): array<string, array<string, mixed>>}>
 */
function value_tasks(): array
{
    return [
        'Random bytes' => ['sizes' => [16, 1024, 65536], 'make' => random_of(...)],
        'Random int, a die' => ['sizes' => [null], 'make' => random_die(...)],
        'Random int, any' => ['sizes' => [null], 'make' => random_integer(...)],
        'Random token' => ['sizes' => [null], 'make' => random_token(...)],
        'Random uuid4' => ['sizes' => [null], 'make' => random_uuid4(...)],
        'Random uuid7' => ['sizes' => [null], 'make' => random_uuid7(...)],
        'Random ulid' => ['sizes' => [null], 'make' => random_ulid(...)],
        'Encoding hex' => ['sizes' => SIZES, 'make' => encoding_hex(...)],
        'Encoding fromHex' => ['sizes' => SIZES, 'make' => encoding_from_hex(...)],
        'Encoding base64Url' => ['sizes' => SIZES, 'make' => encoding_base64(...)],
        'Encoding fromBase64Url' => ['sizes' => SIZES, 'make' => encoding_from_base64(...)],
        'Encoding equals()' => ['sizes' => SIZES, 'make' => equals_of(...)],
    ];
}

function random_of(int $size): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($size): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = Random::bytes($size);
                    unset($bytes);
                }
            },
            'answer' => static fn () => strlen(Random::bytes($size)),
        ],
        'random_bytes()' => [
            'run' => static function (int $calls) use ($size): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \random_bytes($size);
                    unset($bytes);
                }
            },
            'answer' => static fn () => strlen(random_bytes($size)),
        ],
    ];
}

function random_die(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $number = Random::int(1, 6);
                }
            },
            'answer' => static fn () => in_array(Random::int(1, 6), range(1, 6), true),
        ],
        'random_int()' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $number = \random_int(1, 6);
                }
            },
            'answer' => static fn () => in_array(random_int(1, 6), range(1, 6), true),
        ],
    ];
}

function random_integer(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $number = Random::int(PHP_INT_MIN, PHP_INT_MAX);
                }
            },
            'answer' => static fn () => is_int(Random::int(PHP_INT_MIN, PHP_INT_MAX)),
        ],
        'random_int()' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $number = \random_int(PHP_INT_MIN, PHP_INT_MAX);
                }
            },
            'answer' => static fn () => is_int(random_int(PHP_INT_MIN, PHP_INT_MAX)),
        ],
    ];
}

function random_token(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = Random::token();
                    unset($token);
                }
            },
            'answer' => static fn () => strlen(Random::token()),
        ],
        'random_bytes(), base64_encode()' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = \rtrim(\strtr(\base64_encode(\random_bytes(32)), '+/', '-_'), '=');
                    unset($token);
                }
            },
            'answer' => static fn () => strlen(rtrim(strtr(base64_encode(random_bytes(32)), '+/', '-_'), '=')),
        ],
    ];
}

function random_uuid4(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = Random::uuid4();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(Random::uuid4()),
        ],
        'hand-written' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = handwritten_uuid4();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(handwritten_uuid4()),
        ],
    ];
}

function random_uuid7(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = Random::uuid7();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(Random::uuid7()),
        ],
        'hand-written' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = handwritten_uuid7();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(handwritten_uuid7()),
        ],
    ];
}

function random_ulid(): array
{
    return [
        SUBJECT => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = Random::ulid();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(Random::ulid()),
        ],
        'hand-written' => [
            'run' => static function (int $calls): void {
                for ($i = 0; $i < $calls; $i++) {
                    $id = handwritten_ulid();
                    unset($id);
                }
            },
            'answer' => static fn () => strlen(handwritten_ulid()),
        ],
    ];
}

function encoding_hex(int $size): array
{
    $bytes = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $text = Encoding::hex($bytes);
                    unset($text);
                }
            },
            'answer' => static fn () => Encoding::hex($bytes),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $text = \sodium_bin2hex($bytes);
                    unset($text);
                }
            },
            'answer' => static fn () => sodium_bin2hex($bytes),
        ],
    ];
}

function encoding_from_hex(int $size): array
{
    $text = bin2hex(random_bytes($size));

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = Encoding::fromHex($text);
                    unset($bytes);
                }
            },
            'answer' => static fn () => Encoding::fromHex($text),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \sodium_hex2bin($text);
                    unset($bytes);
                }
            },
            'answer' => static fn () => sodium_hex2bin($text),
        ],
    ];
}

function encoding_base64(int $size): array
{
    $bytes = random_bytes($size);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $text = Encoding::base64Url($bytes);
                    unset($text);
                }
            },
            'answer' => static fn () => Encoding::base64Url($bytes),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $text = \sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
                    unset($text);
                }
            },
            'answer' => static fn () => sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING),
        ],
    ];
}

function encoding_from_base64(int $size): array
{
    $text = Encoding::base64Url(random_bytes($size));

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = Encoding::fromBase64Url($text);
                    unset($bytes);
                }
            },
            'answer' => static fn () => Encoding::fromBase64Url($text),
        ],
        'ext-sodium' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \sodium_base642bin($text, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
                    unset($bytes);
                }
            },
            'answer' => static fn () => sodium_base642bin($text, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING),
        ],
    ];
}

function equals_of(int $size): array
{
    $known = random_bytes($size);
    // A string of its own: the same one would be equal without a look.
    $given = strrev(strrev($known));

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($known, $given): void {
                for ($i = 0; $i < $calls; $i++) {
                    $same = equals($known, $given);
                }
            },
            'answer' => static fn () => equals($known, $given),
        ],
        'hash_equals()' => [
            'run' => static function (int $calls) use ($known, $given): void {
                for ($i = 0; $i < $calls; $i++) {
                    $same = \hash_equals($known, $given);
                }
            },
            'answer' => static fn () => hash_equals($known, $given),
        ],
    ];
}
