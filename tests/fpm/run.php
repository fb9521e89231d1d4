<?php

declare(strict_types=1);

/**
 * Loads php-fpm with the extension while it is reloaded, its workers come and go, and the library is replaced: run.php FPM EXTENSION SEED
 * [--requests=N] [--minutes=N] [--plant=overwrite]. Each load runs without the extension as well: what that one loses, FPM loses by itself.
 */
require __DIR__ . '/Pool.php';
require __DIR__ . '/Load.php';

[, $binary, $extension, $seed] = $argv;
$options = ['requests' => '4000', 'minutes' => '0', 'plant' => ''];
foreach (array_slice($argv, 4) as $argument) {
    [$name, $value] = explode('=', substr($argument, 2), 2) + [1 => ''];
    isset($options[$name]) ? $options[$name] = $value : throw new ValueError("run.php knows no --$name");
}
mt_srand((int) $seed);
$requests = (int) $options['requests'];
$results = ['passed' => 0, 'failed' => 0, 'skipped' => 0];

/** Directives of the pool, and how often it is reloaded. */
$loads = [
    'static, reloaded' => [['pm.max_children' => '4'], 12],
    'ondemand, reloaded' => [['pm' => 'ondemand', 'pm.max_children' => '6', 'pm.process_idle_timeout' => '1s'], 6],
    'few requests a worker' => [['pm.max_requests' => '15'], 0],
    'dynamic, few requests a worker, reloaded' => [['pm' => 'dynamic', 'pm.max_children' => '5', 'pm.start_servers' => '2', 'pm.min_spare_servers' => '1', 'pm.max_spare_servers' => '3', 'pm.max_requests' => '40'], 6],
    'steady' => [['pm.max_children' => '2'], 0],
];

/**
 * One load; gives what was lost, what the pool complained of, and the growth of its workers in KiB.
 *
 * @param array<string, string> $directives
 *
 * @return array{Load, list<string>, int, int}
 */
$run = function (array $directives, int $reloads, ?string $library) use ($binary, $requests, $options): array {
    $pool = new Pool($binary, $library, $directives);
    $load = new Load($pool->socket, __DIR__ . ($library === null ? '/control.php' : '/app.php'), $library === null ? 'none' : 'extension');
    $every = $reloads === 0 ? PHP_INT_MAX : max(1, intdiv($requests, $reloads + 1));
    [$asked, $ready] = [0, $pool->starts()];
    $load->run($requests, 16, function (int $answered) use ($pool, $library, $every, $options, &$asked, &$ready): void {
        // The next reload waits for the one before: a master that has just executed itself does not know the signal yet.
        if ($answered < ($asked + 1) * $every || $pool->starts() < $ready + $asked) {
            return;
        }
        $asked++;
        if ($library !== null) {
            $pool->replace($options['plant'] !== '' ? $options['plant'] : ($asked % 3 === 2 ? 'remove' : 'rename'));
        }
        $pool->reload();
    });
    $pool->wait(fn (): bool => $pool->starts() >= $ready + $asked);
    $growth = 0;
    foreach ($load->resident as ['first' => $first, 'last' => $last, 'count' => $count]) {
        $growth = $count > 1000 ? max($growth, $last - $first) : $growth;
    }
    $complaints = $pool->complaints();
    $pool->stop();

    return [$load, $complaints, $growth, $asked];
};

$end = (int) $options['minutes'] > 0 ? hrtime(true) + (int) $options['minutes'] * 60_000_000_000 : 0;
do {
    $names = array_keys($loads);
    shuffle($names);
    foreach ($names as $name) {
        [$directives, $reloads] = $loads[$name];
        [$control, $controlComplaints, $controlGrowth, $controlReloads] = $run($directives, $reloads, null);
        try {
            [$load, $complaints, $growth, $reloaded] = $run($directives, $reloads, $extension);
        } catch (RuntimeException $exception) {
            $results['failed']++;
            printf("FAIL    %s: %s\n", $name, $exception->getMessage());
            continue;
        }
        $told = fn (Load $load, array $complaints, int $growth, int $reloads): string => "$load->answered answered, " . array_sum($load->lost) . " lost, $reloads reloads, "
            . count($load->resident) . " workers, growth of a worker at most $growth KiB" . ($load->lost === [] ? '' : ' ' . json_encode($load->lost, JSON_UNESCAPED_SLASHES) . " $load->example")
            . ($complaints === [] ? '' : ' ' . json_encode(array_slice($complaints, 0, 5), JSON_UNESCAPED_SLASHES));
        $isRight = $load->lost === [] && $complaints === [] && $growth - $controlGrowth < 1024 && $load->answered === $requests && ($reloads === 0 || $reloaded > 0);
        // A loss that FPM has without the extension, too, says nothing about the extension; but nothing was shown either.
        $verdict = $isRight ? 'passed' : ($control->lost !== [] && $complaints === [] ? 'skipped' : 'failed');
        $results[$verdict]++;
        printf("%-7s %s\n        with the extension: %s\n        without:            %s\n", ['passed' => 'ok', 'failed' => 'FAIL', 'skipped' => 'skip'][$verdict], $name, $told($load, $complaints, $growth, $reloaded), $told($control, $controlComplaints, $controlGrowth, $controlReloads));
        if ($end !== 0 && hrtime(true) > $end) {
            break 2;
        }
    }
} while ($end !== 0);
printf("%d passed, %d failed, %d skipped\n", ...array_values($results));
exit($results['failed'] === 0 && $results['passed'] > 0 ? 0 : 1);
