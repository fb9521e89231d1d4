<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Ffi\Library;
use PHPUnit\Framework\TestCase;

/**
 * What the doctor says of the environment, of FFI, of other extensions and of settings.
 */
class DoctorSettingsTest extends TestCase
{
    use DoctorMachine;

    public function testTheVariableThatChoosesABackend(): void
    {
        foreach ([
            'native' => ['backend-unknown', 'broken', "HIGHPER_BACKEND is 'native'; known are extension, ffi and php.", 2],
            'extension' => ['backend-refused', 'broken', "HIGHPER_BACKEND is 'extension', but the extension 'highper' is not loaded; ", 2],
            'ffi' => ['backend-refused', 'broken', "HIGHPER_BACKEND is 'ffi', but ", 2],
            'php' => ['backend-forced', 'better', "HIGHPER_BACKEND is 'php': this backend is used, whatever else could be had.", 0],
        ] as $backend => [$code, $level, $found, $exit]) {
            [$report, $actual] = self::doctor('ffi.enable=0', ['HIGHPER_BACKEND' => $backend]);
            $finding = self::findings($report)[$code] ?? null;
            self::assertNotNull($finding, $backend . json_encode($report));
            self::assertSame([$level, $exit], [$finding['level'], $actual], $backend);
            self::assertStringStartsWith($found, $finding['found']);
            self::assertSame('unset HIGHPER_BACKEND', $finding['remedies'][0]);
            // It is told once, not of each component again.
            self::assertArrayNotHasKey('component-failed', self::findings($report), $backend);
            self::assertSame($backend === 'php' ? 'php' : null, $report['reports'][0]['backend']);
        }
    }

    public function testWhatKeepsFfiFromBeingUsed(): void
    {
        if (!\extension_loaded('ffi')) {
            self::markTestSkipped('this PHP has no ffi');
        }
        $garbage = self::put('garbage.so', 'no library');
        foreach ([
            'ffi-disabled' => ['ffi.enable=0', []],
            'ffi-library-missing' => ['ffi.enable=1', ['HIGHPER_LIBRARY' => '/no/such/library.so']],
            'ffi-header-missing' => ['ffi.enable=1', ['HIGHPER_LIBRARY' => $garbage]],
            'ffi-library-unusable' => ['ffi.enable=1', ['HIGHPER_LIBRARY' => $garbage], 'highper.h'],
        ] as $code => $case) {
            if (isset($case[2])) {
                self::put($case[2], "uint32_t highper_abi_version(void);\n");
            }
            [$report] = self::doctor($case[0], $case[1]);
            $finding = self::findings($report)[$code] ?? null;
            self::assertNotNull($finding, $code . json_encode($report));
            // The extension is what is to be mended; this is the way around.
            self::assertSame('note', $finding['level']);
        }
    }

    public function testALibraryOfAnotherAbi(): void
    {
        if (!\extension_loaded('ffi')) {
            self::markTestSkipped('this PHP has no ffi');
        }
        self::put('highper.h', "uint32_t highper_abi_version(void);\n");
        $library = self::compile('other.so', 'unsigned highper_abi_version(void) { return 99; }');
        [$report] = self::doctor('ffi.enable=1', ['HIGHPER_LIBRARY' => $library]);
        self::assertStringContainsString('has ABI version 99', self::findings($report)['ffi-abi']['found'] ?? json_encode($report));
    }

    public function testALibraryOfAnotherVersion(): void
    {
        if (!\extension_loaded('ffi')) {
            self::markTestSkipped('this PHP has no ffi');
        }
        $abi = Library::ABI_VERSION;
        self::put('highper.h', "#define HIGHPER_ABI_VERSION $abi\nuint32_t highper_abi_version(void);\nconst char *highper_version(void);\n");
        $library = self::compile('other.so', "unsigned highper_abi_version(void) { return $abi; } const char *highper_version(void) { return \"0.0.1\"; }");
        [$report] = self::doctor('ffi.enable=1', ['HIGHPER_LIBRARY' => $library]);
        self::assertSame('ffi', $report['reports'][0]['backend']);
        self::assertStringStartsWith('The library is version 0.0.1, and the package is version ', self::findings($report)['ffi-version']['found'] ?? json_encode($report));
    }

