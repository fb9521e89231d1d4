<?php

declare(strict_types=1);

/* Numbers as people read them. */

namespace HighPerApp\HighPer\Native\Benches;

/** Three digits, no more than the measuring gives. */
function figure(float $value): string
{
    return match (true) {
        abs($value) >= 100 => number_format($value),
        abs($value) >= 9.95 => number_format($value, 1),
        default => number_format($value, 2),
    };
}

/** Nanoseconds with a unit. */
function duration(float $nanoseconds): string
{
    return match (true) {
        $nanoseconds >= 1e9 => figure($nanoseconds / 1e9) . ' s',
        $nanoseconds >= 1e6 => figure($nanoseconds / 1e6) . ' ms',
        $nanoseconds >= 1e3 => figure($nanoseconds / 1e3) . ' µs',
        default => figure($nanoseconds) . ' ns',
    };
}

/** "5.41 (5.32 to 5.47)" */
function spread(float $value, float $low, float $high): string
{
    return figure($value) . ' (' . figure($low) . ' to ' . figure($high) . ')';
}
