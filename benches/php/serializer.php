<?php

declare(strict_types=1);

/*
 * Measures Json, MessagePack and Serializer against PHP's own JSON functions, the simdjson extension, ext-msgpack and igbinary.
 *
 * Every round measures every contender once, in an order that rotates; ratios are taken within a round, and their median is
 * reported, wall time beside CPU time, since the machine may be shared. A result is freed before the next one is made, inside the
 * timed part. The inputs are read from ../shared/corpora (or HIGHPER_CORPORA) where they are, and made up otherwise.
 *
 * Usage: php serializer.php [--rounds=11] [--kilobytes=4000] [--task=decode-arrays,...] [--file=small,twitter,...]
 *                           [--simdjson=/path/to/simdjson.so] [--memory] [--no-memory] [--json=FILE]
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

require __DIR__ . '/../../tests/bootstrap.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/serializer/shapes.php';
require __DIR__ . '/serializer/inputs.php';
require __DIR__ . '/serializer/tasks.php';
require __DIR__ . '/serializer/children.php';
require __DIR__ . '/serializer/report.php';

/** Whom all others are compared with. */
const SUBJECT = 'highper';

$options = getopt('', ['rounds:', 'kilobytes:', 'task:', 'file:', 'simdjson:', 'memory', 'no-memory', 'json:']);
if (isset($options['simdjson']) && !extension_loaded('simdjson')) {
    // An extension can only come in at the start.
    exit(begin_again_with((string) $options['simdjson'], $argv));
}
$rounds = max(5, (int) ($options['rounds'] ?? 11));
$budget = 1000 * max(1, (int) ($options['kilobytes'] ?? 4000));
$documents = documents();
$documents = chosen($documents, $options['file'] ?? null, 'file');
$tasks = chosen(tasks(), $options['task'] ?? null, 'task');

printf("highper %s (backend %s), %s\n", Backend::version(), Backend::current(), machine());
printf("%d interleaved rounds of %d kB an input; medians, microseconds a call\n", $rounds, intdiv($budget, 1000));
foreach (rivals() as $name => $version) {
    printf("%s: %s\n", $name, $version);
}
foreach ($documents as $name => [$text, $origin]) {
    printf("%s: %d bytes, %s\n", $name, strlen($text), $origin);
}

$report = [];
foreach (isset($options['memory']) ? [] : $tasks as $task => $make) {
    foreach ($documents as $name => [$text]) {
        $contenders = $make($name, $text);
        if (!isset($contenders[SUBJECT])) {
            continue;
        }
        agree($contenders, "$task, $name");
        $calls = max(1, intdiv($budget, strlen($text)));
        $samples = array_fill_keys(array_keys($contenders), []);
        for ($round = -1; $round < $rounds; $round++) {
            $order = array_keys($contenders);
            $turn = ($round + 1) % count($order);
            foreach ([...array_slice($order, $turn), ...array_slice($order, 0, $turn)] as $contender) {
                $sample = measure($contenders[$contender]['run'], $calls, $calls);
                // The first round fills caches and compiles.
                if ($round >= 0) {
                    $samples[$contender][$round][] = $sample;
                }
            }
        }
        $report[$task][$name] = summarize($samples, SUBJECT);
    }
    print_task($task, $report[$task] ?? []);
}
if (!isset($options['no-memory'])) {
    $report['memory'] = memory($documents['twitter'][0] ?? throw new \InvalidArgumentException('memory is measured on twitter'));
    print_memory($report['memory']);
}
if (isset($options['json'])) {
    file_put_contents((string) $options['json'], json_encode($report, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
