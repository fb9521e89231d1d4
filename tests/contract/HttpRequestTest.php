<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\Http\RequestInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Http\Request;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

/**
 * What a Request tells of its target, its fields and its content.
 */
class HttpRequestTest extends TestCase
{
    public function testTargets(): void
    {
        // Method, target, Host; path, query string, scheme, host, port, URI.
        $cases = [
            ['GET', '/', 'example.com', '/', '', 'http', 'example.com', null, 'http://example.com/'],
            ['GET', '/a/b%20c?x=1&y=2', 'Example.COM:8080', '/a/b%20c', 'x=1&y=2', 'http', 'example.com', 8080, 'http://Example.COM:8080/a/b%20c?x=1&y=2'],
            ['GET', '/a?b?c', 'h', '/a', 'b?c', 'http', 'h', null, 'http://h/a?b?c'],
            ['GET', '/a?', 'h', '/a', '', 'http', 'h', null, 'http://h/a?'],
            ['GET', '/?', 'h', '/', '', 'http', 'h', null, 'http://h/?'],
            ['GET', '//a//b', 'h', '//a//b', '', 'http', 'h', null, 'http://h//a//b'],
            ['GET', '/x', '[2001:db8::1]:443', '/x', '', 'http', '[2001:db8::1]', 443, 'http://[2001:db8::1]:443/x'],
            ['GET', '/x', '[::1]', '/x', '', 'http', '[::1]', null, 'http://[::1]/x'],
            ['GET', '/x', 'h:', '/x', '', 'http', 'h:', null, 'http://h:/x'],
            ['GET', '/x', 'h:123456', '/x', '', 'http', 'h:123456', null, 'http://h:123456/x'],
            ['GET', '/x', null, '/x', '', 'http', '', null, 'http:///x'],
            ['GET', 'http://a.example/p?q', 'other', '/p', 'q', 'http', 'a.example', null, 'http://a.example/p?q'],
            ['GET', 'HTTPS://A.example:444?q', 'other', '/', 'q', 'https', 'a.example', 444, 'HTTPS://A.example:444?q'],
            ['GET', 'https://a.example', null, '/', '', 'https', 'a.example', null, 'https://a.example'],
            ['OPTIONS', '*', 'h', '*', '', 'http', 'h', null, 'http://h'],
            ['CONNECT', 'h:443', 'other', '', '', 'http', 'h', 443, 'http://h:443'],
            ['PROPFIND', '/x', 'h', '/x', '', 'http', 'h', null, 'http://h/x'],
            ['get', '/x', 'h', '/x', '', 'http', 'h', null, 'http://h/x'],
        ];
        foreach ($cases as [$method, $target, $host, $path, $query, $scheme, $name, $port, $uri]) {
            $request = Request::create($method, $target, $host === null ? [] : ['Host' => $host]);
            self::assertInstanceOf(RequestInterface::class, $request);
            $told = [$request->getMethod(), $request->getTarget(), $request->getPath(), $request->getQueryString(), $request->getScheme(), $request->getHost(), $request->getPort(), $request->getUri()];
            self::assertSame([$method, $target, $path, $query, $scheme, $name, $port, $uri], $told, "$method $target");
            self::assertSame([$scheme === 'https', '1.1'], [$request->isSecure(), $request->getProtocolVersion()], $target);
        }
    }

    public function testWhatIsNoRequest(): void
    {
        $target = 'The target must be a path, a URI of http or https, or * for OPTIONS';
        $characters = 'The target must be of visible ASCII characters other than #';
        $cases = [
            ['', '/', [], 'The method must be a token'], ['GET ', '/', [], 'The method must be a token'], ["G\nET", '/', [], 'The method must be a token'], ["GET\n", '/', [], 'The method must be a token'],
            ['GET', '', [], $characters], ['GET', '/ x', [], $characters], ['GET', "/\r\nX: y", [], $characters], ['GET', "/\0", [], $characters], ['GET', '/#f', [], $characters], ['GET', '/é', [], $characters], ['GET', "/\x7f", [], $characters], ['GET', "/\n", [], $characters],
            ['GET', '*', [], $target], ['GET', 'x', [], $target], ['GET', 'ftp://h/', [], $target], ['GET', 'http://', [], $target], ['GET', 'http:///x', [], $target], ['GET', '?x', [], $target],
            ['GET', '/', ['X Y' => 'a'], 'The name of a header field must be a token'], ['GET', '/', ['' => 'a'], 'The name of a header field must be a token'], ['GET', '/', ["X\n" => 'a'], 'The name of a header field must be a token'], ['GET', '/', ['X:' => 'a'], 'The name of a header field must be a token'],
            ['GET', '/', ['a'], 'Header fields are given by name'],
            ['GET', '/', ['X' => "a\r\nY: b"], "The value of the header field 'X' must not have control characters"], ['GET', '/', ['X' => ['a', "b\0"]], "The value of the header field 'X' must not have control characters"], ['GET', '/', ['X' => "a\n"], "The value of the header field 'X' must not have control characters"],
        ];
        foreach ($cases as [$method, $given, $headers, $message]) {
            try {
                Request::create($method, $given, $headers);
                self::fail("No error: $method $given " . json_encode($headers));
            } catch (\ValueError $error) {
                self::assertSame($message, $error->getMessage(), "$method $given " . json_encode($headers));
            }
        }
        foreach ([[1.5, 'float'], [true, 'bool'], [null, 'null'], [[[]], 'array'], [new \stdClass(), 'stdClass']] as [$value, $type]) {
            try {
                Request::create('GET', '/', ['X' => $value]);
                self::fail("No error: $type");
            } catch (\TypeError $error) {
                self::assertSame("The value of the header field 'X' must be of type string or int, $type given", $error->getMessage());
            }
        }
    }

