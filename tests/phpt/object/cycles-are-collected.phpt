--TEST--
The collector frees cycles through handlers, cached answers, middleware, properties and groups, and nothing that is in use
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

class Held
{
    public mixed $router = null;
}
class Sub extends Router
{
    public mixed $self = null;
}
gc_collect_cycles();

$makers = [
    'a closure that holds the router' => function (): Router {
        $router = new Router();

        return $router->get('/a', fn () => $router);
    },
    'an object as the handler of a route without parameters' => function (): Router {
        $held = new Held();
        $held->router = (new Router())->get('/a', $held);

        return $held->router;
    },
    'an array as the handler of a route with parameters' => function (): Router {
        $held = new Held();
        $held->router = (new Router())->get('/{id}', [$held, 'x']);

        return $held->router;
    },
    'middleware of groups' => function (): Router {
        $held = new Held();
        $held->router = new Router();

        return $held->router->group('/g', fn (Router $router) => $router->get('/a', 1)->get('/b', 2), [$held]);
    },
    'a property of a subclass' => function (): Router {
        $router = new Sub();
        $router->self = $router;

        return $router->get('/a', $router);
    },
    'a property added at run time to a subclass' => function (): Router {
        $router = new #[AllowDynamicProperties] class () extends Router {};
        $router->added = [$router];

        return $router->get('/a', 1);
    },
    'a handler that is a reference' => function (): Router {
        $router = new Router();
        $handler = [&$router];

        return $router->get('/a', $handler);
    },
];
foreach ($makers as $what => $make) {
    foreach ([0, 1, 2] as $matches) {
        $router = $make();
        for ($i = 0; $i < $matches; $i++) {
            $router->match('GET', '/a');
            $router->find('GET', '/a');
        }
        $answer = $router->match('GET', '/a');
        $seen = WeakReference::create($router);
        gc_collect_cycles();
        $kept = $seen->get() === $router && $router->match('GET', '/a') === $answer;
        unset($router, $answer);
        gc_collect_cycles();
        if (!$kept || $seen->get() !== null) {
            echo "$what, after $matches matches: ", $kept ? 'not freed' : 'freed too early', "\n";
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
