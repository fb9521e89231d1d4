<?php

declare(strict_types=1);

/* The documents that are measured, and what is asked of them. */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

/** An object as a small API would send it: 79 bytes, as most messages are small. */
const SMALL = '{"id":12345,"name":"Jane Doe","email":"jane@example.com","active":true,"n":3.5}';

/** What is said of a document that is not the one of its name. */
const MADE_UP = 'made up in its shape';

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
            : [shape($name), MADE_UP];
    }

    return $documents;
}

/**
 * Lists of the small object, for what depends on length alone.
 *
 * @return array<string, string> Text by name.
 */
function lists(): array
{
    $lists = [];
    foreach ([1, 10, 100, 1000, 10000] as $count) {
        $lists[$count === 1 ? '1 record' : number_format($count) . ' records'] = '[' . implode(',', array_fill(0, $count, SMALL)) . ']';
    }

    return $lists;
}

/** What a JSON Pointer names in decoded arrays. */
function follow(mixed $value, string $pointer): mixed
{
    foreach (array_slice(explode('/', $pointer), 1) as $step) {
        $value = $value[$step];
    }

    return $value;
}
