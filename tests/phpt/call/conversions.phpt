--TEST--
Arguments are converted where the caller has no strict_types, and refused where it has
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$code = <<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    use function HighPerApp\HighPer\Native\route_match;
    class Text implements Stringable { public function __toString(): string { return '/5'; } }
    error_reporting(E_ALL);
    $router = (new Router())->get('/5', 'five')->add('7', '/x', 'seven');
    $path = 5;
    $attempts = [
        fn () => $router->match('GET', new Text())[0],
        fn () => $router->match(7, '/x')[0],
        fn () => $router->match(null, '/x'),
        fn () => $router->get(1.5, 1),
        fn () => route_match($router, 'GET', new Text())[0],
        fn () => route_match($router, 7, '/x')[0],
        fn () => route_match($router, null, '/x'),
        fn () => (new Router('strict', 0))->get('/a', 1)->match('GET', '/A')[0],
        function () use ($router) { $path = '/5'; $alias = &$path; $method = 'GET'; $other = &$method; $self = &$router; return route_match($self, $other, $alias)[0] . $self->match($other, $alias)[0]; },
    ];
    foreach ($attempts as $number => $attempt) {
        try { $shown = json_encode($attempt()); } catch (Throwable $error) { $shown = $error::class . ': ' . str_replace('HighPerApp\HighPer\Native\\', '', strtok($error->getMessage(), '/')); }
        echo "$number: $shown\n";
    }
    PHP;
echo str_replace(" in Command line code on line", ' on line', run_code($code)[1]), "\n---\n";
echo run_code("declare(strict_types=1);\n$code")[1], "\n";
?>
--EXPECT--
0: "five"
1: "seven"

Deprecated: HighPerApp\HighPer\Native\Router::match(): Passing null to parameter #1 ($method) of type string is deprecated on line 10
2: null
3: HighPerApp\HighPer\Native\Exception\RouterException: Missing leading slash at byte 0 of pattern '1.5': begin the pattern with '
4: "five"
5: "seven"

Deprecated: HighPerApp\HighPer\Native\route_match(): Passing null to parameter #2 ($method) of type string is deprecated on line 14
6: null
7: 1
8: "fivefive"
---
0: TypeError: Router::match(): Argument #2 ($path) must be of type string, Text given
1: TypeError: Router::match(): Argument #1 ($method) must be of type string, int given
2: TypeError: Router::match(): Argument #1 ($method) must be of type string, null given
3: TypeError: Router::get(): Argument #1 ($pattern) must be of type string, float given
4: TypeError: route_match(): Argument #3 ($path) must be of type string, Text given
5: TypeError: route_match(): Argument #2 ($method) must be of type string, int given
6: TypeError: route_match(): Argument #2 ($method) must be of type string, null given
7: TypeError: Router::__construct(): Argument #2 ($caseSensitive) must be of type bool, int given
8: "fivefive"
