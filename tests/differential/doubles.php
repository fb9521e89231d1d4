<?php

declare(strict_types=1);

/**
 * Random doubles through Json::encode() and json_encode(), which have to write the same bytes: doubles.php [--count N] [--seed N]. Of any
 * bits, of few digits, of powers of two and ten with their neighbours, and of large integers.
 */

require dirname(__DIR__) . '/bootstrap.php';

use HighPerApp\HighPer\Native\Json;

$options = getopt('', ['count:', 'seed:']);
$left = (int) ($options['count'] ?? 1000000);
$seed = (int) ($options['seed'] ?? 1);
$random = new Random\Randomizer(new Random\Engine\Xoshiro256StarStar($seed));
$bits = static fn (int $bits): float => unpack('d', pack('q', $bits))[1];
$kinds = [
    static fn () => $bits(unpack('q', $random->getBytes(8))[1]),
    static fn () => $random->getInt(-1000000000, 1000000000) / 10 ** $random->getInt(0, 9),
    static fn () => (float) sprintf('%d.%de%d', $random->getInt(-9, 9), $random->getInt(0, 999999), $random->getInt(-325, 308)),
    static fn () => $bits(($random->getInt(0, 2046) << 52) + $random->getInt(-2, 2) & PHP_INT_MAX),
    static fn () => $bits(unpack('q', pack('d', (float) ('1e' . $random->getInt(-323, 308))))[1] + $random->getInt(-2, 2)),
    static fn () => (float) $random->getInt(-1 << 60, 1 << 60),
    static fn () => $random->getInt(0, 1 << 53) / 2 ** $random->getInt(0, 60),
    static fn () => $bits($random->getInt(0, 1 << 20)),
];
$compared = 0;
while ($left > 0) {
    $doubles = [];
    for ($i = min(20000, $left); $i > 0; $i--) {
        $double = $kinds[$random->getInt(0, count($kinds) - 1)]();
        $doubles[] = is_finite($double) ? $double : 0.5;
    }
    $left -= count($doubles);
    $compared += count($doubles);
    if (json_encode($doubles) === Json::encode($doubles)) {
        continue;
    }
    foreach ($doubles as $double) {
        if (json_encode($double) !== Json::encode($double)) {
            fprintf(STDERR, "seed %d: %s, not %s, for %s\n", $seed, Json::encode($double), json_encode($double), bin2hex(pack('E', $double)));
            exit(1);
        }
    }
}
echo "$compared doubles are written alike\n";
