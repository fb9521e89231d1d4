<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Benches;

use HighPerApp\HighPer\Native\Benches\Headlines;
use HighPerApp\HighPer\Native\Benches\Html;
use HighPerApp\HighPer\Native\Benches\LinePlot;
use HighPerApp\HighPer\Native\Benches\Markdown;
use HighPerApp\HighPer\Native\Benches\RatioPlot;
use HighPerApp\HighPer\Native\Benches\Readme;
use HighPerApp\HighPer\Native\Benches\Results;
use HighPerApp\HighPer\Native\Benches\Scale;
use HighPerApp\HighPer\Native\Benches\Text;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/Made.php';

/**
 * What results are written as: JSON, Markdown, a page, README's block.
 */
class ReportTest extends TestCase
{
    private const ROOT = __DIR__ . '/../../..';

    public function testResultsAreReadAsTheyWereWritten(): void
    {
        $results = Made::results();
        self::assertSame($results->data, json_decode($results->json(), true));
        self::assertStringEqualsFile(Made::FILE, $results->json());
        // Samples stay in a line.
        self::assertMatchesRegularExpression('/"cpu": \[90\.0, 100\.0, 110\.0\]/', $results->json());
    }

    public function testThePageNeedsNothingElse(): void
    {
        $page = (new Html())->report(Made::results());
        foreach (['~(?:src|href)="(?!#)~', '~<script~i', '~@import~', '~url\(~', '~<link~i', '~\bon[a-z]+="~'] as $pattern) {
            self::assertDoesNotMatchRegularExpression($pattern, $page);
        }
        self::assertSame(2, substr_count($page, 'prefers-color-scheme:dark'));
        self::assertStringContainsString('name="viewport"', $page);
        self::assertStringContainsString('<strong>absent</strong>: php-igbinary', $page);
        self::assertStringContainsString('Not measured: ffi, ffi: FFI is switched off', $page);
        self::assertStringContainsString('requests per second per core</th>', $page);
        // 1e9 ns in a second, 50,000 a request.
        self::assertStringContainsString('<td class="n">20,000</td>', $page);
        self::assertStringContainsString('another &lt;function&gt;', $page);
        foreach (array_keys(Made::results()->sections()) as $title) {
            self::assertStringContainsString(">$title</h2>", $page);
        }
    }

    public function testEveryPlotIsADrawingThatCanBeReadAloud(): void
    {
        preg_match_all('~<svg.*?</svg>~s', (new Html())->report(Made::headlines()), $drawings);
        preg_match_all('~<svg.*?</svg>~s', (new Html())->report(Made::results()), $more);
        $drawings = [...$drawings[0], ...$more[0]];
        self::assertGreaterThan(15, \count($drawings));
        foreach ($drawings as $drawing) {
            $svg = simplexml_load_string($drawing);
            self::assertNotFalse($svg, $drawing);
            self::assertSame('img', (string) $svg['role']);
            [$title, $description] = explode(' ', (string) $svg['aria-labelledby']);
            self::assertSame([$title, $description], [(string) $svg->title['id'], (string) $svg->desc['id']]);
            self::assertNotSame('', (string) $svg->title);
            self::assertMatchesRegularExpression('/\d/', (string) $svg->desc);
            self::assertStringNotContainsString('NAN', strtoupper($drawing));
        }
    }

    public function testARatioPlotHasALineAtOneAndAMarkForEachRival(): void
    {
        $sections = Made::results()->sections();
        $drawing = RatioPlot::of($sections['Router'])->draw('id', 'title')->inline();
        self::assertSame(1, substr_count($drawing, 'class="one"'));
        // Three tables, two rivals; each also in the legend. The shapes differ.
        self::assertSame([4, 4], [substr_count($drawing, 'class="mark k1"'), substr_count($drawing, 'class="mark k2"')]);
        preg_match_all('/<polygon points="([^"]*)" class="mark k([12])"/', $drawing, $marks, PREG_SET_ORDER);
        foreach ($marks as [, $points, $kind]) {
            self::assertCount($kind === '1' ? 4 : 3, explode(' ', $points));
        }
        self::assertSame(6, substr_count($drawing, 'class="range'));
        self::assertStringContainsString('FastRoute MarkBased: 4.00 (3.92 to 4.08)', $drawing);
        self::assertStringNotContainsString('pure PHP', $drawing);
        self::assertNull(RatioPlot::of([]));
    }

