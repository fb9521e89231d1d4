<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

/**
 * Reads the memory of this process, writes it down, and remembers the first and the highest of each. It keeps nothing else, so that it adds to no
 * reading.
 */
class Meter
{
    /** @var array<string, int> What was read first after the warm-up. */
    private array $first;

    /** @var array<string, int> The highest since. */
    private array $highest;

    private bool $begun = false;

    /**
     * @param resource|null $file Gets a line for each reading.
     */
    public function __construct(private $file, private readonly string $label)
    {
        // Arrays of their own from the beginning: a literal would be copied, and counted, at the first change.
        $this->first = self::now();
        $this->highest = self::now();
    }

    /**
     * Reads.
     */
    public function read(int $operations, float $seconds, bool $warm): void
    {
        gc_collect_cycles();
        $read = self::now();
        if ($this->file !== null) {
            fprintf($this->file, "%s,%d,%.1f,%d,%d,%d,%d,%d\n", $this->label, $operations, $seconds, $warm ? 1 : 0, ...array_values($read));
        }
        if (!$warm) {
            return;
        }
        foreach ($read as $what => $bytes) {
            $this->first[$what] = $this->begun ? $this->first[$what] : $bytes;
            $this->highest[$what] = $this->begun ? max($this->highest[$what], $bytes) : $bytes;
        }
        $this->begun = true;
    }

    /**
     * By how many bytes the highest reading after the warm-up exceeds the first.
     */
    public function growth(string $what): int
    {
        return $this->highest[$what] - $this->first[$what];
    }

    public function highest(string $what): int
    {
        return $this->highest[$what];
    }

    /**
     * What the system does not tell; it reads 0.
     *
     * @return list<string>
     */
    public function untold(): array
    {
        return array_keys($this->highest, 0, true);
    }

    /**
     * @return array<string, int>
     */
    private static function now(): array
    {
        $usage = memory_get_usage();
        $rss = self::kib('/proc/self/status', 'VmRSS:') << 10;

        return [
            'memory_get_usage' => $usage,
            'rss' => $rss,
            'anonymous' => $rss - (self::kib('/proc/self/status', 'RssFile:') << 10),
            'private_dirty' => self::kib('/proc/self/smaps_rollup', 'Private_Dirty:') << 10,
        ];
    }

    /** A number of KiB from one of the kernel's tables; 0 where there is none. */
    private static function kib(string $table, string $name): int
    {
        $text = is_readable($table) ? (string) file_get_contents($table) : '';
        $at = strpos($text, $name);

        return $at === false ? 0 : (int) trim(substr($text, $at + \strlen($name), 24));
    }
}
