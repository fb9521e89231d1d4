<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Instructions;

/**
 * Counts against a baseline, as far as the two can be compared.
 *
 * "own" are the instructions in the library itself. They follow from its sources, the compiler, and what the processor seems to be able to do. "total" are all of
 * a round, PHP's and libc's among them, and follow from their versions as well.
 */
class Comparison
{
    /** The change that is too much, in parts of the baseline. */
    public const MARGIN = 0.03;

    /** What own counts depend on; total ones depend on all that is noted. */
    private const FOR_OWN = ['architecture', 'rustc', 'valgrind', 'processor', 'php_api'];

    /** @var list<string> A line for each operation, then what was left out and why. */
    public array $lines = [];
    public int $passed = 0;
    public int $failed = 0;
    public int $skipped = 0;
    public bool $gained = false;

    /**
     * @param array{made_with: array<string, string>, operations: array<string, array{own: float, total: float}>} $baseline
     * @param array{made_with: array<string, string>, operations: array<string, array{own: float, total: float}>} $now
     */
    public function __construct(array $baseline, array $now)
    {
        $differing = array_keys(array_diff_assoc($now['made_with'], $baseline['made_with']) + array_diff_assoc($baseline['made_with'], $now['made_with']));
        $kinds = array_filter(['own' => array_intersect(self::FOR_OWN, $differing) === [], 'total' => $differing === []]);
        $this->lines[] = sprintf('%-26s %12s %9s %12s %9s', 'instructions a round', 'own', 'change', 'total', 'change');
        foreach ($now['operations'] as $name => $counts) {
            $this->operation($name, $counts, $baseline['operations'][$name] ?? null, $kinds);
        }
        foreach (array_diff_key($baseline['operations'], $now['operations']) as $name => $counts) {
            $this->failed++;
            $this->lines[] = "$name: in the baseline, but not counted";
        }
        if (count($kinds) < 2) {
            $this->explain($differing, $kinds, $baseline['made_with'], $now['made_with']);
        }
    }

    /**
     * @param array{own: float, total: float}      $counts
     * @param array{own: float, total: float}|null $before
     * @param array<string, true>                  $kinds  What can be compared.
     */
    private function operation(string $name, array $counts, ?array $before, array $kinds): void
    {
        $cells = [];
        $remarks = [];
        foreach (['own', 'total'] as $kind) {
            $change = $before === null || $before[$kind] <= 0 ? null : $counts[$kind] / $before[$kind] - 1;
            $cells[] = sprintf('%12.1f %9s', $counts[$kind], $change === null ? '' : sprintf('%+.2f %%', $change * 100));
            if (!isset($kinds[$kind]) && $before !== null) {
                $this->skipped++;
            } elseif ($change === null) {
                $this->failed++;
                $remarks[] = "$kind: not in the baseline";
            } elseif ($change > self::MARGIN) {
                $this->failed++;
                $remarks[] = "$kind: MORE than the baseline's " . sprintf('%.1f', $before[$kind]);
            } else {
                $this->passed++;
                $this->gained = $this->gained || $change < -self::MARGIN;
                array_push($remarks, ...($change < -self::MARGIN ? ["$kind: a gain on the baseline's " . sprintf('%.1f', $before[$kind])] : []));
            }
        }
        $this->lines[] = sprintf('%-26s %s', $name, implode(' ', $cells)) . ($remarks === [] ? '' : '   ' . implode('; ', $remarks));
    }

    /**
     * @param list<string>          $differing
     * @param array<string, true>   $kinds
     * @param array<string, string> $before
     * @param array<string, string> $now
     */
    private function explain(array $differing, array $kinds, array $before, array $now): void
    {
        $what = $kinds === [] ? 'NOTHING WAS COMPARED' : "ONLY THE LIBRARY'S OWN INSTRUCTIONS WERE COMPARED";
        array_push($this->lines, '', "$what: the baseline was made with something else.");
        foreach ($differing as $what) {
            $this->lines[] = sprintf('  %s: %s here, %s there', $what, $now[$what] ?? 'nothing', $before[$what] ?? 'nothing');
        }
        $this->lines[] = 'Changes above that were left out are for the reader. --update makes a baseline for this machine.';
    }
}
