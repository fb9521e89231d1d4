<?php

declare(strict_types=1);

/* How far a run is, and how long it will take: a bar on a terminal, a line now and then elsewhere. */

namespace HighPerApp\HighPer\Native\Benches;

class Progress
{
    private readonly float $began;

    private float $done = 0.0;

    private float $work = 0.0;

    private int $count = 0;

    private float $shown = -INF;

    private string $current = '';

    /**
     * @param array<string, float>      $weights  By id: the seconds that it took in an earlier run, or is thought to take.
     * @param resource                  $output
     * @param ?(callable(): float)      $clock    Seconds.
     */
    public function __construct(
        private readonly array $weights,
        private readonly mixed $output,
        private readonly bool $isTerminal,
        private readonly mixed $clock = null,
    ) {
        $this->began = $this->now();
    }

    public function begin(string $id): void
    {
        $this->current = $id;
        $this->show();
    }

    public function end(string $id): void
    {
        $this->done += $this->weights[$id] ?? 0.0;
        $this->work += $this->weights[$id] ?? 0.0;
        $this->count++;
        if ($this->count === count($this->weights)) {
            $this->current = '';
            $this->show(true);
        }
    }

    /** What was measured in an earlier process counts, but says nothing of this one's speed. */
    public function skip(string $id): void
    {
        $this->done += $this->weights[$id] ?? 0.0;
        $this->count++;
    }

    /** Seconds; null before anything tells. */
    public function left(): ?float
    {
        $left = array_sum($this->weights) - $this->done;

        return $this->work > 0.0 ? max(0.0, $left * ($this->now() - $this->began) / $this->work) : $left;
    }

    public function show(bool $always = false): void
    {
        $now = $this->now();
        if (!$always && $now - $this->shown < ($this->isTerminal ? 0.2 : 10.0)) {
            return;
        }
        $this->shown = $now;
        $part = $this->weights === [] ? 1.0 : min(1.0, $this->done / max(array_sum($this->weights), 1e-9));
        $text = sprintf('%3d %%  %d of %d, %s', (int) floor(100 * $part), $this->count, count($this->weights), self::duration($this->left()));
        if ($this->isTerminal) {
            $bar = str_repeat('#', (int) round(24 * $part));
            fwrite($this->output, "\r\033[K" . mb_strimwidth(sprintf('[%-24s] %s  %s', $bar, $text, $this->current), 0, max(40, (int) (getenv('COLUMNS') ?: 110)), '…'));
        } else {
            fwrite($this->output, rtrim("$text  $this->current") . "\n");
        }
    }

    /** A message between. */
    public function say(string $message): void
    {
        fwrite($this->output, ($this->isTerminal ? "\r\033[K" : '') . "$message\n");
    }

    /** On a terminal the last bar stays above what follows. */
    public function close(): void
    {
        if ($this->isTerminal) {
            fwrite($this->output, "\n");
        }
    }

    private static function duration(?float $seconds): string
    {
        return match (true) {
            $seconds === null => 'time left unknown',
            $seconds < 90 => sprintf('about %d s left', (int) ceil($seconds)),
            default => sprintf('about %d min left', (int) ceil($seconds / 60)),
        };
    }

    private function now(): float
    {
        return $this->clock === null ? hrtime(true) / 1e9 : ($this->clock)();
    }
}
