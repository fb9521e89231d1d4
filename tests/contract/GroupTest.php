<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class GroupTest extends TestCase
{
    use RouterAssertions;

    public function testGroupsNest(): void
    {
        $router = new Router();
        $same = $router->group('/a', function (Router $inner) use ($router): void {
            self::assertSame($router, $inner);
            $inner->get('', 'root');
            $inner->group('/b-', static function (Router $inner): void {
                $inner->get('c/{x}', 'deep', 'deep', ['own']);
                $inner->group('', static fn (Router $router): Router => $router->get('h', 'host'), host: 'c.d');
            }, ['inner'], 'a.b');
            $inner->get('/after', 'after');
        }, ['outer', 'second']);
        self::assertSame($router, $same);
        $router->get('/top', 'top', null, ['x' => 'own']);
        self::assertSame([
            ['methods' => ['GET'], 'pattern' => '/a', 'handler' => 'root', 'name' => null, 'middleware' => ['outer', 'second'], 'host' => null],
            ['methods' => ['GET'], 'pattern' => '/a/b-c/{x}', 'handler' => 'deep', 'name' => 'deep', 'middleware' => ['outer', 'second', 'inner', 'own'], 'host' => 'a.b'],
            ['methods' => ['GET'], 'pattern' => '/a/b-h', 'handler' => 'host', 'name' => null, 'middleware' => ['outer', 'second', 'inner'], 'host' => 'c.d'],
            ['methods' => ['GET'], 'pattern' => '/a/after', 'handler' => 'after', 'name' => null, 'middleware' => ['outer', 'second'], 'host' => null],
            ['methods' => ['GET'], 'pattern' => '/top', 'handler' => 'top', 'name' => null, 'middleware' => ['own'], 'host' => null],
        ], $router->routes());
    }

    public function testAPrefixMayHoldParameters(): void
    {
        $router = (new Router())->group('/{tenant}', static fn (Router $router): Router => $router->get('/{id:int}', 'h'));
        self::assertMatches(['/t/1' => ['h', ['tenant' => 't', 'id' => '1']]], $router);
    }

    public function testAThrowingCallbackEndsItsGroup(): void
    {
        $router = new Router();
        $thrown = new \DomainException('mine');
        try {
            $router->group('/a', static function (Router $router) use ($thrown): void {
                $router->get('/kept', 'kept');
                $router->group('/b', static fn () => throw $thrown, ['inner'], 'x.y');
            }, ['outer']);
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        $router->get('/c', 'c');
        self::assertMatches(['/a/kept' => ['kept', []], '/c' => ['c', []], '/a/c' => null], $router);
        self::assertSame([], $router->routes()[1]['middleware']);
    }

    public function testOffsetsCountTheWholePattern(): void
    {
        $group = static fn (): Router => (new Router())->group('/a', static fn (Router $router): Router => $router->get('/{x', 'h'));
        self::assertRefused($group, RouterException::MALFORMED_PATTERN, "Unclosed '{'", "close the parameter with '}'", '/a/{x', 3);
        $group = static fn (): Router => (new Router())->group('a', static fn (Router $router): Router => $router->get('/b', 'h'));
        self::assertRefused($group, RouterException::MALFORMED_PATTERN, 'Missing leading slash', "begin the pattern with '/'", 'a/b', 0);
    }

    public function testAnErrorLeavesTheTableAsItWas(): void
    {
        $router = (new Router())->get('/a', 'a', 'name')->post('/b/{x:int}', 'b');
        $before = $router->toArray();
        $attempts = [
            static fn (): Router => $router->get('/x[/{y:foo}]', 'h', 'new'),
            static fn (): Router => $router->get('/x/{y}{z:(?=a)}', 'h', 'new'),
            static fn (): Router => $router->get('/x', 'h', 'name'),
            static fn (): Router => $router->add(['PUT', 'GET'], '/a', 'h', 'new'),
            static fn (): Router => $router->add(['BREW', 'GET'], '/x[', 'h', 'new'),
            static fn (): Router => $router->get('/x[/{y}', 'h'),
        ];
        foreach ($attempts as $index => $attempt) {
            try {
                $attempt();
                self::fail("nothing was refused: $index");
            } catch (RouterException) {
                self::assertSame($before, $router->toArray(), "attempt: $index");
            }
        }
        self::assertMatches(['/a' => ['a', []], '/x' => null, '/x/1' => null], $router);
        self::assertSame(['h', []], $router->put('/a', 'h', 'new')->match('PUT', '/a'));
    }
}
