<?php

declare(strict_types=1);

/* The tables that are printed. */

namespace HighPerApp\HighPer\Native\Benches;

/**
 * Times and ratios of every contender on every document, and the geometric means of the ratios.
 *
 * @param array<string, array<string, array{wall: float, cpu: float, ratio: float, low: float, high: float, ratioCpu: float}>> $results By
 *     document and contender.
 */
function print_task(string $task, array $results): void
{
    printf("\n%s\n%-16s %-28s %11s %11s   %s\n", $task, '', '', 'wall', 'CPU', 'time against ' . SUBJECT . ': wall (quartiles), CPU');
    $ratios = [];
    foreach ($results as $document => $contenders) {
        foreach ($contenders as $name => $row) {
            printf("%-16s %-28s %11.3f %11.3f", $document, $name, $row['wall'] / 1e3, $row['cpu'] / 1e3);
            if ($name !== SUBJECT) {
                printf('   %6.2fx (%.2f to %.2f), %.2fx', $row['ratio'], $row['low'], $row['high'], $row['ratioCpu']);
                $ratios[$name]['wall'][] = $row['ratio'];
                $ratios[$name]['cpu'][] = $row['ratioCpu'];
            }
            echo "\n";
        }
    }
    foreach ($ratios as $name => ['wall' => $wall, 'cpu' => $cpu]) {
        printf(
            "%-16s %-28s %11s %11s   %6.2fx (smallest %.2f), %.2fx\n",
            'geometric mean',
            $name,
            '',
            '',
            geometric_mean($wall),
            min($wall),
            geometric_mean($cpu),
        );
    }
}

/**
 * @param non-empty-list<float> $values
 */
function geometric_mean(array $values): float
{
    return exp(array_sum(array_map(log(...), $values)) / count($values));
}

/**
 * @param array<string, array{peak: float, resident: float}> $results
 */
function print_memory(array $results): void
{
    if ($results === []) {
        echo "\nmemory: not measured, there is no /proc\n";

        return;
    }
    printf("\nmemory of a fresh process that decodes twitter to arrays, KiB\n%-28s %22s %14s\n", '', 'memory_get_peak_usage', 'VmHWM');
    foreach ($results as $name => ['peak' => $peak, 'resident' => $resident]) {
        printf("%-28s %22.0f %14.0f\n", $name, $peak / 1024, $resident);
    }
}
