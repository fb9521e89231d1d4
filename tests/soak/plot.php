<?php

declare(strict_types=1);

// Draws what soak.php wrote: php tests/soak/plot.php FILE.csv > FILE.svg
// A row for each process, memory_get_usage() on the left and what is resident on the right, against the operations. Every scale is as high as what may be
// grown by and a little more, so that one can see what growth would look like.

namespace HighPerApp\HighPer\Native\Tests\Soak;

const WIDTH = 380;
const HEIGHT = 150;
const MARGIN = 70;
/** The resident memory may grow by this. */
const LIMIT = 1 << 20;

/**
 * @return array<string, list<array{operations: int, warm: bool, usage: int, rss: int, anonymous: int, dirty: int}>> Readings, by label.
 */
function readings(string $file): array
{
    $rows = [];
    foreach (file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) ?: [] as $line) {
        // The label may hold a comma.
        if (preg_match('/^(.+),(\d+),[\d.]+,([01]),(\d+),(\d+),(\d+),(\d+)$/', $line, $found) === 1) {
            $rows[$found[1]][] = ['operations' => (int) $found[2], 'warm' => $found[3] === '1', 'usage' => (int) $found[4], 'rss' => (int) $found[5], 'anonymous' => (int) $found[6], 'dirty' => (int) $found[7]];
        }
    }

    return $rows;
}

/**
 * One chart.
 *
 * @param list<array{operations: int, warm: bool, usage: int, rss: int, anonymous: int, dirty: int}> $rows
 * @param array<string, string>                                                      $series Names of columns, by what they are called.
 */
function chart(int $left, int $top, string $title, array $rows, array $series): string
{
    $warm = array_values(array_filter($rows, static fn (array $row): bool => $row['warm']));
    $last = max(1, end($rows)['operations']);
    $svg = sprintf('<g transform="translate(%d,%d)"><text class="title" x="0" y="-26">%s</text>', $left, $top, htmlspecialchars($title));
    $column = current($series);
    $base = $warm[0][$column];
    $low = min(array_column($rows, $column)) - LIMIT * 0.1;
    $high = max(max(array_column($rows, $column)), $base + LIMIT) + LIMIT * 0.15;
    $y = static fn (float $bytes): float => HEIGHT - ($bytes - $low) / ($high - $low) * HEIGHT;
    for ($i = 0; $i <= 3; ++$i) {
        $bytes = $low + ($high - $low) * $i / 3;
        $svg .= sprintf('<line class="grid" x1="0" x2="%d" y1="%.1f" y2="%2$.1f"/><text class="tick" text-anchor="end" x="-6" y="%.1f">%.1f</text>', WIDTH, $y($bytes), $y($bytes) + 4, $bytes / (1 << 20));
        $svg .= sprintf('<text class="tick" text-anchor="%s" x="%d" y="%d">%s</text>', ['start', 'middle', 'middle', 'end'][$i], WIDTH * $i / 3, HEIGHT + 16, number_format($last * $i / 3));
    }
    $svg .= sprintf('<text class="axis" text-anchor="middle" x="%d" y="%d">operations</text>', WIDTH / 2, HEIGHT + 34);
    $svg .= sprintf('<text class="axis" text-anchor="middle" transform="translate(-46,%d) rotate(-90)">MiB</text>', HEIGHT / 2);
    $svg .= sprintf('<line class="limit" x1="0" x2="%d" y1="%.1f" y2="%2$.1f"/><text class="tick" text-anchor="end" x="%1$d" y="%.1f">1 MiB more</text>', WIDTH, $y($base + LIMIT), $y($base + LIMIT) - 4);
    $svg .= sprintf('<rect class="warm" x="0" y="0" width="%.1f" height="%d"/>', $warm[0]['operations'] / $last * WIDTH, HEIGHT);
    $number = 0;
    foreach ($series as $name => $each) {
        // What is another column has its own level; its change is what is to be seen.
        $shift = $base - $warm[0][$each];
        $points = array_map(static fn (array $row): string => sprintf('%.1f,%.1f', $row['operations'] / $last * WIDTH, min(HEIGHT, $y($row[$each] + $shift))), $rows);
        $grown = max(array_column($warm, $each)) - $warm[0][$each];
        $svg .= sprintf('<polyline class="line%d" points="%s"/>', $number, implode(' ', $points));
        $svg .= sprintf('<text class="name%d" x="%d" y="-8">%s: %s</text>', $number, $number * 190, htmlspecialchars($name), $grown === 0 ? 'grows by 0 bytes' : 'grows by ' . number_format(ceil($grown / 1024)) . ' KiB');
        ++$number;
    }

    return "$svg</g>\n";
}

$rows = readings($argv[1] ?? '');
$rows = array_filter($rows, static fn (array $each): bool => array_filter(array_column($each, 'warm')) !== []);
if ($rows === []) {
    fwrite(STDERR, "nothing to draw: there are no readings after a warm-up\n");
    exit(1);
}
$width = 2 * (MARGIN + WIDTH) + 40;
$height = \count($rows) * (HEIGHT + 100) + 40;
echo <<<SVG
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" role="img" aria-label="Memory against operations">
    <style>
    svg { --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --warm: #1f232812; --first: #0969da; --second: #bc4c00; --limit: #cf222e }
    @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --warm: #f0f6fc14; --first: #4493f8; --second: #f0883e; --limit: #f85149 } }
    .paper { fill: var(--paper) } text { font: 12px system-ui, sans-serif; fill: var(--ink) } .title { font-size: 14px; font-weight: 600 } .tick, .axis { fill: var(--soft); font-size: 11px }
    .grid { stroke: var(--grid); stroke-width: 1 } .limit { stroke: var(--limit); stroke-dasharray: 5 4 } .warm { fill: var(--warm) }
    .line0, .line1 { fill: none; stroke: var(--first); stroke-width: 2 } .line1 { stroke: var(--second) } .name0 { fill: var(--first) } .name1 { fill: var(--second) }
    </style>
    <rect class="paper" width="$width" height="$height"/>

    SVG;
$top = 60;
foreach ($rows as $label => $each) {
    echo chart(MARGIN, $top, "$label: memory_get_usage()", $each, ['in use' => 'usage']);
    echo chart(2 * MARGIN + WIDTH + 20, $top, "$label: resident (RSS)", $each, ['RSS' => 'rss', 'without files' => 'anonymous']);
    $top += HEIGHT + 100;
}
$notes = [
    'Shaded: warm-up. Readings are taken at the same point of a cycle of operations.',
    'Pages of files are part of the RSS, and the system takes them away and gives them back as it likes; what is left without them is drawn from the same level.',
];
foreach ($notes as $i => $note) {
    printf("<text class=\"tick\" x=\"%d\" y=\"%d\">%s</text>\n", MARGIN, $height - 28 + 16 * $i, $note);
}
echo "</svg>\n";
