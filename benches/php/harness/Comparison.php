<?php

declare(strict_types=1);

/*
 * Two runs, by the ratios of CPU time to rivals: what another machine or a busy one does to times, it does to a rival's as well. A ratio has become worse when its
 * median is more than a tenth below the earlier one, and its quartiles are below the earlier one's quartiles; where these overlap, the rounds do not tell
 * the two apart.
 */

namespace HighPerApp\HighPer\Native\Benches;

class Comparison
{
    public const MARGIN = 0.10;

    /** @var array<string, array{before: array<string, float>, after: array<string, float>, change: float}> */
    public readonly array $worse;

    /** @var array<string, array{before: array<string, float>, after: array<string, float>, change: float}> Too far below, but within the spread. */
    public readonly array $unclear;

    /** @var array<string, array{before: array<string, float>, after: array<string, float>, change: float}> */
    public readonly array $better;

    public readonly int $compared;

    /** @var list<string> Ratios that only one of the two has, and why, where it is known. */
    public readonly array $missing;

    /** @var list<string> In what else the two differ. */
    public readonly array $warnings;

    public function __construct(private readonly Results $before, private readonly Results $after)
    {
        [$old, $new] = [$before->ratios(), $after->ratios()];
        $worse = $unclear = $better = [];
        foreach (array_intersect_key($old, $new) as $key => $row) {
            [$was, $is] = [$row['ratio']['cpu'], $new[$key]['ratio']['cpu']];
            $pair = ['before' => $was, 'after' => $is, 'change' => $is['median'] / $was['median'] - 1];
            // Rounded: 10 % is not more than 10 %, whatever a float makes of it.
            $change = round($pair['change'], 6);
            if ($change < -self::MARGIN) {
                $is['high'] < $was['low'] ? $worse[$key] = $pair : $unclear[$key] = $pair;
            } elseif ($change > self::MARGIN && $is['low'] > $was['high']) {
                $better[$key] = $pair;
            }
        }
        $byChange = static fn (array $one, array $other): int => $one['change'] <=> $other['change'];
        uasort($worse, $byChange);
        uasort($unclear, $byChange);
        uasort($better, static fn (array $one, array $other): int => $other['change'] <=> $one['change']);
        [$this->worse, $this->unclear, $this->better] = [$worse, $unclear, $better];
        $this->compared = count(array_intersect_key($old, $new));
        $this->missing = [
            ...array_map(fn (string $key): string => $this->absence($key, $old[$key], $this->after, 'now'), array_keys(array_diff_key($old, $new))),
            ...array_map(fn (string $key): string => $this->absence($key, $new[$key], $this->before, 'before'), array_keys(array_diff_key($new, $old))),
        ];
        $this->warnings = $this->differences();
    }

    /** Nothing got worse; and there was something to compare, since a comparison of nothing shows nothing. */
    public function isGood(): bool
    {
        return $this->worse === [] && $this->compared > 0;
    }

    public function text(): string
    {
        $lines = ['', sprintf('Compared with the run of %s (commit %s): %d ratios of CPU time', $this->before->data['finished'], substr($this->before->data['commit'], 0, 12), $this->compared)];
        foreach ($this->warnings as $warning) {
            $lines[] = "warning: $warning";
        }
        if ($this->missing !== []) {
            $lines[] = sprintf('%d could not be compared:', count($this->missing));
            array_push($lines, ...array_map(static fn (string $line): string => "  $line", $this->missing));
        }
        $lines = [...$lines, ...self::table('got better by more than 10 %:', $this->better)];
        $lines = [...$lines, ...self::table('got worse by more than 10 %, but their quartiles overlap; more rounds or a quieter machine would tell:', $this->unclear)];
        $lines = [...$lines, ...self::table('REGRESSED by more than 10 %:', $this->worse)];
        if ($this->compared === 0) {
            $lines[] = 'nothing could be compared: that is no success';
        } elseif ($this->worse === []) {
            $lines[] = 'no ratio regressed by more than 10 %';
        }

        return implode("\n", $lines) . "\n";
    }

