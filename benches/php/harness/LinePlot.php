<?php

declare(strict_types=1);

/* What an operation costs by the size of its input, or how many bytes of it are done in a second; both axes logarithmic. */

namespace HighPerApp\HighPer\Native\Benches;

class LinePlot
{
    private const WIDTH = 360;

    private const HEIGHT = 240;

    private const LEFT = 58.0;

    /**
     * @param array<string, non-empty-array<int, float>> $lines By contender: values by size; the subject is the first.
     * @param string                                     $unit  Of the sizes.
     */
    public function __construct(private readonly string $title, private readonly array $lines, private readonly string $unit)
    {
    }

    /**
     * The plots of a section: one for each operation that was measured with three sizes or more.
     *
     * @param list<array<string, mixed>> $records
     *
     * @return list<self>
     */
    public static function of(array $records): array
    {
        $series = [];
        foreach ($records as $record) {
            if (($record['scale']['series'] ?? null) !== null) {
                $series[$record['operation'] . "\0" . $record['scale']['series'] . "\0" . $record['scale']['unit']][] = $record;
            }
        }
        $plots = [];
        foreach ($series as $key => $records) {
            [$operation, $name, $unit] = explode("\0", $key);
            $lines = [];
            foreach ($records as $record) {
                foreach ($record['contenders'] as $contender => $row) {
                    // Other ways to use this library are in the table.
                    if ($contender === $record['subject'] || $row['rival'] !== null || $contender === 'pure PHP') {
                        $size = $record['scale']['size'];
                        $lines[$contender][$size] = $unit === 'bytes' ? $size / $row['cpu']['median'] * 1e3 : $row['cpu']['median'] / 1e3;
                    }
                }
            }
            if (max(array_map(count(...), $lines)) >= 3) {
                $plots[] = new self($operation === $name || $unit !== 'bytes' ? $operation : "$operation, $name", $lines, $unit);
            }
        }

        return $plots;
    }

    public function draw(string $id): Svg
    {
        $isThroughput = $this->unit === 'bytes';
        $names = array_keys($this->lines);
        $probe = new Svg('', 0, 0, '', '');
        $below = self::HEIGHT + 58;
        $end = $probe->legend(self::LEFT, $below, self::WIDTH - 4, $names, true);
        $what = $isThroughput ? 'MB of input per second of CPU' : 'µs of CPU';
        $svg = new Svg($id, self::WIDTH, (int) ceil($end + 12), "$this->title by number of $this->unit", $this->description($what));
        $sizes = array_keys(array_replace(...array_values($this->lines)));
        sort($sizes);
        $across = new Scale(array_map(floatval(...), $sizes), self::LEFT, self::WIDTH - 14);
        $up = new Scale(array_merge(...array_map(array_values(...), array_values($this->lines))), self::HEIGHT, 44);
        $svg->text(8, 18, $this->title, 'strong');
        $svg->text(8, 35, $what, 'small faint');
        foreach ($up->ticks(7) as $tick) {
            $svg->line(self::LEFT, $up->at($tick), self::WIDTH - 14, $up->at($tick), 'grid');
            $svg->text(self::LEFT - 6, $up->at($tick) + 4, self::tick($tick), 'small faint', 'end');
        }
        foreach ($sizes as $size) {
            $svg->line($across->at($size), 44, $across->at($size), self::HEIGHT, 'grid');
            $svg->text($across->at($size), self::HEIGHT + 15, $isThroughput ? self::bytes($size) : number_format($size), 'small faint', 'middle');
        }
        $svg->text((self::LEFT + self::WIDTH - 14) / 2, self::HEIGHT + 33, $isThroughput ? 'size of the input' : $this->unit, 'small faint', 'middle');
        // The subject last, so that it lies above the others.
        foreach (array_reverse($names) as $name) {
            $kind = (int) array_search($name, $names, true);
            $points = $this->lines[$name];
            ksort($points);
            $svg->curve(array_map(static fn (int $size, float $value): array => [$across->at($size), $up->at($value)], array_keys($points), array_values($points)), $kind);
            foreach ($points as $size => $value) {
                $svg->mark($across->at($size), $up->at($value), $kind, "$name, " . number_format($size) . " $this->unit: " . figure($value) . ($isThroughput ? ' MB/s' : ' µs'), $kind === 0 ? 4.5 : 4.0);
            }
        }
        $svg->legend(self::LEFT, $below, self::WIDTH - 4, $names, true);

        return $svg;
    }

    private static function tick(float $value): string
    {
        $text = number_format($value, $value >= 100 ? 0 : 4);

        return str_contains($text, '.') ? rtrim(rtrim($text, '0'), '.') : $text;
    }

    private static function bytes(int $size): string
    {
        return match (true) {
            $size >= 1_000_000 => round($size / 1048576, 1) . ' MiB',
            $size >= 1000 => round($size / 1024) . ' KiB',
            default => "$size B",
        };
    }

    private function description(string $what): string
    {
        $parts = [];
        foreach ($this->lines as $name => $points) {
            $values = [];
            foreach ($points as $size => $value) {
                $values[] = figure($value) . ' at ' . number_format($size);
            }
            $parts[] = "$name: " . implode(', ', $values);
        }

        return "$what by number of $this->unit. " . implode('; ', $parts) . '.';
    }
}
