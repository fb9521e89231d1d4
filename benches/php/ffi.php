<?php

declare(strict_types=1);

/*
 * Measures what the FFI backend could leave to the native library against the same in pure PHP: which of the two the classes in
 * php/Ffi use rests on these figures.
 *
 * Every round measures both once, in turn; ratios are taken within a round, and their median is reported. Answers are
 * compared before anything is timed.
 *
 * Usage: php ffi.php [--rounds=15] [--only=TEXT in the title]
 */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Ffi\Library;

require __DIR__ . '/../../tests/bootstrap.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/router/tables.php';
require __DIR__ . '/ffi/candidates.php';
require __DIR__ . '/ffi/tasks.php';
require __DIR__ . '/ffi/documents.php';
require __DIR__ . '/ffi/ciphers.php';
require __DIR__ . '/ffi/validation.php';
require __DIR__ . '/validator/payloads.php';
require __DIR__ . '/validator/rules.php';

/** What the other is measured against. */
const SUBJECT = 'through FFI';

/** The ratio from which on the library may be worth its trouble; copying the routes to it has to be in it. */
const MARGIN = 1.3;

$options = getopt('', ['rounds:', 'only:']);
$rounds = max(9, (int) ($options['rounds'] ?? 15));
$library = Library::functions();
if ($library === null) {
    fwrite(STDERR, 'There is nothing to measure: ' . Library::obstacle() . "\n");
    exit(1);
}
printf("%s; %s\n", machine(), date('Y-m-d'));
printf("%d interleaved rounds; medians, microseconds a call; marked where PHP takes at least %.1f times as long\n", $rounds, MARGIN);
printf("\n%-44s %11s %11s   %s\n", '', 'PHP', SUBJECT, 'PHP / FFI (quartiles)');
$tasks = (static function () use ($library): iterable {
    yield from tasks($library);
    yield from documents();
    yield from ciphers($library);
    yield from validation($library);
})();
foreach ($tasks as $title => ['inputs' => $inputs, 'calls' => $calls, 'php' => $php, 'ffi' => $ffi, 'agree' => $agree]) {
    if (!str_contains($title, (string) ($options['only'] ?? ''))) {
        continue;
    }
    if (!$agree()) {
        fwrite(STDERR, "$title: the two disagree\n");
        exit(1);
    }
    $samples = [];
    for ($round = 0; $round < $rounds; ++$round) {
        $ways = ['PHP' => $php, SUBJECT => $ffi];
        foreach ($round % 2 === 0 ? $ways : array_reverse($ways) as $name => $way) {
            // Made anew for each: a string that has been looked up once carries its hash.
            $samples[$name][$round][] = measure($way, $inputs($round), $calls);
        }
    }
    $summary = summarize($samples, SUBJECT);
    printf(
        "%-44s %11.2f %11.2f   %.2f (%.2f to %.2f)%s\n",
        $title,
        $summary['PHP']['wall'] / 1e3,
        $summary[SUBJECT]['wall'] / 1e3,
        $summary['PHP']['ratio'],
        $summary['PHP']['low'],
        $summary['PHP']['high'],
        $summary['PHP']['ratio'] >= MARGIN ? '  *' : '',
    );
}
