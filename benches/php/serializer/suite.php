<?php

declare(strict_types=1);

/*
 * Json, MessagePack and Serializer against PHP's own JSON functions, the simdjson extension, ext-msgpack and igbinary. A result is freed before the next one is
 * made, inside the timed part. Documents are read from ../shared/corpora (or HIGHPER_CORPORA) where they are, and made up in their shape otherwise.
 */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Footprint;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;

require_once __DIR__ . '/shapes.php';
require_once __DIR__ . '/inputs.php';
require_once __DIR__ . '/tasks.php';
require_once __DIR__ . '/messages.php';
require_once __DIR__ . '/children.php';

return new Suite(
    'serializer',
    'JSON and MessagePack to PHP values and back, and from one to the other.',
    [
        // Before ext-json, whose part in this is the smaller one.
        Rival::extension('ext-msgpack', 'msgpack', ['msgpack_', 'json_decode, msgpack_pack'], 'php-msgpack'),
        Rival::php('ext-json', ['json_']),
        Rival::extension('simdjson', 'simdjson', ['simdjson_'], 'where the extension is built: --simdjson=/path/to/simdjson.so, or SIMDJSON_SO'),
        Rival::extension('igbinary', 'igbinary', ['igbinary_'], 'php-igbinary'),
    ],
    static function (Effort $effort): iterable {
        $documents = documents();
        foreach (tasks() as $operation => ['component' => $component, 'make' => $make, 'scales' => $scales]) {
            foreach ($documents as $name => [$text, $origin]) {
                $input = $name . ($origin === MADE_UP ? " ($origin)" : '');
                yield new Measurement($component, $operation, $input, SUBJECT, static fn (): array => $make($name, $text), 'bytes', strlen($text));
            }
            foreach ($scales ? lists() : [] as $name => $text) {
                yield new Measurement($component, $operation, $name, SUBJECT, static fn (): array => $make($name, $text), 'bytes', strlen($text), 'records');
            }
        }
        yield new Footprint('Json', 'memory of a fresh process that decodes to arrays', 'twitter', static fn (bool $quick): array => memory($documents['twitter'][0], $quick ? 3 : 7));
    },
);
