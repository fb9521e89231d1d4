<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Console\Package;

/**
 * Asks PHP-FPM what it would load if it were started now. It runs no code for that, and a PHP-FPM that runs already may have been started with other files.
 *
 * @internal
 *
 * @phpstan-import-type Report from Examination
 */
class Fpm
{
    public function __construct(private readonly Package $package)
    {
    }

    /**
     * @param string $path A php-fpm; '' for those that are found.
     *
     * @return list<Report>
     */
    public function reports(string $path): array
    {
        $binaries = $path === '' ? self::find() : self::named($path);
        if ($binaries === []) {
            $found = $path === '' ? 'No php-fpm was found in ' . implode(', ', Process::folders()) . '.' : "There is no $path that can be run.";

            return [$this->failed($path, Code::FpmMissing, $found, ['highper doctor --fpm=/path/to/php-fpm'])];
        }

        return array_map($this->ask(...), $binaries);
    }

    /**
     * @return list<string>
     */
    private static function named(string $path): array
    {
        $binary = Process::find($path);

        return $binary === null ? [] : [$binary];
    }

    /**
     * That of this PHP's version; where there is none, all.
     *
     * @return list<string>
     */
    private static function find(): array
    {
        $binaries = [];
        foreach (Process::folders() as $folder) {
            foreach (@glob("$folder/php-fpm*") ?: [] as $file) {
                if (preg_match('~/php-fpm[\d.]*$~D', $file) === 1 && is_executable($file)) {
                    $binaries[realpath($file) ?: $file] ??= $file;
                }
            }
        }
        $own = array_filter(
            $binaries,
            static fn (string $file): bool => str_starts_with(Process::run([$file, '-v'])['output'] ?? '', 'PHP ' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '.'),
        );

        return array_values($own === [] ? $binaries : $own);
    }

    /**
     * @return Report
     */
    private function ask(string $binary): array
    {
        $answer = Process::run([$binary, '-i']);
        if ($answer === null || preg_match('~^PHP Version => (\S+)~m', $answer['output'], $version) !== 1) {
            return $this->failed($binary, Code::FpmSilent, "$binary -i says nothing: " . trim($answer['errors'] ?? 'it does not end'), []);
        }
        $test = Process::run([$binary, '-tt']);
        $configuration = ($test['output'] ?? '') . ($test['errors'] ?? '');
        $findings = [];
        if ($test === null || $test['exit'] !== 0) {
            preg_match('~(?:ERROR|ALERT): (.*)~', $configuration, $error);
            $findings[] = new Finding(
                Code::FpmConfiguration,
                // Users other than root may not read all of it.
                \function_exists('posix_geteuid') && posix_geteuid() === 0 ? Level::Broken : Level::Note,
                "$binary -tt finds a fault in its configuration: " . ($error[1] ?? 'it does not say which'),
                'PHP-FPM does not start with it, if it is not only this user who may not read all of it.',
                [Remedy::word($binary) . ' -t'],
            );
        }
        $pools = self::pools($configuration);
        $facts = self::facts($binary, $answer['output'], $answer['errors'], $pools);
        if (version_compare($version[1], '8.3', '<')) {
            $findings[] = new Finding(Code::PhpTooOld, Level::Broken, "PHP $version[1] is too old: " . Package::NAME . ' needs PHP 8.3 or newer.', 'Older versions cannot read the package.');
        }
        $findings[] = new Finding(
            Code::FpmAsked,
            Level::Note,
            "Asked: $binary, with the pools " . (implode(', ', array_keys($pools)) ?: 'unknown') . '. What it would load if it were started now.',
            'A PHP-FPM that runs already has read its files when it was started; a page that prints Backend::current() tells (docs/doctor.md).',
            (new Remedy($facts))->restart(),
        );

        return (new Examination($this->package))->of($facts, $findings);
    }

    /**
     * The settings and variables that pools have of their own.
     *
     * @return array<string, array<string, string>>
     */
    private static function pools(string $configuration): array
    {
        $pools = [];
        $pool = null;
        foreach (explode("\n", $configuration) as $line) {
            $line = (string) preg_replace('~^\[[^\]]*\] NOTICE:\s*~', '', $line);
            // A complaint begins with its time, which is no pool.
            if (preg_match('~^\[([^\]]+)\]\s*$~', $line, $found) === 1) {
                $pool = $found[1] === 'global' ? null : $found[1];
                if ($pool !== null) {
                    $pools[$pool] = [];
                }
            } elseif ($pool !== null && preg_match('~^((?:php_(?:admin_)?value|php_(?:admin_)?flag|env)\[[^\]]+\]) = (.*)$~', trim($line), $found) === 1) {
                $pools[$pool][$found[1]] = trim($found[2]);
            }
        }

        return $pools;
    }

