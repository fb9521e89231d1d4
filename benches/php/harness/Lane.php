<?php

declare(strict_types=1);

/* A suite with one backend: the process that measures it, with what a server would use. A rival must not lose for want of it. */

namespace HighPerApp\HighPer\Native\Benches;

class Lane
{
    // Assertions are off: PHP's own default without a php.ini is to run those of the libraries.
    private const SETTINGS = ['zend.assertions=-1', 'opcache.enable_cli=1', 'opcache.jit=tracing', 'opcache.jit_buffer_size=64M', 'memory_limit=1G'];

    public function __construct(
        public readonly string $suite,
        public readonly string $backend,
        private readonly string $library,
        private readonly ?string $simdjson = null,
    ) {
    }

    /**
     * The lanes of the named suites.
     *
     * @param list<string> $suites
     *
     * @return list<self>
     */
    public static function of(array $suites, string $library, ?string $simdjson): array
    {
        $lanes = [];
        foreach ($suites as $name) {
            foreach (Suite::named($name)->backends as $backend) {
                $lanes[] = new self($name, $backend, $library, $simdjson);
            }
        }

        return $lanes;
    }

    public function name(): string
    {
        return "$this->suite, $this->backend";
    }

    /**
     * @param list<string> $arguments
     *
     * @return list<string>
     */
    public function command(array $arguments): array
    {
        $command = [PHP_BINARY];
        foreach (self::SETTINGS as $setting) {
            array_push($command, '-d', $setting);
        }
        // Pure PHP is measured as it is where there is nothing else.
        if ($this->backend !== 'php') {
            array_push($command, '-d', "extension=$this->library");
        }
        if ($this->simdjson !== null && $this->suite === 'serializer') {
            array_push($command, '-d', "extension=$this->simdjson");
        }

        return [...$command, dirname(__DIR__) . '/suite.php', $this->suite, ...$arguments];
    }

    /**
     * @return array<string, string>
     */
    public function environment(): array
    {
        $environment = getenv();
        unset($environment['HIGHPER_BACKEND'], $environment['HIGHPER_EXPECT']);

        return ['HIGHPER_SO' => $this->library, 'HIGHPER_LIBRARY' => $this->library]
            + ($this->backend === 'extension' ? [] : ['HIGHPER_BACKEND' => $this->backend])
            + $environment;
    }

    /**
     * Runs it on this process's own terminal.
     *
     * @param list<string> $arguments
     */
    public function show(array $arguments): int
    {
        fflush(STDOUT);
        // Nothing is redirected: PHP would move a file that it hands over back to where it thinks it is, and what follows would overwrite what was written.
        $process = proc_open($this->command($arguments), [], $pipes, null, $this->environment());

        return $process === false ? 1 : proc_close($process);
    }

    /**
     * The ids that it would measure.
     *
     * @param list<string> $arguments
     *
     * @return array{list<string>, ?string} Ids; and, where it cannot be measured here, why not.
     *
     * @throws \RuntimeException It should be possible, but something is wrong.
     */
    public function ids(array $arguments): array
    {
        $process = proc_open($this->command([...$arguments, '--list']), [['file', '/dev/null', 'r'], ['pipe', 'w'], $errors = self::nameless()], $pipes, null, $this->environment());
        $output = is_resource($process) ? (string) stream_get_contents($pipes[1]) : '';
        $code = is_resource($process) ? proc_close($process) : 1;
        rewind($errors);
        $said = trim((string) stream_get_contents($errors));
        if ($code === 2) {
            return [[], preg_replace('/^error: /', '', $said)];
        }
        if ($code !== 0) {
            throw new \RuntimeException($this->name() . ": $output$said");
        }

        return [array_values(array_filter(explode("\n", $output), static fn (string $id): bool => $id !== '')), null];
    }

    /**
     * A file that no folder has any more, at its beginning: a run that is interrupted leaves nothing of it behind.
     *
     * @return resource
     *
     * @throws \RuntimeException
     */
    public static function nameless(string $content = ''): mixed
    {
        $name = (string) tempnam(sys_get_temp_dir(), 'highper');
        $handle = fopen($name, 'w+e');
        if ($handle === false) {
            throw new \RuntimeException("$name cannot be written");
        }
        unlink($name);
        fwrite($handle, $content);
        rewind($handle);

        return $handle;
    }
}
