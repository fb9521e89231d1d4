<?php

declare(strict_types=1);

// Runs mixed operations for long in one process, in the backend that it has, and looks whether its memory grows:
//     php tests/soak/soak.php [--operations=N] [--minutes=N] [--seed=N] [--samples=N] [--kind=NAME] [--csv=FILE] [--leak] [--list]
// All kinds of operations come in cycles, each cycle in the same order, which the seed decides; memory is read at the end of a cycle alone. The
// first tenth, of the operations or of the time, but four cycles at least, is warm-up. --kind runs one kind alone, --leak adds one that leaks, to see that it is found, and --list names the
// kinds. Exits 1 if memory_get_usage() is higher at any reading than at the first one after the warm-up, or the memory that it
// has written (private and dirty), or what is resident but for pages of files, by 1 MiB: those the system takes away and gives back as it likes.

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Json;

require __DIR__ . '/../bootstrap.php';
foreach (['wanted', 'routing', 'serializing', 'sealing', 'checking', 'fibers', 'Meter'] as $file) {
    require __DIR__ . "/$file.php";
}

/** What the resident memory may grow by. */
const RESIDENT = 1 << 20;

/** An operation that keeps what it is given. */
function leak(int $i): void
{
    static $kept = [];
    if ($i % 7 === 0) {
        $kept[] = "kept $i";
    }
}

/**
 * Loads every class of the package: what is loaded when it is first needed, which may be late, is no growth.
 */
function load(): void
{
    $folder = \dirname(__DIR__, 2) . '/php/';
    foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS)) as $file) {
        if (preg_match('~^((?:\w+/)*[A-Z]\w*)\.php$~D', substr((string) $file, \strlen($folder)), $found) === 1) {
            class_exists('HighPerApp\\HighPer\\Native\\' . str_replace('/', '\\', $found[1]));
        }
    }
}

/**
 * The order of one cycle, by the names of kinds.
 *
 * @param array<string, array{int, \Closure(int): void}> $kinds
 *
 * @return list<string>
 */
function cycle(array $kinds, int $seed): array
{
    $cycle = [];
    foreach ($kinds as $name => [$weight]) {
        array_push($cycle, ...array_fill(0, $weight, $name));
    }

    return (new \Random\Randomizer(new \Random\Engine\Mt19937($seed)))->shuffleArray($cycle);
}

$options = getopt('', ['operations:', 'minutes:', 'seed:', 'samples:', 'kind:', 'csv:', 'leak', 'list']);
// What is bounded and not yet full is no growth: the decoder of JSON keeps up to 2,048 names, and begins anew behind a document with more.
$names = '{' . implode(',', array_map(static fn (int $i): string => "\"a name of this document $i\":0", range(1, 2100))) . '}';
$settle = static function () use ($names): void {
    Json::decode($names, true);
    Json::decode('{}');
};
$count = (int) ($options['operations'] ?? 6_000_000);
$minutes = (float) ($options['minutes'] ?? INF);
$seed = (int) ($options['seed'] ?? 1);
$samples = max(2, (int) ($options['samples'] ?? 200));

$backend = Backend::current();
if ($backend !== 'extension') {
    load();
}

$kinds = routing() + serializing() + sealing() + tokens() + checking() + fibers();
if (isset($options['leak'])) {
    $kinds['leak'] = [20, leak(...)];
}
if (isset($options['list'])) {
    echo implode("\n", array_keys($kinds)), "\n";
    exit(0);
}
$label = $backend;
if (isset($options['kind'])) {
    $kind = (string) $options['kind'];
    $kinds = [$kind => [100, $kinds[$kind][1] ?? throw new \InvalidArgumentException("there is no kind '$kind'; --list names them")]];
    $label = "$backend, $kind";
}
$cycle = cycle($kinds, $seed);
$length = \count($cycle);
$cycles = max(8, intdiv($count, $length));
$warm = max(4, intdiv($cycles, 10));
$each = max(1, intdiv($cycles, $samples));
$file = isset($options['csv']) ? (fopen((string) $options['csv'], 'ab') ?: exit(1)) : null;
$meter = new Meter($file, $label);
$begun = hrtime(true);
$end = $minutes === INF ? PHP_INT_MAX : $begun + (int) ($minutes * 60e9);
$early = $minutes === INF ? PHP_INT_MAX : $begun + (int) ($minutes * 6e9);
// Each kind counts for itself: with one count for all, a number's remainder would depend on the place in the cycle.
$counts = array_fill_keys(array_keys($kinds), 0);
$i = 0;
for ($done = 0; $done < $cycles;) {
    foreach ($cycle as $name) {
        $kinds[$name][1]($counts[$name]++);
    }
    $i += $length;
    ++$done;
    // Where the time is short, a tenth of it is the warm-up.
    if ($done < $warm && $done >= 4 && hrtime(true) > $early) {
        $warm = $done;
    }
    if ($done === $warm || $done % $each === 0 || $done === $cycles) {
        $settle();
        $meter->read($i, (hrtime(true) - $begun) / 1e9, $done >= $warm);
    }
    if (hrtime(true) > $end && $done >= 2 * $warm) {
        break;
    }
}

$usage = $meter->growth('memory_get_usage');
$resident = $meter->growth('rss');
$anonymous = $meter->growth('anonymous');
$dirty = $meter->growth('private_dirty');
printf(
    "%s: %d operations in %.0f s; growth after %d: %d bytes of memory_get_usage() (%d KiB), %d KiB resident (%.1f MiB), %d KiB of that but for pages of files, %d KiB private and dirty\n",
    $label,
    $i,
    (hrtime(true) - $begun) / 1e9,
    $warm * $length,
    $usage,
    $meter->highest('memory_get_usage') >> 10,
    $resident >> 10,
    $meter->highest('rss') / (1 << 20),
    $anonymous >> 10,
    $dirty >> 10,
);
if ($meter->untold() !== []) {
    echo "$label: the system does not tell, so that nobody looked at it: ", implode(', ', $meter->untold()), "\n";
}
exit($usage === 0 && $anonymous < RESIDENT && $dirty < RESIDENT ? 0 : 1);
