<?php

declare(strict_types=1);

/*
 * What the FFI backend could leave to the native library against the same in pure PHP: which of the two the classes in php/Ffi use rests on these figures. Marked
 * is where PHP takes at least 1.3 times as long; copying what the library needs has to be in it.
 */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;
use HighPerApp\HighPer\Native\Ffi\Library;

require_once __DIR__ . '/../router/tables.php';
require_once __DIR__ . '/../validator/payloads.php';
require_once __DIR__ . '/../validator/rules.php';
require_once __DIR__ . '/candidates.php';
require_once __DIR__ . '/tasks.php';
require_once __DIR__ . '/documents.php';
require_once __DIR__ . '/ciphers.php';
require_once __DIR__ . '/validation.php';

/** What the other is measured against. */
const SUBJECT = 'through FFI';

/** What takes long is left out of a quick run. */
const LONG = '/synthetic|overlapping|1 MB|64 MiB|8000/';

/** The ratio from which on the library may be worth its trouble. */
const MARGIN = 1.3;

return new Suite(
    'ffi',
    'Candidates for the FFI backend: the library through FFI beside the same in pure PHP.',
    [Rival::php('pure PHP', ['pure PHP'])],
    static function (Effort $effort): iterable {
        $library = Library::functions() ?? throw new \InvalidArgumentException('there is nothing to measure: ' . Library::obstacle());
        $tasks = (static function () use ($library): iterable {
            yield from tasks($library);
            yield from documents();
            yield from ciphers($library);
            yield from validation($library);
        })();
        foreach ($tasks as $title => ['inputs' => $inputs, 'calls' => $calls, 'php' => $php, 'ffi' => $ffi, 'agree' => $agree]) {
            if ($effort->quick && preg_match(LONG, $title) === 1) {
                continue;
            }
            yield new Measurement(
                'FFI',
                $title,
                '',
                SUBJECT,
                static fn (): array => [
                    SUBJECT => ['run' => $ffi, 'answer' => $agree],
                    'pure PHP' => ['run' => $php, 'answer' => static fn (): bool => true, 'beside' => 'a candidate', 'worth' => MARGIN],
                ],
                inputs: $inputs === null ? null : static fn (int $calls, int $seed): mixed => $inputs($seed),
                chunk: $calls,
            );
        }
    },
    ['ffi'],
);
