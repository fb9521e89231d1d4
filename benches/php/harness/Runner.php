<?php

declare(strict_types=1);

/*
 * Measures. Every round runs every contender once, in an order that rotates; ratios are taken within a round, so that what disturbs the machine for longer than
 * a batch disturbs all alike.
 */

namespace HighPerApp\HighPer\Native\Benches;

class Runner
{
    /** Calls after which PHP's JIT has compiled a function that is called in a loop: twice its default thresholds, 127 calls and 64 turns. */
    private const WARM = 256;

    public function __construct(private readonly Suite $suite, private readonly Effort $effort, private readonly string $backend)
    {
    }

    /**
     * @return array<string, mixed> What results.json has of a measurement.
     */
    public function run(string $id, Measurement|Footprint $measurement): array
    {
        $began = hrtime(true);
        $record = [
            'id' => $id,
            'suite' => $this->suite->name,
            'backend' => $this->backend,
            'component' => $measurement->component,
            'operation' => $measurement->operation,
            'input' => $measurement->input,
        ];
        $record += $measurement instanceof Footprint ? ['memory' => ($measurement->measure)($this->effort->quick)] : $this->timed($measurement);

        return $record + ['seconds' => round((hrtime(true) - $began) / 1e9, 3)];
    }

    /** Whether all contenders agree: true, or it throws. */
    public function agreed(Measurement $measurement): bool
    {
        try {
            return self::contenders($measurement) !== [];
        } finally {
            if ($measurement->after !== null) {
                ($measurement->after)();
            }
        }
    }

    /**
     * @return array<string, mixed>
     */
    private function timed(Measurement $measurement): array
    {
        try {
            $contenders = self::contenders($measurement);
            [$samples, $calls] = $this->samples($measurement, $contenders);
        } finally {
            if ($measurement->after !== null) {
                ($measurement->after)();
            }
        }
        $summary = summarize($samples, $measurement->subject);
        $timed = [];
        foreach ($contenders as $name => $contender) {
            $rival = $name === $measurement->subject ? null : $this->suite->rival($name);
            $timed[$name] = ['rival' => $rival, 'aim' => $contender['aim'] ?? ($rival === null || isset($contender['beside']) ? null : $this->suite->floor), 'calls' => $calls[$name]];
            $timed[$name] += array_intersect_key($contender, ['beside' => 1, 'worth' => 1]) + $summary[$name];
            foreach (['wall', 'cpu'] as $clock) {
                $timed[$name]['samples'][$clock] = array_map(static fn (float $value): float => round($value, 2), array_column($samples[$name], $clock));
            }
        }

        return [
            'scale' => $measurement->unit === null ? null : ['unit' => $measurement->unit, 'size' => $measurement->size, 'series' => $measurement->series],
            'subject' => $measurement->subject,
            'noun' => $measurement->noun,
            'rounds' => $this->effort->rounds,
            'contenders' => $timed,
        ];
    }

    /**
     * Those who take part, who agree.
     *
     * @return array<string, array{run: callable, answer?: callable, aim?: float, beside?: string, worth?: float, warm?: float}>
     */
    private static function contenders(Measurement $measurement): array
    {
        $contenders = ($measurement->make)();
        if (!isset($contenders[$measurement->subject])) {
            throw new \LogicException($measurement->title() . ": there is no '$measurement->subject' among " . implode(', ', array_keys($contenders)));
        }
        self::agree($measurement, $contenders);

        return $contenders;
    }

    /**
     * Checks that all contenders give the same answer. Values built apart are equal; only scalars and arrays are also identical.
     *
     * @param array<string, array{run: callable, answer?: callable, aim?: float, beside?: string, worth?: float, warm?: float}> $contenders
     */
    private static function agree(Measurement $measurement, array $contenders): void
    {
        $answers = [];
        foreach ($contenders as $name => $contender) {
            if (isset($contender['answer'])) {
                $answers[$name] = $contender['answer']();
            } elseif (count($contenders) > 1) {
                throw new \LogicException($measurement->title() . ": '$name' has no answer to compare");
            }
        }
        $expected = $answers[$measurement->subject] ?? null;
        foreach ($answers as $name => $answer) {
            // False is what an operation says of itself that has not worked.
            if ($expected === false || (is_object($expected) ? $answer != $expected : $answer !== $expected)) {
                throw new \LogicException($measurement->title() . ": '$name' disagrees: " . self::excerpt($answer) . ' is not ' . self::excerpt($expected));
            }
        }
    }

