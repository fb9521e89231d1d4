<?php

declare(strict_types=1);

/* What runs, what is printed, and what is below its aim. */

namespace HighPerApp\HighPer\Native\Benches;

/**
 * Versions of what is measured against.
 *
 * @return array<string, string>
 */
function rivals(): array
{
    return [
        'libsodium' => extension_loaded('sodium') ? SODIUM_LIBRARY_VERSION : 'absent',
        'OpenSSL' => extension_loaded('openssl') ? OPENSSL_VERSION_TEXT : 'absent',
        'lcobucci/jwt' => lcobucci_version() ?? 'absent',
    ];
}

/**
 * What the processor says it can, where the system tells.
 *
 * @return list<string>
 */
function processor_flags(): array
{
    $info = is_readable('/proc/cpuinfo') ? (string) file_get_contents('/proc/cpuinfo') : '';

    return preg_match('/^(?:flags|Features)\s*:\s*(.+)$/m', $info, $found) === 1 ? explode(' ', trim($found[1])) : [];
}

/** Those of its abilities on which the figures depend most. */
function processor(): string
{
    $abilities = array_intersect(['aes', 'vaes', 'sha_ni', 'avx2', 'avx512f', 'avx512ifma', 'asimd', 'sha2'], processor_flags());

    return $abilities === [] ? 'unknown' : implode(', ', $abilities);
}

/**
 * Checks that all contenders give the same answer.
 *
 * @param array<string, array<string, mixed>> $contenders
 */
function agree(array $contenders, string $what): void
{
    $expected = $contenders[SUBJECT]['answer']();
    foreach ($contenders as $name => $contender) {
        if ($expected === false || $contender['answer']() !== $expected) {
            throw new \LogicException("$name disagrees on $what");
        }
    }
}

/**
 * Lets PHP keep pieces of memory that are large enough for all sizes. It gives them back to the system after each call otherwise, and
 * whether a contender has to fetch new ones depends on who happened to be measured before.
 *
 * @return list<string> To be held on to.
 */
function keep_memory(): array
{
    $kept = [];
    $freed = [];
    for ($i = 0; $i < 16; $i++) {
        // Both fit into one of the chunks of 2 MiB that PHP takes from the system; the small one holds it.
        $freed[] = str_repeat("\0", 1_900_000);
        $kept[] = str_repeat("\0", 40_000);
    }

    return $kept;
}

/**
 * How many calls of the subject take as long as a batch should. This also warms it up.
 *
 * @param callable(int): void $run
 */
function calls_of(callable $run, float $milliseconds): int
{
    for ($calls = 1;; $calls *= 4) {
        $taken = measure($run, $calls, 1)['cpu'] / 1e6;
        if ($taken >= $milliseconds / 4) {
            return max(1, (int) round($calls * $milliseconds / $taken));
        }
    }
}

/**
 * Runs all contenders in each round, in an order that rotates.
 *
 * @param array<string, array<string, mixed>> $contenders
 *
 * @return array<string, array<string, mixed>> As summarize() gives it.
 */
function compare(array $contenders, int $rounds, float $milliseconds): array
{
    $calls = calls_of($contenders[SUBJECT]['run'], $milliseconds);
    $samples = array_fill_keys(array_keys($contenders), []);
    $order = array_keys($contenders);
    for ($round = -1; $round < $rounds; $round++) {
        foreach ($order as $contender) {
            $sample = measure($contenders[$contender]['run'], $calls, $calls);
            // The first round fills caches and compiles.
            if ($round >= 0) {
                $samples[$contender][$round][] = $sample;
            }
        }
        $order[] = array_shift($order);
    }

    return summarize($samples, SUBJECT);
}

/** Whether a ratio of CPU times is below what it should be. One that is beside the point (BLAKE3 against another hash) has no aim. */
function is_short(array $row, ?float $aim): bool
{
    return $aim !== null && round($row['ratioCpu'], 2) < $aim;
}

/**
 * Times and ratios of every contender at every size.
 *
 * @param array<string|int, array<string, array<string, mixed>>> $results By size and contender.
 */
function print_task(string $task, array $results): void
{
    printf("\n%s\n%-9s %-31s %11s %11s   %s\n", $task, '', '', 'wall', 'CPU', 'time against ' . SUBJECT . ': wall (quartiles), CPU');
    $ratios = [];
    foreach ($results as $size => $contenders) {
        foreach ($contenders as $name => $row) {
            printf('%-9s %-31s %11.3f %11.3f', $size, $name, $row['wall'] / 1e3, $row['cpu'] / 1e3);
            if ($name !== SUBJECT) {
                printf('   %6.2fx (%.2f to %.2f), %.2fx%s', $row['ratio'], $row['low'], $row['high'], $row['ratioCpu'], remark($row));
                $ratios[$name]['wall'][] = $row['ratio'];
                $ratios[$name]['cpu'][] = $row['ratioCpu'];
            }
            echo "\n";
        }
    }
    foreach ($ratios as $name => ['wall' => $wall, 'cpu' => $cpu]) {
        if (count($cpu) > 1) {
            printf(
                "%-41s %11s %11s   %6.2fx (smallest %.2f), %.2fx\n",
                "geometric mean, $name",
                '',
                '',
                geometric_mean($wall),
                min($wall),
                geometric_mean($cpu),
            );
        }
    }
}

function remark(array $row): string
{
    if ($row['aim'] === null) {
        return '  another function';
    }
    if ($row['aim'] === FLOOR) {
        return is_short($row, $row['aim']) ? sprintf('  * below %.2f', FLOOR) : '';
    }

    return sprintf('  aim %.1f: %s', $row['aim'], is_short($row, $row['aim']) ? '* missed' : 'met');
}

/**
 * The geometric mean of all ratios of each kind, and everything that is below its aim.
 *
 * @param array<string, array<string|int, array<string, array<string, mixed>>>> $report By task, size and contender.
 */
function print_summary(array $report): void
{
    $ratios = [];
    $short = [];
    foreach ($report as $task => $results) {
        foreach ($results as $size => $contenders) {
            foreach ($contenders as $name => $row) {
                if ($name === SUBJECT || $row['aim'] === null) {
                    continue;
                }
                $ratios[strtok($task, ' ')][] = $row['ratioCpu'];
                if (is_short($row, $row['aim'])) {
                    $short[] = sprintf('%s%s, %s: %.2fx, aim %.2f', $task, $size === '' ? '' : " $size", $name, $row['ratioCpu'], $row['aim']);
                }
            }
        }
    }
    echo "\ngeometric means of the CPU ratios, all sizes and rivals\n";
    foreach ($ratios as $family => $values) {
        printf("%-41s %6.2fx of %d, smallest %.2f\n", $family, geometric_mean($values), count($values), min($values));
    }
    printf("\n%d of %d ratios are below their aim%s\n", count($short), array_sum(array_map(count(...), $ratios)), $short === [] ? '' : ':');
    foreach ($short as $line) {
        echo "  $line\n";
    }
}

/**
 * @param non-empty-list<float> $values
 */
function geometric_mean(array $values): float
{
    return exp(array_sum(array_map(log(...), $values)) / count($values));
}