    public function testFfiThatIsNotLoaded(): void
    {
        [$report] = self::doctor('', [], [], true);
        if (isset(self::findings($report)['ffi-missing'])) {
            self::assertNotSame([], self::findings($report)['ffi-missing']['remedies']);
        } else {
            self::assertNotSame('', trim((string) shell_exec(escapeshellarg(PHP_BINARY) . ' -n -m | grep -i "^ffi$"')), 'ffi is a part of this PHP');
        }
    }

    public function testCryptographyWithoutItsExtensions(): void
    {
        $functions = implode(',', [...get_extension_funcs('sodium') ?: [], ...get_extension_funcs('openssl') ?: []]);
        [$report, $exit] = self::doctor("disable_functions=$functions\nffi.enable=0", options: ['--strict']);
        $findings = self::findings($report);
        self::assertSame(['better', 'note'], [$findings['sodium-missing']['level'], $findings['openssl-missing']['level']]);
        $components = array_column($report['reports'][0]['components'], null, 'component');
        self::assertSame([true, false, false], array_map(static fn (string $name): bool => $components[$name]['works'], ['route', 'token', 'seal']));
        self::assertStringContainsString('needs ext-sodium', $components['seal']['message']);
        self::assertSame(['better', 1], [$report['verdict'], $exit]);
    }

    public function testAComponentThatFails(): void
    {
        // A fault that no diagnosis foresees.
        [$report, $exit] = self::doctor("disable_functions=pack,unpack\nffi.enable=0");
        self::assertStringContainsString("Trying the component 'MessagePack' failed: ", implode("\n", array_column($report['reports'][0]['findings'], 'found')));
        self::assertSame('broken', self::findings($report)['component-failed']['level']);
        self::assertSame(['broken', 2], [$report['verdict'], $exit]);
    }

    public function testSettings(): void
    {
        foreach ([
            "memory_limit=-1" => ['memory-limit', true],
            'memory_limit=1G' => ['memory-limit', false],
        ] as $ini => [$code, $isFound]) {
            [$report] = self::doctor($ini);
            self::assertSame($isFound, isset(self::findings($report)[$code]), $ini);
        }
        if (!\function_exists('opcache_get_status')) {
            self::markTestSkipped('this PHP has no opcache');
        }
        foreach ([
            'opcache.enable_cli=0' => ['opcache-off', true],
            "opcache.enable_cli=1\nopcache.jit=off" => ['jit-off', true],
            "opcache.enable_cli=1\nopcache.jit=tracing\nopcache.jit_buffer_size=16M" => ['jit-off', false],
            "opcache.enable_cli=1\nopcache.jit=tracing\nopcache.jit_buffer_size=0" => ['jit-off', true],
        ] as $ini => [$code, $isFound]) {
            [$report] = self::doctor($ini);
            self::assertSame($isFound, isset(self::findings($report)[$code]), $ini . json_encode($report));
        }
    }

    public function testADebugger(): void
    {
        $library = self::compile('xdebug.so', self::extensionSource('xdebug', '3.4.0', ...self::numbers()));
        foreach (['develop,debug' => 'better', 'off' => 'note'] as $mode => $level) {
            [$report] = self::doctor("extension=$library", ['XDEBUG_MODE' => $mode]);
            self::assertSame($level, self::findings($report)['xdebug']['level'] ?? json_encode($report), $mode);
        }
    }

    public function testAnApplicationThatDoesNotLoad(): void
    {
        mkdir(self::$folder . '/package/vendor');
        file_put_contents(self::$folder . '/package/vendor/autoload.php', '<?php throw new RuntimeException("half installed");');
        [$report, $exit] = self::doctor();
        self::assertStringEndsWith('/package/vendor/autoload.php: half installed', self::findings($report)['autoloader']['found'] ?? json_encode($report));
        self::assertSame(2, $exit);
        // The rest was found all the same.
        self::assertCount(6, $report['reports'][0]['components']);
    }

    public function testABackendThatIsRefusedBesideTheExtension(): void
    {
        $library = self::compile('highper.so', self::extensionSource('highper', '99.0.0', ...self::numbers()));
        [$report, $exit] = self::doctor("extension=$library\nffi.enable=0", ['HIGHPER_BACKEND' => 'ffi']);
        self::assertSame('broken', self::findings($report)['backend-refused']['level'] ?? json_encode($report));
        self::assertSame(2, $exit);
    }

