<?php

declare(strict_types=1);

/*
 * Reads what callgrind wrote and compares it: compare.php FOLDER LIBRARY BASELINE [--update]. scripts/test/instructions.sh calls it. FOLDER has, for each
 * operation, NUMBER.name, NUMBER.rounds (how many rounds the phases differ by) and NUMBER.out.1 to .3, of which the last two are the phases; and made_with.
 */

namespace HighPerApp\HighPer\Native\Benches\Instructions;

require __DIR__ . '/Profile.php';
require __DIR__ . '/Comparison.php';

[, $folder, $library, $file] = $argv;
$now = ['made_with' => [], 'operations' => []];
foreach (file("$folder/made_with", FILE_IGNORE_NEW_LINES) ?: [] as $line) {
    [$name, $value] = explode(': ', $line, 2);
    $now['made_with'][$name] = $value;
}
foreach (glob("$folder/*.name") ?: [] as $entry) {
    $base = substr($entry, 0, -strlen('.name'));
    $rounds = (int) file_get_contents("$base.rounds");
    [$short, $long] = [Profile::read("$base.out.2", $library), Profile::read("$base.out.3", $library)];
    $now['operations'][trim((string) file_get_contents($entry))] = [
        'own' => round(($long->own - $short->own) / $rounds, 1),
        'total' => round(($long->total - $short->total) / $rounds, 1),
    ];
}
if ($now['operations'] === []) {
    fwrite(STDERR, "nothing was counted\n");
    exit(1);
}
if (($argv[4] ?? '') === '--update') {
    file_put_contents($file, json_encode($now, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR) . "\n");
}
$comparison = new Comparison(json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR), $now);
echo implode("\n", $comparison->lines), "\n";
if ($comparison->gained) {
    echo "What is gained becomes the baseline with: scripts/test/instructions.sh --update\n";
}
printf("%d passed, %d failed, %d skipped\n", $comparison->passed, $comparison->failed, $comparison->skipped);
exit($comparison->failed === 0 ? 0 : 1);