    public function testThroughputIsBytesAndCostIsTime(): void
    {
        $sections = Made::results()->sections();
        $plots = LinePlot::of($sections['Router']);
        self::assertCount(1, $plots);
        $drawing = $plots[0]->draw('id')->inline();
        self::assertStringContainsString('µs of CPU by number of routes. match(): 0.10 at 10, 0.11 at 100, 0.15 at 1,000; pure PHP: 0.30', $drawing);
        self::assertSame(4, substr_count($drawing, '<polyline') / 2);
        $drawing = LinePlot::of($sections['Aead'])[0]->draw('id')->inline();
        // 64 bytes in 200 ns are 320 MB/s.
        self::assertStringContainsString('highper: 320 at 64', $drawing);
        self::assertStringContainsString('>64 KiB<', $drawing);
        self::assertSame([], LinePlot::of($sections['Validator, in pure PHP']));
    }

    public function testTicksAreRoundAndFew(): void
    {
        foreach ([[[1.0, 2.0], [1.0, 1.2, 1.4, 1.6, 1.8, 2.0]], [[0.5, 40.0], [0.5, 1.0, 2.0, 5.0, 10.0, 20.0]], [[1.0, 1e6], [1.0, 100.0, 10000.0, 1e6]], [[3.0], [3.0]], [[0.98, 1.4], [1.0, 1.1, 1.2, 1.3, 1.4]]] as [$values, $expected]) {
            $scale = new Scale($values, 0.0, 100.0);
            $ticks = array_map(static fn (float $tick): float => round($tick, 6), $scale->ticks(6));
            self::assertSame($expected, array_values(array_filter($ticks, static fn (float $tick): bool => $tick >= min($values) && $tick <= max($values))), json_encode($values, JSON_THROW_ON_ERROR));
            self::assertLessThanOrEqual(6, \count($ticks));
            foreach ($values as $value) {
                self::assertTrue($scale->at($value) > 0.0 && $scale->at($value) < 100.0);
            }
        }
    }

    public function testMarkdownHasATableForEachComponent(): void
    {
        $text = (new Markdown())->report(Made::results());
        foreach (array_keys(Made::results()->sections()) as $title) {
            self::assertStringContainsString("\n## $title\n", $text);
        }
        self::assertStringContainsString("| igbinary | absent: php-igbinary |\n", $text);
        self::assertStringContainsString('| match(), synthetic, 10 routes | match() | 100 ns | 100 ns |  |  |  |', $text);
        self::assertStringContainsString('|  | FastRoute MarkBased | 400 ns | 400 ns | 4.00 (3.92 to 4.08) | 4.00 | aim 2.0: met |', $text);
        self::assertStringContainsString('| 20,000 |', $text);
        // Every row has as many cells as its head.
        foreach (preg_split('/\n\n/', $text) ?: [] as $block) {
            if (str_starts_with($block, '|')) {
                self::assertCount(1, array_unique(array_map(static fn (string $line): int => preg_match_all('/(?<!\\\\)\|/', $line), explode("\n", trim($block)))), $block);
            }
        }
    }

    public function testTheSummaryNamesWhatIsBelowItsAim(): void
    {
        $text = Text::summary(Made::results()->timed());
        self::assertStringContainsString("3 of 6 ratios are below their aim:\n  Aead ChaCha20-Poly1305 open, 64 B, ext-openssl: 0.80x, aim 0.95", $text);
        self::assertStringNotContainsString('BLAKE2b', $text);
    }

    public function testReadmesBlockHasTheFormInWhichItIsWritten(): void
    {
        self::assertSame([], Readme::faults(Readme::block(Made::headlines())));
        self::assertSame([], Readme::faults(str_replace('No rival was faster at anything that was measured.', "Faster than highper in this run, of everything in the report:\n\n- ext-json: Json encode (twitter 0.90)", Readme::block(Made::headlines()))));
        $readme = (string) file_get_contents(self::ROOT . '/README.md');
        $parts = explode(Readme::END, explode(Readme::BEGIN, $readme)[1] ?? '');
        self::assertCount(2, $parts, 'README.md has no block of benchmarks');
        self::assertSame([], Readme::faults($parts[0]));
    }

