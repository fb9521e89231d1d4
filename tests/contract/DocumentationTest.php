<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Page;
use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Runner;
use PHPUnit\Framework\TestCase;

/**
 * Runs every PHP block of every page. Documentation\Example says how they are written.
 */
class DocumentationTest extends TestCase
{
    /** Blocks that cannot run as they stand; each says why. More of them want a better example instead. */
    private const MOST_FRAGMENTS = 6;

    /** So that a change of how pages are found does not make the test pass by finding nothing. */
    private const LEAST_EXAMPLES = 75;

    private const LEAST_PROMISES = 230;

    /** @var list<Runner>|null */
    private static ?array $runners = null;

    public function testEveryExampleRunsAndGivesWhatItSays(): void
    {
        $faults = array_merge(...array_column(self::runners(), 'faults'));
        self::assertSame([], $faults, implode("\n\n", $faults));
        self::assertGreaterThanOrEqual(self::LEAST_EXAMPLES, array_sum(array_column(self::runners(), 'ran')));
        self::assertGreaterThanOrEqual(self::LEAST_PROMISES, array_sum(array_column(self::runners(), 'promises')));
    }

    public function testWhatIsNotInstalledIsNamed(): void
    {
        // A backend's own examples are left out elsewhere by design; those that go on from one that failed have been told of.
        $leftOut = preg_grep('~ needs the (?:extension|example above)~', array_merge(...array_column(self::runners(), 'leftOut')), PREG_GREP_INVERT);
        if ($leftOut !== []) {
            self::markTestSkipped('left out: ' . implode(', ', (array) $leftOut));
        }
        self::assertSame([], $leftOut);
    }

    public function testFragmentsAreFew(): void
    {
        $fragments = [];
        foreach (Page::all() as $page) {
            foreach ($page->fences as $fence) {
                if ($fence->isFragment()) {
                    $fragments[] = $fence->at() . " $fence->note";
                }
            }
        }
        self::assertLessThanOrEqual(self::MOST_FRAGMENTS, \count($fragments), implode("\n", $fragments));
    }

    /**
     * What became of each page. Examples run once: a class cannot be declared twice.
     *
     * @return list<Runner>
     */
    private static function runners(): array
    {
        return self::$runners ??= array_map(Runner::run(...), array_values(Page::all()));
    }
}