    /**
     * The measurements in which something got worse.
     *
     * @return list<string> Ids.
     */
    public function suspects(): array
    {
        return array_values(array_unique(array_map(fn (string $key): string => $this->after->ratios()[$key]['record']['id'], array_keys($this->worse))));
    }

    /**
     * What is left of the regressions once the suspects were measured again, in processes of their own: how PHP's JIT compiles a contender differs from process to
     * process, which no number of rounds in one of them tells.
     *
     * @param self $again Of the same earlier run with the second measurement.
     *
     * @return array{bool, string} Whether nothing is left, and what to say.
     */
    public function confirmed(self $again): array
    {
        $left = array_intersect_key($again->worse, $this->worse);
        // What could not be measured again is not cleared.
        $unheard = array_diff_key($this->worse, $again->after->ratios());
        $lines = [
            sprintf('measured again: %d of %d are confirmed', count($left), count($this->worse)),
            ...self::table('REGRESSED by more than 10 %, both times:', $left),
            ...self::table('regressed, and could not be measured again:', $unheard),
        ];

        return [$left === [] && $unheard === [], implode("\n", $lines) . "\n"];
    }

    /**
     * @param array<string, array{before: array<string, float>, after: array<string, float>, change: float}> $rows
     *
     * @return list<string>
     */
    private static function table(string $title, array $rows): array
    {
        if ($rows === []) {
            return [];
        }
        $lines = [sprintf('%d %s', count($rows), $title), sprintf('  %8s  %26s  %26s', 'change', 'before (quartiles)', 'now (quartiles)')];
        foreach ($rows as $key => ['before' => $before, 'after' => $after, 'change' => $change]) {
            $lines[] = sprintf(
                '  %+6.1f %%  %26s  %26s  %s',
                100 * $change,
                sprintf('%.2f (%.2f to %.2f)', $before['median'], $before['low'], $before['high']),
                sprintf('%.2f (%.2f to %.2f)', $after['median'], $after['low'], $after['high']),
                $key,
            );
        }

        return $lines;
    }

    /**
     * @param array<string, mixed> $row
     */
    private function absence(string $key, array $row, Results $where, string $when): string
    {
        $lane = "{$row['record']['suite']}, {$row['record']['backend']}";

        return $key . ': ' . match (true) {
            isset($where->data['absent'][$row['rival']]) => "{$row['rival']} is absent $when",
            isset($where->data['leftOut'][$lane]) => "$lane was not measured $when",
            default => "not measured $when",
        };
    }

    /**
     * @return list<string>
     */
    private function differences(): array
    {
        $warnings = [];
        $facts = static fn (Results $results): array => [
            'the processor' => $results->data['machine']['processor'],
            'its abilities' => implode(', ', $results->data['machine']['abilities']),
            'the number of cores' => (string) $results->data['machine']['cores'],
            'the kernel' => $results->data['machine']['kernel'],
            'PHP' => $results->data['php']['version'],
            'the JIT' => json_encode($results->data['php']['jit'] ?? false),
            'the number of rounds' => (string) $results->data['options']['rounds'],
            'the length of a batch' => $results->data['options']['milliseconds'] . ' ms',
        ];
        [$before, $after] = [$facts($this->before), $facts($this->after)];
        foreach ($before as $what => $was) {
            if ($was !== $after[$what]) {
                $warnings[] = "$what differs: '$was' before, '{$after[$what]}' now";
            }
        }
        foreach (array_intersect_key($this->before->data['rivals'], $this->after->data['rivals']) as $name => $version) {
            if ($version !== $this->after->data['rivals'][$name]) {
                $warnings[] = "$name differs: $version before, {$this->after->data['rivals'][$name]} now";
            }
        }
        foreach (['before' => $this->before, 'now' => $this->after] as $when => $results) {
            if ($results->isBusy()) {
                $warnings[] = "the machine was busy $when";
            }
        }

        return $warnings;
    }
}
