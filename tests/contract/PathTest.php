<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use PHPUnit\Framework\TestCase;

class PathTest extends TestCase
{
    use RouterAssertions;

    public function testEscapes(): void
    {
        $cafe = '/caf%c3%a9';
        self::assertMatches([
            '/%75sers' => ['/users', []], '/us%65%72s' => ['/users', []], '/%7e' => ['/~', []], '/a%2D' => ['/a-', []],
            '/café' => [$cafe, []], '/caf%c3%a9' => [$cafe, []], '/CAF%C3%A9' => null,
            '/x,y' => ['/x,y', []], '/x%2Cy' => ['/x%2cy', []], '/x%2cy' => ['/x%2cy', []],
            '/a b' => ['/a b', []], '/a%20b' => ['/a b', []], '/a+b' => null,
            '/%5Bx%5D' => ['/%5Bx%5D', []], '/[x]' => ['/%5Bx%5D', []], '/"' => ['/%22', []],
            '/.' => ['/.', []], '/%2E' => ['/.', []], '/./..' => ['/./..', []],
        ], self::routerOf(['/users', '/~', '/a-', '/caf%c3%a9', '/x,y', '/x%2cy', '/a b', '/%5Bx%5D', '/%22', '/.', '/./..']));
    }

    public function testPatternsKeepTheirText(): void
    {
        self::assertSame('/caf%c3%a9', self::routerOf(['/caf%c3%a9'])->find('GET', '/café')->pattern);
    }

    public function testParametersComeOutDecoded(): void
    {
        $table = [
            '%41' => 'A', 'a%2Fb' => 'a/b', 'a%2fb' => 'a/b', 'a+b' => 'a+b', 'a%20b' => 'a b', 'a b' => 'a b', '%E2%82%AC' => '€', '€' => '€', '%FF' => "\xff", "\xff" => "\xff",
            '%25' => '%', '%2541' => '%41', 'a%3Fb%23c' => 'a?b#c', '..' => '..', '%0A' => "\n", "\n" => "\n", '{x}' => '{x}', 'a%2Cb,c' => 'a,b,c', '0' => '0',
        ];
        $router = self::routerOf(['/u/{x}', '/c/{x*}', '/m/-{x}-']);
        foreach ($table as $sent => $value) {
            self::assertSame(['x' => $value], $router->match('GET', "/u/$sent")[1] ?? null, "sent: $sent");
            self::assertSame(['x' => $value], $router->match('GET', "/c/$sent")[1] ?? null, "sent: $sent");
            self::assertSame(['x' => $value], $router->match('GET', "/m/-$sent-")[1] ?? null, "sent: $sent");
        }
        self::assertSame(['x' => 'a/b/c'], $router->match('GET', '/c/a/b%2Fc')[1] ?? null);
        self::assertNull($router->match('GET', '/u/a/b'));
    }

    public function testQueryAndFragmentAreIgnored(): void
    {
        $router = self::routerOf(['/', '/a', '/u/{x}']);
        self::assertMatches([
            '/?' => ['/', []], '/a?b=/c' => ['/a', []], '/a#b' => ['/a', []], '/a?%zz%00' => ['/a', []], "/a?\0" => ['/a', []],
            '/u/1?x=2#y' => ['/u/{x}', ['x' => '1']], '/u/1#?' => ['/u/{x}', ['x' => '1']], '/u/?x' => null, '?a' => null, '#' => null,
        ], $router);
    }

    public function testPathsThatNoRouteMatches(): void
    {
        $router = self::routerOf(['/', '/{p*}', '/a']);
        $leading = "the path does not begin with '/'";
        $table = [
            '' => $leading, 'a' => $leading, '*' => $leading, 'http://example.com/a' => $leading, '%2Fa' => $leading, '?/a' => $leading,
            "/a\0" => 'the path holds a NUL', '/a%00' => 'the path holds a NUL', '/%00%' => 'the path holds a NUL',
            '/%' => 'the path holds an invalid escape', '/a%4' => 'the path holds an invalid escape', '/%zz' => 'the path holds an invalid escape',
            '/%+1' => 'the path holds an invalid escape', "/%4\0" => 'the path holds an invalid escape', '/%4?1' => 'the path holds an invalid escape',
        ];
        foreach ($table as $path => $reason) {
            $path = (string) $path;
            self::assertNull($router->match('GET', $path), "path: $path");
            self::assertSame([0], $router->dispatch('GET', $path), "path: $path");
            self::assertSame(RouteStatus::NotFound, $router->find('GET', $path)->status, "path: $path");
            self::assertSame([], $router->allowed($path), "path: $path");
            $expected = ['status' => 'NotFound', 'method' => 'GET', 'path' => $path, 'reason' => $reason, 'nearest' => []];
            self::assertSame($expected, $router->explain('GET', $path), "path: $path");
        }
    }

