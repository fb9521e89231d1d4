<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Fpm;

/**
 * The CPU time of another process.
 */
class Cpu
{
    /** What /proc counts in where the kernel keeps nothing finer: ten milliseconds, on every Linux that PHP runs on. */
    private const TICK = 1e7;

    /**
     * @return ?float Nanoseconds, user and system. Null: the system does not tell.
     */
    public static function ofProcess(int $pid): ?float
    {
        $exact = @file_get_contents("/proc/$pid/schedstat");
        if ($exact !== false && (float) $exact > 0) {
            return (float) $exact;
        }
        // The name may have spaces and brackets in it; it ends at the last one.
        $stat = strrchr((string) @file_get_contents("/proc/$pid/stat"), ')');
        $fields = $stat === false ? [] : explode(' ', $stat);

        return isset($fields[13]) ? ((float) $fields[12] + (float) $fields[13]) * self::TICK : null;
    }
}
