<?php

declare(strict_types=1);

/* How contenders are run, and what is printed. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use function HighPerApp\HighPer\Native\Benches\measure;
use function HighPerApp\HighPer\Native\Benches\quantile;
use function HighPerApp\HighPer\Native\Benches\summarize;

use const HighPerApp\HighPer\Native\Benches\SUBJECT;

/**
 * Versions of what is measured against.
 *
 * @return array<string, string>
 */
function rivals(): array
{
    return ['Laravel' => package('php-illuminate-validation', LARAVEL_AUTOLOAD), 'Symfony' => package('php-symfony-validator', SYMFONY_AUTOLOAD)];
}

/** The version of an installed package, as the system tells it. */
function package(string $name, string $file): string
{
    if (!is_file($file)) {
        return 'absent';
    }
    $version = is_executable('/usr/bin/dpkg-query') ? shell_exec("dpkg-query -W -f '\${Version}' $name 2>/dev/null") : null;

    return is_string($version) && $version !== '' ? $version : 'of unknown version';
}

/**
 * How many payloads a contender takes so that a batch lasts as long as it should. This also warms it up.
 *
 * @param callable(int): void $run
 */
function calls_of(callable $run, float $milliseconds): int
{
    for ($calls = 1;; $calls *= 4) {
        $taken = measure($run, $calls, 1)['wall'] / 1e6;
        if ($taken >= $milliseconds / 4) {
            return max(1, (int) round($calls * $milliseconds / $taken));
        }
    }
}

/**
 * Runs all contenders in each round, in an order that rotates, each about as long as the others.
 *
 * @param array{payloads: list<array<string, mixed>>, contenders: array<string, callable(array<string, mixed>): mixed>} $workload
 *
 * @return array<string, array<string, mixed>> As summarize() gives it.
 */
function compare(array $workload, int $rounds, float $milliseconds): array
{
    ['payloads' => $payloads, 'contenders' => $contenders] = $workload;
    $count = count($payloads);
    $runs = array_map(static fn (callable $check): callable => static function (int $calls) use ($check, $payloads, $count): void {
        for ($call = 0; $call < $calls; $call++) {
            $check($payloads[$call % $count]);
        }
    }, $contenders);
    // Whole turns through the payloads, so that all contenders meet each as often.
    $calls = array_map(static fn (callable $run): int => $count * (int) ceil(calls_of($run, $milliseconds) / $count), $runs);
    $samples = array_fill_keys(array_keys($runs), []);
    $order = array_keys($runs);
    for ($round = -1; $round < $rounds; $round++) {
        foreach ($order as $contender) {
            $sample = measure($runs[$contender], $calls[$contender], $calls[$contender]);
            // The first round fills caches and compiles.
            if ($round >= 0) {
                $samples[$contender][$round][] = $sample;
            }
        }
        $order[] = array_shift($order);
    }

    return summarize($samples, SUBJECT);
}

/**
 * @param array<string, array<string, mixed>> $summary
 * @param array<string, float>                $aims
 */
function print_workload(string $title, array $summary, array $aims): void
{
    printf("\n%s\n%-28s %11s %11s   time against %s: wall (quartiles), CPU\n", $title, '', 'wall', 'CPU', SUBJECT);
    foreach ($summary as $name => $row) {
        printf('%-28s %11.3f %11.3f', $name, $row['wall'] / 1e3, $row['cpu'] / 1e3);
        if ($name !== SUBJECT) {
            printf('   %7.2fx (%.2f to %.2f), %.2fx', $row['ratio'], $row['low'], $row['high'], $row['ratioCpu']);
        }
        if (isset($aims[$name])) {
            printf('  aim %.1f: %s', $aims[$name], round($row['ratioCpu'], 2) < $aims[$name] ? '* missed' : 'met');
        }
        echo "\n";
    }
}

/**
 * @param array<string, array{int, callable(): mixed}> $runs
 *
 * @return array<string, array{wall: float, cpu: float}> Nanoseconds, medians.
 */
function measure_alone(array $runs, int $rounds, float $milliseconds): array
{
    $report = [];
    foreach ($runs as $name => [$parts, $run]) {
        $loop = static function (int $calls) use ($run): void {
            for ($call = 0; $call < $calls; $call++) {
                $run();
            }
        };
        $calls = calls_of($loop, $milliseconds);
        $samples = [];
        for ($round = 0; $round < $rounds; $round++) {
            $samples[] = measure($loop, $calls, $calls * $parts);
        }
        $report[$name] = ['wall' => quantile(array_column($samples, 'wall'), 0.5), 'cpu' => quantile(array_column($samples, 'cpu'), 0.5)];
    }

    return $report;
}

/**
 * @param array<string, array{wall: float, cpu: float}> $report
 */
function print_alone(array $report): void
{
    printf("\n%-45s %11s %11s\n", 'alone', 'wall', 'CPU');
    foreach ($report as $name => $row) {
        printf("%-45s %11.3f %11.3f\n", $name, $row['wall'] / 1e3, $row['cpu'] / 1e3);
    }
}

/**
 * Measures the pure-PHP backend in a process of its own.
 *
 * @param list<string> $arguments
 */
function in_pure_php(array $arguments): int
{
    $flags = [];
    foreach (['opcache.enable_cli', 'opcache.jit', 'opcache.jit_buffer_size', 'memory_limit'] as $setting) {
        array_push($flags, '-d', $setting . '=' . ini_get($setting));
    }
    $arguments = array_filter(array_slice($arguments, 1), static fn (string $argument): bool => !str_starts_with($argument, '--json'));
    echo "\n";
    fflush(STDOUT);
    $process = proc_open([PHP_BINARY, ...$flags, $_SERVER['SCRIPT_FILENAME'], ...$arguments], [], $pipes, null, ['HIGHPER_BACKEND' => 'php'] + getenv());

    return $process === false ? 1 : proc_close($process);
}
