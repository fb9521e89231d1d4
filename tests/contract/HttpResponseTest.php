<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\Http\ResponseInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Http\Request;
use HighPerApp\HighPer\Native\Http\Response;
use PHPUnit\Framework\TestCase;

/**
 * What a Response is made of, what it refuses, and that it never changes.
 */
class HttpResponseTest extends TestCase
{
    public function testNamedConstructors(): void
    {
        $generator = (static fn (): iterable => yield 'piece')();
        $closure = static fn (): array => ['piece'];
        $cases = [
            ['new', new Response(), 200, [], '', null, null],
            ['new with all', new Response(404, ['X' => ['a', 1]], 'no'), 404, ['x' => ['a', '1']], 'no', null, null],
            ['json', Response::json(['a' => 'é']), 200, ['content-type' => ['application/json']], '{"a":"\u00e9"}', null, null],
            ['json with all', Response::json('é', 201, ['X' => 'y'], JSON_UNESCAPED_UNICODE), 201, ['content-type' => ['application/json'], 'x' => ['y']], '"é"', null, null],
            ['json with its own type', Response::json(1, 200, ['content-type' => 'application/problem+json']), 200, ['content-type' => ['application/problem+json']], '1', null, null],
            ['text', Response::text('x'), 200, ['content-type' => ['text/plain; charset=utf-8']], 'x', null, null],
            ['html', Response::html('<p>', 500), 500, ['content-type' => ['text/html; charset=utf-8']], '<p>', null, null],
            ['redirect', Response::redirect('/a?b#c'), 302, ['location' => ['/a?b#c']], '', null, null],
            ['redirect with a status', Response::redirect('https://example.com/', 308, ['X' => 'y']), 308, ['location' => ['https://example.com/'], 'x' => ['y']], '', null, null],
            ['no content', Response::noContent(), 204, [], '', null, null],
            ['no content with a status', Response::noContent(304, ['ETag' => '"x"']), 304, ['etag' => ['"x"']], '', null, null],
            ['file', Response::file('/tmp/x', 200, ['Content-Type' => 'image/png']), 200, ['content-type' => ['image/png']], '', '/tmp/x', null],
            ['stream of a generator', Response::stream($generator), 200, [], '', null, $generator],
            ['stream of a closure', Response::stream($closure, 206), 206, [], '', null, $closure],
            ['stream of an array', Response::stream(['a', 'b']), 200, [], '', null, ['a', 'b']],
        ];
        foreach ($cases as [$name, $response, $status, $headers, $body, $file, $stream]) {
            self::assertInstanceOf(ResponseInterface::class, $response);
            self::assertSame(
                [Response::class, $status, $headers, $body, $file, $stream],
                [$response::class, $response->getStatusCode(), $response->headers(), $response->getBody(), $response->getFile(), $response->getStream()],
                $name,
            );
        }
        $this->expectException(JsonException::class);
        Response::json("\xff");
    }

