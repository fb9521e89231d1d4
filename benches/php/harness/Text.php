<?php

declare(strict_types=1);

/* Results on a terminal. */

namespace HighPerApp\HighPer\Native\Benches;

class Text
{
    /**
     * Times of every contender, and what the others take against the subject.
     *
     * @param array<string, mixed> $record
     */
    public static function record(array $record): string
    {
        $title = trim("{$record['component']} {$record['operation']}") . ($record['input'] === '' ? '' : ", {$record['input']}");
        if (isset($record['memory'])) {
            return self::memory($title, $record['memory']);
        }
        $lines = [sprintf("\n%s\n%-34s %11s %11s   %s", $title, '', 'wall, µs', 'CPU, µs', "time against {$record['subject']}: CPU (quartiles), wall")];
        foreach ($record['contenders'] as $name => $row) {
            $line = sprintf('%-34s %11.3f %11.3f', $name, $row['wall']['median'] / 1e3, $row['cpu']['median'] / 1e3);
            if ($name !== $record['subject']) {
                $cpu = $row['ratio']['cpu'];
                $line .= sprintf('   %7.2fx (%.2f to %.2f), %.2fx%s', $cpu['median'], $cpu['low'], $cpu['high'], $row['ratio']['wall']['median'], self::remark($row));
            }
            if ($record['noun'] !== '') {
                $line .= sprintf('   %s %s per second per core', number_format(1e9 / max($row['cpu']['median'], 0.001)), $record['noun']);
            }
            $lines[] = $line;
        }

        return implode("\n", $lines) . "\n";
    }

    /**
     * Whether a ratio is as aimed at; nothing where no aim is, or its floor is kept.
     *
     * @param array<string, mixed> $row
     */
    public static function remark(array $row): string
    {
        if (isset($row['worth'])) {
            return $row['ratio']['cpu']['median'] >= $row['worth'] ? '  *' : '';
        }
        if (isset($row['beside'])) {
            return "  {$row['beside']}";
        }
        if ($row['aim'] === null) {
            return '';
        }
        $short = self::short($row);
        if ($row['aim'] < 1) {
            return $short ? sprintf('  * below %.2f', $row['aim']) : '';
        }

        return sprintf('  aim %.1f: %s', $row['aim'], $short ? '* missed' : 'met');
    }

    /**
     * Whether a ratio of CPU times is below its aim.
     *
     * @param array<string, mixed> $row
     */
    public static function short(array $row): bool
    {
        return $row['aim'] !== null && round($row['ratio']['cpu']['median'], 2) < $row['aim'];
    }

    /**
     * Geometric means over all inputs of an operation and of a component, and everything that is below its aim.
     *
     * @param list<array<string, mixed>> $records
     */
    public static function summary(array $records): string
    {
        $ratios = [];
        $short = [];
        $aimed = 0;
        foreach ($records as $record) {
            foreach ($record['contenders'] ?? [] as $name => $row) {
                if ($row['rival'] === null || isset($row['beside'])) {
                    continue;
                }
                $ratios[$record['component'] . ($record['backend'] === 'php' ? ' in PHP' : '')][$row['rival']][] = $row['ratio']['cpu']['median'];
                $aimed += $row['aim'] === null ? 0 : 1;
                if (self::short($row)) {
                    $short[] = sprintf('  %s, %s: %.2fx, aim %.2f', trim("{$record['component']} {$record['operation']}, {$record['input']}", ', '), $name, $row['ratio']['cpu']['median'], $row['aim']);
                }
            }
        }
        $lines = ['', 'geometric means of the ratios of CPU time, all operations and inputs'];
        foreach ($ratios as $component => $rivals) {
            foreach ($rivals as $rival => $values) {
                $lines[] = sprintf('%-20s %-22s %7.2fx of %d, smallest %.2f', $component, $rival, geometric_mean($values), count($values), min($values));
            }
        }
        if ($aimed > 0) {
            $lines[] = sprintf("\n%d of %d ratios are below their aim%s", count($short), $aimed, $short === [] ? '' : ':');
        }

        return implode("\n", [...$lines, ...$short]) . "\n";
    }

    /**
     * @param array<string, array{peak: float, resident: float}> $memory
     */
    private static function memory(string $title, array $memory): string
    {
        if ($memory === []) {
            return "\n$title: not measured, there is no /proc\n";
        }
        $lines = [sprintf("\n%s\n%-34s %22s %14s", $title, '', 'memory_get_peak_usage', 'VmHWM, KiB')];
        foreach ($memory as $name => ['peak' => $peak, 'resident' => $resident]) {
            $lines[] = sprintf('%-34s %22.0f %14.0f', $name, $peak / 1024, $resident / 1024);
        }

        return implode("\n", $lines) . "\n";
    }
}
