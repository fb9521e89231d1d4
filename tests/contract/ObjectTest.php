<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\route_match;

class ObjectTest extends TestCase
{
    use RouterAssertions;

    public function testClonesAreIndependent(): void
    {
        $router = (new Router('ignore'))->get('/a/{x}', 'a', 'a');
        self::assertNotNull($router->match('GET', '/a/1'));
        $clone = clone $router;
        $router->get('/b', 'b');
        $clone->get('/c', 'c')->post('/a/{y}', 'post');
        self::assertMatches(['/a/1/' => ['a', ['x' => '1']], '/b' => ['b', []], '/c' => null], $router);
        self::assertMatches(['/a/1/' => ['a', ['x' => '1']], '/b' => null, '/c' => ['c', []]], $clone);
        self::assertNull($router->match('POST', '/a/1'));
        self::assertSame('/a/1', $clone->url('a', ['x' => 1]));
    }

    public function testItIsNotSerialized(): void
    {
        $router = new Router();
        foreach ([static fn (): string => serialize($router), static fn (): string => serialize([$router]), static fn (): mixed => unserialize('O:32:"HighPerApp\HighPer\Native\Router":0:{}')] as $attempt) {
            self::assertRefused($attempt, RouterException::NOT_SERIALIZABLE, 'A Router cannot be serialized', 'keep toArray() and rebuild it with fromArray()');
        }
    }

    public function testSubclasses(): void
    {
        $router = new Subclass('mine');
        self::assertSame($router, $router->get('/a', 'a')->post('/b', 'b'));
        self::assertSame([Subclass::class, 'mine'], [$router::class, $router->own]);
        self::assertSame(['mine', []], $router->match('GET', '/overridden'));
        self::assertSame(['mine', []], route_match($router, 'GET', '/overridden'), 'the function calls an overridden method');
        self::assertSame(['a', []], route_match($router, 'GET', '/a'));
        $router->group('/g', function (Router $inner) use ($router): void {
            self::assertSame($router, $inner);
        });
        self::assertInstanceOf(Subclass::class, Subclass::fromArray($router->toArray()));
        self::assertSame($router->toArray(), Subclass::fromArray($router->toArray())->toArray());
        $clone = clone $router;
        $clone->own = 'other';
        self::assertSame(['mine', 'other', ['a', []]], [$router->own, $clone->own, $clone->match('GET', '/a')]);
    }

    public function testAnObjectWithoutItsConstructorHasTheDefaultOptions(): void
    {
        $router = (new \ReflectionClass(Router::class))->newInstanceWithoutConstructor();
        self::assertNull($router->match('GET', '/'));
        self::assertSame('strict', $router->toArray()['options']['trailingSlash']);
        self::assertSame(['h', []], $router->get('/', 'h')->match('GET', '/'));
        $clone = clone (new \ReflectionClass(Router::class))->newInstanceWithoutConstructor();
        self::assertSame([], $clone->routes());
    }

    public function testOptionsComeBeforeRoutes(): void
    {
        $router = new Router();
        $router->__construct('ignore');
        self::assertSame('ignore', $router->get('/a', 'a')->toArray()['options']['trailingSlash'], 'nothing was added yet');
        $again = static fn (): mixed => $router->__construct('redirect');
        self::assertRefused($again, RouterException::BAD_OPTION, 'Options given after routes', 'construct a router once, before adding to it');
        self::assertSame(['a', []], $router->match('GET', '/a/'));
        $late = static fn (): Router => new class () extends Router {
            public function __construct()
            {
                $this->get('/a', 'a');
                parent::__construct();
            }
        };
        self::assertRefused($late, RouterException::BAD_OPTION, 'Options given after routes', 'construct a router once, before adding to it');
    }

    public function testOverriddenMethodsDoNotChangeOthers(): void
    {
        $router = new class () extends Router {
            public function match(string $method, string $path, ?string $host = null): ?array
            {
                return ['own', []];
            }

            public function find(string $method, string $path, ?string $host = null): RouteMatch
            {
                return new RouteMatch(RouteStatus::Found, handler: 'own');
            }

            public function allowed(string $path, ?string $host = null): array
            {
                return ['OWN'];
            }

            public function routes(): array
            {
                return [];
            }
        };
        $router->get('/a', 'a');
        self::assertSame([[1, 'a', []], [0]], [$router->dispatch('GET', '/a'), $router->dispatch('GET', '/b')]);
        self::assertSame(['/a'], array_column($router->toArray()['routes'], 'pattern'));
        self::assertSame(['Found', 'NotFound'], [$router->explain('GET', '/a')['status'], $router->explain('GET', '/b')['status']]);
        self::assertSame('GET, HEAD, OPTIONS', $router->allowHeader('/a'));
    }

