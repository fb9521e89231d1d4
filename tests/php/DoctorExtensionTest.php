<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use PHPUnit\Framework\TestCase;

/**
 * Why the extension is not at work, as the doctor says it: each fault is made, in a PHP process of its own.
 */
class DoctorExtensionTest extends TestCase
{
    use DoctorMachine;

    public function testNotInstalled(): void
    {
        // PHP's own extension folder may have one, from an installation.
        [$report, $exit] = self::doctor('extension_dir={libraries}', isBare: true);
        $finding = self::findings($report)['extension-not-installed'];
        self::assertSame('better', $finding['level']);
        self::assertSame('The extension is not installed: there is no ' . self::$folder . '/libraries/highper.so, and no ini file names it.', $finding['found']);
        self::assertNotSame([], $finding['remedies']);
        self::assertSame(['better', 0], [$report['verdict'], $exit]);
    }

    public function testInstalledButNotConfigured(): void
    {
        self::put('highper.so', '');
        [$report] = self::doctor('extension_dir={libraries}', isBare: true);
        $finding = self::findings($report)['extension-not-configured'];
        self::assertStringStartsWith('The extension is installed as ' . self::$folder . '/libraries/highper.so', $finding['found']);
        // With ini files elsewhere than where Debian and PHP's images have them, their tools are no remedy.
        self::assertMatchesRegularExpression('~^echo \'extension=highper\.so\' \| (sudo )?tee -a ' . preg_quote(self::$folder, '~') . '/ini/50-highper\.ini$~', $finding['remedies'][0]);
    }

    public function testSwitchedOffByASemicolon(): void
    {
        [$report] = self::doctor("memory_limit=1G\n ; extension = \"highper.so\"");
        self::assertStringContainsString(self::$folder . '/ini/doctor.ini:2 names the extension, but is switched off', self::findings($report)['extension-not-configured']['found']);
    }

    public function testFilesThatAreNone(): void
    {
        $garbage = self::put('highper.so', 'no library');
        foreach ([
            'extension=/no/such/highper.so' => ['extension-file-missing', self::$folder . '/ini/doctor.ini:1 names /no/such/highper.so, which does not exist.'],
            "extension=$garbage" => ['extension-not-a-library', "$garbage is no library for this system"],
        ] as $line => [$code, $found]) {
            [$report, $exit] = self::doctor($line);
            $finding = self::findings($report)[$code] ?? null;
            self::assertNotNull($finding, $line . json_encode($report));
            self::assertSame('broken', $finding['level']);
            self::assertStringStartsWith($found, $finding['found']);
            self::assertStringContainsString('install', $finding['remedies'][0] ?? '', $line);
            self::assertSame(['broken', 2], [$report['verdict'], $exit]);
        }
    }

    public function testLibrariesForAnotherPhp(): void
    {
        [$api, $build] = self::numbers();
        $threads = str_replace('NTS', 'TS', $build) === $build ? str_replace('TS', 'NTS', $build) : str_replace('NTS', 'TS', $build);
        $debug = str_contains($build, 'debug') ? str_replace(',debug', '', $build) : "$build,debug";
        foreach ([
            'another API' => [self::extensionSource('highper', '0.1.0', '20200930', 'API20200930,NTS'), 'extension-other-api', 'another version of PHP'],
            'threads' => [self::extensionSource('highper', '0.1.0', $api, $threads), 'extension-other-build', '(ZTS)'],
            'debug' => [self::extensionSource('highper', '0.1.0', $api, $debug), 'extension-other-build', 'debug build'],
            'a symbol' => ['void zend_no_such(void); void *get_module(void) { zend_no_such(); return 0; }', 'extension-other-api', 'needs zend_no_such'],
            'no extension' => ['int highper_abi_version(void) { return 3; }', 'extension-not-php', '/libraries/highper.so is a library, but no extension of PHP'],
        ] as $name => [$source, $code, $part]) {
            $library = self::compile('highper.so', $source, ['-Wl,-z,now']);
            [$report, $exit] = self::doctor("extension=$library");
            $finding = self::findings($report)[$code] ?? null;
            self::assertNotNull($finding, $name . json_encode($report));
            self::assertStringContainsString($part, $finding['found'], $name);
            self::assertStringContainsString('install', $finding['remedies'][0] ?? '', $name);
            self::assertSame(2, $exit, $name);
        }
    }

