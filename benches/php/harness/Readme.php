<?php

declare(strict_types=1);

/* README's block of figures and its plot: both are written from results.json, and by nobody else. */

namespace HighPerApp\HighPer\Native\Benches;

class Readme
{
    public const BEGIN = '<!-- benchmarks -->';

    public const END = '<!-- /benchmarks -->';

    public const FIGURE = 'docs/figures/benchmarks.svg';

    private const HEAD = ['| | highper, CPU | how many times as long others take |', '|---|--:|---|'];

    public function __construct(private readonly string $root)
    {
    }

    /**
     * @return list<string> The files that were written.
     *
     * @throws \RuntimeException
     */
    public function write(Results $results): array
    {
        $file = "$this->root/README.md";
        $readme = (string) file_get_contents($file);
        $plot = Html::headlines($results, 760, 232.0);
        if ($plot === null) {
            throw new \RuntimeException('the results have nothing of what README shows');
        }
        $figure = $this->root . '/' . self::FIGURE;
        if (!is_dir(dirname($figure))) {
            mkdir(dirname($figure), 0o777, true);
        }
        file_put_contents($figure, $plot->draw('benchmarks', 'How many times as long others take', 'How many times as long others take')->standalone());
        file_put_contents($file, self::replaced($readme, self::block($results)));

        return [$file, $figure];
    }

    /** The block without its markers. */
    public static function block(Results $results): string
    {
        $lines = [
            'CPU time, and how many times as long others take for the same: the median of all rounds, in brackets their quartiles; where a row stands for several',
            'documents, the geometric mean, in brackets the smallest and the largest.',
            '',
            '![How many times as long others take, by operation](' . self::FIGURE . ')',
            '',
            ...self::HEAD,
        ];
        foreach (Headlines::of($results) as $row) {
            $rivals = [];
            foreach ($row['rivals'] as $name => $rival) {
                $rivals[] = "$name " . spread($rival['mean'], $rival['low'], $rival['high']);
            }
            $label = $row['label'] . ($row['inputs'] > 1 ? ", {$row['inputs']} documents" : '');
            $lines[] = "| $label | " . ($row['own'] === null ? '' : duration($row['own'] * 1e3)) . ' | ' . implode(' · ', $rivals) . ' |';
        }
        $slower = self::slower($results);
        array_push($lines, '', ...($slower === [] ? ['No rival was faster at anything that was measured.'] : ['Faster than highper in this run, of everything in the report:', '', ...$slower]));
        $versions = [];
        foreach ($results->data['rivals'] as $name => $version) {
            // Neither PHP itself, nor what is made of others that have a line of their own.
            if (!str_starts_with($version, 'PHP ') && !str_contains($version, ', ')) {
                // Debian's revisions say nothing of the library.
                $version = preg_replace('/(?<=\d)[+-][a-z0-9+~.-]*$/', '', $version);
                $versions[] = str_contains($version, ' ') ? $version : "$name $version";
            }
        }
        array_push($lines, '', 'Absent in this run: ' . (implode(', ', array_keys($results->data['absent'])) ?: 'nobody') . '. Measured were ' . implode(', ', array_unique($versions)) . ',');
        $lines[] = 'on ' . $results->circumstances() . '.';

        return implode("\n", $lines);
    }

    /**
     * @throws \RuntimeException
     */
    public static function replaced(string $readme, string $block): string
    {
        $begin = strpos($readme, self::BEGIN);
        $end = strpos($readme, self::END);
        if ($begin === false || $end === false || $end < $begin || substr_count($readme, self::BEGIN) !== 1 || substr_count($readme, self::END) !== 1) {
            throw new \RuntimeException('README.md has no ' . self::BEGIN . ' … ' . self::END);
        }

        return substr($readme, 0, $begin) . self::BEGIN . "\n$block\n" . substr($readme, $end);
    }

    /**
     * What is wrong with a block's form, whatever its numbers.
     *
     * @return list<string>
     */
    public static function faults(string $block): array
    {
        $lines = explode("\n", trim($block));
        $faults = [];
        $head = array_search(self::HEAD[0], $lines, true);
        if ($head === false || ($lines[$head + 1] ?? null) !== self::HEAD[1]) {
            return ['the table does not begin as it is written'];
        }
        if (!in_array('![How many times as long others take, by operation](' . self::FIGURE . ')', $lines, true)) {
            $faults[] = 'the plot is not shown';
        }
        $number = '\d[\d,]*(?:\.\d+)?';
        $rival = "[^·|]*[^·| ] $number \\($number to $number\\)";
        $known = array_column(Headlines::ROWS, 0);
        $last = -1;
        $rows = 0;
        for ($at = $head + 2; str_starts_with($lines[$at] ?? '', '|'); $at++) {
            $rows++;
            if (preg_match("/^\\| (.+?)(?:, \\d+ documents)? \\| (?:|$number (?:ns|µs|ms|s)) \\| $rival(?: · $rival)* \\|$/u", $lines[$at], $found) !== 1) {
                $faults[] = "a row is not in the form that is written: {$lines[$at]}";
                continue;
            }
            $position = array_search($found[1], $known, true);
            if ($position === false || $position <= $last) {
                $faults[] = "'{$found[1]}' is " . ($position === false ? 'no row of the table' : 'not in its place');
            }
            $last = max($last, (int) $position);
        }
        if ($rows < 10) {
            $faults[] = "there are only $rows rows";
        }
        $rest = implode("\n", array_slice($lines, $at));
        foreach (['/^(?:Faster than highper in this run, of everything in the report:\n\n(?:- .+: .+ \(.*\d\)\n)+|No rival was faster at anything that was measured\.\n)$/m', '/^Absent in this run: .+\. Measured were .+,$/m', '/^on .+ interleaved rounds, \d{4}-\d\d-\d\d.*\.$/m'] as $pattern) {
            if (preg_match($pattern, $rest) !== 1) {
                $faults[] = "nothing matches $pattern";
            }
        }

        return $faults;
    }

    /**
     * What rivals do faster, in a line each: the upper quartile, too, is below 1.
     *
     * @return list<string>
     */
    private static function slower(Results $results): array
    {
        $slower = [];
        foreach ($results->ratios() as $row) {
            $ratio = $row['ratio']['cpu'];
            // Pure PHP is measured against what is written by hand for one purpose, and says so itself.
            if ($ratio['high'] < 1.0 && $row['record']['backend'] === 'extension') {
                $slower["- {$row['contender']}: " . trim("{$row['record']['component']} {$row['record']['operation']}")][] = trim("{$row['record']['input']} " . figure($ratio['median']));
            }
        }

        return array_map(static fn (string $what, array $inputs): string => "$what (" . implode(', ', $inputs) . ')', array_keys($slower), array_values($slower));
    }
}
