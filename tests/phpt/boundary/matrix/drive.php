<?php

declare(strict_types=1);

/**
 * Runs rounds of the matrix: drive.php EXTENSION SEED [--minutes=N] [--short]. The first round has every cell, in all backends; later ones run in the other
 * modes of the extension, look for growth, and end calls by memory limits.
 */
require __DIR__ . '/Matrix.php';

[, $extension, $seed] = $argv;
$options = ['minutes' => '0', 'short' => '', 'only' => ''];
foreach (array_slice($argv, 3) as $argument) {
    [$name, $value] = explode('=', substr($argument, 2), 2) + [1 => '1'];
    isset($options[$name]) ? $options[$name] = $value : throw new ValueError("drive.php knows no --$name");
}
$end = hrtime(true) + (int) $options['minutes'] * 60_000_000_000;
$only = $options['only'] === '' ? [] : ["--only={$options['only']}"];
$all = new Matrix($extension, ['extension', 'ffi', 'php']);
$alone = new Matrix($extension, ['extension']);
$told = 0;
/** Says what has failed since it was asked last. */
$tell = function (string $round) use ($all, $alone, &$told): void {
    $failures = [...$all->failures, ...$alone->failures];
    printf("%s: %d passed so far, %d failed\n", $round, $all->passed + $alone->passed, count($failures));
    foreach (count($failures) > $told ? $failures : [] as $failure) {
        echo 'FAIL  ', substr($failure, 0, 900), "\n";
    }
    $told = count($failures);
};
// Timing out takes a second of work each time.
$quick = ['--ends=exit,exit in a fiber,exit; let go,exceed memory_limit,a fatal error'];
$all->round((int) $seed, 'plain', [...$only, ...($options['short'] === '' ? $quick : ['--short', '--ends=exit,a fatal error,exceed memory_limit'])]);
$tell('all backends');
for ($round = 1; $options['short'] === '' && ($round === 1 || hrtime(true) < $end); $round++) {
    $modes = Matrix::modes();
    // One further at each turn of the four kinds of rounds below, so that each kind comes to run in every mode.
    $mode = $modes[($round + intdiv($round - 1, 4)) % count($modes)];
    $now = (int) $seed + $round;
    match ($round % 4) {
        1 => $alone->round($now, $mode, [...$only, '--limits=150', '--ends=exceed memory_limit,exceed memory_limit in a fiber']),
        2 => $alone->round($now, $mode, [...$only, '--leaks', '--ends=none']),
        3 => $alone->round($now, $mode, [...$only, '--short', '--ends=all', '--limits=50']),
        0 => $all->round($now, $mode, [...$only, ...$quick]),
    };
    $tell("round $round ($mode)");
}
$known = [];
foreach ([$all, $alone] as $matrix) {
    foreach ($matrix->known as $why => $count) {
        $known[$why] = ($known[$why] ?? 0) + $count;
    }
}
foreach ($known as $why => $count) {
    echo "known $count cells: $why\n";
}
$failed = count($all->failures) + count($alone->failures);
printf("%d passed, %d failed, %d skipped\n", $all->passed + $alone->passed, $failed, array_sum($known));
exit($failed === 0 ? 0 : 1);