    public function testFaultsOfTheBlockAreFound(): void
    {
        $block = Readme::block(Made::headlines());
        $rows = array_column(Headlines::ROWS, 0);
        $faults = [
            'another head' => str_replace('| highper, CPU |', '| time |', $block),
            'no plot' => str_replace('![', '[', $block),
            'a row that nobody measures' => str_replace("| $rows[0] |", '| Speed of light |', $block),
            'a row out of its place' => str_replace(["| $rows[0] |", "| $rows[1] |"], ["| $rows[1] |", "| $rows[0] |"], $block),
            'a ratio without its spread' => (string) preg_replace('/ \(3\.92 to 4\.08\)/', '', $block, 1),
            'a few rows' => (string) preg_replace('/(\n\|---.*?\n(?:\|.*\n){3})(?:\|.*\n)+/', '$1', $block),
            'no word of what is slower' => (string) preg_replace('/^(?:Faster than|No rival).*$/m', '', $block),
            'what is slower without a figure' => str_replace('No rival was faster at anything that was measured.', "Faster than highper in this run, of everything in the report:\n\n- ext-json: Json encode", $block),
            'no rivals' => (string) preg_replace('/^Absent.*$/m', '', $block),
            'no machine' => (string) preg_replace('/^on .*$/m', '', $block),
        ];
        foreach ($faults as $what => $text) {
            self::assertNotSame($block, $text, $what);
            self::assertNotSame([], Readme::faults($text), $what);
        }
    }

    public function testReadmesBlockIsReplacedAndNothingElse(): void
    {
        self::assertSame("before\n<!-- benchmarks -->\nnew\n<!-- /benchmarks -->\nafter", Readme::replaced("before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter", 'new'));
        foreach (['nothing', '<!-- /benchmarks --> <!-- benchmarks -->', '<!-- benchmarks -->', str_repeat('<!-- benchmarks --><!-- /benchmarks -->', 2)] as $readme) {
            try {
                Readme::replaced($readme, 'new');
                self::fail($readme);
            } catch (\RuntimeException $e) {
                self::assertStringContainsString('README.md has no', $e->getMessage());
            }
        }
    }

    public function testReadmesPlotShowsTheRowsOfItsTable(): void
    {
        $file = self::ROOT . '/' . Readme::FIGURE;
        $svg = simplexml_load_file($file);
        self::assertNotFalse($svg);
        $drawing = (string) file_get_contents($file);
        self::assertStringContainsString('prefers-color-scheme:dark', $drawing);
        self::assertStringContainsString('<rect width="100%" height="100%"', $drawing);
        $readme = (string) file_get_contents(self::ROOT . '/README.md');
        $shown = 0;
        foreach (Headlines::ROWS as [$label]) {
            $isInTable = preg_match('/^\| ' . preg_quote($label, '/') . '(?:, \d+ documents)? \|/m', $readme) === 1;
            // A label may be broken into lines.
            $isInPlot = str_contains((string) $svg->desc, "$label: ") || str_contains((string) $svg->desc, '; ' . $label . ':');
            self::assertSame($isInTable, $isInPlot, $label);
            $shown += $isInTable ? 1 : 0;
        }
        self::assertGreaterThanOrEqual(10, $shown);
    }

    public function testWhatRivalsDoFasterIsInTheBlock(): void
    {
        $block = Readme::block(Made::results());
        self::assertStringContainsString("Faster than highper in this run, of everything in the report:\n\n- ext-openssl: Aead ChaCha20-Poly1305 open (64 B 0.80, 1 KiB 0.80, 64 KiB 0.80)\n", $block);
        self::assertStringContainsString('open (64 B 0.97, 1 KiB 0.97, 64 KiB 0.97)', Readme::block(Made::scaled('ext-openssl', 1.2125)), 'a little faster is faster');
        self::assertStringContainsString('Absent in this run: igbinary.', $block);
        self::assertStringContainsString('Symfony routing 6.4.41,', $block);
        self::assertStringContainsString('No rival was faster', Readme::block(Made::scaled('ext-openssl', 2.0)));
    }

    public function testResultsOfAnotherFormatAreRefused(): void
    {
        $file = (string) tempnam(sys_get_temp_dir(), 'highper');
        try {
            foreach (['', '[]', '{"format":0}', '{"format":99}'] as $text) {
                file_put_contents($file, $text);
                try {
                    Results::read($file);
                    self::fail($text);
                } catch (\InvalidArgumentException $e) {
                    self::assertStringContainsString('is no results.json of format', $e->getMessage());
                }
            }
        } finally {
            unlink($file);
        }
    }
}
