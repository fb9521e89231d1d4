<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Benches\Instructions\Comparison;
use HighPerApp\HighPer\Native\Benches\Instructions\Profile;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/../../benches/instructions/Profile.php';
require_once __DIR__ . '/../../benches/instructions/Comparison.php';

/**
 * How counted instructions are read and compared.
 */
class InstructionsTest extends TestCase
{
    private const MADE_WITH = ['architecture' => 'x86_64', 'rustc' => '1', 'valgrind' => '3', 'processor' => 'avx2', 'php_api' => '8.4', 'php' => '8.4.1', 'libc' => '2'];

    private const CALLGRIND = <<<'OUT'
        version: 1
        events: Ir
        summary: 1000

        ob=(1) /usr/bin/php
        fl=(1) ???
        fn=(1) execute_ex
        0 300
        cob=(2) /somewhere/build/highper.so
        cfn=(2) match
        calls=7 0
        0 500
        +2 40
        ob=(2)
        fn=(2)
        0 400
        cob=(3) /usr/lib/libc.so.6
        cfn=(3) memcpy
        calls=9 0
        * 100
        ob=(3)
        fn=(3)
        * 100
        ob=(2)
        fn=(4) url
        -1 160

        totals: 1000
        OUT;

    /** @var list<string> */
    private array $files = [];

    protected function tearDown(): void
    {
        array_map(unlink(...), $this->files);
    }

    public function testReadsWhatIsTheLibrarysAndWhatCallsTake(): void
    {
        $profile = Profile::read($this->file(self::CALLGRIND), 'highper.so');
        self::assertSame([1000, 560], [$profile->total, $profile->own]);
        self::assertSame(0, Profile::read($this->file(self::CALLGRIND), 'other.so')->own);
    }

    public function testRefusesWhatDoesNotAddUp(): void
    {
        foreach (['totals: 1000' => 'totals: 999', '+2 40' => '+2 41', "\ntotals: 1000" => ''] as $old => $new) {
            $text = str_replace([$old, $new === '' ? "summary: 1000\n" : $old], $new, self::CALLGRIND);
            try {
                Profile::read($this->file($text), 'highper.so');
                self::fail("read: '$old' as '$new'");
            } catch (\UnexpectedValueException $e) {
                self::assertStringContainsString('its parts are', $e->getMessage());
            }
        }
        $this->expectException(\UnexpectedValueException::class);
        Profile::read(__DIR__ . '/not-there', 'highper.so');
    }

    public function testTellsWhatIsTooMuchAndWhatIsGained(): void
    {
        $cases = [
            // own, total; passed, failed, skipped, gained
            [[100.0, 1000.0], [2, 0, 0, false]],
            [[102.9, 1029.0], [2, 0, 0, false]],
            [[103.1, 1000.0], [1, 1, 0, false]],
            [[100.0, 1031.0], [1, 1, 0, false]],
            [[97.1, 971.0], [2, 0, 0, false]],
            [[96.9, 1000.0], [2, 0, 0, true]],
        ];
        foreach ($cases as [[$own, $total], $expected]) {
            $comparison = new Comparison(self::counts(['a' => [100.0, 1000.0]]), self::counts(['a' => [$own, $total]]));
            self::assertSame($expected, [$comparison->passed, $comparison->failed, $comparison->skipped, $comparison->gained], "own $own, total $total");
        }
    }

    public function testOperationsThatOneSideLacksFail(): void
    {
        $one = self::counts(['a' => [1.0, 2.0]]);
        $two = self::counts(['a' => [1.0, 2.0], 'b' => [1.0, 2.0]]);
        self::assertSame(2, (new Comparison($one, $two))->failed);
        self::assertSame(1, (new Comparison($two, $one))->failed);
    }

    public function testWhatWasMadeWithSomethingElseIsLeftOutAloud(): void
    {
        $baseline = self::counts(['a' => [100.0, 1000.0]]);
        $cases = [
            ['php', [1, 0, 1], "ONLY THE LIBRARY'S OWN INSTRUCTIONS WERE COMPARED"],
            ['libc', [1, 0, 1], "ONLY THE LIBRARY'S OWN INSTRUCTIONS WERE COMPARED"],
            ['rustc', [0, 0, 2], 'NOTHING WAS COMPARED'],
            ['valgrind', [0, 0, 2], 'NOTHING WAS COMPARED'],
            ['processor', [0, 0, 2], 'NOTHING WAS COMPARED'],
            ['php_api', [0, 0, 2], 'NOTHING WAS COMPARED'],
        ];
        foreach ($cases as [$what, $expected, $text]) {
            $comparison = new Comparison($baseline, self::counts(['a' => [100.0, 5000.0]], [$what => 'another']));
            self::assertSame($expected, [$comparison->passed, $comparison->failed, $comparison->skipped], $what);
            self::assertStringContainsString($text, implode("\n", $comparison->lines), $what);
            self::assertStringContainsString("$what: another here", implode("\n", $comparison->lines), $what);
        }
        // The library's own count still fails then.
        $comparison = new Comparison($baseline, self::counts(['a' => [104.0, 5000.0]], ['libc' => 'another']));
        self::assertSame([0, 1, 1], [$comparison->passed, $comparison->failed, $comparison->skipped]);
    }

    /**
     * @param array<string, array{float, float}> $operations
     * @param array<string, string>              $others
     *
     * @return array{made_with: array<string, string>, operations: array<string, array{own: float, total: float}>}
     */
    private static function counts(array $operations, array $others = []): array
    {
        return [
            'made_with' => $others + self::MADE_WITH,
            'operations' => array_map(static fn (array $pair): array => ['own' => $pair[0], 'total' => $pair[1]], $operations),
        ];
    }

    private function file(string $text): string
    {
        $file = (string) tempnam(sys_get_temp_dir(), 'profile');
        file_put_contents($file, $text . "\n");

        return $this->files[] = $file;
    }
}
