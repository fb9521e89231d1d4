<?php

declare(strict_types=1);

/*
 * Measures Validator against plain PHP written by hand, Laravel's validator and Symfony's, on three workloads: a signup form of eight fields, an order
 * with fifty line items, and forms of which three in ten are wrong and whose messages are read. All find the same fields wrong before anything is timed.
 *
 * Every round measures every contender once, in an order that rotates, each for about the same time; ratios are taken within a round, and their
 * median is reported, wall time beside CPU time, since the machine may be shared. Aims are compared with CPU time. The pure-PHP backend is
 * measured in a process of its own, against the same rivals.
 *
 * Usage: php validator.php [--rounds=11] [--quick] [--only=TEXT in the title,...] [--no-php] [--json=FILE]
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Benches\Validator as Bench;

require __DIR__ . '/../../tests/bootstrap.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/validator/payloads.php';
require __DIR__ . '/validator/rules.php';
require __DIR__ . '/validator/handwritten.php';
require __DIR__ . '/validator/laravel.php';
require __DIR__ . '/validator/symfony.php';
require __DIR__ . '/validator/tasks.php';
require __DIR__ . '/validator/report.php';

/** Whom all others are compared with. */
const SUBJECT = 'check()';

$options = getopt('', ['rounds:', 'quick', 'only:', 'no-php', 'json:']);
$quick = isset($options['quick']);
$rounds = max(3, (int) ($options['rounds'] ?? ($quick ? 5 : 11)));
$milliseconds = $quick ? 10.0 : 40.0;
$only = isset($options['only']) ? explode(',', (string) $options['only']) : [''];
$wanted = static fn (string $title): bool => array_filter($only, static fn (string $text): bool => $text === '' || stripos($title, $text) !== false) !== [];

printf("highper %s (backend %s), %s\n", Backend::version(), Backend::current(), machine());
foreach (Bench\rivals() as $name => $version) {
    printf("%s: %s\n", $name, $version);
}
if (function_exists('sys_getloadavg') && (sys_getloadavg() ?: [0.0])[0] > 0.7) {
    printf("the machine is busy (load %.1f): take the figures with care\n", sys_getloadavg()[0]);
}
printf("%d interleaved rounds, %.0f ms a batch; medians, microseconds a payload\n", $rounds, $milliseconds);

$aims = Backend::current() === 'php' ? Bench\AIMS_IN_PHP : Bench\AIMS;
$report = [];
foreach (Bench\workloads() as $title => $workload) {
    if ($wanted($title)) {
        Bench\agree($workload, $title);
        $report[$title] = Bench\compare($workload, $rounds, $milliseconds);
        Bench\print_workload($title, $report[$title], $aims[$title] ?? []);
    }
}
if ($wanted('alone')) {
    $report['alone'] = Bench\measure_alone(Bench\alone(), $rounds, $milliseconds);
    Bench\print_alone($report['alone']);
}
if (isset($options['json'])) {
    file_put_contents((string) $options['json'], json_encode($report, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
if (Backend::current() !== 'php' && !isset($options['no-php'])) {
    exit(Bench\in_pure_php($argv));
}
