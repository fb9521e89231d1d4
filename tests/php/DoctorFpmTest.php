<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use PHPUnit\Framework\TestCase;

/**
 * What the doctor makes of the answers of PHP-FPM: of a made-up one, and of a real one where it is installed.
 */
class DoctorFpmTest extends TestCase
{
    use DoctorMachine;

    /**
     * A program that answers as php-fpm does.
     */
    private static function fpm(string $modules, string $settings, string $pool = '', int $exit = 0, string $errors = ''): string
    {
        $version = PHP_VERSION;
        $info = self::put('info', <<<TEXT
            phpinfo()
            PHP Version => $version

            System => Linux
            Server API => FPM/FastCGI
            Configuration File (php.ini) Path => /etc/php/fpm
            Loaded Configuration File => (none)
            Scan this dir for additional .ini files => /etc/php/fpm/conf.d
            Additional .ini files parsed => (none)

            PHP Extension Build => API20240924,NTS

            _______________________________________________________________________


            Configuration

            Core

            Directive => Local Value => Master Value
            extension_dir => /no/such/folder => /no/such/folder
            $settings

            $modules

            Additional Modules

            Module Name
            sodium
            openssl

            TEXT);
        $test = self::put('test', "[21-Nov-2026 20:54:52] NOTICE: [global]\n[21-Nov-2026 20:54:52] NOTICE: \tpid = x\n[21-Nov-2026 20:54:52] NOTICE: [www]\n[21-Nov-2026 20:54:52] NOTICE: \t"
            . "user = www\n$pool" . ($exit === 0 ? '' : "[21-Nov-2026 20:54:52] ERROR: [pool www] no user\n"));
        $program = self::put('php-fpm', <<<SH
            #!/bin/sh
            case \$1 in
                -v) echo 'PHP $version (fpm-fcgi) (built: today)' ;;
                -i) cat '$info'; printf '%s' '$errors' >&2 ;;
                -tt) cat '$test' >&2; exit $exit ;;
            esac
            SH);
        chmod($program, 0755);

        return $program;
    }

    /**
     * The findings on PHP-FPM, its report and the exit code.
     *
     * @return array{array<string, array{code: string, level: string, found: string, why: string, remedies: list<string>}>, array<string, mixed>, int}
     */
    private static function ask(string $program): array
    {
        [$report, $exit] = self::doctor('', [], ["--fpm=$program"]);
        self::assertCount(2, $report['reports'], json_encode($report) ?: '');

        return [self::findings($report, 1), $report['reports'][1], $exit];
    }

    public function testTheBestBackendThere(): void
    {
        $version = self::doctor()[0]['reports'][0]['package']['version'];
        $modules = "highper\n\nhighper => enabled\nVersion => $version\nBackend => extension\n\nDirective => Local Value => Master Value\nhighper.json_override => On => On\n\n"
            . "Zend OPcache\n\nOpcode Caching => Up and Running\n\nDirective => Local Value => Master Value\nopcache.enable => On => On";
        [$findings, $report] = self::ask(self::fpm($modules, 'memory_limit => 128M => 128M'));
        self::assertSame(['extension', $version, 'ok', 'fpm-fcgi', PHP_VERSION], [$report['backend'], $report['extension'], $report['verdict'], $report['php']['sapi'], $report['php']['version']]);
        self::assertSame(['fpm-asked', 'jit-off', 'json-override'], array_keys($findings));
        self::assertStringContainsString('with the pools www.', $findings['fpm-asked']['found']);
    }

    public function testWhatCouldBeBetterThere(): void
    {
        [$findings, $report, $exit] = self::ask(self::fpm('FFI', "memory_limit => -1 => -1\nffi.enable => preload => preload"));
        self::assertSame(['php', 'better', 0], [$report['backend'], $report['verdict'], $exit]);
        $levels = ['extension-not-installed' => 'better', 'ffi-disabled' => 'note', 'opcache-missing' => 'better', 'memory-limit' => 'better'];
        self::assertSame($levels, array_map(static fn (array $finding): string => $finding['level'], array_intersect_key($findings, $levels)));
        self::assertArrayNotHasKey('sodium-missing', $findings);
        // A server has to read its settings anew.
        self::assertStringContainsString('php-fpm', (string) end($findings['memory-limit']['remedies']));
    }

    public function testWhatPoolsChange(): void
    {
        $pool = "[21-Nov-2026 20:54:52] NOTICE: \tphp_admin_value[memory_limit] = -1\n[21-Nov-2026 20:54:52] NOTICE: \tenv[HIGHPER_BACKEND] = php\n";
        [$findings, $report] = self::ask(self::fpm('', 'memory_limit => 128M => 128M', $pool));
        self::assertSame('php', $report['backend']);
        self::assertArrayHasKey('memory-limit', $findings);
        self::assertArrayHasKey('backend-forced', $findings);
    }

    public function testComplaintsAreNoPools(): void
    {
        // As another user than root gets them.
        $pool = "[21-Nov-2026 20:54:52] ERROR: failed to open error_log (/var/log/php-fpm.log): Permission denied (13)\n";
        [$findings] = self::ask(self::fpm('', '', $pool));
        self::assertStringContainsString('with the pools www.', $findings['fpm-asked']['found']);
    }

    public function testAPoolsVariableComesAfterTheExtension(): void
    {
        $version = self::doctor()[0]['reports'][0]['package']['version'];
        $pool = "[21-Nov-2026 20:54:52] NOTICE: \tenv[HIGHPER_BACKEND] = php\n";
        [$findings, $report] = self::ask(self::fpm("highper\n\nhighper => enabled\nVersion => $version", 'memory_limit => 128M => 128M', $pool));
        self::assertSame('extension', $report['backend']);
        self::assertArrayNotHasKey('backend-forced', $findings);
    }

    public function testWhatItSaysWhenItStarts(): void
    {
        $error = 'NOTICE: PHP message: PHP Warning:  PHP Startup: Unable to load dynamic library "x"';
        $error = str_replace('"x"', "'\"'\"'/x/highper.so'\"'\"' (tried: /x/highper.so (/x/highper.so: undefined symbol: zend_x))", $error);
        [$findings, $report, $exit] = self::ask(self::fpm('', '', errors: $error));
        self::assertSame(['broken', 2], [$report['verdict'], $exit]);
        self::assertStringContainsString('needs zend_x', $findings['extension-other-api']['found'] ?? json_encode($report));
    }

    public function testAConfigurationWithAFault(): void
    {
        [$findings] = self::ask(self::fpm('', '', exit: 78));
        self::assertStringContainsString('[pool www] no user', $findings['fpm-configuration']['found'] ?? json_encode($findings));
    }

    public function testOneThatIsNotThere(): void
    {
        [$findings, $report, $exit] = self::ask('/no/such/php-fpm');
        self::assertSame([['fpm-missing'], 'broken', 2], [array_keys($findings), $report['verdict'], $exit]);
        $silent = self::put('php-fpm', "#!/bin/sh\nexit 1\n");
        chmod($silent, 0755);
        self::assertSame(['fpm-silent'], array_keys(self::ask($silent)[0]));
    }

    public function testARealOne(): void
    {
        $real = trim((string) shell_exec('PATH=$PATH:/usr/sbin:/usr/local/sbin; command -v php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . ' || command -v php-fpm'));
        if ($real === '') {
            self::markTestSkipped('PHP-FPM is not installed');
        }
        [$findings, $report] = self::ask($real);
        self::assertArrayHasKey('fpm-asked', $findings);
        self::assertSame('fpm-fcgi', $report['php']['sapi']);
        self::assertMatchesRegularExpression('~^API\d{8},~', $report['php']['build']);
        self::assertNotSame('', $report['php']['extensions']);
        // Every FPM that is of use here has these.
        self::assertSame([], array_intersect(['sodium-missing', 'fpm-silent', 'fpm-missing'], array_keys($findings)), json_encode($report) ?: '');
    }
}