    public function testHandlersOfEveryType(): void
    {
        $object = new \stdClass();
        $closure = static fn (): int => 1;
        foreach ([null, false, 0, 1.5, '', 'h', [], ['C', 'm'], $object, $closure, Suit::Spades, STDIN] as $index => $handler) {
            $router = (new Router())->get('/a', $handler, 'n', [$handler])->get('/{x}', $handler);
            self::assertSame([$handler, []], $router->match('GET', '/a'), "handler $index");
            self::assertSame([$handler, ['x' => 'b']], $router->match('GET', '/b'), "handler $index");
            self::assertSame([1, $handler, []], $router->dispatch('GET', '/a'), "handler $index");
            self::assertSame([$handler, [$handler]], [$router->find('GET', '/a')->handler, $router->find('GET', '/a')->middleware], "handler $index");
            self::assertSame($handler, $router->routes()[0]['handler'], "handler $index");
        }
    }

    public function testResultsAreTheCallersOwn(): void
    {
        $router = (new Router())->get('/a', ['h'])->get('/{x}', ['p']);
        foreach (['/a', '/b'] as $path) {
            $before = $router->match('GET', $path);
            $changed = $router->match('GET', $path);
            $changed[0][] = 'more';
            $changed[1]['y'] = 'z';
            self::assertSame($before, $router->match('GET', $path), "path: $path");
        }
    }

    public function testCyclesAreCollected(): void
    {
        $owner = new class () {
            public ?Router $router = null;
        };
        $owner->router = (new Router())->get('/a', fn (): object => $owner)->get('/{x}', [$owner, 'm'], null, [$owner]);
        self::assertNotNull($owner->router->match('GET', '/a'));
        self::assertNotNull($owner->router->match('GET', '/b'));
        $references = [\WeakReference::create($owner), \WeakReference::create($owner->router)];
        unset($owner);
        gc_collect_cycles();
        self::assertSame([null, null], [$references[0]->get(), $references[1]->get()]);
    }

    public function testHandlersAreFreedWithTheirRouter(): void
    {
        $handler = new \stdClass();
        $reference = \WeakReference::create($handler);
        $router = (new Router())->get('/', $handler);
        unset($handler);
        self::assertNotNull($reference->get());
        unset($router);
        self::assertNull($reference->get());
    }

    public function testNamedArguments(): void
    {
        $router = new Router(autoOptions: false, trailingSlash: 'ignore');
        $router->add(pattern: '/{x}', handler: 'h', methods: 'GET', middleware: ['m'], name: 'n');
        $router->group(routes: static fn (Router $router): Router => $router->get(handler: 'g', pattern: '/y'), prefix: '/g', middleware: [], host: null);
        self::assertSame(['h', ['x' => 'a']], $router->match(path: '/a', method: 'GET', host: null));
        self::assertSame('/a?q=1', $router->url(query: ['q' => 1], name: 'n', params: ['x' => 'a']));
        self::assertSame([1, 'g', []], $router->dispatch(host: null, path: '/g/y/', method: 'GET'));
    }

    public function testWrongTypes(): void
    {
        $router = (new Router())->get('/', 'h', 'n');
        $attempts = [
            static fn () => $router->match(1, '/'), static fn () => $router->match('GET', null), static fn () => $router->match('GET', '/', 1),
            static fn () => $router->find('GET', []), static fn () => $router->dispatch(new \stdClass(), '/'), static fn () => $router->allowed(1.5),
            static fn () => $router->add(1, '/', 'h'), static fn () => $router->add([1], '/', 'h'), static fn () => $router->add('GET', 1, 'h'), static fn () => $router->get('/b', 'h', 1),
            static fn () => $router->get('/b', 'h', null, 'm'), static fn () => $router->group(1, static fn (): null => null), static fn () => $router->group('', 'no such function'),
            static fn () => $router->url(1), static fn () => $router->url('n', 'x'), static fn () => Router::fromArray('x'), static fn () => new Router(1), static fn () => new Router('strict', 1),
            static fn () => Router::persistent('k', 'no such function'), static fn () => $router->match('GET'), static fn () => $router->get('/b'), static fn () => route_match($router, 'GET', 1),
        ];
        foreach ($attempts as $index => $attempt) {
            try {
                $attempt();
                self::fail("nothing was refused: $index");
            } catch (\TypeError $error) {
                self::assertNotSame('', $error->getMessage(), "attempt $index");
            }
        }
        self::assertCount(1, $router->routes());
    }

    public function testTheRouterMayBeAskedWhileItGrows(): void
    {
        $router = new Router();
        $router->group('/g', function (Router $router): void {
            $router->get('/a', 'a');
            self::assertSame(['a', []], $router->match('GET', '/g/a'));
            $router->get('/{x}', 'x');
            self::assertSame(['x', ['x' => 'b']], $router->match('GET', '/g/b'));
        });
        $router->get('/g/b', 'b');
        self::assertSame(['b', []], $router->match('GET', '/g/b'));
    }

    public function testRouteMatchIsPlain(): void
    {
        $match = new RouteMatch(RouteStatus::Found, handler: 'h', allow: 'GET');
        self::assertTrue($match->isFound());
        self::assertSame(['h', [], null, [], null, [], 'GET', null, false], [
            $match->handler, $match->params, $match->name, $match->middleware, $match->pattern, $match->allowed, $match->allow, $match->redirect, $match->automaticOptions,
        ]);
        $this->expectException(\Error::class);
        $match->handler = 'other';
    }
}
