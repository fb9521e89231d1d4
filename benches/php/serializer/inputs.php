<?php

declare(strict_types=1);

/* The documents that are measured, and what is asked of them. */

namespace HighPerApp\HighPer\Native\Benches;

/** An object as a small API would send it: 79 bytes, as most messages are small. */
const SMALL = '{"id":12345,"name":"Jane Doe","email":"jane@example.com","active":true,"n":3.5}';

/** A value in the middle of each document. */
const POINTERS = [
    'small' => '/email',
    'twitter' => '/statuses/50/user/screen_name',
    'citm_catalog' => '/performances/100/seatCategories/0/seatCategoryId',
    'canada' => '/features/0/geometry/coordinates/240/1/0',
    'github_events' => '/15/repo/name',
];

/**
 * @return array<string, array{string, string}> Text and origin by name.
 */
function documents(): array
{
    $folder = getenv('HIGHPER_CORPORA') ?: __DIR__ . '/../../../../shared/corpora';
    $documents = ['small' => [SMALL, 'as in a small API']];
    foreach (['twitter', 'citm_catalog', 'canada', 'github_events'] as $name) {
        $file = "$folder/$name.json";
        $documents[$name] = is_readable($file)
            ? [(string) file_get_contents($file), 'read']
            : [shape($name), 'made up in its shape'];
    }

    return $documents;
}

/**
 * What an option names, in the order in which it is there.
 *
 * @template T
 *
 * @param array<string, T> $all
 *
 * @return array<string, T>
 */
function chosen(array $all, ?string $names, string $what): array
{
    if ($names === null) {
        return $all;
    }
    $wanted = explode(',', $names);
    $unknown = array_diff($wanted, array_keys($all));
    if ($unknown !== []) {
        throw new \InvalidArgumentException("unknown $what '" . implode("', '", $unknown) . "'; there are " . implode(', ', array_keys($all)));
    }

    return array_intersect_key($all, array_flip($wanted));
}

/** What a JSON Pointer names in decoded arrays. */
function follow(mixed $value, string $pointer): mixed
{
    foreach (array_slice(explode('/', $pointer), 1) as $step) {
        $value = $value[$step];
    }

    return $value;
}

/**
 * The rivals and their versions, or that they are absent.
 *
 * @return array<string, string>
 */
function rivals(): array
{
    $rivals = ['ext/json' => PHP_VERSION];
    foreach (['simdjson' => 'absent: --simdjson=/path/to/simdjson.so names it', 'msgpack' => 'absent', 'igbinary' => 'absent'] as $extension => $absent) {
        $version = phpversion($extension);
        $rivals[$extension] = $version !== false ? $version : $absent;
    }

    return $rivals;
}
