<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Benches;

use HighPerApp\HighPer\Native\Benches\Options;
use HighPerApp\HighPer\Native\Benches\Progress;
use HighPerApp\HighPer\Native\Benches\Session;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/Made.php';

/**
 * A run that was interrupted goes on where it stopped, if it is the same; and what is left of it is told.
 */
class SessionTest extends TestCase
{
    private string $file;

    protected function setUp(): void
    {
        $this->file = (string) tempnam(sys_get_temp_dir(), 'highper');
    }

    protected function tearDown(): void
    {
        unlink($this->file);
    }

    public function testARunGoesOnWhereItStopped(): void
    {
        $this->interrupted(['commit' => 'a', 'rounds' => 3]);
        $session = new Session($this->file, ['commit' => 'a', 'rounds' => 3], ['began' => 'later']);
        self::assertTrue($session->isResumed());
        self::assertSame(['one', 'two'], array_keys($session->records()));
        self::assertSame(1.0, $session->records()['two']['seconds']);
        self::assertSame(['lane' => ['php' => '8']], $session->lanes());
        self::assertSame('earlier', $session->facts()['began']);
        $session->record(['id' => 'three']);
        unset($session);
        // And goes on once more.
        self::assertSame(['one', 'two', 'three'], array_keys((new Session($this->file, ['commit' => 'a', 'rounds' => 3], []))->records()));
    }

    public function testALineThatWasCutOffIsMeasuredAgain(): void
    {
        $this->interrupted(['commit' => 'a']);
        file_put_contents($this->file, '{"record":{"id":"three","sec', FILE_APPEND);
        $session = new Session($this->file, ['commit' => 'a'], []);
        self::assertSame(['one', 'two'], array_keys($session->records()));
        $session->record(['id' => 'three', 'seconds' => 2.0]);
        unset($session);
        self::assertSame(2.0, (new Session($this->file, ['commit' => 'a'], []))->records()['three']['seconds']);
    }

    public function testAnythingElseBeginsAnew(): void
    {
        $cases = [
            'another commit' => [['commit' => 'b'], false, false],
            'another option' => [['commit' => 'a', 'rounds' => 3], false, false],
            'as asked for' => [['commit' => 'a'], true, false],
            'since all was done' => [['commit' => 'a'], false, true],
        ];
        foreach ($cases as $what => [$identity, $fresh, $finished]) {
            $session = $this->interrupted(['commit' => 'a']);
            if ($finished) {
                $session->finish();
            }
            unset($session);
            $session = new Session($this->file, $identity, ['began' => 'now'], $fresh);
            self::assertSame([false, [], 'now'], [$session->isResumed(), $session->records(), $session->facts()['began']], $what);
            unset($session);
        }
    }

    public function testOneRunAtATimeWrites(): void
    {
        $session = $this->interrupted(['commit' => 'a']);
        try {
            new Session($this->file, ['commit' => 'a'], []);
            self::fail('two runs write one file');
        } catch (\RuntimeException $e) {
            self::assertStringContainsString('another run writes', $e->getMessage());
        }
        self::assertSame(['one', 'two'], array_keys($session->records()));
    }

    public function testTheTimeLeftIsThatOfWhatIsToBeDone(): void
    {
        $now = 100.0;
        $output = fopen('php://memory', 'w+b');
        $progress = new Progress(['a' => 10.0, 'b' => 10.0, 'c' => 20.0, 'd' => 40.0], $output, false, static function () use (&$now): float {
            return $now;
        });
        self::assertSame(80.0, $progress->left());
        // It was measured in an earlier process, and says nothing of this one's speed.
        $progress->skip('a');
        $now = 120.0;
        $progress->begin('b');
        $progress->end('b');
        // Twice as long as thought, so 60 s are 120.
        self::assertEqualsWithDelta(120.0, $progress->left(), 1e-9);
        $now = 160.0;
        $progress->end('c');
        $now = 240.0;
        $progress->end('d');
        self::assertSame(0.0, $progress->left());
        rewind($output);
        $lines = explode("\n", trim((string) stream_get_contents($output)));
        self::assertSame(' 12 %  1 of 4, about 70 s left  b', ' ' . $lines[0]);
        self::assertSame('100 %  4 of 4, about 0 s left', $lines[\count($lines) - 1]);
        self::assertStringNotContainsString("\r", implode('', $lines));
    }

    public function testATerminalHasABar(): void
    {
        $output = fopen('php://memory', 'w+b');
        $progress = new Progress(['a' => 1.0, 'b' => 1.0], $output, true, static fn (): float => 0.0);
        $progress->end('a');
        $progress->show(true);
        rewind($output);
        self::assertStringContainsString("\r\033[K[############            ]  50 %  1 of 2", (string) stream_get_contents($output));
    }

    public function testAMisspeltOptionIsAnError(): void
    {
        self::assertSame(['quick' => true, 'rounds' => '7', 'only' => 'a b'], Options::of(['--quick', '--rounds=7', '--only', 'a b'], ['quick', 'rounds=', 'only=']));
        foreach ([['--quik'], ['quick'], ['--rounds']] as $arguments) {
            try {
                Options::of($arguments, ['quick', 'rounds=']);
                self::fail(implode(' ', $arguments));
            } catch (\InvalidArgumentException $e) {
                self::assertNotSame('', $e->getMessage());
            }
        }
    }

    /**
     * @param array<string, mixed> $identity
     */
    private function interrupted(array $identity): Session
    {
        file_put_contents($this->file, '');
        $session = new Session($this->file, $identity, ['began' => 'earlier']);
        $session->lane('lane', ['php' => '8']);
        $session->record(['id' => 'one', 'seconds' => 0.5]);
        $session->record(['id' => 'two', 'seconds' => 1.0]);

        return $session;
    }
}
