<?php

declare(strict_types=1);

/* report.md: a table for each component. */

namespace HighPerApp\HighPer\Native\Benches;

class Markdown
{
    public function report(Results $results): string
    {
        $data = $results->data;
        $lines = ['# Benchmarks', '', $results->circumstances() . '.', ''];
        $lines[] = sprintf('highper %s, commit %s%s. %s.', $data['highper'], substr($data['commit'], 0, 12), $data['clean'] ? '' : ', with changes that are not committed', $data['machine']['kernel']);
        array_push($lines, '', 'Times are CPU time, median of the rounds; a ratio above 1 says how many times as long a contender takes, with its quartiles. docs/benchmarks.md explains how it is measured.', '');
        $lines[] = '| rival | version |';
        $lines[] = '|---|---|';
        foreach ($data['rivals'] as $name => $version) {
            $lines[] = '| ' . self::cell($name) . ' | ' . self::cell($version) . ' |';
        }
        foreach ($data['absent'] as $name => $hint) {
            $lines[] = '| ' . self::cell($name) . ' | absent' . ($hint === '' ? '' : ': ' . self::cell($hint)) . ' |';
        }
        foreach ($data['leftOut'] + $data['failures'] as $name => $reason) {
            array_push($lines, '', 'Not measured: ' . self::cell($name) . ': ' . self::cell($reason));
        }
        foreach ($results->sections() as $title => $records) {
            array_push($lines, '', "## $title", '', ...$this->table($records));
        }
        foreach ($results->footprints() as $record) {
            array_push($lines, '', '## ' . Results::title($record), '', ...$this->footprint($record['memory']));
        }

        return implode("\n", $lines) . "\n";
    }

    /**
     * @param list<array<string, mixed>> $records
     *
     * @return list<string>
     */
    private function table(array $records): array
    {
        $noun = $records[0]['noun'];
        $lines = ['| | contender | CPU | wall | ratio, CPU (quartiles) | ratio, wall |' . ($noun === '' ? '' : " $noun per second per core |") . ' |'];
        $lines[] = '|---|---|--:|--:|--:|--:|' . ($noun === '' ? '' : '--:|') . '---|';
        foreach ($records as $record) {
            $label = trim($record['operation'] . ($record['input'] === '' ? '' : ", {$record['input']}"), ', ');
            foreach ($record['contenders'] as $name => $row) {
                $isSubject = $name === $record['subject'];
                $cpu = $row['ratio']['cpu'];
                $lines[] = '| ' . implode(' | ', [
                    self::cell($label),
                    self::cell($name),
                    duration($row['cpu']['median']),
                    duration($row['wall']['median']),
                    $isSubject ? '' : spread($cpu['median'], $cpu['low'], $cpu['high']),
                    $isSubject ? '' : figure($row['ratio']['wall']['median']),
                    ...($noun === '' ? [] : [number_format(1e9 / max($row['cpu']['median'], 0.001))]),
                    $isSubject ? '' : self::cell(trim(Text::remark($row))),
                ]) . ' |';
                $label = '';
            }
        }

        return $lines;
    }

    /**
     * @param array<string, array{peak: float, resident: float}> $memory
     *
     * @return list<string>
     */
    private function footprint(array $memory): array
    {
        $lines = ['| | memory_get_peak_usage, KiB | VmHWM, KiB |', '|---|--:|--:|'];
        foreach ($memory as $name => ['peak' => $peak, 'resident' => $resident]) {
            $lines[] = '| ' . self::cell($name) . ' | ' . number_format($peak / 1024) . ' | ' . number_format($resident / 1024) . ' |';
        }

        return $lines;
    }

    private static function cell(string $text): string
    {
        // As code where it could be taken for something else.
        $text = str_replace(['|', "\n"], ['\|', ' '], $text);

        return preg_match('/[*_^$<]/', $text) === 1 ? "`$text`" : $text;
    }
}