    public function testFields(): void
    {
        $request = Request::create('GET', '/', [
            'Host' => 'h', 'accept' => ['text/html', 'text/*;q=0.5'], 'ACCEPT' => '*/*', 'X-Number' => 7, 'X-Space' => " \ta b\t ", 'X-Empty' => '', 'X-None' => [], 'X-Bytes' => "\xe9\t\xff", 'Cookie' => ['a=1', 'b=2'], '0' . 'x' => 'y',
        ]);
        $cases = [
            ['host', 'h', ['h']], ['HOST', 'h', ['h']], ['Accept', 'text/html, text/*;q=0.5, */*', ['text/html', 'text/*;q=0.5', '*/*']], ['x-number', '7', ['7']], ['x-space', 'a b', ['a b']],
            ['x-empty', '', ['']], ['x-none', null, []], ['x-bytes', "\xe9\t\xff", ["\xe9\t\xff"]], ['cookie', 'a=1; b=2', ['a=1', 'b=2']], ['hos', null, []], ['', null, []], ['missing', null, []],
        ];
        foreach ($cases as [$name, $value, $lines]) {
            self::assertSame([$value, $lines, $lines !== []], [$request->header($name), $request->headerLines($name), $request->hasHeader($name)], $name);
            self::assertSame($value ?? 'default', $request->header($name, 'default'), $name);
        }
        self::assertSame([
            'host' => ['h'], 'accept' => ['text/html', 'text/*;q=0.5', '*/*'], 'x-number' => ['7'], 'x-space' => ['a b'], 'x-empty' => [''], 'x-bytes' => ["\xe9\t\xff"], 'cookie' => ['a=1', 'b=2'], '0x' => ['y'],
        ], $request->headers());
        self::assertSame([], Request::create('GET', '/')->headers());
    }

    public function testQueriesAreReadAsPhpReadsThem(): void
    {
        $cases = [
            '', 'a=1', 'a=1&b=2&a=3', 'a[]=1&a[]=2', 'a[b][c]=1&a[b][d]=2', 'a[b=1', 'a.b=1&c d=2&e+f=3', 'x=%41%20%2B+&%79=z', 'x=%4&y=%zz&z=%', 'empty=&none&=nameless', '&&a=1&&', 'a[0]=x&a[5]=y&a[]=z', '7=seven&-1=m', 'u=%C3%A9&v=%FF',
            'a=1;b=2', 'a[%5B]=1', 'x=' . str_repeat('y', 5000), '[]=1', 'a[b]c=1', 'a=1&a[b]=2', "q='\"<>",
        ];
        foreach ($cases as $query) {
            parse_str($query, $expected);
            $target = '/?' . strtr($query, ['"' => '%22', ' ' => '%20']);
            parse_str(substr($target, 2), $expected);
            $request = Request::create('GET', $target, ['Content-Type' => 'application/x-www-form-urlencoded ; charset=utf-8'], $query);
            self::assertSame($expected, $request->query(), $query);
            self::assertSame($expected, $request->query(), "$query, again");
            foreach ($expected as $name => $value) {
                self::assertSame($value, $request->query((string) $name), "$query: $name");
            }
            parse_str($query, $expected);
            self::assertSame($expected, $request->form(), "form $query");
        }
        $request = Request::create('GET', '/?a=1&b[c]=2', ['Content-Type' => 'text/plain'], 'a=1');
        self::assertSame([null, 'd', '1', ['c' => '2']], [$request->query('x'), $request->query('x', 'd'), $request->query('a', 'd'), $request->query('b')]);
        self::assertSame([[], null, 5], [$request->form(), $request->form('a'), $request->form('a', 5)]);
    }

