<?php

declare(strict_types=1);

/* The rows of README's table and plot: what most will look for. Everything is in the report. */

namespace HighPerApp\HighPer\Native\Benches;

class Headlines
{
    /**
     * Label; component and operation; the input, or null for all that are no points of a series: their geometric mean; backend.
     *
     * @var list<array{string, string, string, ?string, string}>
     */
    public const ROWS = [
        ['Router, 203 routes', 'Router', 'match()', 'GitHub, 203 routes', 'extension'],
        ['Router, 5,000 routes', 'Router', 'match()', 'synthetic, 5,000 routes', 'extension'],
        ['JSON: decode to arrays', 'Json', 'decode to arrays', null, 'extension'],
        ['JSON: decode to objects', 'Json', 'decode to objects', null, 'extension'],
        ['JSON: encode', 'Json', 'encode', null, 'extension'],
        ['JSON: validate', 'Json', 'validate', null, 'extension'],
        ['JSON: get one value', 'Json', 'get one value', null, 'extension'],
        ['MessagePack: pack', 'MessagePack', 'pack', null, 'extension'],
        ['MessagePack: unpack', 'MessagePack', 'unpack', null, 'extension'],
        ['JSON to MessagePack', 'Serializer', 'JSON to MessagePack', null, 'extension'],
        ['MessagePack to JSON', 'Serializer', 'MessagePack to JSON', null, 'extension'],
        ['PASETO v4.local: issue', 'Paseto', 'v4.local issue', '', 'extension'],
        ['PASETO v4.local: parse', 'Paseto', 'v4.local parse', '', 'extension'],
        ['PASETO v4.public: issue', 'Paseto', 'v4.public issue', '', 'extension'],
        ['PASETO v4.public: parse', 'Paseto', 'v4.public parse', '', 'extension'],
        ['XChaCha20-Poly1305, 1 KiB: seal', 'Aead', 'XChaCha20-Poly1305 seal', '1 KiB', 'extension'],
        ['AES-256-GCM, 64 KiB: seal', 'Aead', 'AES-256-GCM seal', '64 KiB', 'extension'],
        ['ChaCha20-Poly1305, 64 KiB: open', 'Aead', 'ChaCha20-Poly1305 open', '64 KiB', 'extension'],
        ['Ed25519, 64 B: verify', 'Sign', 'verify', '64 B', 'extension'],
        ['SHA-256, 1 KiB', 'Hash', 'sha256', '1 KiB', 'extension'],
        ['Validator: form of 8 fields', 'Validator', 'check()', 'form', 'extension'],
        ['Validator: order of 50 items', 'Validator', 'check()', 'order of 50 items', 'extension'],
        ['Validator in pure PHP: form', 'Validator', 'check()', 'form', 'php'],
        ['Whole request, in a worker', 'Request in a worker', 'mix', 'notes in an array', 'extension'],
        ['Whole request, under PHP-FPM', 'Request under PHP-FPM', 'mix', 'notes in an array', 'extension'],
    ];

    /**
     * The rows for which there are results.
     *
     * @return list<array{label: string, own: ?float, inputs: int, rivals: array<string, array{mean: float, low: float, high: float}>}> Own is microseconds of CPU,
     *     of a single input; low and high are its quartiles, or the least and the largest of several inputs.
     */
    public static function of(Results $results): array
    {
        $rows = [];
        foreach (self::ROWS as [$label, $component, $operation, $input, $backend]) {
            $records = array_values(array_filter($results->timed(), static fn (array $record): bool => $record['component'] === $component
                && $record['operation'] === $operation
                && $record['backend'] === $backend
                && ($input === null ? ($record['scale']['series'] ?? null) === null : $record['input'] === $input)));
            $rivals = self::rivals($records);
            if ($rivals !== []) {
                $own = count($records) === 1 ? $records[0]['contenders'][$records[0]['subject']]['cpu']['median'] / 1e3 : null;
                $rows[] = ['label' => $label, 'own' => $own, 'inputs' => count($records), 'rivals' => $rivals];
            }
        }

        return $rows;
    }

    /**
     * @param list<array<string, mixed>> $records
     *
     * @return array<string, array{mean: float, low: float, high: float}>
     */
    private static function rivals(array $records): array
    {
        $ratios = [];
        foreach ($records as $record) {
            foreach (self::names($record) as $contender => $name) {
                $ratios[$name][] = $record['contenders'][$contender]['ratio']['cpu'];
            }
        }

        return array_map(static function (array $ratios): array {
            if (count($ratios) === 1) {
                return ['mean' => $ratios[0]['median'], 'low' => $ratios[0]['low'], 'high' => $ratios[0]['high']];
            }
            $medians = array_column($ratios, 'median');

            return ['mean' => geometric_mean($medians), 'low' => min($medians), 'high' => max($medians)];
        }, $ratios);
    }

    /**
     * How the contenders that are rivals are called: by the rival's name, or where it has several contenders here, by theirs.
     *
     * @param array<string, mixed> $record
     *
     * @return array<string, string> Names by contender.
     */
    public static function names(array $record): array
    {
        $counts = array_count_values(array_filter(array_column($record['contenders'], 'rival')));
        $names = [];
        foreach ($record['contenders'] as $contender => $row) {
            if ($row['rival'] !== null && !isset($row['beside'])) {
                $names[$contender] = $counts[$row['rival']] > 1 ? $contender : $row['rival'];
            }
        }

        return $names;
    }
}
