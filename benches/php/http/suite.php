<?php

declare(strict_types=1);

/*
 * What stands between a server and a handler: a request that is made, asked for its path, a field and a parameter of its query, and answered, against PSR-7 messages and
 * arrays that are built and joined by hand; and a handler in a pooled fiber, against a fiber of its own and none.
 */

namespace HighPerApp\HighPer\Native\Benches\Http;

use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;
use HighPerApp\HighPer\Native\Loop\FiberPool;
use Nyholm\Psr7\ServerRequest;

require_once __DIR__ . '/messages.php';
require_once __DIR__ . '/fibers.php';

const MESSAGES = 'Request and Response';
const FIBERS = 'a pooled fiber';

return new Suite(
    'http',
    'Requests and responses as handlers see them, and the fibers that handlers run in.',
    [
        Rival::library('Nyholm PSR-7', ServerRequest::class, 'nyholm/psr7', 'php-nyholm-psr7', ['/usr/share/php/Nyholm/Psr7/autoload.php']),
        Rival::php('hand-written PHP', ['arrays by hand', 'a fresh fiber', 'a plain call']),
    ],
    static function (): iterable {
        foreach (TARGETS as $input => $query) {
            yield new Measurement('Http', 'a request made, read and answered', $input, MESSAGES, static fn (): array => messages($query));
        }
        // Only a library that was built with the feature `server` has a pool.
        if (class_exists(FiberPool::class)) {
            yield new Measurement('Http', 'a handler called', '', FIBERS, fibers(...));
        }
    },
);
