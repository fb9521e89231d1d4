--TEST--
Destructors at shutdown may use the router, in whatever order things go
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

class Last
{
    public ?Router $router = null;

    public function __construct(private readonly string $name)
    {
    }

    public function __destruct()
    {
        $answer = $this->router?->match('GET', '/a/7');
        echo $this->name, ': ', json_encode($answer[1] ?? null), "\n";
        $this->router?->get('/added-by-' . $this->name, $this->name);
    }
}
class Sub extends Router
{
    public function __destruct()
    {
        echo 'router: ', json_encode($this->match('GET', '/a/8')[1]), "\n";
    }
}
$handler = new Last('handler');
$middleware = new Last('middleware');
$router = (new Sub())->get('/a/{id}', $handler, null, [$middleware])->get('/b', $handler);
$router->match('GET', '/b');
$handler->router = $middleware->router = $router;
unset($handler, $middleware, $router);
$other = (new Router())->get('/x', new Last('dropped'));
$other->match('GET', '/x');
unset($other);
echo "end of script\n";
?>
--EXPECT--
dropped: null
end of script
handler: {"id":"7"}
middleware: {"id":"7"}
router: {"id":"8"}
