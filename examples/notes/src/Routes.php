<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;

/**
 * The example's routes, all in one place.
 */
class Routes
{
    /** What everybody may ask for. A route that is not named here needs a token, so that none is open by oversight. */
    private const OPEN = ['health', 'login', 'list', 'show', 'tagged', 'on', 'folder'];

    public static function isOpen(mixed $handler): bool
    {
        return in_array($handler, self::OPEN, true);
    }

    /**
     * The router, built once for each worker process: handlers are names, so that they can outlive a request.
     *
     * @throws RouterException if a route is malformed or there twice
     */
    public static function router(): Router
    {
        // The version is this file's state: an edited table is rebuilt while the server runs.
        return Router::persistent('notes', self::build(...), (string) filemtime(__FILE__));
    }

    /**
     * @throws RouterException if a route is malformed or there twice
     */
    private static function build(): Router
    {
        $router = new Router(trailingSlash: 'redirect');
        $router->get('/health', 'health', 'health');
        $router->post('/login', 'login', 'login');
        $router->group('/notes', static function (Router $notes): void {
            $notes->get('', 'list', 'notes');
            $notes->post('', 'create');
            $notes->get('/{id:int}', 'show', 'note');
            $notes->put('/{id:int}', 'replace');
            $notes->delete('/{id:int}', 'remove');
            // Parameters arrive decoded: /notes/tagged/caf%C3%A9 asks for the tag "café".
            $notes->get('/tagged/{tag}', 'tagged', 'tagged');
            // A day that is not in the calendar matches no route.
            $notes->get('/on/{day:date}', 'on', 'on');
        });
        // A catch-all takes the slashes, too: /folders/home/2026.
        $router->get('/folders/{folder*}', 'folder', 'folder');

        return $router;
    }
}
