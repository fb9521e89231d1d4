<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class UrlTest extends TestCase
{
    use RouterAssertions;

    private static function named(string $pattern, ?string $host = null, bool $caseSensitive = true): Router
    {
        $router = new Router(caseSensitive: $caseSensitive);

        return $router->group('', static fn (Router $router): Router => $router->get($pattern, 'h', 'r'), host: $host);
    }

    public function testUrls(): void
    {
        $table = [
            ['/', [], '/'], ['/a/', [], '/a/'], ['/café b', [], '/caf%C3%A9%20b'],
            ['/u/{id:int}', ['id' => 7], '/u/7'], ['/u/{id:int}', ['id' => '007'], '/u/007'], ['/u/{x}', ['x' => 'a/b c?&é~'], '/u/a%2Fb%20c%3F%26%C3%A9~'],
            ['/f/{p*}', ['p' => 'a/b c//d'], '/f/a/b%20c//d'], ['/{n}.{e}', ['n' => 'a.tar', 'e' => 'gz'], '/a.tar.gz'], ['/v{a:int}-{b:int}', ['b' => 2, 'a' => 1], '/v1-2'],
            ['/p[/{a:int}[/{b}]]', [], '/p'], ['/p[/{a:int}[/{b}]]', ['a' => 1], '/p/1'], ['/p[/{a:int}[/{b}]]', ['b' => 'x', 'a' => 1], '/p/1/x'],
            ['/p[/x]', [], '/p/x'], ['/{x}', ['x' => '-1'], '/-1'], ['/{x}', ['x' => "\xff"], '/%FF'], ['/{x}', ['x' => '...'], '/...'],
        ];
        foreach ($table as [$pattern, $params, $url]) {
            $router = self::named($pattern);
            self::assertSame($url, $router->url('r', $params), "pattern: $pattern");
            self::assertSame(array_map(strval(...), $params), array_intersect_key(array_merge($params, $router->match('GET', $url)[1]), $params), "back from: $url");
        }
    }

    public function testValuesOfOtherTypes(): void
    {
        $stringable = new class () implements \Stringable {
            public function __toString(): string
            {
                return 'a b';
            }
        };
        $router = self::named('/{x}');
        self::assertSame('/a%20b', $router->url('r', ['x' => $stringable]));
        self::assertSame('/s', $router->url('r', ['x' => Suit::Spades]));
        self::assertSame('/2', $router->url('r', ['x' => Rank::Two]));
    }

    public function testAValueMayAddRoutesToTheRouterThatIsAsked(): void
    {
        $router = self::named('/{x}');
        $another = clone $router;
        foreach ([$router, $another] as $asked) {
            $value = new class ($asked) implements \Stringable {
                public function __construct(private readonly Router $router)
                {
                }

                public function __toString(): string
                {
                    for ($number = 0; $number < 1000; $number++) {
                        $this->router->get("/added$number/{x}", $number, "added$number");
                    }

                    return 'v';
                }
            };
            self::assertSame('/added999/v', $asked->url('added999', ['x' => $value]));
            self::assertSame('/v', $asked->url('r', ['x' => 'v']));
        }
    }

    public function testManyParametersAndIntegers(): void
    {
        $integers = [0, -7, PHP_INT_MAX, PHP_INT_MIN, 1_000_000];
        foreach ([1, 7, 8, 9, 20] as $count) {
            $names = array_map(static fn (int $number): string => "p$number", range(1, $count));
            $values = array_map(static fn (int $number): int|string => $number % 2 === 0 ? "v $number" : $integers[$number % 5], range(1, $count));
            $router = self::named('/a/{' . implode('}/b/{', $names) . '}/c');
            $params = array_combine($names, $values);
            $expected = '/a/' . implode('/b/', array_map(rawurlencode(...), array_map(strval(...), $values))) . '/c';
            self::assertSame($expected, $router->url('r', $params), "$count parameters");
            self::assertSame($expected, $router->url('r', array_reverse($params)), "$count parameters, the last first");
            $url = static fn (): string => $router->url('r', $params + ['more' => 1]);
            self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter 'more' of route 'r' is unknown", 'put it into $query or take it out');
            array_pop($params);
            $url = static fn (): string => $router->url('r', $params);
            self::assertRefused($url, RouterException::MISSING_PARAMETER, "Missing parameter 'p$count' of route 'r'", 'pass a value for it');
        }
        $name = 'x';
        $router = self::named('/{x}');
        self::assertSame('/x', $router->url('r', ['x' => &$name]), 'a reference');
        $url = static fn (): string => $router->url('r', ['x' => 1, 'y' => 1]);
        self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter 'y' of route 'r' is unknown", 'put it into $query or take it out');
    }

    public function testQuery(): void
    {
        $router = self::named('/a');
        self::assertSame('/a?b=1%202&c%5Bd%5D=e&f=1', $router->url('r', [], ['b' => '1 2', 'c' => ['d' => 'e'], 'f' => true, 'g' => null]));
        self::assertSame('/a', $router->url('r', [], []));
        self::assertSame('/a', $router->url('r', query: ['g' => null]));
    }

    public function testHosts(): void
    {
        $router = self::named('/{x}', '{t}.Example.com');
        self::assertSame('//acme.example.com/a?q=1', $router->url('r', ['x' => 'a', 't' => 'acme'], ['q' => 1]));
        $url = static fn (): string => $router->url('r', ['x' => 'a', 't' => 'a.b']);
        self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter 't' of route 'r' does not survive the round trip", "a host label is made of lower-case letters, digits, '-' and '_'");
        $url = static fn (): string => $router->url('r', ['x' => 'a', 't' => 'Acme']);
        self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter 't' of route 'r' does not survive the round trip", "a host label is made of lower-case letters, digits, '-' and '_'");
        $url = static fn (): string => $router->url('r', ['x' => 'a']);
        self::assertRefused($url, RouterException::MISSING_PARAMETER, "Missing parameter 't' of route 'r'", 'pass a value for it');
    }

    public function testErrors(): void
    {
        $dots = ["holds a '.' or '..' segment", 'clients would remove it'];
        $trip = ['does not survive the round trip', 'choose a value without the literal that follows it'];
        $type = 'pass a string, an integer, a Stringable or a backed enum';
        $table = [
            ['/{x}', ['x' => ''], 'x', 'is empty', 'pass a non-empty value'], ['/{p*}', ['p' => ''], 'p', 'is empty', 'pass a non-empty value'],
            ['/{x}', ['x' => 1.5], 'x', 'is of type float', $type], ['/{x}', ['x' => null], 'x', 'is of type null', $type], ['/{x}', ['x' => []], 'x', 'is of type array', $type],
            ['/{x}', ['x' => true], 'x', 'is of type bool', $type], ['/{x}', ['x' => new \stdClass()], 'x', 'is of type stdClass', $type], ['/{x}', ['x' => Plain::One], 'x', 'is of type ' . Plain::class, $type],
            ['/{x:int}', ['x' => 'a'], 'x', 'does not satisfy int', 'pass a value that it accepts'], ['/{x:\d{2}}', ['x' => 1], 'x', 'does not satisfy \d{2}', 'pass a value that it accepts'],
            ['/{x}', ['x' => 'a', 'y' => 'b'], 'y', 'is unknown', 'put it into $query or take it out'], ['/{x}', ['y' => 'b'], 'y', 'is unknown', 'put it into $query or take it out'], ['/{x}', ['x' => 'a', 0 => 'b'], '0', 'is unknown', 'put it into $query or take it out'],
            ['/{x}', ['x' => '.'], 'x', ...$dots], ['/{x}', ['x' => '..'], 'x', ...$dots], ['/{p*}', ['p' => 'a/../b'], 'p', ...$dots], ['/{p*}', ['p' => 'a/.'], 'p', ...$dots],
            ['/.{x}', ['x' => '.'], 'x', ...$dots], ['/{x}{y}', ['x' => '.', 'y' => '.'], 'y', ...$dots], ['/{x}', ['x' => 'a/..'], 'x', ...$dots],
            ['/{p*}', ['p' => '/a'], 'p', "begins with '/'", 'take the slash away'], ['/{x}', ['x' => "a\0"], 'x', 'holds a NUL', 'take it out'],
            ['/{x}.{y}', ['x' => 'a', 'y' => 'b.c'], 'x', ...$trip], ['/{x}{y}', ['x' => 'a', 'y' => 'bc'], 'x', ...$trip],
        ];
        foreach ($table as [$pattern, $params, $name, $why, $hint]) {
            $url = static fn (): string => self::named($pattern)->url('r', $params);
            self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter '$name' of route 'r' $why", $hint, input: "$pattern $why");
        }
        foreach ([['/{a}/{b}', ['b' => '1'], 'a'], ['/{a}/{b}', [], 'a'], ['/{a}[/{b}/{c}]', ['a' => '1', 'c' => '1'], 'b'], ['/p[/{a}[/{b}]]', ['b' => '1'], 'a']] as [$pattern, $params, $name]) {
            $url = static fn (): string => self::named($pattern)->url('r', $params);
            self::assertRefused($url, RouterException::MISSING_PARAMETER, "Missing parameter '$name' of route 'r'", 'pass a value for it', input: $pattern);
        }
        $url = static fn (): string => self::named('/')->url('other');
        self::assertRefused($url, RouterException::UNKNOWN_NAME, "No route is named 'other'", 'name it when adding it');
    }

    public function testTheRoundTripGoesByTheCasePolicy(): void
    {
        self::assertSame('/xAb', self::named('/{a}A{b}')->url('r', ['a' => 'x', 'b' => 'b']));
        self::assertSame('/yAxa', self::named('/{a}A{b}')->url('r', ['a' => 'y', 'b' => 'xa']));
        $url = static fn (): string => self::named('/{a}A{b}', caseSensitive: false)->url('r', ['a' => 'y', 'b' => 'xax']);
        self::assertRefused($url, RouterException::BAD_PARAMETER, "Parameter 'a' of route 'r' does not survive the round trip", 'choose a value without the literal that follows it');
    }

    public function testDuplicateNames(): void
    {
        $router = self::named('/a');
        $add = static fn (): Router => $router->get('/b', 'h', 'r');
        self::assertRefused($add, RouterException::DUPLICATE_NAME, "Duplicate route name 'r'", "it already belongs to '/a'; give each route a name of its own");
        self::assertSame('/b', $router->get('/b', 'h', '0')->url('0'));
        self::assertSame('/c', $router->get('/c', 'h', '')->url(''));
    }
}
