<?php

declare(strict_types=1);

// Has several backends of the validator check the same random data by the same random rules, and compares their answers:
//     php tests/differential/validator.php [--seed=N] [--schemas=N] [--payloads=N] [--families=NAME,...] [--backends=extension,ffi,php]
// There are so many schemas of each family of rules, and so many payloads for each of them. The extension is loaded from HIGHPER_SO.
// Exits 1 on a difference, or if a backend cannot be had.

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

$passed = $failed = 0;
$shown = [];
$script = [__DIR__ . '/validator-worker.php', (string) $seed, (string) $schemas, (string) $payloads, $options['families'] ?? ''];
foreach (answered($backends, $script) as [$lines, $right]) {
    if ($right) {
        ++$passed;
        continue;
    }
    ++$failed;
    // One difference tells of a schema what is to be known.
    $schema = strstr((string) $lines[0], ':', true);
    if (!isset($shown[$schema]) && count($shown) < SHOWN) {
        $shown[$schema] = true;
        show($backends, $lines);
    }
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
