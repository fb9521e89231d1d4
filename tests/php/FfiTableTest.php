<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi\Library;
use HighPerApp\HighPer\Native\Ffi\NativeTable;
use HighPerApp\HighPer\Native\Ffi\Router;
use PHPUnit\Framework\TestCase;

/**
 * The routes that the FFI backend copies to the native library: what it makes of them is what PHP does.
 */
class FfiTableTest extends TestCase
{
    private static function functions(): \FFI
    {
        FfiLibraryTest::library();
        self::assertNull(Library::obstacle());

        return Library::functions() ?? self::fail('there is an obstacle after all');
    }

    /**
     * @return iterable<string, list<mixed>> Options, then routes as Router::fromArray() takes them.
     */
    private static function tables(): iterable
    {
        yield 'no routes' => [[], []];
        yield 'a shadow' => [[], [['GET', '/{x:[ab]}', 1, 'n', ['m']], ['GET', '/{x:b|a}', 2]]];
        yield 'methods' => [[], [[['POST', 'FOO', 'GET'], '/{x:[ab]}', 1], [['FOO', 'GET'], '/{x:b|a}', 2], ['*', '/c/{x:[^\s\S]}', 3], ['HEAD', '/{x:a|b|a}', 4]]];
        yield 'no fallback for HEAD' => [['headFallback' => false], [['GET', '/{x:[ab]}', 1], ['HEAD', '/{x:b|a}', 2]]];
        yield 'either case' => [['caseSensitive' => false, 'trailingSlash' => 'ignore', 'autoOptions' => false], [['GET', '/V{x}', 1], ['GET', '/{y:v1|v2}', 2]]];
        yield 'hosts' => [['trailingSlash' => 'redirect'], [['GET', '/{x:[ab]}', 1, 'host' => '{t:int}.x'], ['GET', '/{x:b|a}', 2, 'host' => '{t:int}.x'], ['GET', '/{x:b|a}', 3]]];
        yield 'a host without values' => [[], [['GET', '/a', 1, 'host' => '{t:[^\s\S]}.x']]];
        yield 'UTF-8' => [[], [['GET', '/é€😀{x:[ab]}', 1], ['GET', '/é€😀{x:b|a}', 2]]];
        yield 'no UTF-8' => [[], [['GET', "/\xff{x:[ab]}\xc3/\x80\xbf\xc0", 1], ['GET', "/\xff{x:b|a}\xc3/\x80\xbf\xc0", 2]]];
        yield 'what stands in for it' => [[], [['GET', "/\u{10FE7F}\u{10FE80}\u{10FEBF}\u{10FEC0}\u{10FEFF}\u{10FF00}{x:[ab]}", 1], ['GET', "/\u{10FE7F}\u{10FE80}\u{10FEBF}\u{10FEC0}\u{10FEFF}\u{10FF00}{x:b|a}", 2]]];
        yield 'JSON of its own' => [[], [['GET', '/"\\,:\'{x:[ab]}"', 1], ['GET', '/"\\,:\'{x:b|a}"', 2]]];
        yield 'methods of digits' => [[], [['12', '/{x:[ab]}', 1], ['12', '/{x:b|a}', 2]]];
    }

    public function testConflictsAreThoseOfPhp(): void
    {
        $library = self::functions();
        $listed = 0;
        foreach (self::tables() as $name => [$options, $routes]) {
            $table = ['options' => $options, 'routes' => $routes];
            $php = Fallback\Router::fromArray($table);
            $expected = $php->conflicts();
            self::assertSame($expected, NativeTable::of($library, $php->toArray()['options'], $php->routes())?->conflicts(), $name);
            self::assertSame($expected, Router::fromArray($table)->conflicts(), $name);
            $listed += \count($expected);
        }
        self::assertGreaterThan(8, $listed, 'the tables have conflicts');
    }

    public function testWhatTheLibraryRefusesIsLeftToPhp(): void
    {
        $options = (new Fallback\Router())->toArray()['options'];
        $route = ['methods' => ['GET'], 'pattern' => '/a', 'name' => null, 'host' => null];
        self::assertNotNull(NativeTable::of(self::functions(), $options, [$route]));
        foreach ([[$route, $route], [['pattern' => '/{x'] + $route], [['host' => ''] + $route]] as $routes) {
            self::assertNull(NativeTable::of(self::functions(), $options, $routes), json_encode($routes, JSON_THROW_ON_ERROR));
        }
    }

    public function testTheCopyIsOfTheRoutesAsTheyAre(): void
    {
        $router = (new Router())->get('/{x:[ab]}', 1);
        self::assertSame([], $router->conflicts());
        $router->get('/{x:b|a}', 2);
        self::assertCount(1, $router->conflicts());
        $clone = (clone $router)->get('/{x:a|b|b}', 3);
        self::assertCount(2, $clone->conflicts());
        self::assertCount(1, $router->conflicts());
        $silent = new class extends Router {
            public function routes(): array
            {
                return [];
            }
        };
        self::assertCount(1, $silent->get('/{x:[ab]}', 1)->get('/{x:b|a}', 2)->conflicts());
    }

    public function testNothingIsLeftBehind(): void
    {
        $router = new Router();
        for ($number = 0; $number < 200; ++$number) {
            $router->get("/$number/{x:[ab]}/{y:int}", $number);
        }
        $peak = static fn (): int => getrusage()['ru_maxrss'] * (PHP_OS_FAMILY === 'Darwin' ? 1 : 1024);
        $ask = static function (int $times) use ($router): void {
            for ($time = 0; $time < $times; ++$time) {
                $router->conflicts();
            }
        };
        $ask(20);
        $before = [memory_get_usage(), $peak()];
        $ask(200);
        self::assertLessThan(64 << 10, memory_get_usage() - $before[0]);
        // A table of these takes more than 100 KiB; two hundred of them would show.
        self::assertLessThan(8 << 20, $peak() - $before[1]);
    }
}
