<?php

declare(strict_types=1);

/*
 * Who is measured. Each has a `run` that matches all requests in a plain loop, and an `answer` for one request, by which they are
 * checked to agree before anything is timed.
 */

namespace HighPerApp\HighPer\Native\Benches;

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
 * The rivals and their versions, or that they are absent.
 *
 * @return array<string, string>
 */
function rivals(): array
{
    foreach (['/usr/share/php/FastRoute/autoload.php', '/usr/share/php/Symfony/Component/Routing/autoload.php', __DIR__ . '/../../../vendor/autoload.php'] as $file) {
        if (is_file($file)) {
            require_once $file;
        }
    }
    $version = static function (string $package, string $debian): string {
        if (class_exists(\Composer\InstalledVersions::class) && \Composer\InstalledVersions::isInstalled($package)) {
            return (string) \Composer\InstalledVersions::getPrettyVersion($package);
        }
        $line = trim((string) shell_exec('dpkg-query -W -f=\'${Version}\' ' . escapeshellarg($debian) . ' 2>/dev/null'));

        return $line === '' ? 'of unknown version' : $line;
    };

    return [
        'FastRoute' => class_exists(MarkBased::class) ? $version('nikic/fast-route', 'php-nikic-fast-route') : 'absent',
        'Symfony' => class_exists(CompiledUrlMatcher::class) ? $version('symfony/routing', 'php-symfony-routing') : 'absent',
    ];
}

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
        'run' => static function (array $requests) use ($router): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = $router->match($method, $path);
                }
            }
        },
        'answer' => static fn (string $method, string $path) => $router->match($method, $path),
    ];
}

/** @param list<array{string, string}> $routes */
function highper_function(Router $router, array $routes): array
{
    foreach ($routes as $number => [$method, $pattern]) {
        $router->add($method, $pattern, "handler$number");
    }

    return [
        'run' => static function (array $requests) use ($router): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = route_match($router, $method, $path);
                }
            }
        },
        'answer' => static fn (string $method, string $path) => route_match($router, $method, $path),
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
        'run' => static function (array $requests) use ($dispatcher): void {
            foreach ($requests as $method => $paths) {
                foreach ($paths as $path) {
                    $result = $dispatcher->dispatch($method, $path);
                }
            }
        },
        'answer' => static function (string $method, string $path) use ($dispatcher): ?array {
            $answer = $dispatcher->dispatch($method, $path);

            return $answer[0] === MarkBased::FOUND ? [$answer[1], $answer[2]] : null;
        },
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
        'run' => static function (array $requests) use ($context, $matcher): void {
            foreach ($requests as $method => $paths) {
                $context->setMethod($method);
                foreach ($paths as $path) {
                    $result = $matcher->match($path);
                }
            }
        },
        'answer' => static function (string $method, string $path) use ($context, $matcher): ?array {
            $context->setMethod($method);
            $params = $matcher->match($path);
            $name = $params['_route'];
            unset($params['_route']);

            return [$name, $params];
        },
    ];
}

/**
 * Checks that all contenders give the same answer to one request to each route.
 *
 * @param array<string, array{run: callable, answer: callable}> $contenders
 * @param list<array{string, string}>                           $routes
 */
function agree(array $contenders, array $routes): void
{
    foreach (requests($routes, 1, 1) as $method => $paths) {
        foreach ($paths as $path) {
            $answers = array_map(static fn (array $contender) => $contender['answer']($method, $path), $contenders);
            $expected = $answers['match()'];
            foreach ($answers as $name => $answer) {
                if ($answer != $expected) {
                    throw new \LogicException("$name disagrees on $method $path: " . json_encode([$expected, $answer]));
                }
            }
        }
    }
}
