<?php

declare(strict_types=1);

// Has several backends of the validator check the same random data by the same random rules, and compares their answers:
//     php tests/differential/validator.php [--seed=N] [--schemas=N] [--payloads=N] [--families=NAME,...] [--backends=extension,ffi,php]
// There are so many schemas of each family of rules, and so many payloads for each of them. The extension is loaded from HIGHPER_SO.
// Exits 1 on a difference, or if a backend cannot be had.

use HighPerApp\HighPer\Native\Tests\Differential\Answers;

require __DIR__ . '/Answers.php';
require __DIR__ . '/process.php';

/** How many schemas are shown that are answered differently. */
const SHOWN = 10;

$options = getopt('', ['seed:', 'schemas:', 'payloads:', 'families:', 'backends:']);
$seed = (int) ($options['seed'] ?? random_int(1, 1_000_000_000));
$schemas = (int) ($options['schemas'] ?? 100);
$payloads = (int) ($options['payloads'] ?? 100);
$backends = explode(',', $options['backends'] ?? 'extension,ffi,php');
echo "seed $seed, $schemas schemas of each family, $payloads payloads each, backends ", implode(', ', $backends), "\n";

$folder = scratch_folder();
$processes = [];
foreach ($backends as $index => $backend) {
    $script = [__DIR__ . '/validator-worker.php', (string) $seed, (string) $schemas, (string) $payloads, $options['families'] ?? ''];
    $processes[] = start($backend, $script, "$folder/answers$index");
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
$shown = [];
while (true) {
    $lines = array_map(static fn ($file): string|false => fgets($file), $answers);
    if (array_unique($lines) === [false]) {
        break;
    }
    $right = count(array_unique($lines)) === 1 && !str_contains((string) $lines[0], "\t" . Answers::WRONG);
    if ($right) {
        ++$passed;
        continue;
    }
    ++$failed;
    $asked = (string) strstr((string) $lines[0], "\t", true);
    // One difference tells of a schema what is to be known.
    $schema = strstr($asked, ':', true);
    if (!isset($shown[$schema]) && count($shown) < SHOWN) {
        $shown[$schema] = true;
        echo "differs: $asked\n";
        foreach ($lines as $index => $line) {
            [$question, $answer] = [...explode("\t", (string) $line, 2), ''];
            echo "  $backends[$index]: ", $question === $asked ? '' : "(asked: $question) ", rtrim($answer), "\n";
        }
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
