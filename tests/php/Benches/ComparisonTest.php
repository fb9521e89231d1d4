<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Benches;

use HighPerApp\HighPer\Native\Benches\Comparison;
use HighPerApp\HighPer\Native\Benches\Results;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/Made.php';

/**
 * Two runs are compared by their ratios to rivals. The committed results have quartiles 2 % beside their medians.
 */
class ComparisonTest extends TestCase
{
    public function testAMoreThanTenthSmallerRatioIsARegression(): void
    {
        foreach ([[1.0, true], [0.95, true], [0.9, true], [0.89, false], [0.5, false], [1.5, true]] as [$factor, $isGood]) {
            $comparison = new Comparison(Made::results(), Made::scaled('FastRoute MarkBased', $factor));
            self::assertSame($isGood, $comparison->isGood(), "times $factor");
            self::assertCount($isGood ? 0 : 3, $comparison->worse, "times $factor");
        }
        $comparison = new Comparison(Made::results(), Made::scaled('FastRoute MarkBased', 0.5));
        self::assertStringContainsString('3 REGRESSED by more than 10 %', $comparison->text());
        self::assertMatchesRegularExpression('/-50\.0 %\s+4\.00 \(3\.92 to 4\.08\)\s+2\.00 \(1\.96 to 2\.04\)\s+router, extension: Router match\(\), synthetic, 10 routes, FastRoute MarkBased/', $comparison->text());
        self::assertCount(3, (new Comparison(Made::results(), Made::scaled('FastRoute MarkBased', 1.5)))->better);
    }

    public function testWhatLiesWithinTheSpreadIsToldApart(): void
    {
        $wide = static fn (Results $results): Results => new Results(self::changed($results->data, 'FastRoute MarkBased', static function (array $row): array {
            $row['ratio']['cpu']['high'] *= 1.3;

            return $row;
        }));
        $comparison = new Comparison(Made::results(), $wide(Made::scaled('FastRoute MarkBased', 0.8)));
        self::assertTrue($comparison->isGood());
        self::assertCount(3, $comparison->unclear);
        self::assertStringContainsString('their quartiles overlap', $comparison->text());
    }

    public function testOnlyRatiosOfCpuTimeToRivalsCount(): void
    {
        // Wall time, another way to use the library, and another function.
        foreach (['FastRoute MarkBased' => 'wall', 'pure PHP' => 'cpu', 'ext-sodium BLAKE2b' => 'cpu'] as $contender => $clock) {
            $changed = new Results(self::changed(Made::results()->data, $contender, static function (array $row) use ($clock): array {
                $row['ratio'][$clock] = array_map(static fn (float $value): float => $value / 3, $row['ratio'][$clock]);

                return $row;
            }));
            self::assertTrue((new Comparison(Made::results(), $changed))->isGood(), $contender);
        }
        self::assertSame(12, (new Comparison(Made::results(), Made::results()))->compared);
    }

    public function testWhatCannotBeComparedIsSaid(): void
    {
        $less = Made::results(static function (array $data): array {
            $data['absent']['FastRoute'] = 'php-nikic-fast-route';
            foreach ($data['records'] as &$record) {
                unset($record['contenders']['FastRoute MarkBased']);
            }
            $data['leftOut']['request, extension'] = 'no reason';
            $data['records'] = array_values(array_filter($data['records'], static fn (array $record): bool => $record['suite'] !== 'request'));

            return $data;
        });
        $text = (new Comparison(Made::results(), $less))->text();
        self::assertStringContainsString('4 could not be compared', $text);
        self::assertStringContainsString('router, extension: Router match(), synthetic, 10 routes, FastRoute MarkBased: FastRoute is absent now', $text);
        self::assertStringContainsString('mix, notes in an array, others: request, extension was not measured now', $text);
        self::assertStringContainsString('FastRoute is absent before', (new Comparison($less, Made::results()))->text());
    }

