<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use FastRoute\BadRouteException;
use FastRoute\DataGenerator\MarkBased as MarkBasedData;
use FastRoute\Dispatcher;
use FastRoute\Dispatcher\MarkBased;
use FastRoute\RouteCollector;
use FastRoute\RouteParser\Std;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Tables in the notation that FastRoute and this Router share, and paths of unreserved characters, for which neither decodes anything.
 *
 * The two prefer different routes where several fit: FastRoute static ones and then the first, this Router the narrowest. What has to hold whatever the
 * preference: a request is answered here exactly if some route of the table, alone in FastRoute's MarkBased dispatcher, answers it; the route chosen is one of those, with the same parameters;
 * a table that both take whole gives the same status, and where a method is refused the same methods; and where one route alone fits, FastRoute chooses it, too.
 *
 * Left out is what the two define differently: constraints that match a slash, alternatives in a segment with more than one parameter (the first that fits there, the longest here),
 * and HEAD and OPTIONS, for which each has rules of its own.
 */
class FastRoute implements Family
{
    private const CONSTRAINTS = ['\d+', '[a-z]+', '[0-9a-f]+', '[a-z0-9-]+', '\d{1,2}', '[ab]', 'a|b|ab', 'ab?c*', '(?:a|b)+', '[^a/]+', '\w+', '[a-c]{2,}'];
    private const GREEDY = ['\d+', '[a-z]+', '[0-9a-f]+', '[a-z0-9]+', '\d{1,2}', '[ab]', '\w+'];
    private const TEXTS = ['a', 'b', 'ab', 'users', 'v1', '12', 'a-b', 'x.y'];
    private const PIECES = ['a', 'b', 'ab', 'abc', 'users', 'v1', '12', '1', '2024', 'a-b', 'x.y', 'x.y.z', 'bca', 'f0', '~', 'A', '_', '-'];

    public function missing(): ?string
    {
        $file = '/usr/share/php/FastRoute/autoload.php';
        if (!class_exists(MarkBased::class) && is_file($file)) {
            require_once $file;
        }
        $vendor = __DIR__ . '/../../../../vendor/autoload.php';
        if (!class_exists(MarkBased::class) && is_file($vendor)) {
            require_once $vendor;
        }

        return class_exists(MarkBased::class) ? null : 'FastRoute is not installed';
    }

