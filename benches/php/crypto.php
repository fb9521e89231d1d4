<?php

declare(strict_types=1);

/*
 * Measures PASETO against PHP written by hand over ext-sodium and against lcobucci/jwt, and the primitives against ext-sodium, ext-openssl, hash() and
 * PHP's own functions.
 *
 * Every round measures every contender once, in an order that rotates; ratios are taken within a round, and their median is
 * reported, wall time beside CPU time, since the machine may be shared. Aims are compared with CPU time. Before anything is timed, what one
 * side made is read by the other. --timing measures something else: whether the time that comparisons and decoders take tells anything of secrets.
 *
 * Usage: php crypto.php [--rounds=11] [--quick] [--only=TEXT in the title,...] [--json=FILE]
 *        php crypto.php --timing [--quick] [--only=TEXT in the title,...]
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

require __DIR__ . '/../../tests/bootstrap.php';
require_once __DIR__ . '/../../php/functions.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/crypto/report.php';
require __DIR__ . '/crypto/handwritten.php';
require __DIR__ . '/crypto/paseto.php';
require __DIR__ . '/crypto/lcobucci.php';
require __DIR__ . '/crypto/aead.php';
require __DIR__ . '/crypto/curves.php';
require __DIR__ . '/crypto/digests.php';
require __DIR__ . '/crypto/passwords.php';
require __DIR__ . '/crypto/values.php';
require __DIR__ . '/crypto/timing.php';

/** Whom all others are compared with. */
const SUBJECT = 'highper';

/** The lengths of messages, in bytes. */
const SIZES = [64, 1024, 65536, 1048576];

/** Nobody should be slower for having switched: the least ratio where no other is aimed at. */
const FLOOR = 0.95;

$options = getopt('', ['rounds:', 'quick', 'only:', 'json:', 'timing']);
$quick = isset($options['quick']);
$rounds = max(3, (int) ($options['rounds'] ?? ($quick ? 5 : 11)));
$only = isset($options['only']) ? explode(',', (string) $options['only']) : [''];
$wanted = static fn (string $title): bool => array_filter($only, static fn (string $text): bool => stripos($title, $text) !== false || $text === '') !== [];
if (!extension_loaded('sodium')) {
    fwrite(STDERR, "error: without ext-sodium there is nobody to compare with\n");
    exit(1);
}

printf("highper %s (backend %s), %s\n", Backend::version(), Backend::current(), machine());
printf("processor: %s\n", processor());
foreach (rivals() as $name => $version) {
    printf("%s: %s\n", $name, $version);
}
if (function_exists('sys_getloadavg') && (sys_getloadavg() ?: [0.0])[0] > 0.7) {
    printf("the machine is busy (load %.1f): take the figures with care\n", sys_getloadavg()[0]);
}
if (isset($options['timing'])) {
    exit(timing($wanted, $quick));
}

$kept = keep_memory();
$milliseconds = $quick ? 4.0 : 20.0;
printf("%d interleaved rounds, %.0f ms a batch; medians, microseconds a call; * is below its aim\n", $rounds, $milliseconds);
$tasks = [...paseto_tasks(), ...aead_tasks(), ...curve_tasks(), ...digest_tasks(), ...password_tasks($quick), ...value_tasks()];
$report = [];
foreach ($tasks as $title => ['sizes' => $sizes, 'make' => $make]) {
    if (!$wanted($title)) {
        continue;
    }
    foreach ($sizes as $size) {
        try {
            $contenders = $size === null ? $make() : $make($size);
            agree($contenders, "$title $size");
        } catch (\HighPerApp\HighPer\Native\Exception\CryptoException $e) {
            // Pure PHP has no BLAKE3.
            printf("\n%s: not measured, %s\n", $title, $e->getMessage());
            continue 2;
        }
        foreach (compare($contenders, $rounds, $milliseconds) as $name => $row) {
            $aim = array_key_exists('aim', $contenders[$name]) ? $contenders[$name]['aim'] : FLOOR;
            $report[$title][(string) $size][$name] = $row + ['aim' => $aim];
        }
    }
    print_task($title, $report[$title]);
}
if ($report === []) {
    fwrite(STDERR, 'error: there is nothing of that name; there are ' . implode(', ', array_keys($tasks)) . "\n");
    exit(1);
}
print_summary($report);
if (isset($options['json'])) {
    file_put_contents((string) $options['json'], json_encode($report, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