    /**
     * @param array<string, array<string, string>> $pools
     */
    private static function facts(string $binary, string $info, string $errors, array $pools): Facts
    {
        $modules = [];
        $settings = [];
        $values = [];
        $section = '';
        $isFirst = true;
        foreach (explode("\n", $info) as $line) {
            $parts = explode(' => ', rtrim($line));
            if (\count($parts) >= 3) {
                $settings[$parts[0]] ??= $parts[1] === 'no value' ? '' : $parts[1];
            } elseif (\count($parts) === 2) {
                $values[strtolower($section)][$parts[0]] ??= $parts[1];
            } elseif ($isFirst && trim($line) !== '') {
                $section = trim($line);
                $modules[strtolower($section)] = '';
            }
            $isFirst = trim($line) === '';
        }
        // PHP prints its own part before the first module's, and modules without settings in a list at the end.
        foreach (self::listed($info) as $module) {
            $modules[$module] ??= '';
        }
        foreach (array_keys($modules) as $module) {
            $modules[$module] = $values[$module]['Version'] ?? '';
        }
        $environment = array_intersect_key(getenv(), ['HIGHPER_BACKEND' => 0, 'HIGHPER_LIBRARY' => 0, 'XDEBUG_MODE' => 0]);
        foreach ($pools as $pool) {
            foreach ($pool as $name => $value) {
                if (preg_match('~^env\[(\w+)\]$~D', $name, $found) === 1) {
                    // The extension has chosen before a pool sets its variables.
                    if ($found[1] !== 'HIGHPER_BACKEND' || !isset($modules['highper'])) {
                        $environment[$found[1]] = $value;
                    }
                } elseif (preg_match('~\[([\w.]+)\]$~D', $name, $found) === 1) {
                    $settings[$found[1]] = $value;
                }
            }
        }
        $file = self::value($info, 'Loaded Configuration File');
        $files = preg_match('~^Additional \.ini files parsed => (.*?)\n\n~ms', $info, $found) === 1 ? ThisPhp::iniFiles($found[1]) : [];

        return new Facts(
            $binary,
            'fpm-fcgi',
            self::value($info, 'PHP Version') ?? '',
            self::value($info, 'PHP Extension Build') ?? '',
            $settings['extension_dir'] ?? '',
            $file,
            self::value($info, 'Scan this dir for additional .ini files'),
            [...($file === null ? [] : [$file]), ...array_filter($files, static fn (string $name): bool => $name !== '(none)')],
            $modules,
            $settings,
            $environment,
            "$errors\n" . strstr($info, 'phpinfo()', true),
        );
    }

    /**
     * @return list<string>
     */
    private static function listed(string $info): array
    {
        $list = preg_match('~^Additional Modules\n\nModule Name\n(.*?)(?:\n\n|\s*\z)~ms', $info, $found) === 1 ? $found[1] : '';

        return array_map(strtolower(...), array_values(array_filter(explode("\n", $list), static fn (string $line): bool => $line !== '')));
    }

    private static function value(string $info, string $name): ?string
    {
        return preg_match('~^' . preg_quote($name, '~') . ' => (.+)$~m', $info, $found) === 1 && !\in_array($found[1], ['(none)', 'no value'], true) ? rtrim($found[1], "\r, ") : null;
    }

    /**
     * @param list<string> $remedies
     *
     * @return Report
     */
    private function failed(string $binary, Code $code, string $found, array $remedies): array
    {
        $facts = new Facts($binary, 'fpm-fcgi', '', '', '', null, null, [], [], [], [], '');
        $report = (new Examination($this->package))->of($facts, []);
        $finding = new Finding($code, Level::Broken, $found, 'PHP-FPM was to be asked, and cannot be.', $remedies);

        return ['backend' => null, 'findings' => [$finding->toArray()], 'verdict' => Level::Broken->value] + $report;
    }
}
