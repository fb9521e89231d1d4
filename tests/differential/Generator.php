<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

/**
 * Makes random tables of routes and requests for them. The same seed makes the same tables on every machine.
 */
class Generator
{
    private const METHODS = ['GET', 'GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE', '*', 'PURGE', 'get', 'BAD METHOD'];
    private const LITERALS = ['a', 'b', 'ab', 'A', 'users', '1', '12', '2024-02-29', 'caf%C3%A9', "caf\xc3\xa9", '%61', 'x,y', 'x%2cy', '~', '.', '-', 'a b'];
    private const NAMED = ['int', 'alpha', 'alnum', 'hex', 'slug', 'uuid', 'ulid', 'date'];
    private const VALUES = [
        'a', 'b', 'ab', 'aB', 'abc', '1', '12', '0f', 'a-b', 'a.b', 'a.b.c', 'x,y', 'x%2Cy', '%61', 'a%2Fb', 'caf%C3%A9', "caf\xc3\xa9", '%e2%82%ac', '%FF', "\xff",
        '2024-02-29', '2023-02-29', '0000-01-01', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '0189d4a2-7b1c-7def-8abc-0123456789ab', 'a+b', 'a%20b', 'a b', '.', '..', '',
        'aaaaaaaaaa', '%0A', "a\n", '%', '%4', '%zz', '%00', "\0", '_', 'A1', 'Z', '~', '{', ']',
    ];
    private const HOSTS = ['example.com', '{t}.example.com', '{t:int}.example.com', '{t}-{r}.example.com', 'API.{t:alpha}.com', '{a}.{b}.{c}', 'bad..host', '{t*}.x'];
    private const HOST_VALUES = ['example.com', 'Acme.Example.com:8080', '12.example.com.', 'a-b-c.example.com', 'api.foo.com', 'x.y.z', '[::1]:80', '', 'a%41.example.com'];
    private const CLASSES = ['[a-c]', '[^a]', '[0-9a-f]', '\d', '\w', '\s', '\D', '\W', '[[:alpha:]]', '[[:^digit:]]', '[\w-]', '[]a]', '.', '[^\s\S]', '[a-z.]', '[\x41-\x{43}]'];
    private const ODD = ['(?=a)', '(?!a)', '(?<=a)', '(?>a)', 'a++', '\1', '(?R)', '(?#c)', '(*F)', '(?i)', '(?s)', '\K', '\h', '\p{L}', '[[:foo:]]', '(', ')', '[', '*', '{2}', 'a{3,2}', 'a{1001}', '[z-a]', '\x', '\xZ1', 'a\\', '(?<n>', '(?P=n)', '(?|a)', '(?C)'];

    private \Random\Randomizer $random;

    public function __construct(int $seed)
    {
        $this->random = new \Random\Randomizer(new \Random\Engine\Mt19937($seed));
    }

    /**
     * @return array{options: array<string, mixed>, routes: list<list<mixed>>, requests: list<array<string, mixed>>}
     */
    public function table(int $requests): array
    {
        $options = [
            'trailingSlash' => $this->pick(['strict', 'ignore', 'redirect']),
            'caseSensitive' => $this->chance(70),
            'headFallback' => $this->chance(80),
            'autoOptions' => $this->chance(80),
        ];
        $routes = [];
        $count = $this->random->getInt(1, 12);
        for ($i = 0; $i < $count; ++$i) {
            $methods = $this->chance(80)
                ? $this->pick(self::METHODS)
                : [$this->pick(self::METHODS), $this->pick(self::METHODS)];
            $host = $this->chance(20) ? $this->pick(self::HOSTS) : null;
            $name = $this->chance(60) ? 'r' . $this->random->getInt(0, 14) : null;
            $routes[] = [$methods, $this->pattern(), "h$i", $name, $this->chance(20) ? ["m$i"] : [], $host];
        }
        $list = [];
        for ($i = 0; $i < $requests; ++$i) {
            $list[] = $this->request($routes);
        }

        return ['options' => $options, 'routes' => $routes, 'requests' => $list];
    }

    private function pattern(): string
    {
        $names = range('p', 'z');
        $pattern = '';
        $tails = 0;
        $count = $this->random->getInt(1, 4);
        for ($i = 0; $i < $count; ++$i) {
            if ($i > 0 && $this->chance(20)) {
                $pattern .= '[';
                ++$tails;
            }
            $pattern .= '/' . $this->segment($names, $i === $count - 1);
        }
        $pattern .= ($this->chance(10) ? '/' : '') . str_repeat(']', $tails);

        return $this->chance(6) ? $this->spoil($pattern) : $pattern;
    }

