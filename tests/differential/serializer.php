<?php

declare(strict_types=1);

// Asks several backends of the serializer the same random questions, and compares their answers:
//     php tests/differential/serializer.php [--seed=N] [--structures=N] [--doubles=N] [--documents=N] [--messages=N]
//         [--truncations=N] [--backends=extension,ffi,php]
// The extension is loaded from HIGHPER_SO. Exits 1 on a difference, or if a backend cannot be had.

use HighPerApp\HighPer\Native\Tests\Differential\Answers;

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

$folder = scratch_folder();
$processes = [];
foreach ($backends as $index => $backend) {
    $processes[] = start($backend, [__DIR__ . '/serializer-worker.php', (string) $seed, ...array_map(strval(...), array_values($counts))], "$folder/answers$index");
}
$answers = [];
foreach ($processes as $index => $process) {
    $status = proc_close($process);
    $answers[$index] = fopen("$folder/answers$index", 'rb') ?: exit(1);
    $said = rtrim((string) fgets($answers[$index]), "\n");
    if ($status !== 0 || $said !== $backends[$index]) {
        echo "$backends[$index] failed: exit status $status, said '$said', and last: ", trim((string) shell_exec('tail -n 3 ' . escapeshellarg("$folder/answers$index"))), "\n";
        exit(1);
    }
}

$passed = $failed = 0;
while (true) {
    $lines = array_map(static fn ($file): string|false => fgets($file), $answers);
    if (array_unique($lines) === [false]) {
        break;
    }
    $right = count(array_unique($lines)) === 1 && !str_contains((string) $lines[0], "\t" . Answers::WRONG);
    if ($right) {
        ++$passed;
    } elseif (++$failed <= SHOWN) {
        echo 'differs: ', strstr((string) $lines[0], "\t", true), "\n";
        foreach ($lines as $index => $line) {
            [$question, $answer] = [...explode("\t", (string) $line, 2), ''];
            echo "  $backends[$index]: ", $question === strstr((string) $lines[0], "\t", true) ? '' : "(asked: $question) ", rtrim($answer), "\n";
        }
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
