<?php

declare(strict_types=1);

/*
 * A run that may be interrupted: results are appended to a file as they are measured, one a line, below a line that says what was measured. A run of the same
 * goes on from there; anything else begins anew.
 */

namespace HighPerApp\HighPer\Native\Benches;

class Session
{
    /** @var array<string, array<string, mixed>> */
    private array $records = [];

    /** @var array<string, mixed> What was said of lanes: rivals, PHP. */
    private array $lanes = [];

    private bool $isResumed = false;

    /** @var resource */
    private mixed $handle;

    /** @var array<string, mixed> */
    private array $header;

    /**
     * @param array<string, mixed> $identity By which a run is known to be the same: commit, library, PHP, options.
     * @param array<string, mixed> $facts    More about a run that begins: its time, the load of the machine.
     *
     * @throws \RuntimeException
     */
    public function __construct(private readonly string $file, array $identity, array $facts, bool $fresh = false)
    {
        // e: not for the processes that measure, which would hold the lock after this one has died.
        $handle = fopen($file, 'c+e');
        if ($handle === false) {
            throw new \RuntimeException("$file cannot be written");
        }
        if (!flock($handle, LOCK_EX | LOCK_NB)) {
            throw new \RuntimeException("another run writes $file");
        }
        $this->handle = $handle;
        $lines = $fresh ? [] : self::lines((string) stream_get_contents($handle));
        $this->isResumed = isset($lines[0]['session']) && $lines[0]['session'] === self::plain($identity) && !isset($lines[count($lines) - 1]['finished']);
        ftruncate($handle, 0);
        rewind($handle);
        $this->header = $this->isResumed ? $lines[0] : ['session' => self::plain($identity), 'facts' => self::plain($facts)];
        $this->append($this->header);
        // Written anew: the last line may have been cut off.
        foreach ($this->isResumed ? array_slice($lines, 1) : [] as $line) {
            isset($line['record']) ? $this->record($line['record']) : $this->lane($line['lane'], $line['said']);
        }
    }

    /** Whether a run that was interrupted goes on. */
    public function isResumed(): bool
    {
        return $this->isResumed;
    }

    /**
     * @return array<string, array<string, mixed>> By id.
     */
    public function records(): array
    {
        return $this->records;
    }

    /**
     * @return array<string, mixed>
     */
    public function lanes(): array
    {
        return $this->lanes;
    }

    /**
     * @return array<string, mixed> Of the run's beginning, which may have been in another process.
     */
    public function facts(): array
    {
        return $this->header['facts'];
    }

    /**
     * @param array<string, mixed> $record
     */
    public function record(array $record): void
    {
        $this->records[$record['id']] = $record;
        $this->append(['record' => $record]);
    }

    /**
     * @param array<string, mixed> $said
     */
    public function lane(string $name, array $said): void
    {
        $this->lanes[$name] = $said;
        $this->append(['lane' => $name, 'said' => $said]);
    }

    /** The next run of the same begins anew. */
    public function finish(): void
    {
        $this->append(['finished' => true]);
        flock($this->handle, LOCK_UN);
    }

    /**
     * @param array<string, mixed> $line
     */
    private function append(array $line): void
    {
        fwrite($this->handle, json_encode($line, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR) . "\n");
        fflush($this->handle);
    }

    /**
     * The lines that are whole.
     *
     * @return list<array<string, mixed>>
     */
    private static function lines(string $text): array
    {
        $lines = [];
        foreach (explode("\n", $text) as $line) {
            $decoded = json_decode($line, true);
            if (!is_array($decoded)) {
                break;
            }
            $lines[] = $decoded;
        }

        return $lines;
    }

    /** As it will be when it is read again. */
    private static function plain(mixed $value): mixed
    {
        return json_decode(json_encode($value, JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR), true);
    }
}
