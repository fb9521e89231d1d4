<?php

declare(strict_types=1);

/* How many times as long rivals take: a mark for each rival in each row, on its spread, on a logarithmic axis with a line at 1. */

namespace HighPerApp\HighPer\Native\Benches;

class RatioPlot
{
    private const LINE = 14.0;

    /** More rivals than there are marks are named in their lines. */
    private const MOST_MARKS = 7;

    /** Room for the figures, and for names beside them. */
    private float $right;

    /** @var list<string> */
    private readonly array $names;

    /**
     * @param list<array{group: string, label: string, points: array<string, array{median: float, low: float, high: float}>}> $rows Points by rival. Rows of a group share its heading.
     */
    public function __construct(private readonly array $rows, private readonly int $width = 520, private readonly float $left = 132.0)
    {
        $this->names = array_keys(array_merge(...array_column($rows, 'points')));
        $this->right = $this->isNamed() ? 62 + 6.2 * max(array_map(mb_strlen(...), $this->names)) : 52.0;
    }

    /**
     * The rows of a section of the report.
     *
     * @param list<array<string, mixed>> $records
     */
    public static function of(array $records): ?self
    {
        $rows = [];
        foreach ($records as $record) {
            $points = [];
            foreach ($record['contenders'] as $name => $row) {
                if ($row['rival'] !== null) {
                    $points[$name] = $row['ratio']['cpu'];
                }
            }
            if ($points !== []) {
                // What has but one input is a row without a heading.
                $isAlone = count(array_filter($records, static fn (array $other): bool => $other['operation'] === $record['operation'])) === 1;
                $label = $isAlone ? trim($record['operation'] . ($record['input'] === '' ? '' : ", {$record['input']}"), ', ') : $record['input'];
                $rows[] = ['group' => $isAlone ? '' : $record['operation'], 'label' => $label, 'points' => $points];
            }
        }

        return $rows === [] ? null : new self($rows);
    }

    public function draw(string $id, string $title, string $heading = ''): Svg
    {
        $names = $this->names;
        $kinds = array_flip($names);
        $values = [1.0];
        foreach ($this->rows as $row) {
            foreach ($row['points'] as $point) {
                array_push($values, $point['low'], $point['median'], $point['high']);
            }
        }
        [$layout, $bottom, $top] = $this->layout($heading);
        $svg = new Svg($id, $this->width, (int) ceil($bottom + 40), $title, $this->description($names));
        $scale = new Scale($values, $this->left, $this->width - $this->right);
        if ($heading !== '') {
            $svg->text(12, 22, $heading, 'strong');
        }
        if (!$this->isNamed()) {
            $svg->legend(12, $heading === '' ? 18 : 42, $this->width - 8, self::short($names));
        }
        foreach ($scale->ticks((int) (($this->width - $this->left - $this->right) / 44)) as $tick) {
            $svg->line($scale->at($tick), $top, $scale->at($tick), $bottom, 'grid');
            $svg->text($scale->at($tick), $bottom + 15, rtrim(rtrim(number_format($tick, 2), '0'), '.'), 'small faint', 'middle');
        }
        $svg->line($scale->at(1.0), $top, $scale->at(1.0), $bottom, 'one');
        $svg->text(($this->left + $this->width - $this->right) / 2, $bottom + 32, 'times as long as highper (CPU time); left of the line the rival is faster', 'small faint', 'middle');
        foreach ($layout as $item) {
            if ($item['heading'] !== '') {
                $svg->text(12, $item['y'], $item['heading'], 'strong small');
                continue;
            }
            $svg->line(12, $item['y'], $this->width - 8, $item['y'], 'grid');
            $middle = $item['y'] + $item['height'] / 2;
            foreach ($item['lines'] as $number => $line) {
                $svg->text($this->left - 8, $middle + 4 + self::LINE * ($number - (count($item['lines']) - 1) / 2), $line, 'small', 'end');
            }
            $y = $middle - self::LINE * (count($item['points']) - 1) / 2;
            foreach ($item['points'] as $name => $point) {
                $kind = $this->kind($kinds[$name]);
                $svg->line($scale->at($point['low']), $y, $scale->at($point['high']), $y, 'range k' . $kind);
                $svg->mark($scale->at($point['median']), $y, $kind, "$name: " . spread($point['median'], $point['low'], $point['high']));
                $svg->text($this->width - ($this->isNamed() ? $this->right - 46 : 8), $y + 4, figure($point['median']), 'small', 'end');
                if ($this->isNamed()) {
                    $svg->text($this->width - $this->right + 52, $y + 4, $name, 'small faint');
                }
                $y += self::LINE;
            }
        }

        return $svg;
    }

    /**
     * Where everything is.
     *
     * @return array{list<array<string, mixed>>, float, float} Items, and where they end and begin.
     */
    private function layout(string $heading): array
    {
        $probe = new Svg('', 0, 0, '', '');
        $top = $heading === '' ? 8.0 : 32.0;
        if (!$this->isNamed()) {
            $top = $probe->legend(12, $top + 10, $this->width - 8, self::short($this->names)) + 10;
        }
        $y = $top;
        $layout = [];
        $group = '';
        foreach ($this->rows as $row) {
            if ($row['group'] !== $group && $row['group'] !== '') {
                $y += 24;
                $layout[] = ['heading' => $row['group'], 'y' => $y - 6];
            }
            $group = $row['group'];
            $lines = explode("\n", wordwrap($row['label'], (int) (($this->left - 14) / 6.1), "\n", true));
            $height = self::LINE * max(count($row['points']), count($lines)) + 8;
            $layout[] = ['heading' => '', 'y' => $y, 'height' => $height, 'lines' => $lines, 'points' => $row['points']];
            $y += $height;
        }

        return [$layout, $y + 2, $top];
    }

    private function isNamed(): bool
    {
        return count($this->names) > self::MOST_MARKS;
    }

    /** The first kind is highper's own. */
    private function kind(int $number): int
    {
        return $number % self::MOST_MARKS + 1;
    }

    /**
     * Names by kind.
     *
     * @param list<string> $names
     *
     * @return array<int, string>
     */
    private static function short(array $names): array
    {
        return $names === [] ? [] : array_combine(range(1, count($names)), $names);
    }

    /**
     * @param list<string> $names
     */
    private function description(array $names): string
    {
        $parts = [];
        foreach (array_slice($this->rows, 0, 40) as $row) {
            $points = [];
            foreach ($row['points'] as $name => $point) {
                $points[] = "$name " . figure($point['median']);
            }
            $parts[] = trim("{$row['group']} {$row['label']}") . ': ' . implode(', ', $points);
        }

        return 'Ratios of CPU time of ' . implode(', ', $names) . ' to highper. ' . implode('; ', $parts) . (count($this->rows) > 40 ? '; and more in the table.' : '.');
    }
}
