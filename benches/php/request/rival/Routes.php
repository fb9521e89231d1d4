<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use FastRoute\DataGenerator\MarkBased as MarkBasedData;
use FastRoute\Dispatcher;
use FastRoute\Dispatcher\MarkBased;
use FastRoute\RouteCollector;

use function FastRoute\cachedDispatcher;

/**
 * The example's routes for FastRoute, with the fastest of its dispatchers.
 */
class Routes
{
    /**
     * @param string $cache Where the table is kept between requests, as PHP: opcache has it in memory from then on.
     */
    public static function dispatcher(string $cache): Dispatcher
    {
        return cachedDispatcher(self::add(...), ['cacheFile' => $cache, 'dataGenerator' => MarkBasedData::class, 'dispatcher' => MarkBased::class]);
    }

    private static function add(RouteCollector $routes): void
    {
        $routes->get('/health', 'health');
        $routes->post('/login', 'login');
        $routes->addGroup('/notes', static function (RouteCollector $notes): void {
            $notes->get('', 'list');
            $notes->post('', 'create');
            $notes->get('/{id:\d+}', 'show');
            $notes->put('/{id:\d+}', 'replace');
            $notes->delete('/{id:\d+}', 'remove');
            $notes->get('/tagged/{tag}', 'tagged');
            $notes->get('/on/{day:\d{4}-\d\d-\d\d}', 'on');
        });
        $routes->get('/folders/{folder:.+}', 'folder');
    }
}
