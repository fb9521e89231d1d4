<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

/**
 * A folder for databases, keys and sockets that goes when the process ends.
 */
class Scratch
{
    private static ?string $folder = null;

    public static function folder(): string
    {
        if (self::$folder === null) {
            self::$folder = sys_get_temp_dir() . '/highper-request-' . bin2hex(random_bytes(4));
            mkdir(self::$folder, 0700) ?: throw new \RuntimeException(self::$folder . ' cannot be made');
            // Ctrl-C would end the process without its shutdown functions.
            if (function_exists('pcntl_async_signals')) {
                pcntl_async_signals(true);
                foreach ([SIGINT, SIGTERM, SIGHUP] as $signal) {
                    pcntl_signal($signal, static fn () => exit(128 + $signal));
                }
            }
            register_shutdown_function(static function (): void {
                // What works in there first.
                Fpm\Front::closeAll();
                self::clear();
            });
        }

        return self::$folder;
    }

    public static function clear(): void
    {
        if (self::$folder === null) {
            return;
        }
        $files = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator(self::$folder, \FilesystemIterator::SKIP_DOTS),
            \RecursiveIteratorIterator::CHILD_FIRST,
        );
        foreach ($files as $file) {
            $file->isDir() ? rmdir((string) $file) : unlink((string) $file);
        }
        rmdir(self::$folder);
        self::$folder = null;
    }
}
