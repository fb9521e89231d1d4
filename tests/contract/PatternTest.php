<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class PatternTest extends TestCase
{
    use RouterAssertions;

    public function testPatternsAndWhatTheyMatch(): void
    {
        $table = [
            '/' => ['/' => [], '' => null, '//' => null, '/a' => null],
            '/a/b' => ['/a/b' => [], '/a' => null, '/a/b/' => null, '/a/b/c' => null, '/A/b' => null],
            '/a/' => ['/a/' => [], '/a' => null],
            '/a//b' => ['/a//b' => [], '/a/b' => null],
            '/{id}' => ['/x' => ['id' => 'x'], '/' => null, '/x/' => null, '/x/y' => null, '/0' => ['id' => '0']],
            '/u/{a}/{b}' => ['/u/1/2' => ['a' => '1', 'b' => '2'], '/u/1' => null, '/u//2' => null, '/u/1/' => null],
            '/{_a-1}' => ['/x' => ['_a-1' => 'x']],
            '/f/{p*}' => ['/f/a' => ['p' => 'a'], '/f/a/b/' => ['p' => 'a/b/'], '/f//' => ['p' => '/'], '/f/' => null, '/f' => null],
            '/{p*}' => ['/a' => ['p' => 'a'], '/' => null, '//' => ['p' => '/']],
            '/c/{p*:[a-z/]+}' => ['/c/a/b' => ['p' => 'a/b'], '/c/a/1' => null],
            '/p[/{n:int}[/{s}]]' => [
                '/p' => [], '/p/1' => ['n' => '1'], '/p/1/x' => ['n' => '1', 's' => 'x'], '/p/x' => null, '/p/' => null, '/p/1/x/y' => null,
            ],
            '/user[s]' => ['/user' => [], '/users' => [], '/userss' => null],
            '/a[.{ext}]' => ['/a' => [], '/a.b' => ['ext' => 'b'], '/a.' => null],
            '/{x}[{y:int}]' => ['/a1' => ['x' => 'a', 'y' => '1'], '/a' => ['x' => 'a']],
            '/t[/{p*}]' => ['/t' => [], '/t/a/b' => ['p' => 'a/b'], '/t/' => null],
            '/{name}.{ext}' => ['/a.b' => ['name' => 'a', 'ext' => 'b'], '/a.tar.gz' => ['name' => 'a.tar', 'ext' => 'gz'], '/a.' => null, '/.b' => null, '/ab' => null],
            '/v{x:int}-{y:int}' => ['/v1-2' => ['x' => '1', 'y' => '2'], '/v1-' => null, '/1-2' => null, '/v1-2-3' => null],
            '/{a}{b}' => ['/xyz' => ['a' => 'xy', 'b' => 'z'], '/x' => null],
            '/{a:int}{b:alpha}' => ['/12ab' => ['a' => '12', 'b' => 'ab'], '/ab12' => null],
            '/x{a}x' => ['/xax' => ['a' => 'a'], '/xxx' => ['a' => 'x'], '/xx' => null],
            '/{q:[{}]+}/{r:\}}' => ['/%7B%7D/%7D' => ['q' => '{}', 'r' => '}']],
            '/{q:[]}]}' => ['/%5D' => ['q' => ']'], '/%7D' => ['q' => '}'], '/a' => null],
            '/%7Bid%7D' => ['/{id}' => [], '/%7bid%7d' => []],
        ];
        foreach ($table as $pattern => $paths) {
            $router = self::routerOf([$pattern]);
            foreach ($paths as $path => $params) {
                $expected = $params === null ? null : [$pattern, $params];
                self::assertSame($expected, $router->match('GET', (string) $path), "pattern: $pattern, path: $path");
            }
        }
    }

    public function testMalformedPatterns(): void
    {
        $slash = ['Missing leading slash', "begin the pattern with '/'"];
        $brace = ["Unclosed '{'", "close the parameter with '}'"];
        $name = ['Invalid parameter name', "begin with a letter or '_', go on with letters, digits, '_' or '-'"];
        $tail = ['Text after an optional tail', 'move the optional tail to the end'];
        $last = ['Catch-all is not the last segment', 'give it a whole segment at the end of the pattern'];
        $empty = ['Empty first segment', "a path that begins with '//' would name a host"];
        $escape = ['Invalid escape', "write '%' and two hexadecimal digits"];
        $nul = ['NUL in the pattern', 'take it out'];
        $bracket = ["Unclosed '['", "close the optional tail with ']'"];
        $table = [
            ['', 0, ...$slash], ['a', 0, ...$slash], ['{a}', 0, ...$slash], ['[/a]', 0, ...$slash], ['%2Fa', 0, ...$slash],
            ['//', 1, ...$empty], ['//a', 1, ...$empty], ['//{a}', 1, ...$empty], ['/[/{y}]', 1, ...$empty], ['/[/]', 1, ...$empty], [str_repeat('/', 300), 1, ...$empty], ['//%', 2, ...$escape],
            ['/{id', 1, ...$brace], ['/{id:int', 1, ...$brace], ['/{id:[0-9}', 1, ...$brace], ['/{id:\}', 1, ...$brace], ['/a/{b}/{id*', 7, ...$brace],
            ['/a}', 2, "Unexpected '}'", 'write %7D for a literal brace'],
            ['/a[/b', 2, ...$bracket], ['/a[', 2, ...$bracket], ['/a[/b[/c]', 2, ...$bracket],
            ['/a]', 2, "Unexpected ']'", 'write %5D for a literal bracket'],
            ['/a[/b]]', 6, "Unexpected ']'", 'write %5D for a literal bracket'],
            ['/a[]', 2, 'Empty optional tail', "put something between '[' and ']'"],
            ['/a[/b[]]', 5, 'Empty optional tail', "put something between '[' and ']'"],
            ['/a[/b]/c', 6, ...$tail], ['/a[/b][/c]', 6, ...$tail], ['/a[/b[/c]d]', 9, ...$tail],
            ['/{}', 2, ...$name], ['/{1a}', 2, ...$name], ['/{a b}', 2, ...$name], ['/{', 2, ...$name], ['/{*}', 2, ...$name], ['/{-a}', 2, ...$name], ['/{a**}', 2, ...$name],
            ['/{id:}', 4, 'Empty constraint', "write a constraint after ':' or leave the ':' out"],
            ['/{id*:}', 5, 'Empty constraint', "write a constraint after ':' or leave the ':' out"],
            ['/{p*}/x', 1, ...$last], ['/x{p*}', 2, ...$last], ['/{p*}x', 1, ...$last], ['/{p*}[/x]', 1, ...$last], ['/{a}{p*}', 4, ...$last],
            ['/%', 1, ...$escape], ['/a%4', 2, ...$escape], ['/%zz', 1, ...$escape], ['/%4{a}', 1, ...$escape],
            ["/a\0", 2, ...$nul], ['/a%00', 2, ...$nul],
            ['/a?b', 2, "Unexpected '?'", 'a pattern is a path; write %3F for the character itself'],
            ['/a#b', 2, "Unexpected '#'", 'a pattern is a path; write %23 for the character itself'],
        ];
        foreach ($table as [$pattern, $offset, $what, $hint]) {
            $router = new Router();
            $add = static fn (): Router => $router->get($pattern, 'h');
            self::assertRefused($add, RouterException::MALFORMED_PATTERN, $what, $hint, $pattern, $offset, $pattern);
            self::assertSame([], $router->routes(), "pattern: $pattern");
        }
    }

    public function testDuplicateParameters(): void
    {
        $hint = 'give each parameter a name of its own';
        foreach ([['/{a}/{a}', 5], ['/{a}[/{b}/{a}]', 10], ['/{a:int}{a}', 8]] as [$pattern, $offset]) {
            $add = static fn (): Router => (new Router())->get($pattern, 'h');
            self::assertRefused($add, RouterException::DUPLICATE_PARAMETER, "Duplicate parameter 'a'", $hint, $pattern, $offset, $pattern);
        }
        $hosted = static fn (): Router => (new Router())->group(
            '/x',
            static fn (Router $router): Router => $router->get('/{t}', 'h'),
            host: '{t}.example.com',
        );
        self::assertRefused($hosted, RouterException::DUPLICATE_PARAMETER, "Duplicate parameter 't'", $hint, '/x/{t}', 3);
        self::assertNotNull((new Router())->get('/{a}/{A}', 'h')->match('GET', '/1/2'), 'names have a case');
    }

    public function testLimits(): void
    {
        $many = static fn (int $count): string => '/' . implode('/', array_map(static fn (int $number): string => "{p$number}", range(1, $count)));
        (new Router())->get($many(32), 'h');
        $add = static fn (): Router => (new Router())->get($many(33), 'h');
        self::assertRefused($add, RouterException::TOO_LARGE, 'Too many parameters', 'at most 32', $many(33), strpos($many(33), '{p33}'));
        $hosted = static fn (): Router => (new Router())->group('', static fn (Router $router): Router => $router->get($many(32), 'h'), host: '{h}.x');
        self::assertRefused($hosted, RouterException::TOO_LARGE, 'Too many parameters', 'at most 32', $many(32), strpos($many(32), '{p32}'));

        $tails = static fn (int $count): string => '/a' . str_repeat('[/a', $count) . str_repeat(']', $count);
        (new Router())->get($tails(16), 'h');
        $add = static fn (): Router => (new Router())->get($tails(17), 'h');
        self::assertRefused($add, RouterException::TOO_LARGE, 'Too many optional tails', 'at most 16', $tails(17), 2 + 16 * 3);

        (new Router())->get(str_repeat('/a', 256), 'h');
        $add = static fn (): Router => (new Router())->get(str_repeat('/a', 257), 'h');
        self::assertRefused($add, RouterException::TOO_LARGE, 'Too many segments', 'at most 256', str_repeat('/a', 257));

        $router = new Router();
        foreach (range(1, 57) as $number) {
            $router->add("M$number", '/', 'h');
        }
        $add = static fn (): Router => $router->add('M58', '/', 'h');
        self::assertRefused($add, RouterException::TOO_LARGE, 'Too many methods', 'at most 64');
        self::assertSame(['h', []], $router->get('/', 'h')->match('GET', '/'), 'the standard methods are among the 64');
    }

    public function testAMixedSegmentIsSplitAtMostTwoHundredTimes(): void
    {
        $router = self::routerOf(['/{a}-{b}-{c}-{d:int}']);
        self::assertNull($router->match('GET', '/' . str_repeat('x-', 200) . 'y'));
        self::assertSame('7', $router->match('GET', '/' . str_repeat('x-', 200) . '7')[1]['d'] ?? null);
        // Each wrong place for the literal costs two tries, one for either parameter, and so does the right one.
        $router = self::routerOf(['/{a}-{b:7.*}', '/{z}']);
        foreach ([99 => '/{a}-{b:7.*}', 100 => '/{z}'] as $wrong => $expected) {
            self::assertSame($expected, $router->match('GET', '/a-7' . str_repeat('-x', $wrong))[0], "wrong places: $wrong");
        }
    }

    public function testLongMixedSegmentsThatDoNotFit(): void
    {
        foreach ([['/{a}-{b}.{c}', '/' . str_repeat('-', 8000)], ['/{a}{b:[0-9]}', '/' . str_repeat('%FF', 2700)], ['/{a}{b}4{c}', '/' . str_repeat('%E4', 2700)], ['/{a}-{b}.x', '/' . str_repeat('-.', 4000)]] as [$pattern, $path]) {
            self::assertSame('/{z}', self::routerOf([$pattern, '/{z}'])->match('GET', $path)[0], "pattern: $pattern");
        }
    }

    public function testEscapesAreNotCutInTwo(): void
    {
        self::assertMatches([
            '/%E9%E8' => ['/{a}{b}', ['a' => "\xe9", 'b' => "\xe8"]],
            '/%C3%A9' => ['/{a}{b}', ['a' => "\xc3", 'b' => "\xa9"]],
            '/%E9' => null,
        ], self::routerOf(['/{a}{b}']));
    }
}
