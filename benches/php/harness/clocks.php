<?php

declare(strict_types=1);

/* Wall and CPU time of this process. */

namespace HighPerApp\HighPer\Native\Benches;

/** User and system CPU time of this process, in nanoseconds. */
function cpu_time(): float
{
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e9 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) * 1e3;
}

/**
 * Runs something once. What runs elsewhere, in a worker of its own, gives the times that it took there.
 *
 * @param callable(int, mixed): (array{wall?: float, cpu?: float}|null) $run Nanoseconds of all calls.
 *
 * @return array{wall: float, cpu: float} Nanoseconds for each of the calls it makes.
 */
function measure(callable $run, int $calls, mixed $input = null): array
{
    $cpu = cpu_time();
    $wall = hrtime(true);
    $own = $run($calls, $input);
    $wall = hrtime(true) - $wall;
    $cpu = cpu_time() - $cpu;
    $own = is_array($own) ? $own : [];

    return ['wall' => (float) ($own['wall'] ?? $wall) / $calls, 'cpu' => (float) ($own['cpu'] ?? $cpu) / $calls];
}
