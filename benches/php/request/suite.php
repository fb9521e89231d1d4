<?php

declare(strict_types=1);

/*
 * A whole request of the example application (route, verify a token, validate, serialize) against the same application on FastRoute, Symfony's validator,
 * lcobucci/jwt and ext/json: in a worker that serves one request after the other, and under PHP-FPM, where everything is made anew for each request.
 *
 * Both work on the example's own store. In SQLite it takes most of the time of a request that reads many notes or writes one, so that all is measured a
 * second time with the notes in an array.
 */

namespace HighPerApp\HighPer\Native\Benches\Request;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Request\Fpm\Binary;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;

require_once __DIR__ . '/autoload.php';
require_once __DIR__ . '/measurements.php';

return new Suite(
    'request',
    'Whole requests of the example application, answered.',
    [
        // The longer name first: a contender is the first rival whose name it begins with.
        new Rival(RIVAL . ' HS256', versions(...), HINT),
        new Rival(RIVAL, versions(...), HINT),
        new Rival('PHP-FPM', static fn (): ?string => Binary::version(), Binary::hint()),
    ],
    static fn (Effort $effort): iterable => measurements($effort, Backend::current()),
    ['extension', 'php'],
);
