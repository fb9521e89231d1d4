<?php

declare(strict_types=1);

/* What has to be so that PHP's memory does not count as a contender's time. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

/**
 * Lets PHP keep pieces of memory that are large enough for all sizes. It gives them back to the system after each call otherwise, and
 * whether a contender has to fetch new ones depends on who happened to be measured before.
 *
 * @return list<string> To be held on to.
 */
function keep_memory(): array
{
    $kept = [];
    $freed = [];
    for ($i = 0; $i < 16; $i++) {
        // Both fit into one of the chunks of 2 MiB that PHP takes from the system; the small one holds it.
        $freed[] = str_repeat("\0", 1_900_000);
        $kept[] = str_repeat("\0", 40_000);
    }

    return $kept;
}
