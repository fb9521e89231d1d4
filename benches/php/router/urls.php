<?php

declare(strict_types=1);

/* Building the URL of a named route: by the router, which checks what it is given, and by hand, which does not. */

namespace HighPerApp\HighPer\Native\Benches\Router;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Router;
use Symfony\Component\Routing\Generator\CompiledUrlGenerator;
use Symfony\Component\Routing\Generator\Dumper\CompiledUrlGeneratorDumper;
use Symfony\Component\Routing\RequestContext;
use Symfony\Component\Routing\Route;
use Symfony\Component\Routing\RouteCollection;

/**
 * @return array<string, callable(): array<string, array{run: callable, answer: callable}>>
 */
function urls(): array
{
    return [
        '1 parameter, an integer' => static fn (): array => builders(
            ['/notes/{id:int}', '/notes/{id}', ['id' => '\d+']],
            static fn (int $number): array => ['id' => $number],
            static fn (array $params): string => "/notes/{$params['id']}",
        ),
        '3 parameters' => static fn (): array => builders(
            ['/repos/{owner}/{repo}/issues/{number:int}', '/repos/{owner}/{repo}/issues/{number}', ['number' => '\d+']],
            static fn (int $number): array => ['owner' => 'jane doe', 'repo' => 'notes', 'number' => $number],
            static fn (array $params): string => '/repos/' . rawurlencode($params['owner']) . '/' . rawurlencode($params['repo']) . "/issues/{$params['number']}",
        ),
    ];
}

/**
 * @param array{string, string, array<string, string>}      $pattern As this library and as Symfony write it, with Symfony's requirements.
 * @param callable(int): array<string, string|int>          $params
 * @param callable(array<string, string|int>): string       $hand
 *
 * @return array<string, array{run: callable, answer: callable}>
 */
function builders(array $pattern, callable $params, callable $hand): array
{
    [$own, $other, $requirements] = $pattern;
    $table = tables()['github'];
    $router = in_table(new Router(), $table, $own);
    $fallback = in_table(new Fallback\Router(), $table, $own);
    $builders = [
        'url()' => static fn (array $params): string => $router->url('it', $params),
        'pure PHP' => static fn (array $params): string => $fallback->url('it', $params),
        'by hand' => $hand,
    ];
    if (class_exists(CompiledUrlGenerator::class)) {
        $collection = new RouteCollection();
        foreach ($table as $number => [$method, $path]) {
            $collection->add("handler$number", new Route($path, methods: [$method]));
        }
        $collection->add('it', new Route($other, requirements: $requirements));
        $generator = new CompiledUrlGenerator((new CompiledUrlGeneratorDumper($collection))->getCompiledRoutes(), new RequestContext());
        $builders['Symfony compiled'] = static fn (array $params): string => $generator->generate('it', $params);
    }

    return array_map(static fn (callable $build): array => [
        'run' => static function (int $calls) use ($build, $params): void {
            for ($i = 0; $i < $calls; $i++) {
                $url = $build($params($i));
                unset($url);
            }
        },
        'answer' => static fn (): array => array_map(static fn (int $number): string => $build($params($number)), [0, 42, 4711]),
    ], $builders);
}

/**
 * @template T of Router|Fallback\Router
 *
 * @param T                           $router
 * @param list<array{string, string}> $table
 *
 * @return T
 */
function in_table(Router|Fallback\Router $router, array $table, string $pattern): Router|Fallback\Router
{
    foreach ($table as $number => [$method, $path]) {
        $router->add($method, $path, "handler$number");
    }

    return $router->add('LINK', $pattern, 'it', 'it');
}