    public function make(Values $values): array
    {
        $routes = [];
        for ($i = $values->random->getInt(1, 12); $i > 0; --$i) {
            $routes[] = [$values->chance(80) ? $values->pick(['GET', 'POST', 'DELETE']) : $values->random->shuffleArray(['GET', 'PUT']), self::pattern($values)];
        }
        $requests = [];
        for ($i = 0; $i < 30; ++$i) {
            $route = $values->pick($routes)[1];
            // A path that often fits: parameters become pieces, and tails stay or go.
            $path = (string) preg_replace('~\[.*~', '', $values->chance(40) ? $route : strtr($route, ['[/' => '/']));
            $path = (string) preg_replace_callback('~\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}~', static fn (): string => $values->pick(self::PIECES), str_replace(']', '', $path));
            $requests[] = [$values->pick(['GET', 'GET', 'POST', 'PUT', 'DELETE', 'PURGE']), $values->chance(85) ? $path : $path . $values->pick(['/', '/a', 'x', '/12/b'])];
        }

        return ['routes' => $routes, 'requests' => $requests];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        $this->missing();
        $router = new Router(headFallback: false, autoOptions: false);
        $alone = $table = [];
        foreach ($case['routes'] as $i => [$methods, $pattern]) {
            try {
                $router->add($methods, $pattern, $i);
            } catch (RouterException $exception) {
                if ($exception->getCode() !== RouterException::DUPLICATE_ROUTE) {
                    throw $exception;
                }
                continue;
            }
            $alone[$i] = self::dispatcher([[$methods, $pattern, $i]]);
            $table[] = [$methods, $pattern, $i];
        }
        try {
            $whole = self::dispatcher($table);
        } catch (BadRouteException) {
            // It refuses routes that hide others, which here are a matter of preference.
            $whole = null;
        }
        $answers = [];
        foreach ($case['requests'] as $i => [$method, $path]) {
            $ours = $router->dispatch($method, $path);
            $answers["request $i"] = Seen::value($ours);
            $fitting = array_filter(array_map(static fn (Dispatcher $each): array => $each->dispatch($method, $path), $alone), static fn (array $each): bool => $each[0] !== Dispatcher::NOT_FOUND);
            $answers["request $i by FastRoute"] = self::verdict($ours, $fitting, $whole?->dispatch($method, $path));
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $routes = Code::of($case['routes']);
        $requests = Code::of($case['requests']);

        return <<<PHP
            require '/usr/share/php/FastRoute/autoload.php';
            \$router = new Router(headFallback: false, autoOptions: false);
            foreach (\$routes = $routes as \$i => [\$methods, \$pattern]) { \$router->add(\$methods, \$pattern, \$i); }
            foreach ($requests as [\$method, \$path]) {
                var_dump(\$router->dispatch(\$method, \$path));
                foreach (\$routes as \$i => [\$methods, \$pattern]) {
                    var_dump(\\FastRoute\\simpleDispatcher(fn (\$r) => \$r->addRoute(\$methods, \$pattern, \$i))->dispatch(\$method, \$path));
                }
            }
            PHP;
    }

    private static function pattern(Values $values): string
    {
        $pattern = '';
        $tails = 0;
        $names = range('p', 'z');
        for ($i = $values->random->getInt(1, 4); $i > 0; --$i) {
            if ($pattern !== '' && $values->chance(15)) {
                $pattern .= '[';
                ++$tails;
            }
            $pattern .= '/' . match (true) {
                $values->chance(45) => $values->pick(self::TEXTS),
                $values->chance(80) => '{' . array_shift($names) . ($values->chance(50) ? '' : ':' . $values->pick(self::CONSTRAINTS)) . '}',
                default => $values->pick(['', 'v', 'a-']) . '{' . array_shift($names) . ($values->chance(50) ? '' : ':' . $values->pick(self::GREEDY)) . '}' . $values->pick(['.', '-', 'x'])
                    . '{' . array_shift($names) . ($values->chance(50) ? '' : ':' . $values->pick(self::GREEDY)) . '}',
            };
        }

        return $pattern . str_repeat(']', $tails);
    }

    /**
     * @param list<array{string|list<string>, string, int}> $routes
     *
     * @throws BadRouteException
     */
    private static function dispatcher(array $routes): Dispatcher
    {
        $collector = new RouteCollector(new Std(), new MarkBasedData());
        foreach ($routes as $route) {
            $collector->addRoute(...$route);
        }

        return new MarkBased($collector->getData());
    }

    /**
     * @param array<mixed>             $ours
     * @param array<int, array<mixed>> $fitting What single routes answer, but for those that the path does not fit.
     * @param array<mixed>|null        $whole   What the table answers in FastRoute, if it takes it.
     */
    private static function verdict(array $ours, array $fitting, ?array $whole): string
    {
        $found = array_filter($fitting, static fn (array $each): bool => $each[0] === Dispatcher::FOUND);
        $methods = array_unique(array_merge(...array_map(static fn (array $each): array => $each[0] === Dispatcher::FOUND ? [] : $each[1], $fitting)));
        sort($methods);
        $expected = $found !== [] ? Dispatcher::FOUND : ($fitting !== [] ? Dispatcher::METHOD_NOT_ALLOWED : Dispatcher::NOT_FOUND);
        $wrong = static fn (string $what): string => self::WRONG . "$what; here " . Seen::value($ours) . ', FastRoute, routes alone: ' . Seen::value($fitting) . ', the table: ' . Seen::value($whole);
        if ($ours[0] !== $expected || ($whole !== null && $whole[0] !== $expected)) {
            return $wrong('another status');
        }
        if ($expected === Dispatcher::METHOD_NOT_ALLOWED) {
            $allowed = $ours[1];
            sort($allowed);
            $their = $whole[1] ?? $methods;
            sort($their);

            return $allowed === $methods && array_values(array_unique($their)) === $methods ? 'the same' : $wrong('other methods');
        }
        if ($expected === Dispatcher::FOUND) {
            if (!isset($found[$ours[1]]) || $found[$ours[1]][2] !== $ours[2]) {
                return $wrong('a route that does not fit, or other parameters');
            }
            if (\count($found) === 1 && $whole !== null && [$whole[1], $whole[2]] !== [$ours[1], $ours[2]]) {
                return $wrong('another route than the only one');
            }
        }

        return 'the same';
    }
}
