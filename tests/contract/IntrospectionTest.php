<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class IntrospectionTest extends TestCase
{
    use RouterAssertions;

    public function testExportAndImport(): void
    {
        $router = new Router('ignore', false, false, false);
        $handler = static fn (): int => 1;
        $router->add(['POST', 'get'], '/a[/{x:int}]', $handler, 'n', ['m']);
        $router->group('/g', static fn (Router $router): Router => $router->any('/{p*}', [1, ['a' => null]]), ['o'], '{t}.x');
        $export = $router->toArray();
        self::assertSame([
            'options' => ['trailingSlash' => 'ignore', 'caseSensitive' => false, 'headFallback' => false, 'autoOptions' => false],
            'routes' => [
                ['methods' => ['GET', 'POST'], 'pattern' => '/a[/{x:int}]', 'handler' => $handler, 'name' => 'n', 'middleware' => ['m'], 'host' => null],
                ['methods' => ['*'], 'pattern' => '/g/{p*}', 'handler' => [1, ['a' => null]], 'name' => null, 'middleware' => ['o'], 'host' => '{t}.x'],
            ],
        ], $export);
        self::assertSame($export['routes'], $router->routes());
        $copy = Router::fromArray($export);
        self::assertSame($export, $copy->toArray());
        self::assertSame([$handler, ['x' => '1']], $copy->match('GET', '/A/1/'));
        self::assertSame([[1, ['a' => null]], ['t' => 's', 'p' => 'b']], $copy->match('PUT', '/g/b', 's.x'));
        self::assertSame(
            ['options' => ['trailingSlash' => 'strict', 'caseSensitive' => true, 'headFallback' => true, 'autoOptions' => true], 'routes' => []],
            Router::fromArray([])->toArray(),
        );
        $optionsAlone = Router::fromArray(['options' => ['trailingSlash' => 'ignore']])->toArray();
        self::assertSame(['ignore', []], [$optionsAlone['options']['trailingSlash'], $optionsAlone['routes']]);
    }

    public function testPlainLists(): void
    {
        $router = Router::fromArray([
            ['GET', '/a', 'a'],
            [['GET', 'POST'], '/b', null, 'n', ['m'], 'h.x'],
            'key' => ['pattern' => '/c', 'handler' => 'c', 'methods' => '*'],
            ['GET', '/d', 'd', 'host' => null, 'middleware' => [], 'name' => null],
        ]);
        self::assertSame(['/a', '/b', '/c', '/d'], array_column($router->routes(), 'pattern'));
        self::assertSame(['methods' => ['GET', 'POST'], 'pattern' => '/b', 'handler' => null, 'name' => 'n', 'middleware' => ['m'], 'host' => 'h.x'], $router->routes()[1]);
        self::assertSame([null, []], $router->match('GET', '/b', 'h.x'), 'null is a handler');
    }

    public function testBadDefinitions(): void
    {
        $shape = 'give methods, pattern and handler';
        $list = 'methods is a string or a list of strings';
        $table = [
            ['x', $shape], [null, $shape], [[], $shape], [['GET', '/'], $shape], [['GET', 'pattern' => '/'], $shape], [['GET', '/', 'h', null, [], null, 1], "unknown key '6'"],
            [['GET', '/', 'h', 'foo' => 1], "unknown key 'foo'"], [[1, '/', 'h'], $list], [[['GET', 1], '/', 'h'], $list], [[null, '/', 'h'], $list],
            [['GET', 1, 'h'], 'pattern is a string'], [['GET', '/', 'h', 1], 'name is a string or null'], [['GET', '/', 'h', null, 'm'], 'middleware is a list'],
            [['GET', '/', 'h', null, ['a' => 'm']], 'middleware is a list'], [['GET', '/', 'h', null, [], 1], 'host is a string or null'],
        ];
        foreach ($table as $index => [$definition, $hint]) {
            foreach ([[['GET', '/ok', 'h'], $definition], ['routes' => [['GET', '/ok', 'h'], $definition]]] as $input) {
                $make = static fn (): Router => Router::fromArray($input);
                self::assertRefused($make, RouterException::BAD_DEFINITION, 'Invalid route definition at index 1', $hint, input: "row $index");
            }
        }
        $known = 'known are trailingSlash, caseSensitive, headFallback and autoOptions';
        $options = [
            [['foo' => 1], "Unknown option 'foo'", $known], [['strict'], "Unknown option '0'", $known],
            [['trailingSlash' => 1], "Option 'trailingSlash' is of type int", 'pass a string'], [['caseSensitive' => 'yes'], "Option 'caseSensitive' is of type string", 'pass a boolean'],
            [['headFallback' => null], "Option 'headFallback' is of type null", 'pass a boolean'], [['autoOptions' => 0.5], "Option 'autoOptions' is of type float", 'pass a boolean'],
            [['trailingSlash' => 'x'], "Invalid trailingSlash 'x'", 'use strict, ignore or redirect'],
        ];
        foreach ($options as [$given, $what, $hint]) {
            $make = static fn (): Router => Router::fromArray(['options' => $given, 'routes' => []]);
            self::assertRefused($make, RouterException::BAD_OPTION, $what, $hint);
        }
        $make = static fn (): Router => Router::fromArray([['GET', '/{x', 'h']]);
        self::assertRefused($make, RouterException::MALFORMED_PATTERN, "Unclosed '{'", "close the parameter with '}'", '/{x', 1);
    }

    public function testConflicts(): void
    {
        // The patterns, the one that is never reached, what goes before it (null: no value satisfies).
        $table = [
            [['/{x:[^\s\S]}'], '/{x:[^\s\S]}', null], [['/a/{y}/{x:a{0}}'], '/a/{y}/{x:a{0}}', null], [['/{x:[^\s\S]}[/{y}]'], '/{x:[^\s\S]}[/{y}]', null],
            [['/{x:[ab]}', '/{x:b|a}'], '/{x:b|a}', '/{x:[ab]}'], [['/{x:(?:ab)+}', '/{x:ab(?:ab)*}'], '/{x:ab(?:ab)*}', '/{x:(?:ab)+}'],
            [['/v{x}', '/{y:v1|v2}'], '/{y:v1|v2}', '/v{x}'], [['/{x}.{y}', '/{z:[a-z]+\.[a-z]+}'], '/{z:[a-z]+\.[a-z]+}', '/{x}.{y}'],
            [['/{x:[ab]}/{p*}', '/{x:b|a}/c'], '/{x:b|a}/c', '/{x:[ab]}/{p*}'], [['/{x:[ab]}[/{p*}]', '/{x:b|a}[/c]'], '/{x:b|a}[/c]', '/{x:[ab]}[/{p*}]'],
            [['/{p*:[ab]}', '/{p*:b|a}'], '/{p*:b|a}', '/{p*:[ab]}'], [['/{x}', '/{p*:int}'], '/{p*:int}', '/{x}'],
        ];
        foreach ($table as [$patterns, $unreachable, $by]) {
            $reason = $by === null ? "no value satisfies the constraint of 'x'" : "every path it matches goes to '$by' first";
            $expected = [['pattern' => $unreachable, 'methods' => ['GET'], 'host' => null, 'by' => $by, 'reason' => $reason]];
            self::assertSame($expected, self::routerOf($patterns)->conflicts(), $unreachable);
            self::assertSame($expected, self::routerOf(array_reverse($patterns))->conflicts(), $unreachable);
        }
        $none = [
            ['/a', '/{x}', '/{x:int}', '/{p*}'], ['/{x}', '/{p*}'], ['/{x}', '/{p*:[a-z/]+}'], ['/{x:int}', '/{x:hex}', '/{x:alnum}'], ['/{x:[ab]}/c', '/{x:b|a}/{y}'], ['/{x:[ab]}/c', '/{x:b|a}'],
            ['/a,{x}', '/{y:a,.+}'], ['/{x:date}', '/{x:\d{4}-01-0[1-9]}'], ['/{x:(?u)a+}', '/{x:(?u)aa*}'], ['/{x:[ab]}', '/{x:b|a}[/y]'],
        ];
        foreach ($none as $patterns) {
            self::assertSame([], self::routerOf($patterns)->conflicts(), implode(' ', $patterns));
        }
    }

    public function testConflictsGoByMethodAndHost(): void
    {
        $add = static fn (string $method, ?string $host = null): Router => (new Router())
            ->add($method, '/{x:b|a}', 'late', null, [])
            ->group('', static fn (Router $router): Router => $router->get('/{x:[ab]}', 'early'), host: $host);
        self::assertSame([], $add('POST')->conflicts());
        self::assertSame([], $add('*')->conflicts());
        self::assertSame([], $add('GET', 'h.x')->conflicts());
        self::assertCount(1, $add('GET')->conflicts());
        self::assertCount(1, $add('HEAD')->conflicts(), 'GET stands in for HEAD');
        $strict = (new Router(headFallback: false))->head('/{x:b|a}', 'late')->get('/{x:[ab]}', 'early');
        self::assertSame([], $strict->conflicts());
    }

    public function testExplain(): void
    {
        $row = static fn (?string $pattern, ?string $value, bool $matched, string $reason): array => ['pattern' => $pattern, 'value' => $value, 'matched' => $matched, 'reason' => $reason];
        $router = (new Router())->get('/users/{id:int}[/edit]', 'h')->post('/{x}.{y}', 'h')->get('/files/{p*}', 'h')->get('/', 'h');
        self::assertSame([
            'status' => 'Found',
            'method' => 'GET',
            'path' => '/users/12',
            'reason' => "'/users/{id:int}[/edit]' matches",
            'nearest' => [
                ['pattern' => '/users/{id:int}[/edit]', 'methods' => ['GET'], 'matched' => true, 'segments' => [$row('users', 'users', true, 'is the literal'), $row('{id:int}', '12', true, 'matches')]],
                ['pattern' => '/{x}.{y}', 'methods' => ['POST'], 'matched' => false, 'segments' => [$row('{x}.{y}', 'users', false, "does not fit '{x}.{y}'")]],
                ['pattern' => '/files/{p*}', 'methods' => ['GET'], 'matched' => false, 'segments' => [$row('files', 'users', false, "is not 'files'")]],
                ['pattern' => '/', 'methods' => ['GET'], 'matched' => false, 'segments' => [$row('', 'users', false, "is not ''")]],
            ],
        ], $router->explain('GET', '/%75sers/12?q'));

        $first = static fn (string $method, string $path): array => $router->explain($method, $path)['nearest'][0]['segments'];
        self::assertSame([$row('users', 'users', true, 'is the literal'), $row('{id:int}', 'a%2F', false, 'does not satisfy int')], $first('GET', '/users/a%2f'));
        self::assertSame([$row('users', 'users', true, 'is the literal'), $row('{id:int}', null, false, 'the path ends here')], $first('GET', '/users'));
        self::assertSame([$row('users', 'users', true, 'is the literal'), $row('{id:int}', '', false, 'is empty')], $first('GET', '/users/'));
        self::assertSame($row(null, 'x', false, 'the pattern ends here'), $first('GET', '/users/1/edit/x')[3]);
        self::assertSame([$row('files', 'files', true, 'is the literal'), $row('{p*}', 'a/b', true, 'matches')], $first('GET', '/files/a/b'));

        $denied = $router->explain('PUT', '/users/12');
        self::assertSame(['MethodNotAllowed', 'the path exists, but not for PUT; it answers to GET, HEAD, OPTIONS'], [$denied['status'], $denied['reason']]);
        self::assertSame('no pattern matches', $router->explain('GET', '/nowhere/at/all')['reason']);
        self::assertSame('the router has no routes', (new Router())->explain('GET', '/')['reason']);
        $redirecting = self::routerOf(['/a'], trailingSlash: 'redirect')->explain('GET', '/a/?q');
        self::assertSame(['NotFound', "the path exists as '/a?q'", '/a/'], [$redirecting['status'], $redirecting['reason'], $redirecting['path']]);
    }

    public function testExplainHoldsRoutesAgainstTheFormThatIsServed(): void
    {
        $router = (new Router(trailingSlash: 'ignore'))->get('/a/b', 'h')->post('/a/{x}/', 'h')->get('/{p}/c[/]', 'h')->get('/', 'h');
        // The request, the status, the reason, the nearest route, whether it matches, the last of its segments.
        $table = [
            ['GET', '/a/b', 'Found', "'/a/b' matches", '/a/b', true, ['b', 'b']],
            ['GET', '/a/b/', 'Found', "'/a/b' matches without the final slash", '/a/b', true, ['b', 'b']],
            ['POST', '/a/b', 'Found', "'/a/{x}/' matches with a final slash", '/a/{x}/', true, ['', '']],
            ['POST', '/a/b/', 'Found', "'/a/{x}/' matches", '/a/{x}/', true, ['', '']],
            ['GET', '/x/c/', 'Found', "'/{p}/c[/]' matches", '/{p}/c[/]', true, ['', '']],
            ['PUT', '/a/c', 'MethodNotAllowed', 'the path exists, but not for PUT; it answers to GET, HEAD, POST, OPTIONS', '/a/{x}/', true, ['', '']],
            ['GET', '/a', 'NotFound', 'no pattern matches', '/a/b', false, ['b', null]],
            ['GET', '/', 'Found', "'/' matches", '/', true, ['', '']],
        ];
        foreach ($table as [$method, $path, $status, $reason, $pattern, $matched, $last]) {
            $told = $router->explain($method, $path);
            $nearest = $told['nearest'][0];
            $segment = $nearest['segments'][array_key_last($nearest['segments'])];
            $seen = [$told['status'], $told['path'], $told['reason'], $nearest['pattern'], $nearest['matched'], [$segment['pattern'], $segment['value']]];
            self::assertSame([$status, $path, $reason, $pattern, $matched, $last], $seen, "$method $path");
        }
        $redirecting = self::routerOf(['/a'], trailingSlash: 'redirect')->explain('GET', '/a/');
        self::assertFalse($redirecting['nearest'][0]['matched'], 'a redirect serves nothing');
    }

    public function testExplainKnowsHostsAndKeepsToFive(): void
    {
        $router = self::routerOf(['/a/1', '/a/2', '/a/3', '/b', '/c', '/d', '/{x}/z/y']);
        $router->group('', static fn (Router $router): Router => $router->get('/a/b', 'h'), host: 'h.x');
        $nearest = static fn (?string $host): array => array_column($router->explain('GET', '/a/b', $host)['nearest'], 'pattern');
        self::assertSame(['/a/1', '/a/2', '/a/3', '/{x}/z/y', '/b'], $nearest(null));
        self::assertSame(['/a/b', '/a/1', '/a/2', '/a/3', '/{x}/z/y'], $nearest('h.x'));
        self::assertSame($nearest(null), $nearest('other.x'));
    }
}
