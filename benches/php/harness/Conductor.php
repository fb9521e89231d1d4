<?php

declare(strict_types=1);

/* Runs all lanes, one after the other, each in a process of its own, and keeps what they measure. */

namespace HighPerApp\HighPer\Native\Benches;

class Conductor
{
    /** @var array<string, string> What could not be measured, and why. */
    private array $leftOut = [];

    /** @var array<string, string> What should have been measured, and went wrong. */
    private array $failures = [];

    /**
     * @param list<Lane>           $lanes
     * @param list<string>         $arguments For the suites.
     * @param array<string, float> $known     Seconds that a measurement took earlier, by id.
     */
    public function __construct(private readonly array $lanes, private readonly array $arguments, private readonly Effort $effort, private readonly array $known = [])
    {
    }

    /**
     * @param resource $output
     */
    public function run(Session $session, mixed $output, bool $isTerminal): void
    {
        $ids = [];
        foreach ($this->lanes as $lane) {
            try {
                [$ids[$lane->name()], $obstacle] = $lane->ids($this->arguments);
                if ($obstacle !== null) {
                    $this->leftOut[$lane->name()] = $obstacle;
                }
            } catch (\RuntimeException $e) {
                $this->failures[$lane->name()] = $e->getMessage();
            }
        }
        $usual = ($this->effort->rounds + 2) * $this->effort->milliseconds * 3 / 1000 + 0.2;
        $weights = [];
        foreach (array_merge(...array_values($ids) ?: [[]]) as $id) {
            $weights[$id] = $this->known[$id] ?? $usual;
        }
        $progress = new Progress($weights, $output, $isTerminal);
        foreach (array_intersect_key($session->records(), $weights) as $id => $record) {
            $progress->skip($id);
        }
        foreach ($this->lanes as $lane) {
            if (array_diff($ids[$lane->name()] ?? [], array_keys($session->records())) !== []) {
                $this->measured($lane, $session, $progress);
            }
        }
        $progress->close();
    }

    /**
     * @return array<string, string>
     */
    public function leftOut(): array
    {
        return $this->leftOut;
    }

    /**
     * @return array<string, string>
     */
    public function failures(): array
    {
        return $this->failures;
    }

    private function measured(Lane $lane, Session $session, Progress $progress): void
    {
        $errors = Lane::nameless();
        $process = proc_open(
            $lane->command([...$this->arguments, '--stream', '--skip=php://stdin']),
            [Lane::nameless(implode("\n", array_keys($session->records()))), ['pipe', 'w'], $errors],
            $pipes,
            null,
            $lane->environment(),
        );
        $current = null;
        $noise = '';
        while (is_resource($process) && ($line = fgets($pipes[1])) !== false) {
            $message = json_decode($line, true);
            if (isset($message['plan'])) {
                $session->lane($lane->name(), array_diff_key($message, ['plan' => 1]));
            } elseif (isset($message['begin'])) {
                $progress->begin($current = $message['begin']);
            } elseif (isset($message['record'])) {
                $session->record($message['record']);
                $progress->end($message['record']['id']);
                $current = null;
            } elseif (isset($message['failed'])) {
                $this->failures[$message['failed']] = $message['reason'];
                $progress->say("failed: {$message['failed']}: {$message['reason']}");
                $progress->end($message['failed']);
                $current = null;
            } else {
                $noise .= $line;
            }
        }
        $code = is_resource($process) ? proc_close($process) : 1;
        rewind($errors);
        $said = trim($noise . stream_get_contents($errors));
        if ($code !== 0) {
            $this->failures[$current ?? $lane->name()] = $said === '' ? "its process ended with $code" : $said;
            $progress->say('failed: ' . ($current ?? $lane->name()) . ": $said");
        } elseif ($said !== '') {
            // Warnings of PHP: nothing that a benchmark should overlook.
            $progress->say($said);
        }
    }
}
