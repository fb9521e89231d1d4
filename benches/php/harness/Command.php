<?php

declare(strict_types=1);

/* What `bench` is asked for on the command line. */

namespace HighPerApp\HighPer\Native\Benches;

class Command
{
    private const OPTIONS = ['quick', 'rounds=', 'only=', 'fresh', 'compare=', 'results=', 'readme', 'simdjson=', 'report='];

    public function __construct(private readonly string $root)
    {
    }

    /**
     * @param list<string> $arguments
     *
     * @return int What to exit with.
     *
     * @throws \InvalidArgumentException
     * @throws \RuntimeException
     */
    public function run(array $arguments): int
    {
        if ($arguments !== [] && !str_starts_with($arguments[0], '-')) {
            return $this->show(array_shift($arguments), $arguments);
        }
        $options = Options::of($arguments, self::OPTIONS);
        $folder = rtrim((string) ($options['report'] ?? "$this->root/benches/report"), '/');
        $file = (string) ($options['results'] ?? "$folder/results.json");
        // Read before the run, which may write the same file.
        $before = isset($options['compare']) ? Results::read((string) $options['compare']) : null;
        if (isset($options['readme'])) {
            $written = (new Readme($this->root))->write(Results::read($file));
            echo 'Written from ', $file, ":\n  ", implode("\n  ", $written), "\n";

            return 0;
        }
        $failed = false;
        if (isset($options['results'])) {
            $results = Results::read($file);
            if ($before === null) {
                $this->write($results, dirname($file), false);
            }
        } else {
            $results = $this->measured($options, $folder);
            $failed = $results->data['failures'] !== [];
        }
        if ($before !== null) {
            $comparison = new Comparison($before, $results);
            echo $comparison->text();
            $isGood = $comparison->isGood();
            if (!$isGood && $comparison->worse !== [] && !isset($options['results'])) {
                echo "\nMeasuring again what regressed\n";
                [$isGood, $text] = $comparison->confirmed(new Comparison($before, $this->again($comparison->suspects(), $options)));
                echo $text;
            }
            $failed = $failed || !$isGood;
        }

        return $failed ? 1 : 0;
    }

    /**
     * @param list<string> $arguments
     */
    private function show(string $name, array $arguments): int
    {
        $simdjson = null;
        foreach ($arguments as $at => $argument) {
            if ($argument === '--simdjson' && isset($arguments[$at + 1])) {
                $simdjson = $arguments[$at + 1];
                unset($arguments[$at], $arguments[$at + 1]);
            } elseif (str_starts_with($argument, '--simdjson=')) {
                $simdjson = substr($argument, 11);
                unset($arguments[$at]);
            }
        }
        $code = 0;
        foreach (Lane::of([$name], $this->library(), self::simdjson($simdjson)) as $number => $lane) {
            if ($number > 0) {
                echo "\n";
                // Modes and files belong to the first.
                $arguments = array_filter($arguments, static fn (string $argument): bool => !str_starts_with($argument, '--json'));
            }
            $code = max($code, $lane->show(array_values($arguments)));
        }

        return $code;
    }

    /**
     * @param array<string, string|true> $options
     */
    private function measured(array $options, string $folder): Results
    {
        $effort = Effort::of($options);
        $simdjson = self::simdjson(isset($options['simdjson']) ? (string) $options['simdjson'] : null);
        $identity = [
            'commit' => $this->git('rev-parse HEAD') ?: 'unknown',
            // What the commit does not tell of the sources.
            'changes' => ($changes = $this->git('status --porcelain')) === '' ? '' : md5($changes . $this->git('diff HEAD')),
            'library' => hash_file('sha256', $this->library()),
            'php' => PHP_BINARY . ' ' . PHP_VERSION,
            'simdjson' => $simdjson === null ? null : hash_file('sha256', $simdjson),
            'options' => ['quick' => $effort->quick, 'rounds' => $effort->rounds, 'milliseconds' => $effort->milliseconds, 'only' => $effort->only],
        ];
        if (!is_dir($folder) && !mkdir($folder, 0o777, true)) {
            throw new \RuntimeException("$folder cannot be made");
        }
        $known = [];
        if (is_file("$folder/results.json")) {
            $earlier = Results::read("$folder/results.json");
            $known = $earlier->data['options'] === $identity['options'] ? array_column($earlier->data['records'], 'seconds', 'id') : [];
        }
        $facts = ['began' => gmdate('Y-m-d\TH:i:s\Z'), 'load' => Machine::load(), 'machine' => Machine::hardware()];
        $session = new Session("$folder/run.jsonl", $identity, $facts, isset($options['fresh']));
        if ($session->isResumed()) {
            printf("Going on with the run of %s: %d measurements are there (--fresh begins anew)\n", $session->facts()['began'], count($session->records()));
        }
        if (($facts['load'] ?? 0.0) > 0.7) {
            printf("The machine is busy (load %.1f): take the figures with care\n", $facts['load']);
        }
        $conductor = new Conductor(Lane::of(Suite::names(), $this->library(), $simdjson), self::passed($options), $effort, $known);
        $conductor->run($session, STDOUT, stream_isatty(STDOUT));
        $results = Results::of($session, $identity, $conductor->leftOut(), $conductor->failures());
        if ($results->data['records'] === []) {
            throw new \InvalidArgumentException('nothing was measured: ' . (implode('; ', $conductor->failures() + $conductor->leftOut()) ?: 'there is nothing of that name'));
        }
        $this->write($results, $folder, true);
        // What failed is tried again by the next run.
        if ($conductor->failures() === []) {
            $session->finish();
        }

        return $results;
    }

