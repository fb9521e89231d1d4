<?php

declare(strict_types=1);

/*
 * Runs benchmarks: bench.php [NAME] [options]; scripts/bench.sh calls it and says what the options are. With a NAME it shows that suite's figures as they come. Without
 * one it runs all suites and writes the report. It measures nothing in its own process.
 */

namespace HighPerApp\HighPer\Native\Benches;

require __DIR__ . '/harness/load.php';

try {
    exit((new Command(dirname(__DIR__, 2)))->run(array_slice($argv, 1)));
} catch (\InvalidArgumentException | \RuntimeException $e) {
    fwrite(STDERR, "error: {$e->getMessage()}\n");
    exit($e instanceof \InvalidArgumentException ? 2 : 1);
}
