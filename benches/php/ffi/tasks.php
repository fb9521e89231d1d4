<?php

declare(strict_types=1);

/* What is measured: each task has the same work in PHP and through FFI, and a check that both give the same. */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use HighPerApp\HighPer\Native\Fallback\Router;
use HighPerApp\HighPer\Native\Ffi\NativeTable;

use function HighPerApp\HighPer\Native\Benches\Router\requests;
use function HighPerApp\HighPer\Native\Benches\Router\tables;

/** Requests of one input. */
const CALLS = 1000;

/** Calls of one input, of tasks that take long. */
const FEW = 5;

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function tasks(\FFI $library): iterable
{
    $tables = tables();
    $tables['constrained'] = constrained($tables['github']);
    $tables['overlapping'] = overlapping();
    foreach (['github', 'parse', 'synthetic, 5000', 'static'] as $set) {
        yield "match, $set" => asked($library, $tables[$set], 'match');
    }
    foreach (['github', 'synthetic, 5000'] as $set) {
        foreach (['find', 'find for another method', 'allowed'] as $what) {
            yield "$what, $set" => asked($library, $tables[$set], $what);
        }
    }
    yield 'url, github' => urls($library, $tables['github']);
    foreach (['github', 'synthetic, 5000'] as $set) {
        yield "add all and match once, $set" => built($library, $tables[$set]);
    }
    foreach (['github', 'synthetic, 5000', 'constrained', 'overlapping'] as $set) {
        yield "conflicts, copying included, $set" => conflicts($library, $tables[$set]);
    }
    foreach (['github', 'synthetic, 5000'] as $set) {
        yield "explain, $set" => explained($library, $tables[$set], false);
        yield "explain, copying included, $set" => explained($library, $tables[$set], true);
    }
}

/**
 * Routes with a constraint on every parameter.
 *
 * @param list<array{string, string}> $routes
 *
 * @return list<array{string, string}>
 */
function constrained(array $routes): array
{
    $constraints = ['alnum', 'slug', '[a-z]+', '\d{1,9}', '[a-z]+-\d+', 'hex'];
    $position = 0;
    foreach ($routes as [, &$pattern]) {
        $pattern = (string) preg_replace_callback('/\{(\w+)\}/', static function (array $found) use ($constraints, &$position): string {
            return "{{$found[1]}:" . $constraints[$position++ % count($constraints)] . '}';
        }, $pattern);
    }

    return $routes;
}

/**
 * Routes whose constraints have to be compared with those of others: 40 resources beside two routes that take most of them.
 *
 * @return list<array{string, string}>
 */
function overlapping(): array
{
    $routes = [['GET', '/{v:v\d+}/{any:slug}/{id:[0-9a-f-]+}'], ['GET', '/{v:v1|v2}/{resource:[a-z]+\d*}/{id:[0-9a-f]{8}-.*}']];
    for ($number = 1; $number <= 40; $number++) {
        $routes[] = ['GET', "/{v:v[12]}/resource$number/{id:uuid}"];
    }

    return $routes;
}

/**
 * @param list<array{string, string}> $routes
 */
function in_php(array $routes): Router
{
    $router = new Router();
    foreach ($routes as $number => [$method, $pattern]) {
        $router->add($method, $pattern, $number, "r$number");
    }

    return $router;
}

