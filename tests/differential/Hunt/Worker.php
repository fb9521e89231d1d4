<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

/**
 * A process of one backend that is asked about cases.
 */
class Worker
{
    /** So long one batch may take, in seconds, on a busy machine. */
    private const PATIENCE = 120;

    /** @var resource|null */
    private $process = null;

    /** @var array<int, resource> */
    private array $pipes = [];

    /**
     * @param list<string>          $command
     * @param array<string, string> $environment
     */
    public function __construct(public readonly string $name, private readonly array $command, private readonly array $environment)
    {
    }

    /**
     * Sends a batch; take() gives what comes of it.
     *
     * @param list<array{string, array<string, mixed>, array<string, array<string, string>>|null}> $batch Family, case, and what all made of it; null asks for that.
     *
     * @throws \RuntimeException if the process cannot be had
     */
    public function send(array $batch): void
    {
        if ($this->process === null) {
            $process = proc_open($this->command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes, null, $this->environment);
            $this->process = \is_resource($process) ? $process : throw new \RuntimeException("cannot start $this->name");
            $said = rtrim((string) fgets($this->pipes[1]));
            if ($said !== $this->name) {
                throw new \RuntimeException("$this->name is missing; what was started said '$said'");
            }
        }
        // Where the process is gone, take() says so.
        @fwrite($this->pipes[0], base64_encode(serialize($batch)) . "\n");
    }

    /**
     * The answers to a batch.
     *
     * @return list<array<string, string>>|string How the process ended, if it did.
     */
    public function take(): array|string
    {
        $read = [$this->pipes[1]];
        $none = null;
        if (stream_select($read, $none, $none, self::PATIENCE) !== 1) {
            proc_terminate($this->process, 9);
            $this->stop();

            return 'gave no answer in ' . self::PATIENCE . ' s';
        }
        $line = fgets($this->pipes[1]);
        if ($line !== false && str_ends_with($line, "\n")) {
            return unserialize((string) base64_decode(rtrim($line), true));
        }
        $status = $this->stop();

        return $status['signaled'] ? "died of signal $status[termsig]" : "ended with status $status[exitcode]";
    }

    /**
     * Ends the process.
     *
     * @return array{signaled: bool, termsig: int, exitcode: int}
     */
    public function stop(): array
    {
        $ended = ['signaled' => false, 'termsig' => 0, 'exitcode' => 0];
        if ($this->process !== null) {
            fclose($this->pipes[0]);
            // It ends at the end of its input; what it still writes is dropped.
            stream_get_contents($this->pipes[1]);
            for ($i = 0; ($ended = proc_get_status($this->process))['running'] && $i < 500; ++$i) {
                usleep(10_000);
            }
            proc_close($this->process);
            $this->process = null;
        }

        return $ended;
    }
}
