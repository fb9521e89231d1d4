<?php

declare(strict_types=1);

/*
 * Router::match() against FastRoute's MarkBased dispatcher and Symfony's compiled matcher, and Router::url() against Symfony's compiled generator and strings that
 * are joined by hand; FastRoute builds no URLs. Every path is fresh: parameter values change from call to call, and
 * each contender gets strings of its own that have never been hashed.
 */

namespace HighPerApp\HighPer\Native\Benches\Router;

use FastRoute\Dispatcher\MarkBased;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;
use Symfony\Component\Routing\Matcher\CompiledUrlMatcher;

require_once __DIR__ . '/tables.php';
require_once __DIR__ . '/contenders.php';
require_once __DIR__ . '/urls.php';

const SUBJECT = 'match()';

const TITLES = ['github' => 'GitHub', 'gplus' => 'Google+', 'parse' => 'Parse', 'static' => 'static site'];

return new Suite(
    'router',
    'Requests to routes taken at random, matched; and the URLs of routes, built.',
    [
        Rival::library('FastRoute', MarkBased::class, 'nikic/fast-route', 'php-nikic-fast-route', ['/usr/share/php/FastRoute/autoload.php']),
        Rival::library('Symfony routing', CompiledUrlMatcher::class, 'symfony/routing', 'php-symfony-routing', ['/usr/share/php/Symfony/Component/Routing/autoload.php'], ['Symfony']),
        Rival::php('hand-written PHP', ['by hand']),
    ],
    static function (): iterable {
        foreach (tables() as $name => $routes) {
            yield new Measurement(
                'Router',
                'match()',
                (TITLES[$name] ?? 'synthetic') . ', ' . number_format(count($routes)) . ' routes',
                SUBJECT,
                static fn (): array => contenders($routes),
                'routes',
                count($routes),
                str_starts_with($name, 'synthetic') ? 'synthetic' : null,
                static fn (int $calls, int $seed): array => requests($routes, $calls, $seed),
            );
        }
        foreach (urls() as $name => $make) {
            yield new Measurement('Router', 'url()', $name, 'url()', $make);
        }
    },
);