    public function testASystemThatIsTooOld(): void
    {
        if (PHP_OS_FAMILY !== 'Linux' || !str_contains((string) file_get_contents('/proc/self/maps'), '/libc.so.6')) {
            self::markTestSkipped('this system has no glibc');
        }
        // A C library of a later day, to be linked against; the one that is there lacks this version.
        $versions = self::put('versions', "GLIBC_9.99 { global: of_tomorrow; };\n");
        $tomorrow = self::compile('libtomorrow.so', 'void of_tomorrow(void) {}', ['-Wl,-soname,libc.so.6', "-Wl,--version-script=$versions"]);
        $library = self::compile('highper.so', 'void of_tomorrow(void); void *get_module(void) { of_tomorrow(); return 0; }', [$tomorrow]);
        [$report, $exit] = self::doctor("extension=$library");
        self::assertSame("The extension needs GLIBC_9.99, and this system's C library is older.", self::findings($report)['extension-glibc']['found'] ?? json_encode($report));
        self::assertSame(2, $exit);
    }

    public function testVersionsThatDiffer(): void
    {
        $package = json_decode(self::highper(['doctor', '--json'])[0], true)['reports'][0]['package']['version'];
        foreach (['0.0.1' => ['extension-older', 'broken'], '99.0.0' => ['extension-newer', 'better']] as $version => [$code, $level]) {
            $library = self::compile('highper.so', self::extensionSource('highper', $version, ...self::numbers()));
            [$report] = self::doctor("extension=$library");
            $finding = self::findings($report)[$code] ?? null;
            self::assertNotNull($finding, $version . json_encode($report));
            self::assertSame($level, $finding['level']);
            self::assertSame("The extension is version $version, and the package is version $package.", $finding['found']);
            self::assertSame($version, $report['reports'][0]['extension']);
        }
    }

    public function testRemediesAreCommandsWhateverAFolderIsCalled(): void
    {
        $folder = self::$folder . "/libraries/it's a folder";
        mkdir("$folder/package/scripts", recursive: true);
        mkdir("$folder/ini");
        self::copyFolder(self::$folder . '/package/php', "$folder/package/php");
        mkdir("$folder/package/bin");
        copy(self::$folder . '/package/bin/highper', "$folder/package/bin/highper");
        // What tells a checkout from Composer's copy.
        touch("$folder/package/.git");
        touch("$folder/package/scripts/install.sh");
        file_put_contents("$folder/package/build.sh", "printf %s here\n");
        file_put_contents("$folder/ini/own.ini", "extension_dir=/no/such/folder\nmemory_limit=-1\n");
        $process = proc_open(
            [PHP_BINARY, "$folder/package/bin/highper", 'doctor', '--json'],
            [['file', '/dev/null', 'r'], ['pipe', 'w']],
            $pipes,
            null,
            ['PHP_INI_SCAN_DIR' => "$folder/ini"] + getenv(),
        );
        self::assertIsResource($process);
        $findings = self::findings(json_decode((string) stream_get_contents($pipes[1]), true));
        proc_close($process);
        $install = $findings['extension-not-installed']['remedies'][0] ?? json_encode($findings);
        self::assertSame('here', shell_exec(str_replace('./build.sh', 'sh ./build.sh', $install)), $install);
        $set = str_replace('sudo ', '', $findings['memory-limit']['remedies'][0] ?? '');
        shell_exec($set);
        self::assertSame("memory_limit=256M\n", file_get_contents("$folder/ini/99-highper.ini"), $set);
    }

    public function testLoadedTwice(): void
    {
        $library = self::compile('highper.so', self::extensionSource('highper', '99.0.0', ...self::numbers()));
        [$report] = self::doctor("extension=$library\nextension=$library");
        self::assertStringContainsString('/ini/doctor.ini:1, ', self::findings($report)['extension-twice']['found'] ?? json_encode($report));
    }
}
