<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use PHPUnit\Framework\TestCase;

class MethodTest extends TestCase
{
    use RouterAssertions;

    public function testAMethodForEachVerb(): void
    {
        $router = new Router();
        foreach (['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as $verb) {
            self::assertSame($router, $router->$verb("/$verb", $verb, "name-$verb", [$verb]));
            $method = strtoupper($verb);
            $match = $router->find($method, "/$verb");
            self::assertSame([$verb, "name-$verb", [$verb]], [$match->handler, $match->name, $match->middleware]);
            self::assertNull($router->match($verb, "/$verb"), 'methods of requests have a case');
            self::assertNull($router->match('BREW', "/$verb"));
        }
        $router->any('/any', 'any', 'name-any', ['any']);
        foreach (['GET', 'HEAD', 'OPTIONS', 'BREW', 'get', '', '*'] as $method) {
            self::assertSame(['any', []], $router->match($method, '/any'), "method: $method");
        }
    }

    public function testSeveralAndCustomMethods(): void
    {
        $router = (new Router())->add(['purge', 'GET', 'get', 'M-SEARCH'], '/a', 'h')->add("!#$%&'*+-.^_`|~9z", '/b', 'b')->add('7', '/c', 'c')->add(['GET', '*'], '/d', 'd');
        self::assertSame(['h', []], $router->match('PURGE', '/a'));
        self::assertNull($router->match('purge', '/a'));
        self::assertSame(['b', []], $router->match("!#$%&'*+-.^_`|~9Z", '/b'));
        self::assertSame(['c', []], $router->match('7', '/c'));
        self::assertSame(['d', []], $router->match('BREW', '/d'));
        self::assertSame(['GET', 'M-SEARCH', 'PURGE'], $router->routes()[0]['methods']);
        self::assertSame(['7'], $router->routes()[2]['methods']);
        self::assertSame(['*'], $router->routes()[3]['methods']);
        self::assertSame(['GET', 'HEAD', 'OPTIONS', 'M-SEARCH', 'PURGE'], $router->allowed('/a'));
        self::assertSame(['OPTIONS', '7'], $router->allowed('/c'));
    }

    public function testBadMethods(): void
    {
        foreach (['', 'GET ', 'GE T', "GET\n", 'GÉT', 'A,B', 'A/B', "\0"] as $method) {
            foreach ([$method, ['GET', $method]] as $methods) {
                $router = new Router();
                $add = static fn (): Router => $router->add($methods, '/', 'h');
                $hint = 'a method is a token such as GET (RFC 9110, 5.6.2)';
                self::assertRefused($add, RouterException::BAD_METHOD, "Invalid method '$method'", $hint, input: $method);
                self::assertSame([], $router->routes());
            }
        }
        $add = static fn (): Router => (new Router())->add([], '/', 'h');
        self::assertRefused($add, RouterException::BAD_METHOD, 'No method given', 'name at least one, or use any()');
    }

    public function testHeadFallsBackToGet(): void
    {
        $router = (new Router())->get('/a', 'get')->get('/b', 'get')->head('/b', 'head')->any('/c', 'any')->get('/c', 'get')->head('/{x}', 'head')->post('/p', 'p');
        self::assertSame('get', $router->match('HEAD', '/a')[0]);
        self::assertSame('head', $router->match('HEAD', '/b')[0]);
        self::assertSame('get', $router->match('HEAD', '/c')[0]);
        self::assertSame('head', $router->match('HEAD', '/p')[0]);
        self::assertSame(['GET', 'HEAD', 'OPTIONS'], $router->allowed('/a'));

        $strict = (new Router(headFallback: false))->get('/a', 'get')->any('/b', 'any')->get('/b', 'get');
        self::assertNull($strict->match('HEAD', '/a'));
        self::assertSame('any', $strict->match('HEAD', '/b')[0]);
        self::assertSame(['GET', 'OPTIONS'], $strict->allowed('/a'));
    }

    public function testAnyYieldsAtTheSamePatternOnly(): void
    {
        $router = (new Router())->any('/{x:int}', 'any')->get('/{x:int}', 'exact')->get('/{x}', 'wide');
        self::assertSame('exact', $router->match('GET', '/1')[0]);
        self::assertSame('any', $router->match('POST', '/1')[0]);
        self::assertSame('wide', $router->match('GET', '/a')[0]);
        $router = (new Router())->any('/{x:int}', 'any')->get('/{x}', 'wide');
        self::assertSame('any', $router->match('GET', '/1')[0], 'the narrower pattern goes first');
    }

    public function testMethodNotAllowed(): void
    {
        $router = (new Router())->get('/a', 'h')->post('/a', 'h')->delete('/{x}', 'h');
        $match = $router->find('PUT', '/a');
        self::assertSame(RouteStatus::MethodNotAllowed, $match->status);
        self::assertFalse($match->isFound());
        self::assertSame(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'], $match->allowed);
        self::assertSame('GET, HEAD, POST, DELETE, OPTIONS', $match->allow);
        self::assertSame([null, [], null, [], null, null, false], [
            $match->handler, $match->params, $match->name, $match->middleware, $match->pattern, $match->redirect, $match->automaticOptions,
        ]);
        self::assertSame([2, ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']], $router->dispatch('PUT', '/a'));
        self::assertSame('GET, HEAD, POST, DELETE, OPTIONS', $router->allowHeader('/a'));
        self::assertSame('', $router->allowHeader('/a/b'));
        self::assertNull($router->match('PUT', '/a'));
    }

    public function testAnAnyRouteAllowsTheSevenMethods(): void
    {
        $router = (new Router(headFallback: false, autoOptions: false))->any('/a', 'h')->add('PURGE', '/{x}', 'h')->add('LINK', '/b', 'h');
        self::assertSame(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE'], $router->allowed('/a'));
        self::assertSame(['LINK', 'PURGE'], $router->allowed('/b'));
    }

    public function testOptions(): void
    {
        $router = (new Router())->get('/a', 'h')->options('/o', 'own')->any('/any', 'any');
        $match = $router->find('OPTIONS', '/a');
        self::assertSame([RouteStatus::MethodNotAllowed, true, 'GET, HEAD, OPTIONS'], [$match->status, $match->automaticOptions, $match->allow]);
        self::assertNull($router->match('OPTIONS', '/a'));
        self::assertSame([2, ['GET', 'HEAD', 'OPTIONS']], $router->dispatch('OPTIONS', '/a'));
        self::assertSame(RouteStatus::NotFound, $router->find('OPTIONS', '/none')->status);
        self::assertFalse($router->find('OPTIONS', '/none')->automaticOptions);
        self::assertSame(['own', []], $router->match('OPTIONS', '/o'));
        self::assertSame(['any', []], $router->match('OPTIONS', '/any'));

        $off = (new Router(autoOptions: false))->get('/a', 'h');
        self::assertSame([false, ['GET', 'HEAD']], [$off->find('OPTIONS', '/a')->automaticOptions, $off->allowed('/a')]);
    }

    public function testFound(): void
    {
        $router = new Router();
        $router->group('/g', static fn (Router $router): Router => $router->get('/{b}', ['C', 'm'], 'n', ['inner']), ['outer'], '{a}.x');
        $expected = new RouteMatch(RouteStatus::Found, ['C', 'm'], ['a' => 't', 'b' => 'v'], 'n', ['outer', 'inner'], '/g/{b}');
        $match = $router->find('GET', '/g/v', 't.x');
        self::assertEquals($expected, $match);
        self::assertSame(['a' => 't', 'b' => 'v'], $match->params, 'host parameters come first');
        self::assertTrue($match->isFound());
        self::assertSame([1, ['C', 'm'], ['a' => 't', 'b' => 'v']], $router->dispatch('GET', '/g/v', 't.x'));
        self::assertEquals(new RouteMatch(RouteStatus::NotFound), $router->find('GET', '/g/v'));
        self::assertSame([0], $router->dispatch('GET', '/g/v'));
    }

    public function testDuplicateRoutes(): void
    {
        // What is there, what comes, the method that both have.
        $table = [
            [['GET', '/a'], ['GET', '/a'], 'GET'], [['GET', '/{x}'], ['GET', '/{y}'], 'GET'], [['GET', '/{x:int}'], ['GET', '/{y:\d+}'], 'GET'],
            [[['GET', 'POST'], '/a'], [['PUT', 'POST'], '/a'], 'POST'], [['*', '/a'], ['*', '/a'], '*'], [['GET', '/a[/b]'], ['GET', '/a/b'], 'GET'],
            [['GET', '/a'], ['GET', '/%61'], 'GET'], [['GET', '/{p*}'], ['GET', '/{q*}'], 'GET'], [['GET', '/{a}.{b}'], ['GET', '/{c}.{d}'], 'GET'],
            [['PURGE', '/a'], ['purge', '/a'], 'PURGE'],
        ];
        foreach ($table as [[$methods, $old], [$newMethods, $new], $method]) {
            $router = (new Router())->add($methods, $old, 'old');
            $add = static fn (): Router => $router->add($newMethods, $new, 'new');
            $hint = "'$old' already answers the same requests; remove one of them";
            self::assertRefused($add, RouterException::DUPLICATE_ROUTE, "Duplicate route $method '$new'", $hint, $new, input: "$old, $new");
            self::assertCount(1, $router->routes());
        }
        $apart = (new Router())->get('/{x}', 1)->post('/{x}', 2)->any('/{x}', 3)->get('/{x:int}', 4)->get('/{x*}', 5)->get('/x', 6)->get('/x/', 7)->head('/x', 8);
        $apart->group('', static fn (Router $router): Router => $router->get('/x', 9), host: 'a.b');
        self::assertCount(9, $apart->routes());
    }
}
