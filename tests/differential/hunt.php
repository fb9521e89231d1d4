<?php

declare(strict_types=1);

// Asks all backends about random cases until the time is over, and compares what they say:
//     php tests/differential/hunt.php [--minutes=N | --cases=N] [--seed=N] [--family=NAME,...] [--only=CASE] [--plant=NAME] [--list]
// Where PHP or one of its extensions has a function for the same, what that gives is compared as well. A case that fails is made smaller for as long as it
// fails, and printed as PHP code. A case is known by seed, family and number: --only=NUMBER asks it again. --plant has the named backend answer
// wrongly where a case holds an e with an accent, to see that this is found and made small. The extension is loaded from HIGHPER_SO. Exits 1 on a difference, or if a backend cannot be had.

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Tests\Differential\Values;

require __DIR__ . '/Hunt/families.php';
require __DIR__ . '/Hunt/Smaller.php';
require __DIR__ . '/Hunt/Worker.php';

/** Cases that are sent together. */
const BATCH = 20;
/** After so many failures of a family nothing more is asked of it. */
const ENOUGH = 5;

/**
 * The processes that answer.
 *
 * @return array<string, Worker>
 */
function workers(?string $plant): array
{
    $library = (string) getenv('HIGHPER_SO');
    $environment = array_diff_key(getenv(), ['HIGHPER_BACKEND' => 1, 'HIGHPER_EXPECT' => 1]);
    $script = ['-d', 'memory_limit=1G', __DIR__ . '/hunt-worker.php'];
    $planted = static fn (string $backend): array => $plant === $backend ? ['HIGHPER_PLANT' => '1'] : [];
    $workers = [
        new Worker('extension', [PHP_BINARY, '-d', "extension=$library", ...$script], $planted('extension') + $environment),
        new Worker('ffi', [PHP_BINARY, ...$script], ['HIGHPER_BACKEND' => 'ffi'] + $planted('ffi') + $environment),
        new Worker('php', [PHP_BINARY, ...$script], ['HIGHPER_BACKEND' => 'php'] + $planted('php') + $environment),
        new Worker('extension override', [PHP_BINARY, '-d', "extension=$library", '-d', 'highper.json_override=1', ...$script], $planted('extension override') + $environment),
    ];

    return array_combine(array_map(static fn (Worker $worker): string => $worker->name, $workers), $workers);
}

/**
 * Asks those of a family about cases.
 *
 * @param array<string, Worker>      $workers
 * @param list<array<string, mixed>> $cases
 *
 * @return list<array<string, array<string, string>>> For each case the answers by backend.
 */
function ask(array $workers, string $family, array $cases): array
{
    $made = round_trip($workers, array_map(static fn (array $case): array => [$family, $case, null], $cases));
    $batch = [];
    foreach ($cases as $i => $case) {
        $batch[] = [$family, $case, $made[$i]];
    }

    return round_trip($workers, $batch);
}

/**
 * @param array<string, Worker> $workers
 * @param list<array{string, array<string, mixed>, array<string, array<string, string>>|null}> $batch
 *
 * @return list<array<string, array<string, string>>>
 */
function round_trip(array $workers, array $batch): array
{
    foreach ($workers as $worker) {
        $worker->send($batch);
    }
    $answers = array_fill(0, \count($batch), []);
    foreach ($workers as $name => $worker) {
        $taken = $worker->take();
        if (\is_string($taken) && \count($batch) > 1) {
            // Which of them it was.
            $taken = [];
            foreach ($batch as $one) {
                $worker->send([$one]);
                $said = $worker->take();
                $taken[] = \is_string($said) ? ['the process' => Family::WRONG . $said] : $said[0];
            }
        } elseif (\is_string($taken)) {
            $taken = [['the process' => Family::WRONG . $taken]];
        }
        foreach ($taken as $i => $each) {
            $answers[$i][$name] = $each;
        }
    }

    return $answers;
}

/**
 * The first question with a wrong answer, or with different ones.
 *
 * @param array<string, array<string, string>> $answers By backend.
 */
