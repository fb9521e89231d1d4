<?php

// No strict_types: objects are to be converted to the strings that methods ask for, which runs the user's code, too.

use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

/**
 * The Router's methods that call the user's code: a name, and what calls it. Each gives something that can be compared.
 *
 * @return array<string, Closure(Place): mixed>
 */
function router_sites(): array
{
    $routes = fn (Router $router): array => array_map(fn (array $route): string => $route['pattern'], $router->routes());
    $router = function (): Router {
        return (new Router())->get('/a/{id}', 'a', 'a')->post('/a/{id}', 'b')->get('/{x}/{y}/{z*}', 'c', 'c', ['one']);
    };

    return [
        'group' => function (Place $place) use ($router, $routes): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->change = function () use (&$router): void { $router?->get('/changed/' . count($router->routes()), new stdClass()); };
            $place->again = function () use (&$router): mixed { return $router?->group('/again', fn (Router $router) => $router->get('/' . count($router->routes()), 1), ['m']); };
            $held = $router->group('/g', function (Router $inner) use ($place): void {
                $inner->get('/before', new stdClass());
                $place();
                $inner->get('/after/{id}', 'after');
            }, [new stdClass()], 'h.example.com');

            return [$routes($held), $held->match('GET', '/g/after/7', 'h.example.com'), $held->get('/late', 1)->match('GET', '/late')];
        },
        'group in a group' => function (Place $place) use ($router, $routes): array {
            $router = $router();
            $place->again = fn (): mixed => $router->group('/x', fn () => null);
            $place->change = fn (): mixed => $router->group('/y', fn () => $router->get('/' . count($router->routes()), 'z'));
            $router->group('/g', fn () => $router->group('/h', function () use ($router, $place): void {
                $router->get('/i', 1);
                $place();
                $router->get('/j', 1);
            }, [[new stdClass(), 'm']])->get('/k', 1), ['outer']);

            return [$routes($router), $router->find('GET', '/g/h/j')->middleware];
        },
        'persistent' => function (Place $place) use ($routes): array {
            $place->again = fn (): mixed => Router::persistent('again', fn () => (new Router())->get('/again', 'again'));
            $place->change = function (): void {
                for ($i = 0; $i < 70; $i++) {
                    Router::persistent("other $i", fn () => (new Router())->get("/$i", $i));
                }
            };
            static $number = 0;
            // A build that has ended the process is under way for whatever runs at the end, so each call has a key of its own.
            $router = Router::persistent('boundary ' . ++$number, function () use ($place): Router {
                $built = (new Router())->get('/p/{id}', ['kept', true]);
                $place();

                return $built->get('/q', 'q');
            });

            return [$routes($router), $router->match('GET', '/p/1'), $router->match('GET', '/q')];
        },
        'url, a parameter' => function (Place $place) use ($router): array {
            $router = $router();
            $params = ['x' => str_repeat('x', 300), 'y' => new Text($place, 'why'), 'z' => str_repeat('z/', 30)];
            $place->letGo = function () use (&$router, &$params): void { $router = $params = null; };
            $place->change = function () use (&$router, &$params): void { $params = ['x' => []]; $router->get('/n', 1, 'new'); };
            $place->again = fn (): mixed => $router?->url('a', ['id' => 5]);

            return [$router->url('c', $params, ['q' => ['r' => 1, 's' => 'ü']])];
        },
        'url, behind references' => function (Place $place) use ($router): array {
            $router = $router();
            [$text, $last] = [new Text($place, 'why'), str_repeat('last', 9)];
            $params = ['x' => 'x', 'y' => &$text, 'z' => &$last];
            $place->letGo = function () use (&$text, &$last): void { $text = $last = 'gone'; };
            $place->change = function () use (&$last): void { $last = 5; };

            return [str_starts_with($router->url('c', $params), '/x/why')];
        },
        'add, texts' => function (Place $place) use ($router, $routes): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->change = function () use (&$router): void { $router?->get('/changed', 1, 'changed'); };
            $place->again = fn (): mixed => $router?->get('/again/' . count($router->routes()), 1);
            $held = $router->add('GET', new Text($place, '/text/{id:int}'), 'handler', new Text(new Place(fn () => null), 'name'));

            return [$routes($held), $held->url('name', ['id' => 1])];
        },
        'match, texts' => function (Place $place) use ($router): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->change = function () use (&$router): void { for ($i = 0; $i < 200; $i++) { $router?->get("/changed/$i/{x}", 1); } };
            $place->again = fn (): mixed => $router?->match('GET', '/a/2');

            return [$router->match(new Text(new Place(fn () => null), 'GET'), new Text($place, '/a/1'))];
        },
        'route_match(), texts' => function (Place $place) use ($router): array {
            $router = $router();
            $place->change = fn (): mixed => $router->get('/changed/' . count($router->routes()), 1);

            return [route_match($router, 'GET', new Text($place, '/a/1'))];
        },
        'route_match() of a subclass' => function (Place $place): array {
            $router = new class ($place) extends Router {
                public function __construct(private Place $place)
                {
                    parent::__construct();
                }

                public function match(string $method, string $path, ?string $host = null): ?array
                {
                    ($this->place)();

                    return parent::match($method, $path, $host);
                }
            };
            $router->get('/a/{id}', 'sub');
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->again = fn (): mixed => $router === null ? null : route_match($router, 'GET', '/a/2');

            return [route_match($router, 'GET', '/a/1')];
        },
        'constructor, a text' => function (Place $place): array {
            return [(new Router(new Text($place, 'ignore')))->get('/t', 1)->match('GET', '/t/')];
        },
        'destructor of what a group gave' => function (Place $place) use ($router, $routes): array {
            $router = $router();
            $place->change = fn (): mixed => $router->get('/changed/' . count($router->routes()), 1);
            $place->again = fn (): mixed => $router->group('/again', fn () => new stdClass());
            $router->group('/g', fn (): object => new Falling($place));

            return [$routes($router)];
        },
        'destructor of a callback' => function (Place $place) use ($router, $routes): array {
            $router = $router();
            $place->change = fn (): mixed => $router->get('/changed/' . count($router->routes()), 1);
            $router->group('/g', (function (object $falling): Closure {
                return function (Router $router) use ($falling): void { $router->get('/in', $falling::class); };
            })(new Falling($place)), [new stdClass()]);

            return [$routes($router)];
        },
        'destructor of a middleware' => function (Place $place) use ($router): array {
            $router = $router();
            $place->change = fn (): mixed => $router->get('/changed/' . count($router->routes()), 1);
            $place->again = fn (): mixed => $router->match('GET', '/a/1');
            // No route has it, so that it goes with its group.
            $router->group('/g', fn () => null, [new Falling($place)]);

            return [$router->match('GET', '/a/1')];
        },
        'destructor of a handler' => function (Place $place): array {
            $router = (new Router())->get('/a', new Falling($place))->get('/b', $other = new stdClass());
            $router->match('GET', '/a');
            $weak = WeakReference::create($router);
            $place->again = fn (): mixed => $weak->get()?->match('GET', '/b');
            unset($router);

            return [$place->wasReached(), $other::class];
        },
        'destructor of what is not to be kept' => function (Place $place): array {
            return [Router::persistent('refused', fn (): Router => (new Router())->get('/a', new Falling($place)), (string) mt_rand())];
        },
    ];
}
