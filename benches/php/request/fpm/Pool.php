<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Fpm;

/**
 * PHP-FPM with one worker on a Unix socket. Whoever starts it stops it.
 */
class Pool
{
    private const SECONDS = 20;

    /** As much as a production server would have; the same for all. */
    private const SETTINGS = [
        // PHP's own default without a php.ini is to run assertions, of which libraries have many.
        'zend.assertions' => '-1',
        'opcache.enable' => '1',
        'opcache.validate_timestamps' => '0',
        // Its default leaves files out that are younger than two seconds: those that were made for the pool would be compiled for each request.
        'opcache.file_update_protection' => '0',
        'opcache.jit' => 'tracing',
        'opcache.jit_buffer_size' => '64M',
        'display_errors' => '0',
        'log_errors' => '1',
        'expose_php' => '0',
    ];

    /** @var resource|null */
    private mixed $process;

    /**
     * @param string  $folder    Where its socket, its configuration and its log are.
     * @param ?string $extension The library to load.
     *
     * @throws \RuntimeException if it does not start
     */
    public function __construct(private readonly string $folder, ?string $extension)
    {
        file_put_contents("$folder/fpm.conf", <<<INI
            [global]
            error_log = $folder/fpm.log
            daemonize = no
            [bench]
            listen = $folder/fpm.sock
            listen.mode = 0600
            pm = static
            pm.max_children = 1
            pm.max_requests = 0
            clear_env = no
            catch_workers_output = yes
            INI . "\n");
        $command = [(string) Binary::path(), '--nodaemonize', '--fpm-config', "$folder/fpm.conf"];
        if (function_exists('posix_geteuid') && posix_geteuid() === 0) {
            $command[] = '--allow-to-run-as-root';
        }
        foreach (self::SETTINGS + ($extension === null ? [] : ['extension' => $extension]) as $name => $value) {
            array_push($command, '-d', "$name=$value");
        }
        $output = ['file', "$folder/fpm.out", 'a'];
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $output, $output], $pipes) ?: throw new \RuntimeException('PHP-FPM cannot be started');
    }

    /**
     * A connection, once it answers.
     *
     * @throws \RuntimeException if it does not
     */
    public function connect(): Client
    {
        $end = hrtime(true) + self::SECONDS * 1_000_000_000;
        while (hrtime(true) < $end && proc_get_status($this->process)['running']) {
            $client = Client::connect("$this->folder/fpm.sock");
            if ($client !== null) {
                return $client;
            }
            usleep(10_000);
        }
        throw new \RuntimeException("PHP-FPM does not start:\n" . @file_get_contents("$this->folder/fpm.out") . @file_get_contents("$this->folder/fpm.log"));
    }

    public function stop(): void
    {
        if ($this->process === null) {
            return;
        }
        proc_terminate($this->process);
        $end = hrtime(true) + 5_000_000_000;
        while (proc_get_status($this->process)['running']) {
            usleep(5_000);
            if (hrtime(true) > $end) {
                proc_terminate($this->process, 9);
                break;
            }
        }
        proc_close($this->process);
        $this->process = null;
    }
}
