<?php

declare(strict_types=1);

/*
 * Runs one benchmark in this process: suite.php NAME [options]. scripts/bench.sh calls it with what a server would use.
 *
 * Every round measures every contender once, in an order that rotates; ratios are taken within a round, and their median is reported, CPU time beside wall
 * time, since the machine may be shared. All contenders give the same answers before anything is timed.
 *
 * Options: --quick, --rounds=N, --only=TEXT,… in a measurement's name, --list, --check (that all agree, untimed), --json=FILE, and what the suite has of its own (crypto: --timing).
 * --stream writes each result as a line of JSON instead, for the whole report; --skip=FILE names those that are not measured again, one a line; --these=FILE the
 * only ones that are.
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

require __DIR__ . '/harness/load.php';
require_once __DIR__ . '/../../php/functions.php';

try {
    $given = Options::of(array_slice($argv, 2), ['quick', 'rounds=', 'only=', 'list', 'json=', 'stream', 'skip=', 'these=', 'check', '*']);
    exit((new Process(Suite::named($argv[1] ?? ''), Effort::of($given), Backend::current()))->run($given));
} catch (\InvalidArgumentException $e) {
    fwrite(STDERR, "error: {$e->getMessage()}\n");
    exit(2);
}
