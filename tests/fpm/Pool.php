<?php

declare(strict_types=1);

/**
 * A php-fpm of its own, with several workers, on a Unix socket in a folder of its own.
 */
class Pool
{
    public readonly string $folder;

    public readonly string $socket;

    /** @var resource|null */
    private $process = null;

    /**
     * @param string|null           $extension  The library to load; the pool gets a copy, which can be replaced.
     * @param array<string, string> $directives Of the pool, over a static one of four workers.
     *
     * @throws RuntimeException if it does not start
     */
    public function __construct(string $binary, private readonly ?string $extension, array $directives = [], string $timeout = '30s')
    {
        $this->folder = sys_get_temp_dir() . '/highper-fpm-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700) ?: throw new RuntimeException("$this->folder cannot be made");
        register_shutdown_function($this->stop(...));
        $this->socket = "$this->folder/socket";
        $directives += ['listen' => $this->socket, 'listen.backlog' => '4096', 'pm' => 'static', 'pm.max_children' => '4'];
        $lines = ['[global]', "error_log = $this->folder/log", 'log_level = notice', "process_control_timeout = $timeout", '[load]'];
        foreach ($directives as $name => $value) {
            $lines[] = "$name = $value";
        }
        file_put_contents("$this->folder/pool.conf", implode("\n", $lines) . "\n");
        $options = [];
        if ($extension !== null) {
            $this->replace('rename');
            array_push($options, '-d', "extension=$this->folder/highper.so");
        }
        if (function_exists('posix_geteuid') && posix_geteuid() === 0) {
            $options[] = '--allow-to-run-as-root';
        }
        $process = proc_open(
            [$binary, '-d', 'display_errors=stderr', '--fpm-config', "$this->folder/pool.conf", '--nodaemonize', ...$options],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', "$this->folder/errors", 'w']],
            $pipes,
        );
        $this->process = $process !== false ? $process : throw new RuntimeException("$binary cannot be started");
        $this->wait(fn (): bool => $this->starts() > 0);
    }

    /**
     * Puts a new copy of the library in place of the one that the workers run: beside it and renamed, or as `cp` does where the old one was
     * removed first.
     *
     * @throws RuntimeException if it cannot be written
     */
    public function replace(string $how): void
    {
        $target = "$this->folder/highper.so";
        if ($how === 'remove') {
            unlink($target);
            $written = copy((string) $this->extension, $target);
        } elseif ($how === 'overwrite') {
            // What must not be done: the workers' own code changes under them.
            $written = file_put_contents($target, str_repeat("\xCC", (int) filesize($target))) > 0;
        } else {
            $written = copy((string) $this->extension, "$target.new") && rename("$target.new", $target);
        }
        $written ?: throw new RuntimeException("$target cannot be written");
    }

    /**
     * Asks for a graceful reload: the workers finish what they do, and the master executes itself anew.
     */
    public function reload(): void
    {
        posix_kill($this->id(), SIGUSR2);
    }

    /**
     * How often it has become ready so far.
     */
    public function starts(): int
    {
        return substr_count($this->log(), 'ready to handle connections');
    }

    /**
     * What it has said that it should not have to: workers that died, and all but notices.
     *
     * @return list<string>
     */
    public function complaints(): array
    {
        $lines = explode("\n", $this->log() . (string) @file_get_contents("$this->folder/errors"));
        // A worker that a reload ends says nothing worse than code 0.
        $bad = fn (string $line): bool => preg_match('/exited on signal|exited with code [1-9]|core dumped|PHP (Warning|Fatal)|ERROR|ALERT/', $line) === 1;

        return array_values(array_filter($lines, $bad));
    }

    /**
     * Waits for something, with a bound.
     *
     * @param Closure(): bool $is
     *
     * @throws RuntimeException if it does not come
     */
    public function wait(Closure $is): void
    {
        $end = hrtime(true) + 60_000_000_000;
        while (!$is()) {
            if (hrtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new RuntimeException('php-fpm does not do what it is waited for: ' . $this->log() . @file_get_contents("$this->folder/errors"));
            }
            usleep(10_000);
        }
    }

    /**
     * Ends it, if it lives, and deletes its folder.
     */
    public function stop(): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process);
            proc_close($this->process);
            $this->process = null;
        }
        if (is_dir($this->folder)) {
            array_map('unlink', glob("$this->folder/*") ?: []);
            rmdir($this->folder);
        }
    }

    private function id(): int
    {
        return proc_get_status($this->process)['pid'];
    }

    private function log(): string
    {
        return (string) @file_get_contents("$this->folder/log");
    }
}