function differing(array $answers): ?string
{
    $questions = array_keys(array_merge(...array_values($answers)));
    foreach ($questions as $question) {
        $all = array_map(static fn (array $each): string => $each[$question] ?? 'was not asked', $answers);
        $known = array_filter($all, static fn (string $answer): bool => $answer !== Family::UNKNOWN);
        if (count(array_unique($known)) > 1 || array_filter($known, static fn (string $answer): bool => str_starts_with($answer, Family::WRONG)) !== []) {
            return $question;
        }
    }

    return null;
}

/**
 * Prints a case that fails, as small as it gets.
 *
 * @param array<string, Worker>  $workers
 * @param array<string, mixed>   $case
 */
function report(array $workers, string $name, Family $family, int $seed, int $number, array $case, string $question): void
{
    echo "found: $name, case $number of seed $seed, $question\n";
    $case = Smaller::of($case, static fn (array $smaller): bool => differing(ask($workers, $name, [$smaller])[0]) === $question);
    $answers = ask($workers, $name, [$case])[0];
    foreach ($answers as $backend => $each) {
        echo "  $backend: ", addcslashes($each[$question] ?? 'was not asked', "\0..\37\177..\377"), "\n";
    }
    echo "  ---- the same in PHP; again with hunt.php --seed=$seed --family=$name --only=$number ----\n";
    echo '  ', str_replace("\n", "\n  ", "namespace HighPerApp\\HighPer\\Native;\n" . rtrim($family->snippet($case))), "\n  ----\n";
}

$options = getopt('', ['minutes:', 'cases:', 'seed:', 'family:', 'only:', 'plant:', 'list']);
$families = families();
if (isset($options['list'])) {
    echo implode("\n", array_keys($families)), "\n";
    exit(0);
}
$seed = (int) ($options['seed'] ?? random_int(1, 1_000_000_000));
$cases = (int) ($options['cases'] ?? 0);
$end = hrtime(true) + (int) ((float) ($options['minutes'] ?? 1) * 60e9);
$chosen = array_filter(explode(',', $options['family'] ?? '')) ?: array_keys($families);
echo "seed $seed, families ", implode(', ', $chosen), "\n";

$all = workers($options['plant'] ?? null);
$three = array_diff_key($all, ['extension override' => 1]);
$passed = $failed = array_fill_keys($chosen, 0);
$skipped = 0;
foreach ($chosen as $index => $name) {
    $why = ($families[$name] ?? throw new \InvalidArgumentException("there is no family '$name'; --list names them"))->missing();
    if ($why !== null) {
        echo "$name: left out, $why\n";
        unset($chosen[$index]);
        ++$skipped;
    }
}
for ($first = (int) ($options['only'] ?? 0); $chosen !== []; $first += BATCH) {
    foreach ($chosen as $index => $name) {
        $family = $families[$name];
        $workers = str_starts_with($name, 'json-') && $name !== 'json-schemas' ? $all : $three;
        $made = [];
        for ($i = $first; $i < $first + (isset($options['only']) ? 1 : BATCH); ++$i) {
            $made[] = $family->make(Values::of($seed, "hunt $name", $i));
        }
        foreach (ask($workers, $name, $made) as $i => $answers) {
            $question = differing($answers);
            if ($question === null) {
                ++$passed[$name];
            } elseif (++$failed[$name] <= ENOUGH) {
                report($workers, $name, $family, $seed, $first + $i, $made[$i], $question);
            }
        }
        if ($failed[$name] > ENOUGH) {
            echo "$name: enough failures; nothing more is asked of it\n";
            unset($chosen[$index]);
        }
    }
    if (isset($options['only']) || ($cases > 0 ? $first + BATCH >= $cases : hrtime(true) > $end)) {
        break;
    }
}
foreach ($all as $worker) {
    $worker->stop();
}
foreach ($passed as $name => $count) {
    echo "$name: $count cases, $failed[$name] differ\n";
}
printf("%d passed, %d failed, %d skipped\n", array_sum($passed), array_sum($failed), $skipped);
exit(array_sum($failed) === 0 && array_sum($passed) > 0 ? 0 : 1);
