<?php

declare(strict_types=1);

/* Who makes, reads and answers requests. Each gets the parts that a server's parser has found, and gives the parts that it would send. */

namespace HighPerApp\HighPer\Native\Benches\Http;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Http\Request;
use HighPerApp\HighPer\Native\Http\Response;
use Nyholm\Psr7\Response as PsrResponse;
use Nyholm\Psr7\ServerRequest;

/** Queries: one that a handler asks for a parameter of, and one that none is in. */
const TARGETS = ['without a query' => '', 'with three parameters' => 'page=2&sort=name&tags%5B%5D=a'];

/** What a browser sends. */
const FIELDS = [
    'Host' => 'example.com', 'User-Agent' => 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    'Accept' => 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'Accept-Language' => 'en-US,en;q=0.5', 'Accept-Encoding' => 'gzip, deflate, br, zstd',
    'Referer' => 'https://example.com/users', 'Connection' => 'keep-alive', 'Cookie' => 'session=0123456789abcdef; theme=dark', 'Sec-Fetch-Mode' => 'navigate', 'Priority' => 'u=0, i',
];

/**
 * @return array<string, array{run: callable, answer: callable}>
 */
function messages(string $query): array
{
    $contenders = [
        MESSAGES => contender($query, static fn (string $target): array => native($target, Request::class, Response::class)),
        'pure PHP' => contender($query, static fn (string $target): array => native($target, Fallback\Http\Request::class, Fallback\Http\Response::class)),
        'arrays by hand' => contender($query, by_hand(...)),
    ];
    if (class_exists(ServerRequest::class)) {
        $contenders['Nyholm PSR-7'] = contender($query, psr(...));
    }

    return $contenders;
}

/**
 * @param callable(string): array{int, string, string} $exchange
 *
 * @return array{run: callable, answer: callable}
 */
function contender(string $query, callable $exchange): array
{
    $target = static fn (int $id): string => "/users/$id" . ($query === '' ? '' : "?$query");

    return [
        'run' => static function (int $calls) use ($exchange, $target): void {
            for ($id = 1; $id <= $calls; ++$id) {
                $exchange($target($id));
            }
        },
        'answer' => static fn (): array => array_map(static fn (int $id): array => $exchange($target($id)), [1, 77]),
    ];
}

/**
 * @param class-string<Fallback\Http\Request|Request>   $requests
 * @param class-string<Fallback\Http\Response|Response> $responses
 *
 * @return array{int, string, string}
 */
function native(string $target, string $requests, string $responses): array
{
    $request = $requests::create('GET', $target, FIELDS);
    $response = $responses::text($request->getPath() . $request->header('accept-language') . $request->query('page', '1'));

    return [$response->getStatusCode(), (string) $response->header('Content-Type'), $response->getBody()];
}

/**
 * What a handler does that is called with arrays, as those of $_SERVER and $_GET.
 *
 * @return array{int, string, string}
 */
function by_hand(string $target): array
{
    [$path, $query] = explode('?', $target, 2) + [1 => ''];
    parse_str($query, $parameters);
    $request = ['method' => 'GET', 'path' => $path, 'query' => $parameters, 'headers' => []];
    foreach (FIELDS as $name => $value) {
        $request['headers'][strtolower($name)] = $value;
    }
    $response = ['status' => 200, 'headers' => ['content-type' => 'text/plain; charset=utf-8'], 'body' => $request['path'] . $request['headers']['accept-language'] . ($request['query']['page'] ?? '1')];

    return [$response['status'], $response['headers']['content-type'], $response['body']];
}

/**
 * @return array{int, string, string}
 */
function psr(string $target): array
{
    $request = new ServerRequest('GET', $target, FIELDS);
    parse_str($request->getUri()->getQuery(), $parameters);
    $request = $request->withQueryParams($parameters);
    $response = new PsrResponse(200, ['Content-Type' => 'text/plain; charset=utf-8'], $request->getUri()->getPath() . $request->getHeaderLine('accept-language') . ($request->getQueryParams()['page'] ?? '1'));

    return [$response->getStatusCode(), $response->getHeaderLine('Content-Type'), (string) $response->getBody()];
}
