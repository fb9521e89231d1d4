--TEST--
Subclasses override methods, have constructors and properties of their own, and come back from the static makers
--FILE--
<?php
use HighPerApp\HighPer\Native\Contract\RouterInterface;
use HighPerApp\HighPer\Native\Router;

class App extends Router
{
    public array $log = [];

    public function __construct(private readonly string $prefix = '/app')
    {
        parent::__construct('ignore');
    }

    public function get(string $pattern, mixed $handler, ?string $name = null, array $middleware = []): static
    {
        $this->log[] = $pattern;

        return parent::get($this->prefix . $pattern, $handler, $name, $middleware);
    }
}
abstract class Base extends Router
{
}
$app = (new App('/v1'))->get('/a', 1)->group('/g', fn (App $app) => $app->get('/b', 2));
echo json_encode([$app->match('GET', '/v1/a/'), $app->match('GET', '/g/v1/b'), $app->log, $app::class], JSON_UNESCAPED_SLASHES), "\n";
var_dump($app instanceof RouterInterface, App::fromArray([['GET', '/x', 1]])::class);
$key = bin2hex(random_bytes(6));
var_dump(App::persistent($key, fn () => (new App())->get('/p', 1))::class, Router::persistent($key, fn () => (new Router())->get('/q', 1))->match('GET', '/q')[0]);
foreach ([fn () => new Base(), fn () => Base::fromArray([]), fn () => Base::persistent($key, fn () => new class () extends Base {}), fn () => App::persistent("$key-2", fn () => new Router())::class] as $attempt) {
    try {
        var_dump($attempt());
    } catch (Throwable $error) {
        echo $error::class, ': ', str_replace($key, 'KEY', $error->getMessage()), "\n";
    }
}
?>
--EXPECT--
[[1,[]],[2,[]],["/a","/b"],"App"]
bool(true)
string(3) "App"
string(3) "App"
int(1)
Error: Cannot instantiate abstract class Base
Error: Cannot instantiate abstract class Base
Error: Cannot instantiate abstract class Base
string(3) "App"