    /**
     * @param list<string> $names Those that are left.
     */
    private function segment(array &$names, bool $isLast): string
    {
        $kind = $this->random->getInt(0, 99);
        if ($kind < 35) {
            return $this->pick(self::LITERALS);
        }
        if ($kind < 75) {
            return $this->parameter($names, '');
        }
        if ($kind < 82 && $isLast) {
            return $this->parameter($names, '*');
        }
        $text = $this->chance(40) ? $this->pick(['v', '-', 'a']) : '';
        for ($i = $this->random->getInt(1, 3); $i > 0; --$i) {
            $text .= $this->parameter($names, '') . ($this->chance(70) ? $this->pick(['.', '-', 'a', ',', '%2C', '~']) : '');
        }

        return $text;
    }

    /**
     * @param list<string> $names
     */
    private function parameter(array &$names, string $star): string
    {
        $name = array_shift($names) ?? 'p';
        $constraint = match (true) {
            $this->chance(45) => '',
            $this->chance(50) => ':' . $this->pick(self::NAMED),
            $this->chance(15) => ':(?u)' . $this->expression(2, true),
            default => ':' . ($this->chance(10) ? '(?i)' : '') . $this->expression(2, false),
        };

        return '{' . $name . $star . $constraint . '}';
    }

    private function expression(int $depth, bool $unicode): string
    {
        $text = '';
        for ($i = $this->random->getInt(1, 3); $i > 0; --$i) {
            $atom = match (true) {
                $this->chance(2) => $this->pick(self::ODD),
                $depth > 0 && $this->chance(25) => $this->pick(['(', '(?:', '(?<n>']) . $this->expression($depth - 1, $unicode) . ')',
                $this->chance(50) => $this->pick(self::CLASSES),
                $unicode && $this->chance(40) => $this->pick(['\p{L}', '\p{Lu}', '\P{N}', "\xc3\xa9", '[\p{L}0-9]', '\x{20ac}']),
                $this->chance(5) => $this->pick(['\b', '\B', '^', '$', '\A', '\z']),
                default => $this->pick(['a', 'b', '1', '\.', '-', 'A', ',', '\x61']),
            };
            $text .= $atom . ($this->chance(40) ? $this->pick(['*', '+', '?', '{2}', '{1,3}', '{2,}', '+?', '{0,1}']) : '');
        }

        return $this->chance(20) ? $text . '|' . $this->pick(['a', '12', '', 'b+']) : $text;
    }

    private function spoil(string $pattern): string
    {
        $at = $this->random->getInt(0, \strlen($pattern));

        return match ($this->random->getInt(0, 2)) {
            0 => substr($pattern, 0, $at) . $this->pick(['{', '}', '[', ']', '%', "\0", '?', '#', ':', '*', '%00']) . substr($pattern, $at),
            1 => substr($pattern, 0, $at),
            default => substr($pattern, 0, $at) . substr($pattern, $at + 1),
        };
    }

    /**
     * @param list<list<mixed>> $routes
     *
     * @return array<string, mixed>
     */
    private function request(array $routes): array
    {
        $route = $this->pick($routes);
        $path = (string) preg_replace_callback(
            '~\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}~',
            fn (): string => $this->pick(self::VALUES),
            str_replace(['[', ']'], '', $route[1]),
        );
        $path = match (true) {
            $this->chance(10) => $path . '/',
            $this->chance(5) => $path . '?q=1#f',
            $this->chance(5) => rtrim($path, '/'),
            $this->chance(5) => strtoupper($path),
            $this->chance(5) => '/' . $this->pick(self::VALUES) . '/' . $this->pick(self::VALUES),
            default => $path,
        };
        $params = [];
        foreach (range('p', 's') as $name) {
            if ($this->chance(60)) {
                $params[$name] = $this->pick(self::VALUES);
            }
        }

        return [
            'method' => $this->pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'PURGE', 'BREW', 'DELETE']),
            'path' => $path,
            'host' => $this->chance(30) ? $this->pick(self::HOST_VALUES) : null,
            'name' => 'r' . $this->random->getInt(0, 14),
            'params' => $params,
        ];
    }

    private function chance(int $percent): bool
    {
        return $this->random->getInt(1, 100) <= $percent;
    }

    private function pick(array $list): mixed
    {
        return $list[$this->random->getInt(0, \count($list) - 1)];
    }
}
