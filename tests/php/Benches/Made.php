<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Benches;

use HighPerApp\HighPer\Native\Benches\Headlines;
use HighPerApp\HighPer\Native\Benches\Results;

require_once __DIR__ . '/../../../benches/php/harness/load.php';

/**
 * Results that nobody measured: the committed small ones, and variations of them.
 *
 * @internal
 */
class Made
{
    public const FILE = __DIR__ . '/results.json';

    /**
     * The committed results after a change.
     *
     * @param ?callable(array<string, mixed>): array<string, mixed> $change
     */
    public static function results(?callable $change = null): Results
    {
        $data = Results::read(self::FILE)->data;

        return new Results($change === null ? $data : $change($data));
    }

    /**
     * With every ratio of CPU time of a contender multiplied.
     */
    public static function scaled(string $contender, float $factor): Results
    {
        return self::results(static function (array $data) use ($contender, $factor): array {
            foreach ($data['records'] as &$record) {
                foreach ($record['contenders'] ?? [] as $name => $row) {
                    if ($name === $contender) {
                        $record['contenders'][$name]['ratio']['cpu'] = array_map(static fn (float $value): float => $value * $factor, $row['ratio']['cpu']);
                    }
                }
            }

            return $data;
        });
    }

    /** With a record for each of README's rows. */
    public static function headlines(): Results
    {
        return self::results(static function (array $data): array {
            $model = $data['records'][0];
            $data['records'] = [];
            foreach (Headlines::ROWS as [, $component, $operation, $input, $backend]) {
                foreach ($input === null ? ['one', 'another'] : [$input] as $input) {
                    $data['records'][] = ['id' => "$component $operation $input $backend", 'component' => $component, 'operation' => $operation, 'input' => $input, 'backend' => $backend, 'scale' => null] + $model;
                }
            }

            return $data;
        });
    }
}
