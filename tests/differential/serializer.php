<?php

declare(strict_types=1);

// Asks several backends of the serializer the same random questions, and compares their answers:
//     php tests/differential/serializer.php [--seed=N] [--structures=N] [--doubles=N] [--documents=N] [--messages=N]
//         [--truncations=N] [--backends=extension,ffi,php]
// The extension is loaded from HIGHPER_SO. Exits 1 on a difference, or if a backend cannot be had.

require __DIR__ . '/Answers.php';
require __DIR__ . '/process.php';

/** How many differences are shown. */
const SHOWN = 5;

$options = getopt('', ['seed:', 'structures:', 'doubles:', 'documents:', 'messages:', 'truncations:', 'backends:']);
$seed = (int) ($options['seed'] ?? random_int(1, 1_000_000_000));
$counts = [];
foreach (['structures' => 3_000, 'doubles' => 30_000, 'documents' => 3_000, 'messages' => 2_000, 'truncations' => 600] as $what => $count) {
    $counts[$what] = (int) ($options[$what] ?? $count);
}
$backends = explode(',', $options['backends'] ?? 'extension,ffi,php');
echo "seed $seed, ", implode(', ', array_map(static fn (string $what, int $count): string => "$count $what", array_keys($counts), $counts));
echo ', backends ', implode(', ', $backends), "\n";

$passed = $failed = 0;
foreach (answered($backends, [__DIR__ . '/serializer-worker.php', (string) $seed, ...array_map(strval(...), array_values($counts))]) as [$lines, $right]) {
    if ($right) {
        ++$passed;
    } elseif (++$failed <= SHOWN) {
        show($backends, $lines);
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