    /**
     * A second measurement of a few, in other processes.
     *
     * @param list<string>               $ids
     * @param array<string, string|true> $options
     */
    private function again(array $ids, array $options): Results
    {
        $these = (string) tempnam(sys_get_temp_dir(), 'highper');
        $file = (string) tempnam(sys_get_temp_dir(), 'highper');
        file_put_contents($these, implode("\n", $ids));
        try {
            $lanes = Lane::of(Suite::names(), $this->library(), self::simdjson(isset($options['simdjson']) ? (string) $options['simdjson'] : null));
            $lanes = array_values(array_filter($lanes, static fn (Lane $lane): bool => array_filter($ids, static fn (string $id): bool => str_starts_with($id, $lane->name() . ': ')) !== []));
            $identity = ['commit' => '', 'changes' => '', 'library' => '', 'options' => ['rounds' => Effort::of($options)->rounds, 'milliseconds' => Effort::of($options)->milliseconds]];
            $session = new Session($file, $identity, ['began' => gmdate('Y-m-d\TH:i:s\Z'), 'load' => Machine::load(), 'machine' => Machine::hardware()]);
            $conductor = new Conductor($lanes, [...self::passed($options), "--these=$these"], Effort::of($options));
            $conductor->run($session, STDOUT, stream_isatty(STDOUT));

            return Results::of($session, $identity, $conductor->leftOut(), $conductor->failures());
        } finally {
            unlink($these);
            unlink($file);
        }
    }

    private function write(Results $results, string $folder, bool $withJson): void
    {
        $files = ['report.md' => (new Markdown())->report($results), 'report.html' => (new Html())->report($results)];
        if ($withJson) {
            $files = ['results.json' => $results->json()] + $files;
        }
        foreach ($files as $name => $text) {
            if (file_put_contents("$folder/$name", $text) === false) {
                throw new \RuntimeException("$folder/$name cannot be written");
            }
        }
        echo Text::summary($results->timed());
        foreach ($results->data['absent'] as $name => $hint) {
            echo "absent: $name", $hint === '' ? '' : " ($hint)", "\n";
        }
        foreach ($results->data['leftOut'] as $name => $reason) {
            echo "not measured: $name: $reason\n";
        }
        foreach ($results->data['failures'] as $name => $reason) {
            fwrite(STDERR, "failed: $name: $reason\n");
        }
        echo "\nThe report:\n";
        foreach (array_keys($files) as $name) {
            echo "  $folder/$name\n";
        }
    }

    /**
     * Options that the suites get as well.
     *
     * @param array<string, string|true> $options
     *
     * @return list<string>
     */
    private static function passed(array $options): array
    {
        $passed = [];
        foreach (array_intersect_key($options, ['quick' => 1, 'rounds' => 1, 'only' => 1]) as $name => $value) {
            $passed[] = $value === true ? "--$name" : "--$name=$value";
        }

        return $passed;
    }

    /**
     * The simdjson extension, which nobody packages: it is taken from where it was built.
     *
     * @throws \InvalidArgumentException
     */
    private static function simdjson(?string $file): ?string
    {
        $file ??= getenv('SIMDJSON_SO') ?: null;
        if ($file !== null && !is_file($file)) {
            throw new \InvalidArgumentException("there is no $file");
        }

        return $file;
    }

    /**
     * @throws \InvalidArgumentException
     */
    private function library(): string
    {
        $library = getenv('HIGHPER_SO') ?: "$this->root/build/highper.so";

        return is_file($library) ? $library : throw new \InvalidArgumentException("there is no $library; run ./build.sh build");
    }

    private function git(string $command): string
    {
        return trim((string) shell_exec('git -C ' . escapeshellarg($this->root) . " $command 2>/dev/null"));
    }
}
