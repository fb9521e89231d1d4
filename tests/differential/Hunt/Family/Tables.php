<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Tests\Differential\Generator;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Tables of routes of all notations, broken ones among them, and requests.
 */
class Tables implements Family
{
    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        return (new Generator($values->random->getInt(0, PHP_INT_MAX)))->table(20);
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        $answers = [];
        $router = new Router(...$case['options']);
        foreach ($case['routes'] as $index => [$methods, $pattern, $handler, $name, $middleware, $host]) {
            $answers["add $index"] = self::seen(static function () use ($router, $methods, $pattern, $handler, $name, $middleware, $host): array {
                $add = static fn (Router $router): Router => $router->add($methods, $pattern, $handler, $name, $middleware);
                $host === null ? $add($router) : $router->group('', $add, [], $host);

                return [];
            });
        }
        $answers['routes'] = self::seen(static fn (): array => $router->toArray());
        $answers['conflicts'] = self::seen(static fn (): array => $router->conflicts());
        $again = Router::fromArray($router->toArray());
        foreach ($case['requests'] as $index => ['method' => $method, 'path' => $path, 'host' => $host, 'name' => $name, 'params' => $params]) {
            $found = self::seen(static fn (): ?array => $router->match($method, $path, $host));
            $answers["match $index"] = $found;
            $answers["match $index by a copy"] = self::seen(static fn (): ?array => $again->match($method, $path, $host)) === $found ? 'the same' : self::WRONG . "not $found";
            $answers["find $index"] = self::seen(static function () use ($router, $method, $path, $host): array {
                $found = get_object_vars($router->find($method, $path, $host));
                $found['status'] = $found['status']->name;

                return $found;
            });
            $answers["dispatch $index"] = self::seen(static fn (): array => $router->dispatch($method, $path, $host));
            $answers["allowed $index"] = self::seen(static fn (): array => [$router->allowed($path, $host), $router->allowHeader($path, $host)]);
            $answers["explain $index"] = self::seen(static fn (): array => $router->explain($method, $path, $host));
            $answers["url $index"] = self::seen(static fn (): string => $router->url($name, $params, ['q' => $index]));
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = '$router = new Router(...' . Code::of($case['options']) . ");\n";
        foreach ($case['routes'] as $route) {
            [$methods, $pattern, $handler, $name, $middleware, $host] = array_map(Code::of(...), $route);
            $add = "add($methods, $pattern, $handler, $name, $middleware)";
            $code .= 'try { $router->' . ($host === 'NULL' ? $add : "group('', fn (Router \$r) => \$r->$add, [], $host)") . "; } catch (\\Throwable \$e) { echo \$e->getMessage(), \"\\n\"; }\n";
        }
        foreach ($case['requests'] as $request) {
            ['method' => $method, 'path' => $path, 'host' => $host, 'name' => $name, 'params' => $params] = array_map(Code::of(...), $request);
            $code .= "var_dump(\$router->find($method, $path, $host), \$router->explain($method, $path, $host), \$router->allowed($path, $host));\n"
                . "try { var_dump(\$router->url($name, $params)); } catch (\\Throwable \$e) { echo \$e->getMessage(), \"\\n\"; }\n";
        }

        return $code . "var_dump(\$router->conflicts());\n";
    }

    private static function seen(callable $call): string
    {
        $gaveUp = false;
        $seen = Seen::of(static function () use ($call, &$gaveUp): mixed {
            try {
                return $call();
            } catch (RouterException $exception) {
                // PCRE's limits are PHP's own; the native engine has none.
                $gaveUp = $exception->getCode() === RouterException::MATCH_FAILED;

                throw $exception;
            }
        });

        return $gaveUp ? self::UNKNOWN : $seen;
    }
}
