<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Benches;

use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Runner;
use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Suite;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\Benches\geometric_mean;
use function HighPerApp\HighPer\Native\Benches\quantile;
use function HighPerApp\HighPer\Native\Benches\quartiles;
use function HighPerApp\HighPer\Native\Benches\summarize;

require_once __DIR__ . '/Made.php';

/**
 * What is made of samples, and who is measured at all. Nothing is timed: contenders say themselves how long they took.
 */
class StatisticsTest extends TestCase
{
    public function testQuantilesLieBetweenTheValuesBesideThem(): void
    {
        foreach ([[[5.0], 0.25, 5.0], [[4.0, 1.0, 3.0, 2.0], 0.5, 2.5], [[1.0, 2.0, 3.0, 4.0, 5.0], 0.25, 2.0], [[1.0, 2.0], 0.75, 1.75]] as [$values, $part, $expected]) {
            self::assertSame($expected, quantile($values, $part), json_encode([$values, $part], JSON_THROW_ON_ERROR));
        }
        self::assertSame(['low' => 2.0, 'median' => 3.0, 'high' => 4.0], quartiles([3.0, 1.0, 5.0, 2.0, 4.0]));
        self::assertEqualsWithDelta(4.0, geometric_mean([2.0, 8.0]), 1e-12);
    }

    public function testRatiosAreTakenWithinARound(): void
    {
        // The machine became four times slower in the second round, for both.
        $summary = summarize([
            'own' => [['wall' => 10.0, 'cpu' => 10.0], ['wall' => 40.0, 'cpu' => 40.0], ['wall' => 10.0, 'cpu' => 10.0]],
            'rival' => [['wall' => 30.0, 'cpu' => 20.0], ['wall' => 120.0, 'cpu' => 80.0], ['wall' => 30.0, 'cpu' => 20.0]],
        ], 'own');
        self::assertSame(['low' => 3.0, 'median' => 3.0, 'high' => 3.0], $summary['rival']['ratio']['wall']);
        self::assertSame(['low' => 2.0, 'median' => 2.0, 'high' => 2.0], $summary['rival']['ratio']['cpu']);
        self::assertSame(20.0, $summary['rival']['cpu']['median']);
    }

    public function testRoundsAreInterleavedInAnOrderThatRotates(): void
    {
        $order = [];
        $contender = static function (string $name, float $nanoseconds) use (&$order): array {
            $run = static function (int $calls) use ($name, $nanoseconds, &$order): array {
                $order[] = $name;

                return ['wall' => $calls * $nanoseconds, 'cpu' => $calls * $nanoseconds];
            };

            return ['run' => $run, 'answer' => static fn (): int => 42];
        };
        $record = self::runner()->run('id', self::measurement(['own' => $contender('own', 1e6), 'hash()' => $contender('hash()', 3e6), 'other way' => $contender('other way', 2e6)]));
        // Four rounds, the first of which warms up.
        $rounds = array_chunk(\array_slice($order, -12), 3);
        self::assertSame([['own', 'hash()', 'other way'], ['hash()', 'other way', 'own'], ['other way', 'own', 'hash()'], ['own', 'hash()', 'other way']], $rounds);
        self::assertEqualsWithDelta(3.0, $record['contenders']['hash()']['ratio']['cpu']['median'], 1e-9);
        self::assertCount(3, $record['contenders']['own']['samples']['cpu']);
        self::assertSame(['functions', 0.95], [$record['contenders']['hash()']['rival'], $record['contenders']['hash()']['aim']]);
        // Another way to use the library is no rival, and has nothing to reach.
        self::assertSame([null, null], [$record['contenders']['other way']['rival'], $record['contenders']['other way']['aim']]);
    }

    public function testNobodyIsMeasuredWhoDisagrees(): void
    {
        $contender = static fn (mixed $answer): array => ['run' => static fn (int $calls): array => ['wall' => $calls * 1e6, 'cpu' => $calls * 1e6], 'answer' => static fn (): mixed => $answer];
        $faults = [
            'another answer' => [['own' => $contender([1, 2]), 'hash()' => $contender([2, 1])], "'hash()' disagrees"],
            'one that is only equal' => [['own' => $contender(1), 'hash()' => $contender('1')], "'hash()' disagrees"],
            'all of which failed' => [['own' => $contender(false), 'hash()' => $contender(false)], "'own' disagrees"],
            'no answer' => [['own' => $contender(1), 'hash()' => ['run' => $contender(1)['run']]], "'hash()' has no answer"],
            'no subject' => [['hash()' => $contender(1)], "there is no 'own'"],
        ];
        foreach ($faults as $what => [$contenders, $message]) {
            $cleaned = 0;
            try {
                self::runner()->run('id', self::measurement($contenders, static function () use (&$cleaned): void {
                    $cleaned++;
                }));
                self::fail("$what was measured");
            } catch (\LogicException $e) {
                self::assertStringContainsString($message, $e->getMessage(), $what);
                self::assertSame(1, $cleaned, $what);
            }
        }
    }

    public function testAMeasurementIsThereOnce(): void
    {
        $suite = new Suite('made', '', [], static fn (): iterable => [self::measurement([]), self::measurement([])]);
        $this->expectExceptionMessage("'made, php: Made operation, input' is there twice");
        $suite->chosen(new Effort(3, 1.0), 'php');
    }

    public function testOnlyWhatIsAskedForIsMeasured(): void
    {
        $suite = new Suite('made', '', [], static fn (): iterable => [self::measurement([])]);
        foreach ([['MADE OP', 1], ['nothing', 0], ['nothing,input', 1], ['', 1], ['made, php', 1]] as [$only, $count]) {
            self::assertCount($count, $suite->chosen(Effort::of(['only' => $only]), 'php'), $only);
        }
        self::assertSame([5, 3.0], [Effort::of(['quick' => true])->rounds, Effort::of(['rounds' => '1'])->rounds * 1.0]);
    }

    /**
     * @param array<string, array<string, mixed>> $contenders
     */
    private static function measurement(array $contenders, ?callable $after = null): Measurement
    {
        return new Measurement('Made', 'operation', 'input', 'own', static fn (): array => $contenders, after: $after);
    }

    private static function runner(): Runner
    {
        return new Runner(new Suite('made', '', [Rival::php('functions', ['hash'])], static fn (): iterable => [], floor: 0.95), new Effort(3, 10.0), 'php');
    }
}