    /**
     * Two folders above a clone others may have put a file: it is run only if it is Composer's, and this its package.
     */
    public function testAnAutoloaderThatIsNotComposers(): void
    {
        $above = self::$folder . '/libraries/autoload.php';
        $said = self::$folder . '/libraries/said';
        file_put_contents($above, '<?php touch(' . var_export($said, true) . ');');
        foreach (['somebody/clone' => false, 'highperapp/highper-native' => true] as $place => $isComposers) {
            $package = self::$folder . "/libraries/$place";
            mkdir($package, recursive: true);
            self::copyFolder(self::$folder . '/package/php', "$package/php");
            mkdir("$package/bin");
            copy(self::$folder . '/package/bin/highper', "$package/bin/highper");
            if ($isComposers) {
                mkdir(self::$folder . '/libraries/composer');
                touch(self::$folder . '/libraries/composer/installed.php');
            }
            shell_exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg("$package/bin/highper") . ' doctor --json');
            self::assertSame($isComposers, is_file($said), $place);
        }
    }

    public function testAPhpThatDoesNotKnowItsOwnProgram(): void
    {
        $command = 'PATH=/nowhere exec -a no-such-php ' . escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(self::$folder . '/package/bin/highper') . ' doctor --json';
        $report = json_decode((string) shell_exec('bash -c ' . escapeshellarg($command)), true);
        self::assertSame('', $report['reports'][0]['php']['binary'] ?? null);
        self::assertCount(6, $report['reports'][0]['components']);
    }

    public function testWhatIsQuotedDoesNotReachTheTerminal(): void
    {
        [$text] = self::highper(['doctor'], '', ['HIGHPER_BACKEND' => "\e]0;title\x07\u{9b}31mred\r"]);
        self::assertSame(0, preg_match('~[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]~', $text), $text);
        self::assertStringContainsString('title?31mred', $text);
    }

    public function testOptions(): void
    {
        foreach ([
            ['doctor', '--frob'], ['doctor', '--php'], ['doctor', '--php', '/no/such/php'], ['doctor', '--php', '/bin/sh'], ['frob'], ['help', 'frob'], ['version', 'x'],
        ] as $arguments) {
            [$output, $exit, $errors] = self::highper($arguments);
            self::assertSame(['', 64], [$output, $exit], implode(' ', $arguments));
            self::assertStringEndsWith("; see: highper help\n", $errors);
        }
        foreach ([[], ['help'], ['--help'], ['help', 'doctor'], ['doctor', '--help'], ['version'], ['--version']] as $arguments) {
            [$output, $exit, $errors] = self::highper($arguments);
            self::assertSame([0, ''], [$exit, $errors], implode(' ', $arguments));
            self::assertNotSame('', $output);
        }
        self::assertStringContainsString('--strict', self::highper(['help', 'doctor'])[0]);
        self::assertStringContainsString(PHP_VERSION, self::highper(['version'])[0]);
    }

    public function testTextSaysWhatJsonSays(): void
    {
        [$report] = self::doctor('ffi.enable=0');
        [$text] = self::highper(['doctor'], 'ffi.enable=0');
        foreach ($report['reports'][0]['findings'] as $finding) {
            self::assertStringContainsString($finding['found'] . " [{$finding['code']}]", $text);
            self::assertStringContainsString($finding['why'], $text);
            foreach ($finding['remedies'] as $remedy) {
                self::assertStringContainsString($remedy, $text);
            }
        }
        self::assertStringContainsString('Verdict: it works, and could be better.', $text);
    }

    public function testAnotherPhp(): void
    {
        [$own] = self::doctor('ffi.enable=0');
        [$other] = self::doctor('ffi.enable=0', options: ['--php', PHP_BINARY]);
        self::assertSame($own['reports'], $other['reports']);
    }

    /**
     * An older PHP cannot be made up; where one is installed, it is asked.
     */
    public function testAPhpThatIsTooOld(): void
    {
        $old = null;
        foreach (['php8.2', 'php8.1', 'php8.0', 'php7.4', 'php'] as $name) {
            $path = trim((string) shell_exec('command -v ' . $name));
            if ($path !== '' && (int) shell_exec(escapeshellarg($path) . ' -n -r "echo PHP_VERSION_ID;" 2>/dev/null') < 80300) {
                $old = $path;
                break;
            }
        }
        if ($old === null) {
            self::markTestSkipped('no PHP older than 8.3 is installed');
        }
        [$report, $exit] = self::doctor(options: ['--php', $old]);
        self::assertSame([2, 'php-too-old'], [$exit, $report['reports'][0]['findings'][0]['code'] ?? null]);
        self::assertStringContainsString('PHP 8.3 or newer', self::highper(['doctor', '--php', $old])[0]);
    }
}
