<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * URLs made from names and any values: each backend's are matched by all, and a route that is alone gives back what went in.
 */
class Urls implements Family
{
    private const BYTES = ['a', 'b', 'Z', '0', '7', '-', '.', '_', '~', '/', '%', '+', ' ', '?', '#', '&', '=', ',', "\u{e9}", "\u{20ac}", "\xff", "\n", '{', '}', '%2F', '%41', '..', '\\', ':', "\0"];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $routes = [];
        $params = [];
        for ($i = 0, $count = $values->random->getInt(1, 5); $i < $count; ++$i) {
            $routes[] = self::pattern($values);
        }
        foreach (range('p', 'u') as $name) {
            if ($values->chance(70)) {
                $params[$name] = self::value($values);
            }
        }
        // Mostly those that the first pattern knows, so that something comes of it.
        preg_match_all('~\{([a-z])~', $routes[0], $names);
        $known = array_intersect_key($params, array_flip($names[1]));

        return ['routes' => $routes, 'params' => $values->chance(90) ? $known : $params, 'query' => $values->chance(70) ? [] : ['q' => $values->string(), 'n' => 1]];
    }

    public function artifacts(array $case): array
    {
        try {
            return ['url' => self::router([$case['routes'][0]])->url('r0', $case['params'], $case['query'])];
        } catch (RouterException) {
            return [];
        }
    }

    public function answers(array $case, array $artifacts): array
    {
        $alone = self::router([$case['routes'][0]]);
        $all = self::router($case['routes']);
        $answers = ['url' => Seen::of(static fn (): string => $alone->url('r0', $case['params'], $case['query']))];
        foreach (array_unique(array_column($artifacts, 'url')) as $i => $url) {
            // A route may be bound to a host, which is what stands behind the slashes then.
            $match = self::match($alone, $url);
            $back = $match[1] ?? null;
            $given = array_map(strval(...), $case['params']);
            \is_array($back) && ksort($back);
            ksort($given);
            $answers["url $i matches its route"] = $back === $given ? 'with what went in' : self::WRONG . "$url gives " . Seen::value($back);
            $answers["url $i in the table"] = Seen::value(self::match($all, $url));
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);

        return <<<PHP
            \$router = new Router();
            foreach ($code[routes] as \$i => \$pattern) { try { \$router->get(\$pattern, "h\$i", "r\$i"); } catch (Exception\\RouterException \$e) { echo \$e->getMessage(), "\\n"; } }
            \$url = \$router->url('r0', $code[params], $code[query]);
            var_dump(\$url, \$router->match('GET', \$url), (new Router())->get({$this->first($case)}, 'alone')->match('GET', \$url));
            PHP;
    }

    /** @param array<string, mixed> $case */
    private function first(array $case): string
    {
        return Code::of($case['routes'][0]);
    }

    /** @return array<mixed>|null */
    private static function match(Router $router, string $url): ?array
    {
        if (!str_starts_with($url, '//')) {
            return $router->match('GET', $url);
        }
        [$host, $path] = explode('/', substr($url, 2), 2);

        return $router->match('GET', "/$path", $host);
    }

    /** @param list<string> $patterns */
    private static function router(array $patterns): Router
    {
        $router = new Router();
        foreach ($patterns as $i => $pattern) {
            try {
                $router->get($pattern, "h$i", "r$i");
            } catch (RouterException $exception) {
                if ($exception->getCode() !== RouterException::DUPLICATE_ROUTE) {
                    throw $exception;
                }
            }
        }

        return $router;
    }

    private static function pattern(Values $values): string
    {
        $pattern = '';
        $tails = 0;
        $names = range('p', 'z');
        for ($i = $left = $values->random->getInt(1, 4); $i > 0; --$i) {
            if ($pattern !== '' && $values->chance(20)) {
                $pattern .= '[';
                ++$tails;
            }
            $constraint = static fn (): string => $values->chance(60) ? '' : ':' . $values->pick(['int', 'alpha', 'slug', 'hex', '[^a]+', '.+', '[a-z.]*', '\d{2}', '(?u).+', '\S+', '[^/]+']);
            $pattern .= '/' . match (true) {
                $values->chance(35) => $values->pick(['a', 'b', "caf\u{e9}", 'x%20y', 'a.b', '~']),
                $i === 1 && $values->chance(20) => '{' . array_shift($names) . '*' . $constraint() . '}',
                $values->chance(70) => '{' . array_shift($names) . $constraint() . '}',
                default => $values->pick(['', 'v']) . '{' . array_shift($names) . $constraint() . '}' . $values->pick(['.', '-', '%2C', '', 'a']) . '{' . array_shift($names) . $constraint() . '}' . $values->pick(['', '', '~']),
            };
        }

        return $pattern . str_repeat(']', $tails);
    }

    private static function value(Values $values): string|int
    {
        if ($values->chance(20)) {
            return $values->pick([0, 7, 42, -1, 2024, '12', 'abc', 'a.b']);
        }
        $value = '';
        for ($i = $values->random->getInt(0, 5); $i >= 0; --$i) {
            $value .= $values->chance(50) ? $values->pick(['a', 'b', '1', 'x']) : $values->pick(self::BYTES);
        }

        return $value;
    }
}
