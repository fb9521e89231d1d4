<?php

declare(strict_types=1);

/*
 * Measures Router::match() against FastRoute's MarkBased dispatcher and Symfony's compiled matcher.
 *
 * Every round measures every contender once, in an order that rotates; ratios are taken within a round, and their median is
 * reported, wall time beside CPU time, since the machine may be shared. Every path is fresh: parameter values change from call
 * to call, and each contender gets strings of its own that have never been hashed.
 *
 * Usage: php router.php [--rounds=15] [--calls=20000] [--set=github,gplus,parse,static,synthetic] [--json=FILE]
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

require __DIR__ . '/../../tests/bootstrap.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/router/tables.php';
require __DIR__ . '/router/contenders.php';

/** Requests that are made up and then timed at a time. */
const BATCH = 1000;

$options = getopt('', ['rounds:', 'calls:', 'set:', 'json:']);
$rounds = max(9, (int) ($options['rounds'] ?? 15));
$batches = max(1, intdiv((int) ($options['calls'] ?? 20000), BATCH));
$tables = tables();
$sets = isset($options['set']) ? explode(',', (string) $options['set']) : array_keys($tables);

printf("highper %s (backend %s), %s\n", Backend::version(), Backend::current(), machine());
printf("%d interleaved rounds of %d x %d calls; medians, nanoseconds a call\n", $rounds, $batches, BATCH);
$rivals = rivals();
foreach ($rivals as $name => $rival) {
    printf("%s: %s\n", $name, $rival);
}

$report = [];
foreach ($sets as $set) {
    $routes = $tables[$set] ?? throw new \InvalidArgumentException("unknown set '$set'; there are " . implode(', ', array_keys($tables)));
    $contenders = contenders($routes);
    agree($contenders, $routes);
    $samples = [];
    for ($round = 0; $round < $rounds; $round++) {
        $order = array_keys($contenders);
        $order = [...array_slice($order, $round % count($order)), ...array_slice($order, 0, $round % count($order))];
        foreach ($order as $name) {
            for ($batch = 0; $batch < $batches; $batch++) {
                $requests = requests($routes, BATCH, $round * $batches + $batch);
                $samples[$name][$round][] = measure($contenders[$name]['run'], $requests, BATCH);
            }
        }
    }
    $report[$set] = summarize($samples, 'match()');
    print_table("$set: " . count($routes) . ' routes', $report[$set], 'match()');
}
if (isset($options['json'])) {
    file_put_contents((string) $options['json'], json_encode($report, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