    public function testAnotherMachineIsWarnedOf(): void
    {
        self::assertSame([], (new Comparison(Made::results(), Made::results()))->warnings);
        $other = Made::results(static function (array $data): array {
            $data['machine']['processor'] = 'Another one';
            $data['php']['version'] = '8.3.1';
            $data['php']['jit'] = false;
            $data['rivals']['FastRoute'] = '2.0';
            $data['load']['before'] = 9.0;
            $data['options']['rounds'] = 5;

            return $data;
        });
        $text = (new Comparison(Made::results(), $other))->text();
        foreach (["the processor differs: 'A processor' before, 'Another one' now", 'PHP differs', 'the JIT differs', 'the number of rounds differs', 'FastRoute differs: 1.3.0-6 before, 2.0 now', 'the machine was busy now'] as $warning) {
            self::assertStringContainsString("warning: $warning", $text);
        }
    }

    public function testAComparisonOfNothingIsNoSuccess(): void
    {
        $nothing = Made::results(static fn (array $data): array => ['records' => []] + $data);
        self::assertFalse((new Comparison(Made::results(), $nothing))->isGood());
        self::assertStringContainsString('nothing could be compared', (new Comparison($nothing, $nothing))->text());
    }

    public function testOnlyWhatIsWorseTwiceIsConfirmed(): void
    {
        $first = new Comparison(Made::results(), Made::scaled('FastRoute MarkBased', 0.5));
        $table = static fn (int $size): string => "router, extension: Router match(), synthetic, $size routes";
        self::assertSame([$table(10), $table(100), $table(1000)], $first->suspects());
        $again = static fn (Results $results, array $ids): Comparison => new Comparison(Made::results(), new Results(
            ['records' => array_values(array_filter($results->data['records'], static fn (array $record): bool => \in_array($record['id'], $ids, true)))] + $results->data,
        ));
        [$isGood, $text] = $first->confirmed($again(Made::results(), $first->suspects()));
        self::assertTrue($isGood);
        self::assertStringContainsString('0 of 3 are confirmed', $text);
        [$isGood, $text] = $first->confirmed($again(Made::scaled('FastRoute MarkBased', 0.6), $first->suspects()));
        self::assertFalse($isGood);
        self::assertStringContainsString('3 of 3 are confirmed', $text);
        // What failed the second time is not cleared, nor is what got worse only then an accusation.
        [$isGood, $text] = $first->confirmed($again(Made::scaled('Symfony compiled', 0.5), [$table(10), $table(100)]));
        self::assertFalse($isGood);
        self::assertStringContainsString('1 regressed, and could not be measured again', $text);
        self::assertStringContainsString('0 of 3 are confirmed', $text);
    }

    public function testTheCommandFailsOnARegression(): void
    {
        $worse = (string) tempnam(sys_get_temp_dir(), 'highper');
        file_put_contents($worse, Made::scaled('ext-openssl', 0.5)->json());
        try {
            self::assertSame([0, true], self::command(['--results=' . Made::FILE, '--compare=' . Made::FILE], 'no ratio regressed'));
            self::assertSame([1, true], self::command(["--results=$worse", '--compare=' . Made::FILE], '3 REGRESSED'));
            self::assertSame([2, true], self::command(["--results=$worse", '--compare=/nowhere.json'], 'there is no /nowhere.json'));
        } finally {
            unlink($worse);
        }
    }

    /**
     * @param list<string> $arguments
     *
     * @return array{int, bool} What it exits with, and whether it says so.
     */
    private static function command(array $arguments, string $says): array
    {
        $process = proc_open([PHP_BINARY, '-n', __DIR__ . '/../../../benches/php/bench.php', ...$arguments], [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes, null, ['HIGHPER_BACKEND' => 'php', 'HIGHPER_EXPECT' => 'php'] + getenv());
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);

        return [proc_close($process), str_contains($output, $says)];
    }

    /**
     * @param array<string, mixed>                                  $data
     * @param callable(array<string, mixed>): array<string, mixed> $change
     *
     * @return array<string, mixed>
     */
    private static function changed(array $data, string $contender, callable $change): array
    {
        foreach ($data['records'] as &$record) {
            if (isset($record['contenders'][$contender])) {
                $record['contenders'][$contender] = $change($record['contenders'][$contender]);
            }
        }

        return $data;
    }
}
