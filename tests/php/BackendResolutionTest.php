<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use PHPUnit\Framework\TestCase;

/**
 * How HIGHPER_BACKEND is read where no extension is loaded: each case in a process of its own.
 */
class BackendResolutionTest extends TestCase
{
    /**
     * @param array<string, string> $environment
     * @param list<string>          $arguments   Of PHP.
     */
    private static function ask(array $environment, array $arguments = []): string
    {
        $code = 'require ' . var_export(\dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . 'try { echo HighPerApp\HighPer\Native\Backend::current(); }'
            . 'catch (HighPerApp\HighPer\Native\Exception\BackendException $exception) { echo $exception->getMessage(); }';
        // The bootstrap loads the Router, which asks for the backend: a refusal comes from there.
        $code = 'try {' . $code . '} catch (HighPerApp\HighPer\Native\Exception\BackendException $exception) { echo $exception->getMessage(); }';
        $inherited = array_diff_key(getenv(), ['HIGHPER_BACKEND' => 0, 'HIGHPER_EXPECT' => 0, 'HIGHPER_LIBRARY' => 0]);
        $process = proc_open(
            [PHP_BINARY, ...$arguments, '-r', $code],
            [1 => ['pipe', 'w'], 2 => ['pipe', 'w']],
            $pipes,
            null,
            $environment + $inherited,
        );
        self::assertIsResource($process);
        $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        proc_close($process);

        return $output;
    }

    public function testForcedBackends(): void
    {
        $missing = sys_get_temp_dir() . '/no-such-folder/highper.so';
        self::assertSame('php', self::ask(['HIGHPER_BACKEND' => 'php']));
        self::assertSame("HIGHPER_BACKEND is 'native'; known are 'extension', 'ffi' and 'php'", self::ask(['HIGHPER_BACKEND' => 'native']));
        self::assertStringStartsWith(
            "HIGHPER_BACKEND is 'extension', but the extension 'highper' is not loaded; put extension=highper.so into php.ini",
            self::ask(['HIGHPER_BACKEND' => 'extension']),
        );
        self::assertSame(
            "HIGHPER_BACKEND is 'ffi', but ffi.enable=0 refuses it here; set ffi.enable=1 in php.ini",
            self::ask(['HIGHPER_BACKEND' => 'ffi'], ['-d', 'ffi.enable=0']),
        );
        self::assertSame(
            "HIGHPER_BACKEND is 'ffi', but the library was not found; looked for $missing; set HIGHPER_LIBRARY to its path",
            self::ask(['HIGHPER_BACKEND' => 'ffi', 'HIGHPER_LIBRARY' => $missing]),
        );
    }

    public function testALibraryThatIsNone(): void
    {
        $library = (string) tempnam(sys_get_temp_dir(), 'highper');
        $header = \dirname($library) . '/highper.h';
        self::assertFileDoesNotExist($header);
        file_put_contents($header, "uint32_t highper_abi_version(void);\n");
        try {
            $answer = self::ask(['HIGHPER_BACKEND' => 'ffi', 'HIGHPER_LIBRARY' => $library]);
        } finally {
            unlink($library);
            unlink($header);
        }
        self::assertStringStartsWith("HIGHPER_BACKEND is 'ffi', but the library $library cannot be opened: ", $answer);
    }

    public function testWithoutForceTheBestThatCanBeHad(): void
    {
        self::assertSame('php', self::ask(['HIGHPER_LIBRARY' => '/no/such/library']));
        self::assertSame('php', self::ask([], ['-d', 'ffi.enable=0']));
    }
}
