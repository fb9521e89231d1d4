<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use PHPUnit\Framework\TestCase;

/**
 * What keeps the FFI backend from being used: forced, it is said in an exception; unforced, PHP takes over. Each case has a copy of
 * the package, and a PHP process of its own.
 */
class FfiLibraryTest extends TestCase
{
    private const PACKAGE = __DIR__ . '/../..';

    private string $copy;

    protected function setUp(): void
    {
        $this->copy = sys_get_temp_dir() . '/highper-ffi-' . getmypid() . '-' . bin2hex(random_bytes(4));
        mkdir($this->copy);
        self::copyFolder(self::PACKAGE . '/php', "$this->copy/php");
        mkdir("$this->copy/tests");
        copy(self::PACKAGE . '/tests/bootstrap.php', "$this->copy/tests/bootstrap.php");
        mkdir("$this->copy/elsewhere");
    }

    protected function tearDown(): void
    {
        $items = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator($this->copy, \FilesystemIterator::SKIP_DOTS),
            \RecursiveIteratorIterator::CHILD_FIRST,
        );
        foreach ($items as $item) {
            $item->isDir() ? rmdir($item->getPathname()) : unlink($item->getPathname());
        }
        rmdir($this->copy);
    }

    /**
     * What is there besides the package, the half-sentence, the arguments of PHP.
     *
     * @return iterable<string, array{string, string, list<string>}>
     */
    private static function obstacles(): iterable
    {
        $library = '{copy}/elsewhere/highper.so';
        yield 'refused by the setting' => ['', 'ffi.enable=0 refuses it here; set ffi.enable=1 in php.ini', ['-d', 'ffi.enable=0']];
        yield 'no library' => ['', "the library was not found; looked for $library; set HIGHPER_LIBRARY to its path", []];
        yield 'no header' => ['library', "the header of $library was not found; looked for {copy}/elsewhere/highper.h, {copy}/include/highper.h", []];
        yield 'a library that is none' => ['garbage header', "the library $library cannot be opened: ", []];
        yield 'a library of another ABI' => ['library header package', "the library $library has ABI version 3, and this package needs 4; install the library of the same release", []];
        yield 'a header of another ABI' => ['library newer', 'the header {copy}/elsewhere/highper.h is of ABI version 4, and this package needs 3; install the header of the same release', []];
        yield 'a header that is none' => ['library broken', 'the header {copy}/elsewhere/highper.h cannot be read: ', []];
        yield 'a header of a later library' => ['library longer', "the library $library cannot be opened: ", []];
    }

    public function testObstacles(): void
    {
        foreach (self::obstacles() as $name => [$what, $message, $arguments]) {
            array_map($this->put(...), array_filter(explode(' ', $what)));
            $environment = ['HIGHPER_LIBRARY' => "$this->copy/elsewhere/highper.so"];
            $expected = "HIGHPER_BACKEND is 'ffi', but " . str_replace('{copy}', $this->copy, $message);
            $answer = $this->ask($environment + ['HIGHPER_BACKEND' => 'ffi'], $arguments);
            if (str_ends_with($message, ': ')) {
                self::assertStringStartsWith($expected, $answer, $name);
                self::assertGreaterThan(\strlen($expected), \strlen($answer), "PHP says why: $name");
            } else {
                self::assertSame($expected, $answer, $name);
            }
            self::assertSame('php', $this->ask($environment, $arguments), $name);
            $this->tearDown();
            $this->setUp();
        }
    }

    public function testWhereTheLibraryIsLookedFor(): void
    {
        mkdir("$this->copy/include");
        copy(self::PACKAGE . '/include/highper.h', "$this->copy/include/highper.h");
        $own = PHP_OS_FAMILY === 'Darwin' ? 'libhighper.dylib' : 'libhighper.so';
        // From the last to the first, so that each is found before those that are there already.
        foreach (["target/abi/release/$own", "target/release/$own", 'build/highper.so', 'lib/highper.so'] as $place) {
            mkdir(\dirname("$this->copy/$place"), recursive: true);
            file_put_contents("$this->copy/$place", 'no library');
            $message = "HIGHPER_BACKEND is 'ffi', but the library $this->copy/$place cannot be opened: ";
            self::assertStringStartsWith($message, $this->ask(['HIGHPER_BACKEND' => 'ffi'], []));
        }
        copy(self::library(), "$this->copy/lib/highper.so");
        self::assertSame('ffi', $this->ask(['HIGHPER_BACKEND' => 'ffi'], []));
        self::assertSame('ffi', $this->ask([], []));
    }

    public function testAnExtensionThatIsOlderThanThePackage(): void
    {
        // What an extension that lacks a class leaves to the autoloader, without such an extension: only its version is asked for.
        $older = 'namespace HighPerApp\HighPer\Native { function phpversion(string $name): string { return "0.0.9"; } }';
        $message = "The extension 'highper' 0.0.9 is older than highperapp/highper-native ";
        self::assertStringStartsWith($message, $this->ask([], [], $older));
        self::assertStringStartsWith($message, $this->ask(['HIGHPER_BACKEND' => 'extension'], [], $older));
        self::assertSame('php', $this->ask(['HIGHPER_BACKEND' => 'php'], [], $older));
    }

    /**
     * The native library that these tests are about.
     */
    public static function library(): string
    {
        $named = getenv('HIGHPER_LIBRARY');
        $suffix = PHP_OS_FAMILY === 'Darwin' ? 'dylib' : 'so';
        $library = $named === false || $named === '' ? self::PACKAGE . "/build/highper.$suffix" : $named;
        self::assertFileExists($library, 'built by ./build.sh build');

        return $library;
    }

    private function put(string $what): void
    {
        $folder = "$this->copy/elsewhere";
        $header = (string) file_get_contents(self::PACKAGE . '/include/highper.h');
        $edit = static fn (string $from, string $to): string => str_replace($from, $to, $header);
        match ($what) {
            'library' => copy(self::library(), "$folder/highper.so"),
            'garbage' => file_put_contents("$folder/highper.so", 'no library'),
            'header' => file_put_contents("$folder/highper.h", $header),
            'newer' => file_put_contents("$folder/highper.h", $edit('HIGHPER_ABI_VERSION 3', 'HIGHPER_ABI_VERSION 4')),
            'broken' => file_put_contents("$folder/highper.h", "$header\nthis is not C;\n"),
            'longer' => file_put_contents("$folder/highper.h", $edit('uint32_t highper_abi_version(void);', 'uint32_t highper_abi_version(void); void highper_later(void);')),
            'package' => file_put_contents(
                "$this->copy/php/Ffi/Library.php",
                str_replace('ABI_VERSION = 3;', 'ABI_VERSION = 4;', (string) file_get_contents("$this->copy/php/Ffi/Library.php")),
            ),
        };
    }

    /**
     * @param array<string, string> $environment
     * @param list<string>          $arguments   Of PHP.
     */
    private function ask(array $environment, array $arguments, string $before = ''): string
    {
        $code = "$before namespace {" . 'try { require ' . var_export("$this->copy/tests/bootstrap.php", true) . ';'
            . 'echo HighPerApp\HighPer\Native\Backend::current(); }'
            . 'catch (HighPerApp\HighPer\Native\Exception\BackendException $exception) { echo $exception->getMessage(); } }';
        $inherited = array_diff_key(getenv(), ['HIGHPER_BACKEND' => 0, 'HIGHPER_EXPECT' => 0, 'HIGHPER_LIBRARY' => 0]);
        $process = proc_open(
            [PHP_BINARY, ...$arguments, '-r', $code],
            [1 => ['pipe', 'w'], 2 => ['redirect', 1]],
            $pipes,
            null,
            $environment + $inherited,
        );
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);
        proc_close($process);

        return $output;
    }

    private static function copyFolder(string $from, string $to): void
    {
        mkdir($to);
        foreach (array_diff((array) scandir($from), ['.', '..']) as $name) {
            is_dir("$from/$name") ? self::copyFolder("$from/$name", "$to/$name") : copy("$from/$name", "$to/$name");
        }
    }
}
