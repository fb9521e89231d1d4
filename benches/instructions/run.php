<?php

declare(strict_types=1);

/*
 * Runs one operation for callgrind: run.php NAME. Two phases, of which the second has three times as many rounds as the first; getrusage(), which nothing else
 * calls here, is what callgrind is told to write its counts at, so that they lie apart. --list names the operations.
 */

namespace HighPerApp\HighPer\Native\Benches\Instructions;

require __DIR__ . '/operations.php';

$operations = operations();
if (($argv[1] ?? '') === '--list') {
    echo implode("\n", array_keys($operations)), "\n";
    exit;
}
if (!extension_loaded('highper') || !isset($operations[$argv[1] ?? ''])) {
    fwrite(STDERR, "usage: php -d extension=highper.so run.php NAME, one of --list\n");
    exit(2);
}
[$times, $make] = $operations[$argv[1]];
$run = $make();
// Whatever is done once only is done here, caches filled and buffers grown.
$run($times);
getrusage();
$run($times);
getrusage();
$run(3 * $times);
getrusage();
echo 2 * $times, "\n";
