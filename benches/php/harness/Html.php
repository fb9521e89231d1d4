<?php

declare(strict_types=1);

/* report.html: one page that needs nothing else, neither a network nor a script. */

namespace HighPerApp\HighPer\Native\Benches;

class Html
{
    private const STYLE = <<<'CSS'
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#5b6470;--edge:#d5dae0;--soft:#f4f6f8;--link:#0069a8}
        @media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8eaed;--faint:#a3acb8;--edge:#363d46;--soft:#1c2126;--link:#5cb8f2}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1180px;padding:1.2rem clamp(.8rem,3vw,2rem) 4rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        h1{font-size:1.7rem;line-height:1.2;margin:.4rem 0}h2{font-size:1.3rem;margin:2.6rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--edge)}h3{font-size:1rem;margin:1.4rem 0 .4rem}
        p,ul,dl{max-width:46rem}.faint{color:var(--faint)}a{color:var(--link)}nav a{display:inline-block;margin:0 .9rem .3rem 0}
        .plots{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));align-items:start}
        @media (min-width:62rem){.pair{display:grid;gap:1rem;grid-template-columns:minmax(0,11fr) minmax(0,8fr);align-items:start}}
        figure{margin:0 0 1rem;border:1px solid var(--edge);border-radius:6px;overflow:hidden;background:var(--paper)}svg{display:block;width:100%;height:auto}
        .wide{max-width:46rem;overflow-x:auto}.wide svg{min-width:27rem}.far svg{min-width:37rem}
        .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}caption{text-align:left;color:var(--faint);padding:.3rem 0}
        th,td{padding:.22rem .7rem .22rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--edge)}td.n,th.n{text-align:right;white-space:nowrap}tr.own td{font-weight:600}
        tbody th{font-weight:400}summary{cursor:pointer;color:var(--link);margin:.4rem 0}.warn{border-left:4px solid #c2500a;background:var(--soft);padding:.5rem .8rem;max-width:46rem}
        .short{font-weight:600}
        CSS;

    private int $plots = 0;

    public function report(Results $results): string
    {
        $data = $results->data;
        $this->plots = 0;
        $sections = $results->sections();
        $body = '<header><h1>highper benchmarks</h1><p class="faint">' . self::text($results->circumstances()) . '. highper ' . self::text((string) $data['highper'])
            . ', commit <code>' . self::text(substr($data['commit'], 0, 12)) . '</code>' . ($data['clean'] ? '' : ', with changes that are not committed') . '.</p></header>'
            . $this->cautions($results) . $this->contents($sections) . '<main>' . $this->overview($results) . $this->reading($results);
        foreach ($sections as $title => $records) {
            $body .= $this->section($title, $records);
        }
        foreach ($results->footprints() as $record) {
            $body .= $this->footprint($record);
        }

        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>highper benchmarks</title>"
            . '<style>' . self::STYLE . "\n" . Svg::STYLE . "</style></head>\n<body>$body</main></body></html>\n";
    }

    private function cautions(Results $results): string
    {
        $data = $results->data;
        $lines = [];
        if ($results->isBusy()) {
            $lines[] = sprintf('The machine was busy with other things (load %s before, %s after): ratios of CPU time are what is left to look at, and with care.', $data['load']['before'], $data['load']['after']);
        }
        if ($data['options']['quick']) {
            $lines[] = 'This was a quick run: few rounds, short batches, coarse figures.';
        }
        if ($data['options']['only'] !== []) {
            $lines[] = 'Only a part was measured: ' . implode(', ', $data['options']['only']) . '.';
        }
        foreach ($data['failures'] as $name => $reason) {
            $lines[] = "Failed: $name: $reason";
        }
        foreach ($data['leftOut'] as $name => $reason) {
            $lines[] = "Not measured: $name: $reason";
        }

        return $lines === [] ? '' : '<div class="warn">' . implode('<br>', array_map(self::text(...), $lines)) . '</div>';
    }

    /**
     * @param array<string, list<array<string, mixed>>> $sections
     */
    private function contents(array $sections): string
    {
        $links = array_map(static fn (string $title): string => '<a href="#' . self::anchor($title) . '">' . self::text($title) . '</a>', array_keys($sections));

        return '<nav aria-label="Sections"><p>' . implode(' ', $links) . '</p></nav>';
    }

    private function overview(Results $results): string
    {
        $plot = self::headlines($results);

        return $plot === null ? '' : '<h2 id="overview">At a glance</h2><figure class="wide far" tabindex="0">' . $plot->draw('overview', 'How many times as long rivals take')->inline()
            . '</figure><p class="faint">Marks with the quartiles of the rounds; where a row stands for several documents, their geometric mean with the least and the largest.</p>';
    }

    public static function headlines(Results $results, int $width = 720, float $left = 210.0): ?RatioPlot
    {
        $rows = array_map(static fn (array $row): array => [
            'group' => '',
            'label' => $row['label'],
            'points' => array_map(static fn (array $rival): array => ['median' => $rival['mean'], 'low' => $rival['low'], 'high' => $rival['high']], $row['rivals']),
        ], Headlines::of($results));

        return $rows === [] ? null : new RatioPlot($rows, $width, $left);
    }

    private function reading(Results $results): string
    {
        $data = $results->data;
        $rows = '';
        foreach ($data['rivals'] as $name => $version) {
            $rows .= '<tr><th scope="row">' . self::text($name) . '</th><td>' . self::text($version) . '</td></tr>';
        }
        foreach ($data['absent'] as $name => $hint) {
            $rows .= '<tr><th scope="row">' . self::text($name) . '</th><td><strong>absent</strong>' . ($hint === '' ? '' : ': ' . self::text($hint)) . '</td></tr>';
        }
        $machine = $data['machine'];

        return '<h2 id="reading">How to read this</h2><p>Every round ran all contenders once, in an order that rotates. A ratio compares two of the same round: 2 means that the rival took twice as long as '
            . 'highper, below 1 it was faster. The mark is the median of all rounds, the bar their quartiles. Times are CPU time; wall time is in the tables. All contenders gave the same answers before '
            . 'anything was timed. Axes are logarithmic.</p><div class="scroll" tabindex="0"><table><caption>Who was measured</caption><thead><tr><th scope="col">rival</th><th scope="col">version</th></tr></thead><tbody>' . $rows . '</tbody></table></div>'
            . '<p class="faint">' . self::text(sprintf('%s, %s; abilities on which figures depend: %s; load %s before, %s after; from %s to %s.', $machine['kernel'], $machine['processor'], implode(', ', $machine['abilities']) ?: 'unknown', $data['load']['before'] ?? 'unknown', $data['load']['after'] ?? 'unknown', $data['began'], $data['finished'])) . '</p>';
    }

    /**
     * @param list<array<string, mixed>> $records
     */
    private function section(string $title, array $records): string
    {
        $html = '<h2 id="' . self::anchor($title) . '">' . self::text($title) . '</h2>';
        $ratios = RatioPlot::of($records);
        $figure = $ratios === null ? '' : '<figure class="wide" tabindex="0">' . $ratios->draw($this->id(), "$title: ratios of CPU time")->inline() . '</figure>';
        // A long list of candidates is for those who look for one.
        $figure = count($records) > 60 && $figure !== '' ? '<details><summary>Ratios of ' . count($records) . ' operations</summary>' . $figure . '</details>' : $figure;
        $lines = array_map(fn (LinePlot $plot): string => '<figure>' . $plot->draw($this->id())->inline() . '</figure>', LinePlot::of($records));
        $plots = $lines === [] ? '' : '<div class="plots">' . implode('', $lines) . '</div>';
        // Beside the ratios where both are about as long, else below them.
        $isPair = $figure !== '' && $plots !== '' && (count($lines) === 1 || 12 * count($lines) <= count($records));
        $html .= $isPair ? "<div class=\"pair\">$figure$plots</div>" : $figure . $plots;

        return $html . '<details><summary>All figures as a table</summary>' . $this->table($title, $records) . '</details>';
    }

    /**
     * @param list<array<string, mixed>> $records
     */
    private function table(string $title, array $records): string
    {
        $noun = $records[0]['noun'];
        $rate = $noun === '' ? '' : '<th scope="col" class="n">' . self::text("$noun per second per core") . '</th>';
        $rows = '';
        foreach ($records as $record) {
            $label = trim($record['operation'] . ($record['input'] === '' ? '' : ", {$record['input']}"), ', ');
            foreach ($record['contenders'] as $name => $row) {
                $isSubject = $name === $record['subject'];
                $cpu = $row['ratio']['cpu'];
                $rows .= '<tr' . ($isSubject ? ' class="own"' : '') . '><th scope="row">' . self::text($label) . '</th><td>' . self::text($name) . '</td>'
                    . '<td class="n">' . duration($row['cpu']['median']) . '</td><td class="n">' . duration($row['wall']['median']) . '</td>'
                    . '<td class="n">' . ($isSubject ? '' : spread($cpu['median'], $cpu['low'], $cpu['high'])) . '</td>'
                    . '<td class="n">' . ($isSubject ? '' : figure($row['ratio']['wall']['median'])) . '</td>'
                    . ($noun === '' ? '' : '<td class="n">' . number_format(1e9 / max($row['cpu']['median'], 0.001)) . '</td>')
                    . '<td>' . ($isSubject ? '' : self::text(trim(Text::remark($row)))) . '</td></tr>';
            }
        }

        return '<div class="scroll" tabindex="0"><table><caption>' . self::text("$title: medians; ratios with quartiles") . '</caption><thead><tr><th scope="col">operation</th><th scope="col">contender</th>'
            . '<th scope="col" class="n">CPU</th><th scope="col" class="n">wall</th><th scope="col" class="n">ratio, CPU</th><th scope="col" class="n">ratio, wall</th>' . $rate
            . "<th scope=\"col\">remark</th></tr></thead><tbody>$rows</tbody></table></div>";
    }

    /**
     * @param array<string, mixed> $record
     */
    private function footprint(array $record): string
    {
        $rows = '';
        foreach ($record['memory'] as $name => ['peak' => $peak, 'resident' => $resident]) {
            $rows .= '<tr><th scope="row">' . self::text($name) . '</th><td class="n">' . number_format($peak / 1024) . '</td><td class="n">' . number_format($resident / 1024) . '</td></tr>';
        }

        return '<h2>' . self::text(Results::title($record)) . '</h2><div class="scroll" tabindex="0"><table><thead><tr><th scope="col"></th><th scope="col" class="n">memory_get_peak_usage, KiB</th>'
            . "<th scope=\"col\" class=\"n\">VmHWM, KiB</th></tr></thead><tbody>$rows</tbody></table></div>";
    }

    private function id(): string
    {
        return 'plot' . ++$this->plots;
    }

    private static function anchor(string $title): string
    {
        return trim((string) preg_replace('/[^a-z0-9]+/', '-', strtolower($title)), '-');
    }

    private static function text(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }
}
