--TEST--
exit() inside a group callback, a build function and a Stringable ends the process in good order
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\Router;
    class Quitter implements Stringable {
        public function __toString(): string { echo "text "; exit(3); }
        public function __destruct() { echo "destructed "; }
    }
    $router = (new Router())->get('/u/{id}', new Quitter(), 'u');
    register_shutdown_function(function () use ($router) {
        $router->get('/late', 1);
        echo json_encode([$router->match('GET', '/late'), array_column($router->routes(), 'pattern')], JSON_UNESCAPED_SLASHES), ' ';
    });
    PHP;
foreach ([
    'group' => '$router->group("/g", function ($router) { $router->get("/in", 1); exit(3); }, [new ArrayObject()]);',
    'nested' => '$router->group("/g", fn ($router) => $router->group("/h", fn () => exit(3), [new ArrayObject()]));',
    'url' => '$router->url("u", ["id" => new Quitter()]);',
    'build' => 'Router::persistent("k", fn () => exit(3));',
    'pattern' => '$router->get(new Quitter(), 1);',
    'path' => '$router->match("GET", new Quitter());',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code\necho 'not reached';");
    echo "$what: $exit ", trim(str_replace(['text', 'destructed'], '', $output)), "\n";
}
?>
--EXPECT--
group: 3 [[1,[]],["/u/{id}","/g/in","/late"]]
nested: 3 [[1,[]],["/u/{id}","/late"]]
url: 3 [[1,[]],["/u/{id}","/late"]]
build: 3 [[1,[]],["/u/{id}","/late"]]
pattern: 3 [[1,[]],["/u/{id}","/late"]]
path: 3 [[1,[]],["/u/{id}","/late"]]