/**
 * @param list<array{string, string}> $routes
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function asked(\FFI $library, array $routes, string $what): array
{
    $php = in_php($routes);
    $ffi = Candidates::make($library, $php->toArray());
    // A loop of its own for each, so that nothing but the call is in it.
    $run = static fn (object $router): callable => static function (int $calls, array $requests) use ($router, $what): void {
        foreach ($requests as $method => $paths) {
            switch ($what) {
                case 'match':
                    foreach ($paths as $path) {
                        $router->match($method, $path);
                    }
                    break;
                case 'find':
                    foreach ($paths as $path) {
                        $router->find($method, $path);
                    }
                    break;
                case 'allowed':
                    foreach ($paths as $path) {
                        $router->allowed($path);
                    }
                    break;
                default:
                    foreach ($paths as $path) {
                        $router->find('LINK', $path);
                    }
            }
        }
    };

    return [
        'inputs' => static fn (int $round): array => requests($routes, CALLS, $round),
        'calls' => CALLS,
        'php' => $run($php),
        'ffi' => $run($ffi),
        'agree' => static function () use ($routes, $php, $ffi): bool {
            $answers = static fn (object $router, string $method, string $path): array => [
                $router->match($method, $path),
                (array) $router->find($method, $path),
                (array) $router->find('LINK', $path),
                $router->allowed($path),
            ];
            foreach (requests($routes, 500, -1) as $method => $paths) {
                foreach ([...$paths, '/nowhere/at/all'] as $path) {
                    if ($answers($php, $method, $path) !== $answers($ffi, $method, $path)) {
                        return false;
                    }
                }
            }

            return true;
        },
    ];
}

/**
 * @param list<array{string, string}> $routes
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function urls(\FFI $library, array $routes): array
{
    $php = in_php($routes);
    $ffi = Candidates::make($library, $php->toArray());
    $inputs = static function (int $round) use ($routes): array {
        $inputs = [];
        for ($call = 0; $call < CALLS; ++$call) {
            $number = ($round + $call) % count($routes);
            preg_match_all('/\{(\w+)\}/', $routes[$number][1], $names);
            $inputs[] = ["r$number", array_map(static fn (int $position): string => 'value-' . $call . $position, array_flip($names[1]))];
        }

        return $inputs;
    };
    $run = static fn (object $router): callable => static function (int $calls, array $inputs) use ($router): void {
        foreach ($inputs as [$name, $params]) {
            $router->url($name, $params);
        }
    };

    return [
        'inputs' => $inputs,
        'calls' => CALLS,
        'php' => $run($php),
        'ffi' => $run($ffi),
        'agree' => static fn (): bool => array_map(static fn (array $input): string => $php->url(...$input), $inputs(0))
            === array_map(static fn (array $input): string => $ffi->url(...$input), $inputs(0)),
    ];
}

/**
 * A router from nothing to its first answer, which is when tables are compiled.
 *
 * @param list<array{string, string}> $routes
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function built(\FFI $library, array $routes): array
{
    $definitions = in_php($routes)->toArray();
    $path = '/' . implode('/', array_fill(0, 3, 'x'));
    $php = static fn (): ?array => in_php($routes)->match('GET', $path);
    $ffi = static fn (): ?array => Candidates::make($library, $definitions)->match('GET', $path);

    return same($php, $ffi);
}

/**
 * @param list<array{string, string}> $routes
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function conflicts(\FFI $library, array $routes): array
{
    $router = in_php($routes);
    $php = static fn (): array => $router->conflicts();
    $ffi = static fn (): ?array => NativeTable::of($library, $router->toArray()['options'], $router->routes())?->conflicts();

    return same($php, $ffi);
}

/**
 * @param list<array{string, string}> $routes
 *
 * @return array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function explained(\FFI $library, array $routes, bool $isCopied): array
{
    $router = in_php($routes);
    $table = Candidates::make($library, $router->toArray());
    $php = static fn (array $request): array => $router->explain(...$request);
    $ffi = $isCopied
        ? static fn (array $request): array => Candidates::make($library, $router->toArray())->explain(...$request)
        : static fn (array $request): array => $table->explain(...$request);
    $inputs = static function (int $round) use ($routes): array {
        $inputs = [];
        foreach (requests($routes, FEW, $round) as $method => $paths) {
            foreach ($paths as $path) {
                $inputs[] = [$method, $path];
            }
        }

        return $inputs;
    };

    return [
        'inputs' => $inputs,
        'calls' => FEW,
        'php' => static fn (int $calls, array $requests): array => array_map($php, $requests),
        'ffi' => static fn (int $calls, array $requests): array => array_map($ffi, $requests),
        'agree' => static fn (): bool => array_map($php, $inputs(0)) === array_map($ffi, $inputs(0)),
    ];
}
