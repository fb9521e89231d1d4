<?php

declare(strict_types=1);

/**
 * Runs cells of the matrix in the backend that this process has: run.php SEED [--only=PATTERN] [--ends=ACT,ACT|none] [--short] [--leaks] [--limits=N].
 * A line of JSON for each cell: before it, so that whoever reads knows where a crash was, and after it, with what came of it and what is wrong with that.
 */
require dirname(__DIR__, 3) . '/bootstrap.php';
require __DIR__ . '/Place.php';
require __DIR__ . '/hosts.php';
require __DIR__ . '/acts.php';
require __DIR__ . '/Cells.php';
foreach (['router', 'serializer', 'secrets', 'validator', 'errors'] as $part) {
    require __DIR__ . "/sites-$part.php";
}
$sites = [...router_sites(), ...serializer_sites(), ...secrets_sites(), ...validator_sites(), ...error_sites()];
if (PHP_VERSION_ID >= 80400) {
    require __DIR__ . '/sites-computed.php';
    $sites += computed_sites();
}
if (extension_loaded('highper')) {
    $sites += deprecation_sites();
}
$seed = (int) ($argv[1] ?? 1);
$options = ['only' => '', 'ends' => 'all', 'leaks' => '0', 'limits' => '0', 'short' => '0', 'from' => '0'];
foreach (array_slice($argv, 2) as $argument) {
    [$name, $value] = explode('=', substr($argument, 2), 2) + [1 => '1'];
    isset($options[$name]) ? $options[$name] = $value : throw new ValueError("run.php knows no --$name");
}
// Endless recursion has to meet a limit.
ini_set('memory_limit', '128M');
mt_srand($seed);
$chosen = array_filter($sites, fn (string $name): bool => $options['only'] === '' || preg_match("~{$options['only']}~", $name) === 1, ARRAY_FILTER_USE_KEY);
$cells = new Cells($sites);
$todo = [];
$ends = $options['ends'] === 'all' ? [...array_keys(ends()), 'recurse endlessly'] : array_filter(explode(',', $options['ends']), fn (string $act): bool => $act !== 'none');
foreach (array_keys($chosen) as $number => $site) {
    $acts = [...array_keys(acts()), ...array_keys(suspensions()), 'two fibers', 'fork', 'fork and exit', 'recurse', 'another site', ...$ends];
    if ($options['short'] !== '0') {
        // Every site, every act, but not every pair of them: a stride that shifts from site to site.
        $acts = array_filter($acts, fn (int $at): bool => ($at + $number) % 4 === 0, ARRAY_FILTER_USE_KEY);
    }
    foreach ($acts as $act) {
        $todo[] = [$site, $act];
    }
}
shuffle($todo);
foreach (array_slice($todo, (int) $options['from']) as [$site, $act]) {
    $cells->say(['site' => $site, 'act' => $act]);
    $cells->say($cells->run($site, $act, $options['leaks'] !== '0'));
}
for ($limits = (int) $options['limits'], $names = array_keys($chosen); $limits > 0; $limits--) {
    $site = $names[mt_rand(0, count($names) - 1)];
    $cells->say(['site' => $site, 'act' => 'limits']);
    $cells->say($cells->limits($site));
}
$cells->say(['end' => true]);
