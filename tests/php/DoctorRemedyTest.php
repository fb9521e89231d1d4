<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Console\Doctor\Facts;
use HighPerApp\HighPer\Native\Console\Doctor\Remedy;
use PHPUnit\Framework\TestCase;

/**
 * Commands in the words of PHP's Docker images, and where those are not meant.
 */
class DoctorRemedyTest extends TestCase
{
    private const IMAGE = '/usr/local/etc/php/conf.d';

    private string $folder;

    private string $path;

    protected function setUp(): void
    {
        $this->path = (string) getenv('PATH');
        $this->folder = sys_get_temp_dir() . '/highper-remedy-' . getmypid() . '-' . bin2hex(random_bytes(4));
        mkdir($this->folder);
    }

    protected function tearDown(): void
    {
        putenv("PATH=$this->path");
        array_map(unlink(...), glob("$this->folder/*") ?: []);
        rmdir($this->folder);
    }

    /**
     * @param list<string> $programs On the PATH, together with nothing else.
     */
    private function remedy(array $programs, string $iniFolder, string $build = 'API20240924,NTS'): Remedy
    {
        foreach ($programs as $program) {
            file_put_contents("$this->folder/$program", '');
            chmod("$this->folder/$program", 0755);
        }
        putenv("PATH=$this->folder");

        return new Remedy(new Facts('/usr/local/bin/php', 'cli', '8.4.1', $build, $this->folder, null, $iniFolder, [], [], [], [], ''));
    }

    public function testInAnImage(): void
    {
        $remedy = $this->remedy(['docker-php-ext-enable', 'docker-php-ext-install', 'opcache.so'], self::IMAGE);
        self::assertSame(['docker-php-ext-enable highper'], $remedy->enable('highper', 'extension=highper.so'));
        // A library that is there already needs no compiler.
        self::assertSame(['docker-php-ext-enable opcache'], $remedy->install('opcache'));
        self::assertSame(['docker-php-ext-install sodium'], $remedy->install('sodium'));
    }

    public function testPackagesThatAnImageNeedsFirst(): void
    {
        // Which of the two is said depends on what this machine has besides.
        $remedy = $this->remedy(['docker-php-ext-install'], self::IMAGE)->install('ffi');
        self::assertContains($remedy[0], ['apt-get update && apt-get install -y --no-install-recommends libffi-dev', 'apk add libffi-dev']);
        self::assertSame('apk add libffi-dev', $this->remedy(['docker-php-ext-install', 'apk'], self::IMAGE)->install('ffi')[0]);
        self::assertSame('docker-php-ext-install ffi', $remedy[1]);
    }

    public function testAnotherPhpInAnImage(): void
    {
        $remedy = $this->remedy(['docker-php-ext-enable', 'docker-php-ext-install', 'opcache.so'], '/opt/php/conf.d');
        self::assertMatchesRegularExpression("~^echo 'extension=highper.so' \\| (sudo )?tee -a /opt/php/conf.d/50-highper.ini$~D", $remedy->enable('highper', 'extension=highper.so')[0]);
        self::assertMatchesRegularExpression("~^echo 'zend_extension=opcache.so' \\| (sudo )?tee -a /opt/php/conf.d/50-opcache.ini$~D", $remedy->install('opcache')[0]);
        self::assertSame(["install PHP's extension 'ffi' with your system's package manager, or put extension=ffi into php.ini"], $remedy->install('ffi'));
    }

    public function testTheFileOfARelease(): void
    {
        $machine = php_uname('m');
        if (PHP_OS_FAMILY !== 'Linux' || !\in_array($machine, ['x86_64', 'aarch64'], true) || (glob('/lib/ld-musl-*') ?: []) !== []) {
            self::markTestSkipped('releases have no file for this system');
        }
        $install = fn (string $build): string => implode("\n", $this->remedy([], self::IMAGE, $build)->installExtension($this->folder, '1.2.3'));
        self::assertSame(
            "install the extension highper 1.2.3 for PHP 8.4 (API20240924,NTS), in highper-1.2.3-php8.4-$machine-linux-gnu.tar.gz; docs/installing.md says how",
            $install('API20240924,NTS'),
        );
        foreach (['API20240924,TS', 'API20240924,NTS,debug'] as $build) {
            self::assertStringEndsWith("($build); docs/installing.md says how, and for which PHP there is none yet", $install($build));
        }
    }

    public function testWithoutSudoItIsNotNamed(): void
    {
        self::assertSame("echo 'memory_limit=1G' | tee -a /opt/php/conf.d/99-highper.ini", $this->remedy([], '/opt/php/conf.d')->set('memory_limit=1G')[0]);
    }
}
