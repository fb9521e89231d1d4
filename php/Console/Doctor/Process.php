<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * Runs another program, for a bounded time.
 *
 * @internal
 */
class Process
{
    /** A PHP that has not answered after so many seconds will not. */
    private const SECONDS = 30;

    /** More output than that is nothing that is asked for here. */
    private const LENGTH = 4 << 20;

    /**
     * @param non-empty-list<string>     $command
     * @param array<string, string>|null $environment This process's own if null.
     *
     * @return array{output: string, errors: string, exit: int}|null Null if it cannot be run, or does not end.
     */
    public static function run(array $command, ?array $environment = null): ?array
    {
        // A PHP that was started under another name does not know where its own program is, and PHP_BINARY is empty.
        if ($command[0] === '' || !\function_exists('proc_open')) {
            return null;
        }
        $process = @proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes, null, $environment);
        if (!\is_resource($process)) {
            return null;
        }
        /** @var array{1: resource, 2: resource} $pipes as they were asked for */
        $texts = ['', ''];
        $open = [$pipes[1], $pipes[2]];
        array_map(static fn ($pipe): bool => stream_set_blocking($pipe, false), $open);
        $deadline = microtime(true) + self::SECONDS;
        while ($open !== [] && microtime(true) < $deadline && \strlen($texts[0]) + \strlen($texts[1]) < self::LENGTH) {
            $ready = $open;
            $none = null;
            if ((int) @stream_select($ready, $none, $none, 1) === 0) {
                continue;
            }
            foreach ($ready as $index => $pipe) {
                $texts[$index] .= (string) fread($pipe, 65536);
                if (feof($pipe)) {
                    unset($open[$index]);
                }
            }
        }
        $ended = $open === [];
        if (!$ended) {
            proc_terminate($process, 9);
        }
        array_map(fclose(...), [$pipes[1], $pipes[2]]);
        $exit = proc_close($process);

        return $ended ? ['output' => $texts[0], 'errors' => $texts[1], 'exit' => $exit] : null;
    }

    /**
     * Where a program is, as the shell would find it; daemons are where administrators alone look.
     */
    public static function find(string $name): ?string
    {
        if (str_contains($name, '/')) {
            return is_file($name) && is_executable($name) ? $name : null;
        }
        foreach (self::folders() as $folder) {
            if (@is_file("$folder/$name") && @is_executable("$folder/$name")) {
                return "$folder/$name";
            }
        }

        return null;
    }

    /**
     * @return list<string>
     */
    public static function folders(): array
    {
        // What lies in the folder that somebody happens to stand in is not run unasked.
        $path = array_filter(explode(':', (string) getenv('PATH')), static fn (string $folder): bool => str_starts_with($folder, '/'));

        return array_values(array_unique([...$path, '/usr/local/sbin', '/usr/sbin', '/usr/local/bin', '/usr/bin']));
    }
}
