<?php

declare(strict_types=1);

/* One suite in one process: what it prints, or streams to the process that makes the report. */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

class Process
{
    /** Options that suites need not know. */
    private const OWN = ['quick', 'rounds', 'only', 'list', 'json', 'stream', 'skip', 'these', 'check'];

    public function __construct(private readonly Suite $suite, private readonly Effort $effort, private readonly string $backend)
    {
    }

    /**
     * @param array<string, string|true> $options
     *
     * @return int What to exit with.
     *
     * @throws \InvalidArgumentException
     */
    public function run(array $options): int
    {
        foreach (array_keys($options) as $option) {
            if (!in_array($option, self::OWN, true) && !isset($this->suite->modes[$option])) {
                throw new \InvalidArgumentException("'{$this->suite->name}' has no option --$option");
            }
        }
        if (!in_array($this->backend, $this->suite->backends, true)) {
            throw new \InvalidArgumentException("'{$this->suite->name}' is measured with " . implode(' and ', $this->suite->backends) . ", but the backend is '$this->backend'");
        }
        $attendance = $this->suite->attendance();
        $kept = $this->suite->prepare === null ? null : ($this->suite->prepare)();
        foreach ($this->suite->modes as $option => $mode) {
            if (isset($options[$option])) {
                self::heading($attendance);

                return $mode($this->effort);
            }
        }
        $chosen = $this->suite->chosen($this->effort, $this->backend);
        if (is_string($options['these'] ?? null)) {
            $chosen = array_intersect_key($chosen, array_flip(file($options['these'], FILE_IGNORE_NEW_LINES) ?: []));
        }
        if (isset($options['list'])) {
            echo implode("\n", array_keys($chosen)), "\n";

            return 0;
        }
        if (isset($options['stream'])) {
            return $this->stream($chosen, $attendance, is_string($options['skip'] ?? null) ? $options['skip'] : null);
        }
        if (isset($options['check'])) {
            return $this->check($chosen, $attendance);
        }
        if ($chosen === []) {
            throw new \InvalidArgumentException('there is nothing of that name; --list names what there is');
        }

        return $this->show($chosen, $attendance, is_string($options['json'] ?? null) ? $options['json'] : null);
    }

    /**
     * @param array<string, Measurement|Footprint>                                 $chosen
     * @param array{present: array<string, string>, absent: array<string, string>} $attendance
     */
    private function show(array $chosen, array $attendance, ?string $json): int
    {
        self::heading($attendance);
        printf("%d interleaved rounds, %.0f ms a batch; medians, microseconds a call\n", $this->effort->rounds, $this->effort->milliseconds);
        $runner = new Runner($this->suite, $this->effort, $this->backend);
        $records = [];
        foreach ($chosen as $id => $measurement) {
            $records[] = $record = $runner->run($id, $measurement);
            echo Text::record($record);
            fflush(STDOUT);
        }
        echo Text::summary($records);
        if ($json !== null) {
            file_put_contents($json, json_encode($records, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR) . "\n");
        }

        return 0;
    }

    /**
     * Times nothing: only whether all contenders agree, of everybody who is there.
     *
     * @param array<string, Measurement|Footprint>                                 $chosen
     * @param array{present: array<string, string>, absent: array<string, string>} $attendance
     */
    private function check(array $chosen, array $attendance): int
    {
        $runner = new Runner($this->suite, $this->effort, $this->backend);
        $passed = 0;
        $failed = 0;
        foreach ($attendance['absent'] as $name => $hint) {
            echo "absent: $name\n";
        }
        foreach ($chosen as $id => $measurement) {
            try {
                $passed += $measurement instanceof Measurement && $runner->agreed($measurement) ? 1 : 0;
            } catch (\Throwable $e) {
                $failed++;
                echo "FAIL  $id: {$e->getMessage()}\n";
            }
        }
        echo "$passed passed, $failed failed\n";

        return $failed === 0 && $passed > 0 ? 0 : 1;
    }

    /**
     * Lines of JSON: one that says what will come, one for each result.
     *
     * @param array<string, Measurement|Footprint>                                 $chosen
     * @param array{present: array<string, string>, absent: array<string, string>} $attendance
     */
    private function stream(array $chosen, array $attendance, ?string $skip): int
    {
        $skipped = $skip === null ? [] : array_flip(file($skip, FILE_IGNORE_NEW_LINES) ?: []);
        $chosen = array_diff_key($chosen, $skipped);
        self::line(['plan' => array_keys($chosen), 'attendance' => $attendance, 'php' => Machine::php(), 'highper' => Backend::version()]);
        $runner = new Runner($this->suite, $this->effort, $this->backend);
        foreach ($chosen as $id => $measurement) {
            self::line(['begin' => $id]);
            try {
                self::line(['record' => $runner->run($id, $measurement)]);
            } catch (\Throwable $e) {
                // The others can still be measured; the run as a whole has failed.
                self::line(['failed' => $id, 'reason' => str_replace($measurement->title() . ': ', '', $e->getMessage())]);
            }
        }

        return 0;
    }

    /**
     * @param array<string, mixed> $message
     */
    private static function line(array $message): void
    {
        $line = json_encode($message, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR) . "\n";
        if (@fwrite(STDOUT, $line) !== strlen($line) || !fflush(STDOUT)) {
            // Whoever asked has gone: nobody needs the rest.
            exit(1);
        }
    }

    /**
     * @param array{present: array<string, string>, absent: array<string, string>} $attendance
     */
    private static function heading(array $attendance): void
    {
        $hardware = Machine::hardware();
        echo Machine::line(), "\n";
        echo 'processor: ', implode(', ', $hardware['abilities']) ?: 'unknown', "\n";
        foreach ($attendance['present'] as $name => $version) {
            echo "$name: $version\n";
        }
        foreach ($attendance['absent'] as $name => $hint) {
            echo "$name: absent", $hint === '' ? '' : " ($hint)", "\n";
        }
        $load = Machine::load();
        if ($load !== null && $load > 0.7) {
            printf("the machine is busy (load %.1f): take the figures with care\n", $load);
        }
    }
}
