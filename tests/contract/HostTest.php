<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use PHPUnit\Framework\TestCase;

class HostTest extends TestCase
{
    use RouterAssertions;

    public function testHosts(): void
    {
        $table = [
            'example.com' => ['example.com' => [], 'EXAMPLE.com:8080' => [], 'example.com.' => [], 'example.com.:80' => [], 'example.com:' => [], 'a.example.com' => null, 'example.org' => null, '' => null, 'example.com..' => null],
            'Example.COM' => ['example.com' => []],
            '{t}.example.com' => ['acme.example.com' => ['t' => 'acme'], 'Acme.Example.com' => ['t' => 'acme'], 'example.com' => null, '.example.com' => null, 'a.b.example.com' => null, 'a%41.example.com' => ['t' => 'a%41'], "a\0b.example.com" => null, 'a/b.example.com' => null, 'a b.example.com' => null, 'u@a.example.com' => null, 'a\\b.example.com' => null, "a\r\n.example.com" => null],
            '{t:int}.x' => ['1.x' => ['t' => '1'], 'a.x' => null],
            '{a}-{b}.x' => ['p-q-r.x' => ['a' => 'p-q', 'b' => 'r'], 'p.x' => null],
            'api-{v:\d}.x_y' => ['api-2.X_Y' => ['v' => '2'], 'api-.x_y' => null],
            '{a}' => ['localhost:1' => ['a' => 'localhost'], '[::1]:80' => ['a' => '[::1]'], 'a.b' => null],
        ];
        foreach ($table as $pattern => $hosts) {
            $router = (new Router())->group('', static fn (Router $router): Router => $router->get('/', 'h'), host: $pattern);
            foreach ($hosts as $host => $params) {
                $expected = $params === null ? null : ['h', $params];
                self::assertSame($expected, $router->match('GET', '/', (string) $host), "pattern: $pattern, host: $host");
            }
            self::assertNull($router->match('GET', '/'), 'no host was given');
        }
    }

    public function testMostSpecificHostFirstThenNone(): void
    {
        $hosts = ['www.example.com', 'w{x}.example.com', '{x:alpha}.example.com', '{x}.example.com', '{x}.{y}.com', '{x}.{y}.{z}'];
        for ($first = 0; $first < \count($hosts); ++$first) {
            foreach ([\array_slice($hosts, $first), array_reverse(\array_slice($hosts, $first))] as $order) {
                $router = (new Router())->get('/', 'none');
                foreach ($order as $host) {
                    $router->group('', static fn (Router $router): Router => $router->get('/', $host), host: $host);
                }
                self::assertSame($hosts[$first], $router->match('GET', '/', 'www.example.com')[0]);
                self::assertSame('none', $router->match('GET', '/', 'localhost')[0]);
                self::assertSame('none', $router->match('GET', '/')[0]);
            }
        }
    }

    public function testAHostWithoutTheRouteYields(): void
    {
        $router = (new Router())->get('/a', 'none-a')->post('/b', 'none-b')->get('/{x}', 'none-x');
        $router->group('', static function (Router $router): void {
            $router->get('/b', 'host-b')->put('/a', 'host-a');
        }, host: '{t}.x');
        self::assertSame(['none-a', []], $router->match('GET', '/a', 't.x'));
        self::assertSame(['host-b', ['t' => 't']], $router->match('GET', '/b', 't.x'));
        self::assertSame(['none-b', []], $router->match('POST', '/b', 't.x'));
        self::assertSame(['none-x', ['x' => 'b']], $router->match('GET', '/b'));
        self::assertSame(['GET', 'HEAD', 'PUT', 'OPTIONS'], $router->allowed('/a', 't.x'));
        self::assertSame(['GET', 'HEAD', 'OPTIONS'], $router->allowed('/a'));
        self::assertSame([2, ['GET', 'HEAD', 'PUT', 'OPTIONS']], $router->dispatch('DELETE', '/a', 't.x'));
        self::assertSame(RouteStatus::Found, $router->find('PUT', '/a', 'T.X:80')->status);
    }

    public function testBadHosts(): void
    {
        $table = ['' => 0, 'a..b' => 2, 'a.' => 2, '.a' => 0, 'a:80' => 1, 'a b' => 1, 'a/b' => 1, 'é' => 0, '*.a' => 0, 'a%41' => 1];
        foreach ($table as $host => $offset) {
            $host = (string) $host;
            $called = false;
            $group = static function () use ($host, &$called): Router {
                return (new Router())->group('', static function () use (&$called): void {
                    $called = true;
                }, host: $host);
            };
            $hint = "write labels of letters, digits, '-', '_' and parameters, separated by dots";
            self::assertRefused($group, RouterException::MALFORMED_PATTERN, 'Invalid host', $hint, $host, $offset, $host);
            self::assertFalse($called, "host: $host");
        }
        $group = static fn (string $host): \Closure => static fn (): Router => (new Router())->group('', static fn (): null => null, host: $host);
        self::assertRefused($group('{a}.{a}'), RouterException::DUPLICATE_PARAMETER, "Duplicate parameter 'a'", 'give each parameter a name of its own', '{a}.{a}', 4);
        self::assertRefused($group('{a:foo}'), RouterException::UNKNOWN_CONSTRAINT, "Unknown constraint 'foo'", 'use int, alpha, alnum, slug, uuid, ulid, hex, date or a regular expression', '{a:foo}', 3);
        self::assertRefused($group('x.{a*}'), RouterException::MALFORMED_PATTERN, 'Invalid parameter name', "begin with a letter or '_', go on with letters, digits, '_' or '-'", 'x.{a*}', 3);
    }
}