    public function testMoreVariablesThanAllowedAreWarnedOf(): void
    {
        $limit = (int) \ini_get('max_input_vars');
        $query = implode('&', array_map(static fn (int $at): string => "v$at=1", range(0, $limit + 1)));
        $warnings = [];
        set_error_handler(static function (int $level, string $message) use (&$warnings): bool {
            $warnings[] = $message;

            return true;
        });
        try {
            $parsed = Request::create('GET', "/?$query")->query();
        } finally {
            restore_error_handler();
        }
        self::assertCount(1, $warnings);
        self::assertStringContainsString('max_input_vars', $warnings[0]);
        self::assertIsArray($parsed);
        self::assertLessThanOrEqual($limit + 1, \count($parsed));
    }

    public function testCookies(): void
    {
        $cases = [
            [[], []], ['a=1', ['a' => '1']], ['a=1; b=2;c=3', ['a' => '1', 'b' => '2', 'c' => '3']], ['a=1; a=2', ['a' => '1']], [['a=1', 'a=2; b=3'], ['a' => '1', 'b' => '3']],
            ['a=x%20y%2B+z', ['a' => 'x y++z']], ['a=%4; b=%zz; c=%', ['a' => '%4', 'b' => '%zz', 'c' => '%']], ['a="q"', ['a' => '"q"']], ['a=b=c', ['a' => 'b=c']], ['a', []], ['=x', []], ['a=; b', ['a' => '']], [';;; a = 1 ;', ['a' => '1']],
            ['A=1; a=2', ['A' => '1', 'a' => '2']], ['a.b=1; a[b]=2', ['a.b' => '1', 'a[b]' => '2']], ['7=x', [7 => 'x']],
        ];
        foreach ($cases as [$given, $expected]) {
            $request = Request::create('GET', '/', ['Cookie' => $given]);
            self::assertSame($expected, $request->cookies(), json_encode($given));
            foreach ($expected as $name => $value) {
                self::assertSame($value, $request->cookie((string) $name, 'default'), json_encode($given));
            }
            self::assertSame([null, 'default'], [$request->cookie('missing'), $request->cookie('missing', 'default')]);
        }
    }

    public function testContent(): void
    {
        $request = Request::create('POST', '/', ['Content-Type' => 'application/json'], '{"a":{"b":[1,2.5,null]}}');
        self::assertSame('{"a":{"b":[1,2.5,null]}}', $request->getBody());
        self::assertSame(['a' => ['b' => [1, 2.5, null]]], $request->json());
        self::assertEquals((object) ['a' => (object) ['b' => [1, 2.5, null]]], $request->json(associative: false));
        self::assertSame('', Request::create('GET', '/')->getBody());
        foreach (['', '{', 'x', "\xff"] as $body) {
            try {
                Request::create('POST', '/', [], $body)->json();
                self::fail("No exception: $body");
            } catch (JsonException $error) {
                self::assertNotSame(0, $error->getCode(), $body);
            }
        }
    }

    public function testAttributesAreOfAnotherRequest(): void
    {
        $request = Request::create('GET', '/users/7?x=1', ['Host' => 'h']);
        $router = (new Router())->get('/users/{id}', 'show');
        self::assertSame(['show', ['id' => '7']], $router->match($request->getMethod(), $request->getPath()));
        $first = $request->withAttribute('id', '7');
        $second = $first->withAttributes(['id' => '8', 'user' => null, '5' => 'five']);
        self::assertSame([[], ['id' => '7'], ['id' => '8', 'user' => null, 5 => 'five']], [$request->attributes(), $first->attributes(), $second->attributes()]);
        self::assertSame(['7', null, 'default', 'five', null], [$first->attribute('id'), $first->attribute('user'), $first->attribute('user', 'default'), $second->attribute('5'), $second->attribute('user', 'default')]);
        self::assertSame(['1', 'h', '/users/7'], [$second->query('x'), $second->header('host'), $second->getPath()]);
        self::assertSame(Request::class, $second::class);
        $list = [1];
        $third = $request->withAttribute('list', $list);
        $list[] = 2;
        self::assertSame([1], $third->attribute('list'));
        self::assertSame([1, 3], [...(clone $third)->attribute('list'), 3]);
    }

    public function testASubclassStaysOne(): void
    {
        $class = new class() extends Request {
            public string $note = 'none';

            public function __construct()
            {
            }

            public function getMethod(): string
            {
                return 'own ' . parent::getMethod();
            }
        };
        $request = $class::create('GET', '/')->withAttribute('a', 1);
        self::assertSame([$class::class, 'own GET', 'none', 1], [$request::class, $request->getMethod(), $request->note, $request->attribute('a')]);
    }
}
