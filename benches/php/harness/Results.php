<?php

declare(strict_types=1);

/* All that a run has measured, as results.json has it. */

namespace HighPerApp\HighPer\Native\Benches;

class Results
{
    /** Raised when what reads results has to know of a change. */
    public const FORMAT = 1;

    /**
     * @param array<string, mixed> $data
     */
    public function __construct(public readonly array $data)
    {
    }

    /**
     * @throws \InvalidArgumentException
     */
    public static function read(string $file): self
    {
        $text = is_file($file) ? file_get_contents($file) : false;
        if ($text === false) {
            throw new \InvalidArgumentException("there is no $file");
        }
        $data = json_decode($text, true);
        if (!is_array($data) || ($data['format'] ?? null) !== self::FORMAT) {
            throw new \InvalidArgumentException("$file is no results.json of format " . self::FORMAT);
        }

        return new self($data);
    }

    /**
     * @param array<string, mixed>  $identity
     * @param array<string, string> $leftOut
     * @param array<string, string> $failures
     */
    public static function of(Session $session, array $identity, array $leftOut, array $failures): self
    {
        $lanes = $session->lanes();
        $present = $absent = [];
        foreach ($lanes as $lane) {
            $present += $lane['attendance']['present'];
            $absent += $lane['attendance']['absent'];
        }
        $first = reset($lanes) ?: ['php' => ['version' => PHP_VERSION], 'highper' => null];

        return new self([
            'format' => self::FORMAT,
            'commit' => $identity['commit'],
            'clean' => $identity['changes'] === '',
            'library' => $identity['library'],
            'highper' => $first['highper'],
            'options' => $identity['options'],
            'began' => $session->facts()['began'],
            'finished' => gmdate('Y-m-d\TH:i:s\Z'),
            'resumed' => $session->isResumed(),
            'load' => ['before' => $session->facts()['load'], 'after' => Machine::load()],
            'machine' => $session->facts()['machine'],
            'php' => $first['php'],
            'rivals' => $present,
            'absent' => array_diff_key($absent, $present),
            'leftOut' => $leftOut,
            'failures' => $failures,
            'records' => array_values($session->records()),
        ]);
    }

    public function json(): string
    {
        $text = json_encode($this->data, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR);
        // Samples and quartiles in a line each: the file is read by people, too.
        $line = static fn (array $found): string => (string) preg_replace(['/(?<=[\[{])\s+|\s+(?=[\]}])/', '/\s+/'], ['', ' '], $found[0]);
        foreach (['/\[\s+-?[\d.]+(?:,\s+-?[\d.]+)*\s+\]/', '/\{\s+"low"[^{}]*\}/'] as $pattern) {
            $text = (string) preg_replace_callback($pattern, $line, $text);
        }

        return $text . "\n";
    }

    /**
     * @return list<array<string, mixed>> With a clock.
     */
    public function timed(): array
    {
        return array_values(array_filter($this->data['records'], static fn (array $record): bool => isset($record['contenders'])));
    }

    /**
     * @return list<array<string, mixed>> Without.
     */
    public function footprints(): array
    {
        return array_values(array_filter($this->data['records'], static fn (array $record): bool => isset($record['memory'])));
    }

    /**
     * Sections of the report: components, each backend apart.
     *
     * @return array<string, list<array<string, mixed>>> Records by title.
     */
    public function sections(): array
    {
        $sections = [];
        foreach ($this->timed() as $record) {
            $title = $record['component'] . match (true) {
                $record['backend'] === 'php' => ', in pure PHP',
                default => '',
            };
            $sections[$title][] = $record;
        }

        return $sections;
    }

    /**
     * Ratios to rivals that count: whose rival does the same.
     *
     * @return array<string, array<string, mixed>> Rows of contenders by "id, contender", with `title`, `contender` and `record`.
     */
    public function ratios(): array
    {
        $ratios = [];
        foreach ($this->timed() as $record) {
            foreach ($record['contenders'] as $name => $row) {
                if ($row['rival'] !== null && !isset($row['beside'])) {
                    $ratios["{$record['id']}, $name"] = $row + ['contender' => $name, 'record' => $record, 'title' => self::title($record)];
                }
            }
        }

        return $ratios;
    }

    /**
     * @param array<string, mixed> $record
     */
    public static function title(array $record): string
    {
        return trim("{$record['component']} {$record['operation']}") . ($record['input'] === '' ? '' : ", {$record['input']}");
    }

    /** The machine, PHP and the date, in a sentence. */
    public function circumstances(): string
    {
        $php = $this->data['php'];
        $machine = $this->data['machine'];

        return sprintf(
            '%s, %d %s, PHP %s with opcache%s, %s; %d interleaved rounds, %s%s',
            $machine['processor'],
            $machine['cores'],
            $machine['cores'] === 1 ? 'core' : 'cores',
            $php['version'],
            ($php['jit'] ?? false) === false ? '' : ' and JIT',
            $machine['system'],
            $this->data['options']['rounds'],
            substr($this->data['finished'], 0, 10),
            $this->isBusy() ? '; the machine was busy with other things' : '',
        );
    }

    public function isBusy(): bool
    {
        // The run itself is a load of 1.
        return ($this->data['load']['before'] ?? 0.0) > 0.7 || ($this->data['load']['after'] ?? 0.0) > 1.7;
    }
}