    public function testWhatIsRefused(): void
    {
        $control = "The value of the header field 'X' must not have control characters";
        $status = 'The status must be from 200 to 599';
        $cases = [
            [static fn () => new Response(199), $status], [static fn () => new Response(600), $status], [static fn () => new Response(-200), $status], [static fn () => Response::text('x', 100), $status], [static fn () => Response::json(1, 65736), $status], [static fn () => (new Response())->withStatus(0), $status],
            [static fn () => new Response(200, ['X' => "a\nb"]), $control], [static fn () => Response::text('x', 200, ['X' => "a\rb"]), $control], [static fn () => (new Response())->withHeader('X', "a\0"), $control], [static fn () => (new Response())->withAddedHeader('X', ['a', "\x7f"]), $control], [static fn () => (new Response())->withHeader('X', "a\n"), $control],
            [static fn () => new Response(200, ['a' => 'b', 'X: y' => 'z']), 'The name of a header field must be a token'], [static fn () => (new Response())->withHeader("X\r\nY", 'z'), 'The name of a header field must be a token'], [static fn () => new Response(200, ['X: y']), 'Header fields are given by name'],
            [static fn () => Response::redirect("/a\r\nX: y"), 'The location must be of visible ASCII characters'], [static fn () => Response::redirect(''), 'The location must be of visible ASCII characters'], [static fn () => Response::redirect('/é'), 'The location must be of visible ASCII characters'], [static fn () => Response::redirect("/\n"), 'The location must be of visible ASCII characters'],
            [static fn () => Response::redirect('/', 200), 'The status of a redirect must be 301, 302, 303, 307 or 308'], [static fn () => Response::redirect('/', 304), 'The status of a redirect must be 301, 302, 303, 307 or 308'],
            [static fn () => Response::file("a\0b"), Response::class . '::file(): Argument #1 ($path) must not contain any null bytes'],
        ];
        foreach ($cases as $at => [$make, $message]) {
            try {
                $make();
                self::fail("No error: case $at, $message");
            } catch (\ValueError $error) {
                self::assertSame($message, $error->getMessage(), "case $at");
            }
        }
        foreach ([static fn () => Response::stream('x'), static fn () => Response::stream(new \stdClass()), static fn () => (new Response())->withHeader('X', 1.5), static fn () => new Response(200, ['X' => null])] as $at => $make) {
            try {
                $make();
                self::fail("No error: case $at");
            } catch (\TypeError) {
                $this->addToAssertionCount(1);
            }
        }
    }

    public function testChangesMakeAnother(): void
    {
        $response = Response::text('x', 200, ['X' => ['a', 'b'], 'Y' => 'c']);
        $before = [$response->getStatusCode(), $response->headers(), $response->getBody()];
        $cases = [
            ['status', $response->withStatus(404), 404, ['content-type' => ['text/plain; charset=utf-8'], 'x' => ['a', 'b'], 'y' => ['c']], 'x'],
            ['header', $response->withHeader('x', 'n'), 200, ['content-type' => ['text/plain; charset=utf-8'], 'y' => ['c'], 'x' => ['n']], 'x'],
            ['headers', $response->withHeader('X', [1, ' two ']), 200, ['content-type' => ['text/plain; charset=utf-8'], 'y' => ['c'], 'x' => ['1', 'two']], 'x'],
            ['added', $response->withAddedHeader('X', 'n')->withAddedHeader('Z', 1), 200, ['content-type' => ['text/plain; charset=utf-8'], 'x' => ['a', 'b', 'n'], 'y' => ['c'], 'z' => ['1']], 'x'],
            ['without', $response->withoutHeader('CONTENT-TYPE')->withoutHeader('x')->withoutHeader('none'), 200, ['y' => ['c']], 'x'],
            ['body', $response->withBody('other'), 200, $response->headers(), 'other'],
        ];
        foreach ($cases as [$name, $changed, $status, $headers, $body]) {
            self::assertSame([$status, $headers, $body], [$changed->getStatusCode(), $changed->headers(), $changed->getBody()], $name);
            self::assertSame($before, [$response->getStatusCode(), $response->headers(), $response->getBody()], "$name leaves the first one as it is");
        }
        self::assertSame(['a, b', null, 'default', ['a', 'b'], [], true, false], [
            $response->header('x'), $response->header('z'), $response->header('z', 'default'), $response->headerLines('X'), $response->headerLines('z'), $response->hasHeader('x'), $response->hasHeader('z'),
        ]);
        $file = Response::file('/x')->withBody('text');
        self::assertSame(['text', null, null], [$file->getBody(), $file->getFile(), $file->getStream()]);
        self::assertSame(['', null], [Response::stream(['a'])->getBody(), Response::stream(['a'])->withBody('')->getStream()]);
    }

