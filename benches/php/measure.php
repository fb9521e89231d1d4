<?php

declare(strict_types=1);

/* What every benchmark shares: clocks, medians, the table. */

namespace HighPerApp\HighPer\Native\Benches;

/** The processor, PHP and what it runs with, in one line. */
function machine(): string
{
    $info = is_readable('/proc/cpuinfo') ? (string) file_get_contents('/proc/cpuinfo') : '';
    $model = preg_match('/^model name\s*:\s*(.+)$/m', $info, $found) === 1 ? $found[1] : php_uname('m');
    $jit = function_exists('opcache_get_status') ? (opcache_get_status(false)['jit']['on'] ?? false) : false;

    return sprintf('PHP %s, JIT %s, %s', PHP_VERSION, $jit ? 'on' : 'off', $model);
}

/** User and system CPU time of this process, in nanoseconds. */
function cpu_time(): float
{
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e9 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) * 1e3;
}

/**
 * Runs something once.
 *
 * @return array{wall: float, cpu: float} Nanoseconds for each of the calls it makes.
 */
function measure(callable $run, mixed $input, int $calls): array
{
    $cpu = cpu_time();
    $wall = hrtime(true);
    $run($input);

    return ['wall' => (hrtime(true) - $wall) / $calls, 'cpu' => (cpu_time() - $cpu) / $calls];
}

/**
 * The value below which a part of the values lies.
 *
 * @param non-empty-list<float> $values
 */
function quantile(array $values, float $part): float
{
    sort($values);
    $position = $part * (count($values) - 1);
    $below = (int) floor($position);
    $above = (int) ceil($position);

    return $values[$below] + ($values[$above] - $values[$below]) * ($position - $below);
}

/**
 * Medians of each contender, and of its ratio to the subject within each round (above 1: the subject is faster).
 *
 * @param array<string, array<int, list<array{wall: float, cpu: float}>>> $samples By contender and round; a round is the median of its batches.
 *
 * @return array<string, array{wall: float, cpu: float, ratio: float, low: float, high: float, ratioCpu: float}>
 */
function summarize(array $samples, string $subject): array
{
    $summary = [];
    $samples = array_map(static fn (array $rounds): array => array_map(static fn (array $batches): array => [
        'wall' => quantile(array_column($batches, 'wall'), 0.5),
        'cpu' => quantile(array_column($batches, 'cpu'), 0.5),
    ], $rounds), $samples);
    foreach ($samples as $name => $rounds) {
        $ratios = ['wall' => [], 'cpu' => []];
        foreach ($rounds as $round => $sample) {
            foreach (['wall', 'cpu'] as $clock) {
                $ratios[$clock][] = $sample[$clock] / $samples[$subject][$round][$clock];
            }
        }
        $summary[$name] = [
            'wall' => quantile(array_column($rounds, 'wall'), 0.5),
            'cpu' => quantile(array_column($rounds, 'cpu'), 0.5),
            'ratio' => quantile($ratios['wall'], 0.5),
            'low' => quantile($ratios['wall'], 0.25),
            'high' => quantile($ratios['wall'], 0.75),
            'ratioCpu' => quantile($ratios['cpu'], 0.5),
        ];
    }

    return $summary;
}

/**
 * @param array<string, array{wall: float, cpu: float, ratio: float, low: float, high: float, ratioCpu: float}> $summary
 */
function print_table(string $title, array $summary, string $subject): void
{
    printf("\n%s\n%-28s %9s %9s   %s\n", $title, '', 'wall', 'CPU', "time against $subject: wall (quartiles), CPU");
    foreach ($summary as $name => $row) {
        printf(
            "%-28s %9.1f %9.1f   %6.2fx (%.2f to %.2f), %.2fx\n",
            $name,
            $row['wall'],
            $row['cpu'],
            $row['ratio'],
            $row['low'],
            $row['high'],
            $row['ratioCpu'],
        );
    }
}
