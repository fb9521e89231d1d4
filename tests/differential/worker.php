<?php

declare(strict_types=1);

// Answers a file of tables in the backend that this process has: `php worker.php TABLES`. One line of JSON for each table: the
// answers by what was asked. The first line names the backend.

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Tests\Differential\Bytes;

require __DIR__ . '/../bootstrap.php';
require __DIR__ . '/Bytes.php';

/** What a call gives, or the exception with all it says. */
function answer(callable $call): mixed
{
    try {
        return ['value' => $call()];
    } catch (RouterException $exception) {
        if ($exception->getCode() === RouterException::MATCH_FAILED) {
            // PCRE's limits are PHP's own; the native engine has none.
            return ['unknown' => true];
        }

        return ['exception' => [
            $exception::class,
            $exception->getCode(),
            $exception->getMessage(),
            $exception->getPattern(),
            $exception->getOffset(),
            $exception->getHint(),
        ]];
    }
}

/**
 * @param array<string, mixed> $table
 *
 * @return array<string, mixed>
 */
function answers(array $table): array
{
    $answers = [];
    $router = new Router(...$table['options']);
    foreach ($table['routes'] as $index => [$methods, $pattern, $handler, $name, $middleware, $host]) {
        $answers["add $index"] = answer(static function () use ($router, $methods, $pattern, $handler, $name, $middleware, $host): array {
            $add = static fn (Router $router): Router => $router->add($methods, $pattern, $handler, $name, $middleware);
            $host === null ? $add($router) : $router->group('', $add, [], $host);

            return [];
        });
    }
    $answers['routes'] = answer(static fn (): array => $router->toArray());
    $answers['conflicts'] = answer(static fn (): array => $router->conflicts());
    foreach ($table['requests'] as $index => ['method' => $method, 'path' => $path, 'host' => $host, 'name' => $name, 'params' => $params]) {
        $answers["match $index"] = answer(static fn (): ?array => $router->match($method, $path, $host));
        $answers["find $index"] = answer(static function () use ($router, $method, $path, $host): array {
            $found = get_object_vars($router->find($method, $path, $host));
            $found['status'] = $found['status']->name;

            return $found;
        });
        $answers["dispatch $index"] = answer(static fn (): array => $router->dispatch($method, $path, $host));
        $answers["allowed $index"] = answer(static fn (): array => [$router->allowed($path, $host), $router->allowHeader($path, $host)]);
        $answers["explain $index"] = answer(static fn (): array => $router->explain($method, $path, $host));
        $answers["url $index"] = answer(static fn (): string => $router->url($name, $params, ['q' => $index]));
    }

    return $answers;
}

echo Backend::current(), "\n";
$tables = fopen($argv[1], 'rb') ?: exit(1);
while (($line = fgets($tables)) !== false) {
    echo Bytes::encode(answers(Bytes::decode($line))), "\n";
}
