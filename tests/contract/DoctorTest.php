<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * `highper doctor` in the backend that the tests run on.
 */
class DoctorTest extends TestCase
{
    use OwnProcess;

    /** What FFI has no part in, the pure-PHP classes do. */
    private const BY_FFI = ['route', 'JSON'];

    public function testEachComponentWorksAndNamesItsBackend(): void
    {
        [$report, $exit] = self::doctor();
        $backend = Backend::current();
        self::assertSame($backend, $report['backend']);
        self::assertSame(Backend::version(), $report['package']['version']);
        self::assertSame($backend === 'extension' ? Backend::version() : null, $report['extension']);
        $classes = [
            'route' => Router::class, 'JSON' => Json::class, 'MessagePack' => MessagePack::class, 'token' => LocalTokens::class, 'seal' => Aead::class,
            'validation' => Validator::class,
        ];
        self::assertSame($classes, array_column($report['components'], 'class', 'component'));
        foreach ($report['components'] as $component) {
            $expected = $backend === 'ffi' && !\in_array($component['component'], self::BY_FFI, true) ? 'php' : $backend;
            self::assertSame([true, null, $expected], [$component['works'], $component['message'], $component['backend']], $component['component']);
        }
        self::assertSame(0, $exit);
    }

    public function testTheBestBackendAloneIsWell(): void
    {
        [$report, $exit] = self::doctor(['--strict'], ['-d', 'memory_limit=256M']);
        $codes = array_column(array_filter($report['findings'], static fn (array $finding): bool => $finding['level'] !== 'note'), 'code');
        if (Backend::current() === 'extension') {
            // A debugger slows all down and is no fault of the package.
            self::assertSame([], array_diff($codes, ['xdebug']));
            self::assertSame($codes === [] ? 0 : 1, $exit);
        } else {
            self::assertNotSame([], $codes);
            self::assertSame(['better', 1], [$report['verdict'], $exit]);
        }
    }

    /**
     * @param list<string> $options
     * @param list<string> $php     Of PHP.
     *
     * @return array{array<string, mixed>, int}
     */
    private static function doctor(array $options = [], array $php = []): array
    {
        $same = self::sameBackend();
        if ($same === null) {
            self::markTestSkipped('where the extension was loaded from cannot be told here');
        }
        $process = proc_open(
            [PHP_BINARY, '-d', 'display_errors=stderr', ...$same, ...$php, \dirname(__DIR__, 2) . '/bin/highper', 'doctor', '--json', ...$options],
            [['file', '/dev/null', 'r'], ['pipe', 'w']],
            $pipes,
        );
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);
        $exit = proc_close($process);
        $answer = json_decode($output, true);
        self::assertIsArray($answer, $output);
        self::assertSame(1, $answer['doctor']);
        self::assertCount(1, $answer['reports']);

        return [$answer['reports'][0], $exit];
    }
}
