<?php

declare(strict_types=1);

/*
 * PASETO against PHP written by hand over ext-sodium and against lcobucci/jwt, and the primitives against ext-sodium, ext-openssl, hash() and PHP's own functions.
 * What one side made is read by the other before anything is timed. --timing measures something else: whether the time that comparisons and decoders take
 * tells anything of secrets.
 */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;
use Lcobucci\JWT\Configuration;

require_once __DIR__ . '/memory.php';
require_once __DIR__ . '/handwritten.php';
require_once __DIR__ . '/paseto.php';
require_once __DIR__ . '/lcobucci.php';
require_once __DIR__ . '/claims.php';
require_once __DIR__ . '/aead.php';
require_once __DIR__ . '/streams.php';
require_once __DIR__ . '/curves.php';
require_once __DIR__ . '/digests.php';
require_once __DIR__ . '/passwords.php';
require_once __DIR__ . '/values.php';
require_once __DIR__ . '/timing.php';

/** Whom all others are compared with. */
const SUBJECT = 'highper';

/** The lengths of messages, in bytes. */
const SIZES = [64, 1024, 65536, 1048576];

/** Nobody should be slower for having switched: the least ratio where no other is aimed at. */
const FLOOR = 0.95;

/** "64 KiB" */
function size(int $bytes): string
{
    return match (true) {
        $bytes % 1048576 === 0 => $bytes / 1048576 . ' MiB',
        $bytes % 1024 === 0 => $bytes / 1024 . ' KiB',
        default => "$bytes B",
    };
}

return new Suite(
    'crypto',
    'Tokens and primitives; keys and messages are random.',
    [
        new Rival('ext-sodium', static fn (): ?string => extension_loaded('sodium') ? SODIUM_LIBRARY_VERSION : null, 'it is part of PHP', ['ext-sodium']),
        new Rival('ext-openssl', static fn (): ?string => extension_loaded('openssl') ? OPENSSL_VERSION_TEXT : null, 'it is part of PHP', ['ext-openssl']),
        Rival::library('lcobucci/jwt', Configuration::class, 'lcobucci/jwt', 'php-lcobucci-jwt', ['/usr/share/php/Lcobucci/JWT/autoload.php']),
        Rival::php('hand-written PHP', ['hand-written']),
        Rival::php("PHP's functions", ['hash', 'password_', 'random_', 'base64_', 'bin2hex']),
    ],
    static function (Effort $effort): iterable {
        if (!extension_loaded('sodium')) {
            throw new \InvalidArgumentException('without ext-sodium there is nobody to compare with');
        }
        $tasks = [...paseto_tasks(), ...claim_tasks(), ...aead_tasks(), ...stream_tasks(), ...curve_tasks(), ...digest_tasks(), ...password_tasks($effort->quick), ...value_tasks()];
        foreach ($tasks as $title => $task) {
            [$component, $operation] = explode(' ', $title, 2);
            $unit = $task['unit'] ?? 'bytes';
            foreach ($task['sizes'] as $size) {
                $make = $task['make'];
                yield new Measurement(
                    $component,
                    $operation,
                    match (true) {
                        $size === null => '',
                        $unit === 'bytes' => size($size),
                        $unit === 'cost' => "cost $size",
                        $size === 1 => '1 ' . rtrim($unit, 's'),
                        default => "$size $unit",
                    },
                    SUBJECT,
                    $size === null ? static fn (): array => $make() : static fn (): array => $make($size),
                    $size === null ? null : $unit,
                    $size,
                    count($task['sizes']) > 2 ? $operation : null,
                );
            }
        }
    },
    floor: FLOOR,
    modes: ['timing' => timing(...)],
    prepare: keep_memory(...),
);
