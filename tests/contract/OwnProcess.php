<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;

/**
 * Runs PHP once more, with the backend that the tests run on.
 */
trait OwnProcess
{
    /**
     * What a process prints that loads the tests' autoloader and then runs the code.
     *
     * @param list<string>          $arguments   Of PHP.
     * @param array<string, string> $environment
     */
    private static function inAnotherProcess(string $code, array $arguments = [], array $environment = []): string
    {
        $code = 'require ' . var_export(\dirname(__DIR__) . '/bootstrap.php', true) . ";\n$code";
        $process = proc_open(
            [PHP_BINARY, '-d', 'display_errors=stdout', '-d', 'log_errors=0', ...$arguments, '-r', $code],
            [1 => ['pipe', 'w'], 2 => ['pipe', 'w']],
            $pipes,
            null,
            $environment + getenv(),
        );
        self::assertIsResource($process);
        $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        proc_close($process);

        return $output;
    }

    /**
     * The options that give a new process this one's backend, or null where they cannot be told.
     *
     * @return list<string>|null
     */
    private static function sameBackend(): ?array
    {
        if (Backend::current() !== 'extension') {
            return ['-d', 'ffi.enable=1'];
        }
        // PHP does not say where it has an extension from; the system does.
        $maps = is_readable('/proc/self/maps') ? (string) file_get_contents('/proc/self/maps') : '';

        return preg_match('~ (/\S*highper[^\s/]*\.so)$~m', $maps, $found) === 1 ? ['-d', "extension=$found[1]"] : null;
    }
}
