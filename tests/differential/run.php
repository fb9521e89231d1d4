<?php

declare(strict_types=1);

// Asks several backends the same random questions and compares their answers:
//     php tests/differential/run.php [--seed=N] [--tables=N] [--requests=N] [--backends=extension,ffi,php]
// The extension is loaded from HIGHPER_SO. Exits 1 on a difference, or if a backend cannot be had.

use HighPerApp\HighPer\Native\Tests\Differential\Bytes;
use HighPerApp\HighPer\Native\Tests\Differential\Generator;

require __DIR__ . '/Generator.php';
require __DIR__ . '/Bytes.php';
require __DIR__ . '/process.php';

/**
 * What was asked first of all that was answered differently.
 *
 * @param list<array<string, mixed>> $answers By backend.
 */
function differing(array $answers): ?string
{
    foreach ($answers[0] as $question => $_) {
        $all = array_map(static fn (array $each): string => Bytes::encode($each[$question] ?? null), $answers);
        $known = array_filter($all, static fn (string $answer): bool => $answer !== '{"unknown":true}');
        if (count(array_unique($known)) > 1) {
            return $question;
        }
    }

    return null;
}

$options = getopt('', ['seed:', 'tables:', 'requests:', 'backends:']);
$seed = (int) ($options['seed'] ?? random_int(1, 1_000_000_000));
$count = (int) ($options['tables'] ?? 300);
$requests = (int) ($options['requests'] ?? 50);
$backends = explode(',', $options['backends'] ?? 'extension,ffi,php');
echo "seed $seed, $count tables, $requests requests each, backends " . implode(', ', $backends) . "\n";

$folder = scratch_folder();
$generator = new Generator($seed);
$tables = [];
for ($i = 0; $i < $count; ++$i) {
    $tables[] = Bytes::encode($generator->table($requests));
}
file_put_contents("$folder/tables", implode("\n", $tables) . "\n");

$processes = [];
foreach ($backends as $index => $backend) {
    $processes[] = start($backend, [__DIR__ . '/worker.php', "$folder/tables"], "$folder/answers$index");
}
$lines = [];
foreach ($processes as $index => $process) {
    $status = proc_close($process);
    $lines[] = explode("\n", rtrim((string) file_get_contents("$folder/answers$index"), "\n"));
    if ($status !== 0 || $lines[$index][0] !== $backends[$index] || count($lines[$index]) !== $count + 1) {
        echo "$backends[$index] failed: exit status $status, " . (count($lines[$index]) - 1) . " of $count tables, said '{$lines[$index][0]}'\n";
        exit(1);
    }
}

$passed = $failed = 0;
for ($i = 0; $i < $count; ++$i) {
    $answers = array_map(static fn (array $each): array => Bytes::decode($each[$i + 1]), $lines);
    $question = differing($answers);
    if ($question === null) {
        ++$passed;
        continue;
    }
    if (++$failed === 1) {
        $table = Bytes::decode($tables[$i]);
        [$kind, $number] = [...explode(' ', $question), null];
        echo "table $i of seed $seed, $question:\n";
        echo '  options ' . Bytes::encode($table['options']) . "\n";
        foreach ($table['routes'] as $route) {
            echo '  route ' . Bytes::encode($route) . "\n";
        }
        if ($number !== null && $kind !== 'add') {
            echo '  request ' . Bytes::encode($table['requests'][(int) $number]) . "\n";
        }
        foreach ($answers as $index => $each) {
            echo "  $backends[$index] " . Bytes::encode($each[$question] ?? null) . "\n";
        }
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
