<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use PHPUnit\Framework\TestCase;

/**
 * php/preload.php makes FFI usable where ffi.enable=preload refuses it to the application: tried in PHP's own server, which is refused as FPM is.
 */
class PreloadTest extends TestCase
{
    private const ROOT = __DIR__ . '/../..';

    /** @var resource|null */
    private $server = null;

    private string $folder = '';

    protected function setUp(): void
    {
        if (!\extension_loaded('Zend OPcache') || !\extension_loaded('ffi')) {
            self::markTestSkipped('needs opcache and ffi');
        }
        if (!is_file(self::ROOT . '/build/highper.so') && getenv('HIGHPER_LIBRARY') === false) {
            self::markTestSkipped('needs the library');
        }
        $this->folder = sys_get_temp_dir() . '/highper-preload-' . bin2hex(random_bytes(6));
        mkdir($this->folder);
        $bootstrap = var_export(\dirname(__DIR__) . '/bootstrap.php', true);
        file_put_contents("$this->folder/preload.php", "<?php require $bootstrap; require " . var_export(self::ROOT . '/php/preload.php', true) . ';');
        file_put_contents("$this->folder/index.php", <<<PHP
            <?php
            use HighPerApp\HighPer\Native\{Backend, Hash, Json, Paseto, Paseto\SecretKey};
            try {
                class_exists(Backend::class, false) || require $bootstrap;
                \$secret = SecretKey::generate();
                \$said = [
                    Backend::current(), strlen(Hash::digest('x', Hash::BLAKE3)), Json::get('{"a":[1]}', '/a/0'),
                    Paseto::public(\$secret)->parse(Paseto::public(\$secret)->issue(['sub' => 'x']))->get('sub'),
                ];
            } catch (Exception \$exception) {
                \$said = [\$exception->getMessage()];
            }
            try {
                FFI::cdef('int x(void);');
            } catch (FFI\Exception \$exception) {
                \$said[] = \$exception->getMessage();
            }
            \$own = array_filter(get_included_files(), fn (string \$file): bool => str_contains(\$file, '/php/'));
            echo json_encode([\$said, count(\$own), opcache_get_status(false)['preload_statistics']['classes'] ?? []]);
            PHP);
    }

    protected function tearDown(): void
    {
        $this->stop();
        foreach (['preload.php', 'index.php'] as $file) {
            @unlink("$this->folder/$file");
        }
        @rmdir($this->folder);
    }

    public function testPreloadedFilesMayUseFfiAndTheApplicationMayNot(): void
    {
        $refused = 'FFI API is restricted by "ffi.enable" configuration directive';
        [$said] = $this->ask([]);
        self::assertSame(["HIGHPER_BACKEND is 'ffi', but ffi.enable=preload refuses it here; set ffi.enable=1 in php.ini", $refused], $said);

        $user = \function_exists('posix_getpwuid') ? (posix_getpwuid(posix_geteuid()) ?: ['name' => ''])['name'] : get_current_user();
        foreach (["$this->folder/preload.php", (string) realpath(self::ROOT . '/php/preload.php')] as $script) {
            [$said, $included, $preloaded] = $this->ask(['-d', "opcache.preload=$script", '-d', "opcache.preload_user=$user"]);
            self::assertSame(['ffi', 32, 1, 'x', $refused], $said, $script);
            self::assertSame(0, $included, "$script: files that a request had to load");
            foreach (['', 'Ffi/', 'Ffi/Paseto/', 'Fallback/', 'Fallback/Validation/', 'Contract/', 'Exception/', 'Paseto/'] as $folder) {
                foreach (glob(self::ROOT . "/php/{$folder}[A-Z]*.php") ?: [] as $file) {
                    $class = 'HighPerApp\HighPer\Native\\' . str_replace('/', '\\', $folder) . basename($file, '.php');
                    self::assertContains($class, $preloaded, $script);
                }
            }
        }
    }

    /**
     * @param list<string> $options
     *
     * @return array{list<mixed>, int, list<string>}
     */
    private function ask(array $options): array
    {
        $this->stop();
        $command = [
            PHP_BINARY, '-d', 'ffi.enable=preload', '-d', 'opcache.enable=1', '-d', 'opcache.enable_cli=1', '-d', 'display_errors=1', ...$options,
            '-S', '127.0.0.1:0', '-t', $this->folder,
        ];
        $environment = ['HIGHPER_BACKEND' => 'ffi', 'HIGHPER_EXPECT' => ''] + getenv();
        $server = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']], $pipes, null, $environment);
        self::assertIsResource($server);
        $this->server = $server;
        $log = '';
        while (($line = fgets($pipes[2])) !== false) {
            $log .= $line;
            if (preg_match('~\((http://127\.0\.0\.1:\d+)\) started~', $line, $found) === 1) {
                break;
            }
        }
        self::assertArrayHasKey(1, $found ?? [], "the server does not start: $log");
        $answer = (string) file_get_contents("$found[1]/index.php", false, stream_context_create(['http' => ['timeout' => 60, 'ignore_errors' => true]]));

        return (array) json_decode($answer, true) ?: self::fail("the answer: $answer");
    }

    private function stop(): void
    {
        if (\is_resource($this->server)) {
            proc_terminate($this->server);
            proc_close($this->server);
        }
        $this->server = null;
    }
}
