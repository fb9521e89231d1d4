<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

/**
 * A made-up machine for the doctor: a copy of the package, ini files and libraries in a scratch folder, and a PHP process that reads them.
 */
trait DoctorMachine
{
    private static string $folder;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/highper-doctor-' . getmypid() . '-' . bin2hex(random_bytes(4));
        foreach (['', '/package', '/package/bin', '/ini', '/libraries'] as $folder) {
            mkdir(self::$folder . $folder);
        }
        self::copyFolder(\dirname(__DIR__, 2) . '/php', self::$folder . '/package/php');
        copy(\dirname(__DIR__, 2) . '/bin/highper', self::$folder . '/package/bin/highper');
    }

    public static function tearDownAfterClass(): void
    {
        self::remove(self::$folder);
    }

    protected function tearDown(): void
    {
        self::remove(self::$folder . '/package/vendor');
        self::remove(self::$folder . '/libraries');
        mkdir(self::$folder . '/libraries');
    }

    /**
     * What the doctor says, as JSON, and its exit code.
     *
     * @param string                $ini         Lines of an ini file; `{libraries}` stands for the folder of libraries.
     * @param array<string, string> $environment
     * @param list<string>          $options     Of the command.
     * @param bool                  $isBare      Without PHP's own ini files.
     *
     * @return array{array<string, mixed>, int}
     */
    private static function doctor(string $ini = '', array $environment = [], array $options = [], bool $isBare = false): array
    {
        [$output, $exit] = self::highper(['doctor', '--json', ...$options], $ini, $environment, $isBare);
        $report = json_decode($output, true);
        self::assertIsArray($report, $output);

        return [$report, $exit];
    }

    /**
     * @param list<string>          $arguments
     * @param array<string, string> $environment
     *
     * @return array{string, int, string} Output, exit code, errors.
     */
    private static function highper(array $arguments, string $ini = '', array $environment = [], bool $isBare = false): array
    {
        file_put_contents(self::$folder . '/ini/doctor.ini', strtr($ini, ['{libraries}' => self::$folder . '/libraries']) . "\n");
        // An empty name stands for PHP's own folder; the tests' PHP may have been given another.
        $own = $isBare ? '' : (string) getenv('PHP_INI_SCAN_DIR') . PATH_SEPARATOR;
        $inherited = array_diff_key(getenv(), ['HIGHPER_BACKEND' => 0, 'HIGHPER_EXPECT' => 0, 'HIGHPER_LIBRARY' => 0, 'XDEBUG_MODE' => 0]);
        $process = proc_open(
            [PHP_BINARY, '-d', 'display_errors=stderr', '-d', 'display_startup_errors=0', self::$folder . '/package/bin/highper', ...$arguments],
            [['file', '/dev/null', 'r'], ['pipe', 'w'], ['file', self::$folder . '/errors', 'w']],
            $pipes,
            null,
            ['PHP_INI_SCAN_DIR' => $own . self::$folder . '/ini'] + $environment + $inherited,
        );
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);
        $exit = proc_close($process);

        return [$output, $exit, (string) file_get_contents(self::$folder . '/errors')];
    }

    /**
     * The findings of a report by their codes.
     *
     * @param array<string, mixed> $report
     *
     * @return array<string, array{code: string, level: string, found: string, why: string, remedies: list<string>}>
     */
    private static function findings(array $report, int $index = 0): array
    {
        return array_column($report['reports'][$index]['findings'], null, 'code');
    }

    private static function put(string $name, string $content): string
    {
        file_put_contents(self::$folder . "/libraries/$name", $content);

        return self::$folder . "/libraries/$name";
    }

    /**
     * Compiles a library; skips the test by name where there is no C compiler.
     *
     * @param list<string> $flags
     */
    private static function compile(string $name, string $source, array $flags = []): string
    {
        $library = self::$folder . "/libraries/$name";
        $file = self::put("$name.c", $source);
        $process = proc_open(
            ['cc', '-shared', '-fPIC', '-nostdlib', '-o', $library, $file, ...$flags],
            [['file', '/dev/null', 'r'], ['file', "$library.log", 'w'], ['file', "$library.log", 'a']],
            $pipes,
        );
        self::assertIsResource($process);
        if (proc_close($process) === 127) {
            self::markTestSkipped('there is no C compiler (cc)');
        }
        self::assertFileExists($library, (string) file_get_contents("$library.log"));

        return $library;
    }

    /**
     * The C source of an extension that does nothing, with the numbers that PHP compares with its own.
     */
    private static function extensionSource(string $name, string $version, string $api, string $build): string
    {
        $threads = (int) (\in_array('TS', explode(',', $build), true));
        $debug = (int) (\in_array('debug', explode(',', $build), true));

        return <<<C
            struct entry {
                unsigned short size; unsigned int api; unsigned char debug; unsigned char threads;
                const void *ini; const void *dependencies; const char *name; const void *functions;
                void *startup; void *shutdown; void *begin; void *end; void *info; const char *version;
                unsigned long globals_size; void *globals; void *constructor; void *destructor; void *post;
                int started; unsigned char type; void *handle; int number; const char *build;
            };
            static struct entry module = {
                .size = sizeof(struct entry), .api = $api, .debug = $debug, .threads = $threads, .name = "$name", .version = "$version", .build = "$build"
            };
            struct entry *get_module(void) { return &module; }
            C;
    }

    /**
     * The numbers of this PHP: "20240924" and "API20240924,NTS".
     *
     * @return array{string, string}
     */
    private static function numbers(): array
    {
        ob_start();
        phpinfo(INFO_GENERAL);
        $info = (string) ob_get_clean();
        self::assertSame(1, preg_match('~^PHP Extension => (\d+)~m', $info, $api));
        self::assertSame(1, preg_match('~^PHP Extension Build => (\S+)~m', $info, $build));

        return [$api[1], $build[1]];
    }

    private static function copyFolder(string $from, string $to): void
    {
        mkdir($to);
        foreach (new \FilesystemIterator($from) as $item) {
            $item->isDir() ? self::copyFolder($item->getPathname(), "$to/{$item->getFilename()}") : copy($item->getPathname(), "$to/{$item->getFilename()}");
        }
    }

    private static function remove(string $folder): void
    {
        if (!is_dir($folder)) {
            return;
        }
        foreach (new \FilesystemIterator($folder) as $item) {
            $item->isDir() && !$item->isLink() ? self::remove($item->getPathname()) : unlink($item->getPathname());
        }
        rmdir($folder);
    }
}