    public function testTrailingSlashStrict(): void
    {
        $router = self::routerOf(['/a', '/b/', '/u/{x}']);
        self::assertMatches(['/a/' => null, '/b' => null, '/u/1/' => null, '/b/' => ['/b/', []]], $router);
        self::assertNull($router->find('GET', '/a/')->redirect);
    }

    public function testTrailingSlashIgnore(): void
    {
        $router = self::routerOf(['/', '/a', '/b/', '/u/{x}', '/both', '/both/', '/f/{p*}'], trailingSlash: 'ignore');
        self::assertMatches([
            '/a' => ['/a', []], '/a/' => ['/a', []], '/b' => ['/b/', []], '/b/' => ['/b/', []], '/u/1/' => ['/u/{x}', ['x' => '1']],
            '/both' => ['/both', []], '/both/' => ['/both/', []], '/' => ['/', []], '/a//' => null, '//' => ['/', []],
            '/f/a/' => ['/f/{p*}', ['p' => 'a/']], '/%61/?q' => ['/a', []], '/u/' => null,
        ], $router);
        $router->post('/a/', 'post');
        self::assertSame(['post', []], $router->match('POST', '/a'));
        self::assertSame(['GET', 'HEAD', 'POST', 'OPTIONS'], $router->allowed('/a'));
        self::assertSame(['GET', 'HEAD', 'OPTIONS'], $router->allowed('/b'));
    }

    public function testTrailingSlashRedirect(): void
    {
        $router = self::routerOf(['/a', '/b/', '/u/{x}', '/caf%C3%A9'], trailingSlash: 'redirect');
        $router->post('/p', 'p');
        $table = [
            '/a/' => '/a', '/b' => '/b/', '/u/1/' => '/u/1', '/a/?x=1&y=/' => '/a?x=1&y=/', '/a/?x#f' => '/a?x', '/a/#f' => '/a', '/a/?' => '/a?',
            '/café/' => '/caf%C3%A9', '/u/%41b%2f/' => '/u/Ab%2F', "/a/?\r\nX: \xff" => '/a?%0D%0AX:%20%FF', '/c/' => null, '/' => null, '/a' => null, '/p/' => null,
        ];
        foreach ($table as $path => $redirect) {
            $match = $router->find('GET', $path);
            self::assertSame($redirect, $match->redirect, "path: $path");
            self::assertSame($path === '/a' ? RouteStatus::Found : RouteStatus::NotFound, $match->status, "path: $path");
            if ($path !== '/a') {
                self::assertNull($router->match('GET', $path), "path: $path");
                self::assertSame([0], $router->dispatch('GET', $path), "path: $path");
            }
        }
        self::assertSame('/p', $router->find('POST', '/p/')->redirect);

        $open = self::routerOf(['/{p*}'], trailingSlash: 'redirect');
        self::assertNull($open->find('GET', '//')->redirect, 'nothing to send to');
        $slashes = self::routerOf(['/{p*:.+/}'], trailingSlash: 'redirect');
        self::assertNull($slashes->find('GET', '//evil.example')->redirect, 'two slashes name another host');
    }

    public function testCasePolicy(): void
    {
        $patterns = ['/Users/{Id}', '/{x}.PDF', '/caf%C3%A9', '/c/{x:[a-z]+}'];
        self::assertMatches(['/users/A' => null, '/a.pdf' => null], self::routerOf($patterns));
        $router = self::routerOf($patterns, caseSensitive: false);
        self::assertMatches([
            '/USERS/aBc' => ['/Users/{Id}', ['Id' => 'aBc']], '/users/%41' => ['/Users/{Id}', ['Id' => 'A']],
            '/Ab.Pdf' => ['/{x}.PDF', ['x' => 'Ab']], '/CAF%C3%A9' => ['/caf%C3%A9', []], '/CAFÉ' => null,
            '/C/a' => ['/c/{x:[a-z]+}', ['x' => 'a']], '/C/A' => null,
        ], $router);
        $hint = "'/Users/{Id}' already answers the same requests; remove one of them";
        $add = static fn (): Router => $router->get('/uSERS/{id}', 'h');
        self::assertRefused($add, RouterException::DUPLICATE_ROUTE, "Duplicate route GET '/uSERS/{id}'", $hint, '/uSERS/{id}');
    }

    public function testUnknownPolicy(): void
    {
        foreach (['', 'Strict', 'no'] as $policy) {
            $make = static fn (): Router => new Router($policy);
            self::assertRefused($make, RouterException::BAD_OPTION, "Invalid trailingSlash '$policy'", 'use strict, ignore or redirect');
        }
    }
}