    private static function excerpt(mixed $value): string
    {
        $text = json_encode($value, JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) ?: get_debug_type($value);

        return strlen($text) > 300 ? substr($text, 0, 300) . '…' : $text;
    }

    /**
     * @param array<string, array{run: callable}> $contenders
     *
     * @return array{array<string, list<array{wall: float, cpu: float}>>, array<string, int>} By contender: a sample of each round, and the calls of a batch.
     */
    private function samples(Measurement $measurement, array $contenders): array
    {
        $milliseconds = $measurement->milliseconds === null ? $this->effort->milliseconds : $measurement->milliseconds / ($this->effort->quick ? 4 : 1);
        $pieces = array_map(fn (array $contender): int => $this->pieces($measurement, $contender, $milliseconds), $contenders);
        if ($measurement->inputs !== null) {
            // All meet the same inputs, and making them takes its time, too.
            $pieces = array_fill_keys(array_keys($pieces), max(1, min($this->effort->quick ? 6 : 20, $pieces[$measurement->subject])));
        }
        $samples = array_fill_keys(array_keys($contenders), []);
        $order = array_keys($contenders);
        for ($round = -1; $round < $this->effort->rounds; $round++) {
            foreach ($order as $name) {
                // What one contender leaves behind is not collected in another one's time.
                gc_collect_cycles();
                $sample = $this->batch($measurement, $contenders[$name]['run'], $pieces[$name], $round + 1);
                // The first round fills caches and compiles.
                if ($round >= 0) {
                    $samples[$name][] = $sample;
                }
            }
            $order[] = array_shift($order);
        }
        $chunk = $measurement->inputs === null ? 1 : $measurement->chunk;

        return [$samples, array_map(static fn (int $count): int => $count * $chunk, $pieces)];
    }

    /**
     * How many calls, or inputs, take as long as a batch should. This also warms up: PHP's JIT compiles what has run often enough, and a contender that
     * does so in its rounds would be measured while it is compiled.
     *
     * @param array{run: callable, warm?: float} $contender
     */
    private function pieces(Measurement $measurement, array $contender, float $milliseconds): int
    {
        $warm = max($this->effort->quick ? 60.0 : 150.0, $contender['warm'] ?? 0.0);
        $calls = 0;
        $spent = 0.0;
        for ($pieces = 1;; $pieces *= 4) {
            $sample = $this->batch($measurement, $contender['run'], $pieces, 0);
            $made = $measurement->inputs === null ? $pieces : $pieces * $measurement->chunk;
            $taken = max($sample['wall'], $sample['cpu']) * $made / 1e6;
            $calls += $made;
            $spent += $taken;
            $isWarm = $calls >= self::WARM || $spent >= $warm;
            // Inputs are capped by who asks.
            if ($isWarm && ($taken >= $milliseconds / 4 || $measurement->inputs !== null && $pieces >= 16)) {
                return max(1, (int) round($pieces * $milliseconds / $taken));
            }
            if (!$isWarm && $taken >= $milliseconds) {
                // As many again, no more: batches that are four times as long would overshoot.
                $pieces = max(1, intdiv($pieces, 4));
            }
        }
    }

    /**
     * @return array{wall: float, cpu: float} Nanoseconds a call; with inputs, the medians of them.
     */
    private function batch(Measurement $measurement, callable $run, int $pieces, int $round): array
    {
        if ($measurement->inputs === null) {
            return measure($run, $pieces);
        }
        $samples = [];
        for ($piece = 0; $piece < $pieces; $piece++) {
            // Made anew for each contender: a string that has been looked up once carries its hash.
            $input = ($measurement->inputs)($measurement->chunk, $round * 1000 + $piece);
            $samples[] = measure($run, $measurement->chunk, $input);
        }

        return ['wall' => quantile(array_column($samples, 'wall'), 0.5), 'cpu' => quantile(array_column($samples, 'cpu'), 0.5)];
    }
}
