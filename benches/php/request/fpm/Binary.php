<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Fpm;

/**
 * The PHP-FPM that belongs to this PHP. PHP_FPM in the environment names another.
 */
class Binary
{
    public static function hint(): string
    {
        return 'php' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '-fpm, or PHP_FPM in the environment; and a /proc that tells the CPU time of a process';
    }

    /** Null: there is none, or nothing to take CPU times from. */
    public static function version(): ?string
    {
        return self::path() !== null && Cpu::ofProcess((int) getmypid()) !== null ? PHP_VERSION : null;
    }

    public static function path(): ?string
    {
        static $path = false;

        return $path === false ? $path = self::find() : $path;
    }

    private static function find(): ?string
    {
        $minor = PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
        $folders = [...explode(PATH_SEPARATOR, (string) getenv('PATH')), dirname(PHP_BINDIR) . '/sbin', PHP_BINDIR];
        $candidates = [(string) getenv('PHP_FPM')];
        foreach ($folders as $folder) {
            array_push($candidates, "$folder/php-fpm$minor", "$folder/php-fpm");
        }
        foreach ($candidates as $candidate) {
            // One of another version would be compared with what runs here.
            if (is_file($candidate) && is_executable($candidate) && self::versionOf($candidate) === PHP_VERSION) {
                return $candidate;
            }
        }

        return null;
    }

    private static function versionOf(string $file): ?string
    {
        $line = (string) shell_exec(escapeshellarg($file) . ' -n -v 2>/dev/null');

        return preg_match('/^PHP (\S+) \(fpm/', $line, $part) === 1 ? $part[1] : null;
    }
}
