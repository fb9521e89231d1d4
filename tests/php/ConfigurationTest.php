<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Console\Doctor\Code;
use PHPUnit\Framework\TestCase;

/**
 * docs/configuration.md and docs/doctor.md against the sources.
 */
class ConfigurationTest extends TestCase
{
    private const ROOT = __DIR__ . '/../..';

    public function testTheTableOfSettingsIsWhatTheExtensionRegisters(): void
    {
        $page = (string) file_get_contents(self::ROOT . '/docs/configuration.md');
        preg_match_all('~^\| `(highper\.\w+)` \| (\w+) \| `([^`]*)` \| ([\w., ]+) \| (\d+\.\d+\.\d+) \| \S~m', $page, $rows, PREG_SET_ORDER);
        self::assertNotSame([], $rows);
        $described = array_column($rows, 1);
        self::assertSame(array_unique($described), $described);
        if (!\extension_loaded('highper')) {
            // The source names them as well, though not how they may be changed.
            preg_match_all('~c"(highper\.\w+)"~', (string) file_get_contents(self::ROOT . '/src/zval/ini.rs'), $registered);
            self::assertEqualsCanonicalizing($registered[1], $described);

            return;
        }
        $where = [1 => 'anywhere', 4 => 'php.ini', 6 => 'php.ini, pools', 7 => 'anywhere'];
        $settings = ini_get_all('highper') ?: [];
        self::assertEqualsCanonicalizing(array_keys($settings), $described);
        foreach ($rows as [, $name, , $default, $changeable]) {
            self::assertSame($where[$settings[$name]['access']], $changeable, $name);
            self::assertSame($default, $settings[$name]['global_value'], "$name, in tests that change nothing");
        }
    }

    public function testVariablesOfTheEnvironmentAreDescribed(): void
    {
        $page = (string) file_get_contents(self::ROOT . '/docs/configuration.md');
        $read = [];
        foreach (['php', 'src', 'build.rs'] as $place) {
            foreach (self::files(self::ROOT . "/$place") as $file) {
                preg_match_all('~(?:getenv\(|var(?:_os)?\(|variable\()[\'"](HIGHPER_\w+)[\'"]~', (string) file_get_contents($file), $found);
                array_push($read, ...$found[1]);
            }
        }
        $read = array_values(array_unique($read));
        self::assertContains('HIGHPER_BACKEND', $read);
        foreach ($read as $name) {
            self::assertStringContainsString("`$name`", $page, $name);
        }
    }

    public function testCodesOfTheDoctorAreDescribed(): void
    {
        $page = (string) file_get_contents(self::ROOT . '/docs/doctor.md');
        preg_match_all('~^\| (`[a-z][^|]*`) \|~m', (string) strstr($page, '## Codes'), $rows);
        $described = array_map(static fn (string $code): string => trim($code, '`'), explode(', ', implode(', ', $rows[1])));
        self::assertEqualsCanonicalizing(array_column(Code::cases(), 'value'), $described);
    }

    /**
     * @return list<string>
     */
    private static function files(string $place): array
    {
        if (is_file($place)) {
            return [$place];
        }
        $files = [];
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($place, \FilesystemIterator::SKIP_DOTS)) as $file) {
            $files[] = $file->getPathname();
        }

        return $files;
    }
}