    public function testCookies(): void
    {
        $cases = [
            [['a', 'b'], 'a=b; Path=/; SameSite=Lax; Secure; HttpOnly'],
            [['a', "x y;\r\n\"é+", 3600], 'a=x%20y%3B%0D%0A%22%C3%A9%2B; Max-Age=3600; Path=/; SameSite=Lax; Secure; HttpOnly'],
            [['a', '', -5], 'a=; Max-Age=0; Path=/; SameSite=Lax; Secure; HttpOnly'],
            [['a', 'b', null, '/app', 'example.com', false, false, null], 'a=b; Domain=example.com; Path=/app'],
            [['a', 'b', 'sameSite' => 'Strict', 'partitioned' => true], 'a=b; Path=/; SameSite=Strict; Secure; HttpOnly; Partitioned'],
            [['a', 'b', 'sameSite' => 'None'], 'a=b; Path=/; SameSite=None; Secure; HttpOnly'],
            [['__Host-a', 'b'], '__Host-a=b; Path=/; SameSite=Lax; Secure; HttpOnly'],
        ];
        foreach ($cases as [$arguments, $line]) {
            $response = Response::text('x')->withCookie('first', '1')->withCookie(...$arguments);
            self::assertSame(['first=1; Path=/; SameSite=Lax; Secure; HttpOnly', $line], $response->headerLines('Set-Cookie'), $line);
        }
        self::assertSame('a=; Max-Age=0; Path=/; Secure; HttpOnly', (new Response())->withoutCookie('a')->header('set-cookie'));
        self::assertSame('a=; Max-Age=0; Domain=example.com; Path=/p; Secure; HttpOnly', (new Response())->withoutCookie('a', '/p', 'example.com')->header('set-cookie'));
        $refused = [
            [['', 'b'], "the cookie's name is not a token"], [['a b', 'b'], "the cookie's name is not a token"], [['a;', 'b'], "the cookie's name is not a token"],
            [['a', str_repeat('x', 4096)], "the cookie's name and value are longer than 4096 bytes"],
            [['a', 'b', 'path' => 'x'], "the cookie's path is not one"], [['a', 'b', 'path' => ''], "the cookie's path is not one"], [['a', 'b', 'path' => '/;x'], "the cookie's path is not one"], [['a', 'b', 'path' => "/\r\n"], "the cookie's path is not one"], [['a', 'b', 'path' => "/\n"], "the cookie's path is not one"],
            [['a', 'b', 'domain' => ''], "the cookie's domain is not the name of a host"], [['a', 'b', 'domain' => 'a;b'], "the cookie's domain is not the name of a host"], [['a', 'b', 'domain' => "a\n"], "the cookie's domain is not the name of a host"], [['a', 'b', 'domain' => '-a'], "the cookie's domain is not the name of a host"],
            [['a', 'b', 'secure' => false, 'sameSite' => 'None'], 'SameSite=None and Partitioned need Secure'], [['a', 'b', 'secure' => false, 'partitioned' => true], 'SameSite=None and Partitioned need Secure'],
            [['a', 'b', 'sameSite' => 'lax'], 'SameSite is Lax, Strict or None'],
            [['__Host-a', 'b', 'path' => '/x'], 'the cookie lacks what the prefix of its name promises'], [['__Secure-a', 'b', 'secure' => false], 'the cookie lacks what the prefix of its name promises'], [['__host-a', 'b', 'domain' => 'h'], 'the cookie lacks what the prefix of its name promises'],
        ];
        foreach ($refused as [$arguments, $message]) {
            try {
                (new Response())->withCookie(...$arguments);
                self::fail("No error: $message");
            } catch (\ValueError $error) {
                self::assertSame("Cannot set the cookie: $message", $error->getMessage());
            }
        }
        foreach (['plain', "x y;,\"\\é\0\r\n", '%41', '+'] as $value) {
            $line = (new Response())->withCookie('a', $value)->header('set-cookie') ?? '';
            self::assertSame($value, Request::create('GET', '/', ['Cookie' => strstr($line, ';', true) ?: ''])->cookie('a'), 'what is set is what is read');
        }
    }

    public function testASubclassStaysOne(): void
    {
        $class = new class() extends Response {
            public string $note = 'none';
        };
        $response = $class::json([])->withStatus(201);
        self::assertSame([$class::class, 'none', 201, '[]'], [$response::class, $response->note, $response->getStatusCode(), $response->getBody()]);
    }
}
