<?php

declare(strict_types=1);

/* Who is measured. Each has a `run` that matches all requests in a plain loop, and an `answer` that holds what it says to one request to each route. */

namespace HighPerApp\HighPer\Native\Benches\Router;

use FastRoute\DataGenerator\MarkBased as MarkBasedData;
use FastRoute\Dispatcher\MarkBased;
use FastRoute\RouteCollector;
use FastRoute\RouteParser\Std;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Router;
use Symfony\Component\Routing\Matcher\CompiledUrlMatcher;
use Symfony\Component\Routing\Matcher\Dumper\CompiledUrlMatcherDumper;
use Symfony\Component\Routing\RequestContext;
use Symfony\Component\Routing\Route;
use Symfony\Component\Routing\RouteCollection;

use function HighPerApp\HighPer\Native\route_match;

/**
 * @param list<array{string, string}> $routes
 *
 * @return array<string, array{run: callable, answer: callable}>
 */
function contenders(array $routes): array
{
    $contenders = ['match()' => highper(new Router(), $routes)];
    if (Backend::current() === 'extension') {
        $contenders['route_match()'] = highper_function(new Router(), $routes);
        $contenders['pure PHP'] = highper(new Fallback\Router(), $routes);
    }
    if (class_exists(MarkBased::class)) {
        $contenders['FastRoute MarkBased'] = fast_route($routes);
    }
    if (class_exists(CompiledUrlMatcher::class)) {
        $contenders['Symfony compiled'] = symfony($routes);
    }

    return $contenders;
}

/** @param list<array{string, string}> $routes */
function highper(Router|Fallback\Router $router, array $routes): array
{
    foreach ($routes as $number => [$method, $pattern]) {
        $router->add($method, $pattern, "handler$number");
    }

    return [
        'run' => static function (int $calls, array $requests) use ($router): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = $router->match($method, $path);
                }
            }
        },
        'answer' => static fn (): array => answers($routes, $router->match(...)),
    ];
}

/** @param list<array{string, string}> $routes */
function highper_function(Router $router, array $routes): array
{
    foreach ($routes as $number => [$method, $pattern]) {
        $router->add($method, $pattern, "handler$number");
    }

    return [
        'run' => static function (int $calls, array $requests) use ($router): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = route_match($router, $method, $path);
                }
            }
        },
        'answer' => static fn (): array => answers($routes, static fn (string $method, string $path): ?array => route_match($router, $method, $path)),
    ];
}

/** @param list<array{string, string}> $routes */
function fast_route(array $routes): array
{
    $collector = new RouteCollector(new Std(), new MarkBasedData());
    foreach ($routes as $number => [$method, $pattern]) {
        $collector->addRoute($method, $pattern, "handler$number");
    }
    $dispatcher = new MarkBased($collector->getData());

    return [
        'run' => static function (int $calls, array $requests) use ($dispatcher): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = $dispatcher->dispatch($method, $path);
                }
            }
        },
        'answer' => static fn (): array => answers($routes, static function (string $method, string $path) use ($dispatcher): ?array {
            $answer = $dispatcher->dispatch($method, $path);

            return $answer[0] === MarkBased::FOUND ? [$answer[1], $answer[2]] : null;
        }),
    ];
}

/** @param list<array{string, string}> $routes */
function symfony(array $routes): array
{
    $collection = new RouteCollection();
    foreach ($routes as $number => [$method, $pattern]) {
        $collection->add("handler$number", new Route($pattern, methods: [$method]));
    }
    $context = new RequestContext();
    $matcher = new CompiledUrlMatcher((new CompiledUrlMatcherDumper($collection))->getCompiledRoutes(), $context);

    return [
        'run' => static function (int $calls, array $requests) use ($context, $matcher): void {
            foreach ($requests as $method => $paths) {
                $context->setMethod($method);
                foreach ($paths as $path) {
                    $result = $matcher->match($path);
                }
            }
        },
        'answer' => static fn (): array => answers($routes, static function (string $method, string $path) use ($context, $matcher): array {
            $context->setMethod($method);
            $params = $matcher->match($path);
            $name = $params['_route'];
            unset($params['_route']);

            return [$name, $params];
        }),
    ];
}

/**
 * One request to each route, and what is said to it. Parameters are sorted: not all have them in the order of the pattern.
 *
 * @param list<array{string, string}>               $routes
 * @param callable(string, string): ?array{mixed, array<string, string>} $match
 *
 * @return array<string, ?array{mixed, array<string, string>}>
 */
function answers(array $routes, callable $match): array
{
    $answers = [];
    foreach (requests($routes, count($routes), 1) as $method => $paths) {
        foreach ($paths as $path) {
            $answer = $match($method, $path);
            if ($answer !== null) {
                ksort($answer[1]);
            }
            $answers["$method $path"] = $answer;
        }
    }

    return $answers;
}
