--TEST--
Two hundred requests of one FPM worker: a table is built once, versions, failures, applications and copies of handlers are kept apart, and memory is steady
--SKIPIF--
<?php
require __DIR__ . '/../support/fpm.inc';
if (FpmPool::binary() === null) {
    die('skip needs php-fpm of this version');
}
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/fpm.inc';

$code = <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;

    $built = false;
    $build = function () use (&$built): Router {
        $built = true;
        if (isset($_GET['fail'])) {
            throw new DomainException('failed');
        }
        $router = new Router();
        for ($i = 0; $i < 500; $i++) {
            $router->get("/route$i/{id}", ['controller' => "C$i", 'list' => [1, 2, ['deep' => true]]], "name$i", ["m$i"]);
        }

        return $router->get('/version', $_GET['version'] ?? 'none')->get('/who', basename(__DIR__));
    };
    try {
        $router = Router::persistent('app', $build, $_GET['version'] ?? null);
        $error = null;
    } catch (DomainException $thrown) {
        $router = Router::persistent('app', fn () => new Router());
        $error = $thrown->getMessage();
    }
    $answer = $router->match('GET', '/route7/x%20y');
    $answer[0]['list'][2]['deep'] = 'changed';
    $answer[0]['controller'] .= ' changed';
    $again = $router->match('GET', '/route7/x%20y');
    foreach ($router->routes() as &$route) {
        $route['handler'] = null;
    }
    unset($route);
    $whole = $router->url('name9', ['id' => 'ü']) === '/route9/%C3%BC' && $again === [['controller' => 'C7', 'list' => [1, 2, ['deep' => true]]], ['id' => 'x y']];
    unset($router, $answer, $again, $build);
    gc_collect_cycles();
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    $router = Router::persistent('app', fn () => new Router());
    echo json_encode([
        'pid' => getmypid(), 'built' => $built, 'whole' => $whole, 'error' => $error, 'version' => $router->match('GET', '/version')[0],
        'who' => $router->match('GET', '/who')[0], 'usage' => memory_get_usage(), 'rss' => (int) $rss[1],
    ]);
    PHP;
$pool = new FpmPool();
$one = $pool->script('one/public/index.php', str_replace('basename(__DIR__)', "'one'", $code));
$two = $pool->script('two/public/index.php', str_replace('basename(__DIR__)', "'two'", $code));
$ask = fn (string $script, string $query = '') => json_decode($pool->get($script, $query), true) ?? die('no answer');
$show = fn (array $answer) => print(json_encode(array_slice($answer, 1, 5)) . "\n");

$first = $ask($one);
$show($first);
$answers = [];
for ($i = 2; $i <= 200; $i++) {
    $answers[$i] = $ask($one);
}
var_dump(array_unique(array_column($answers, 'pid')) === [$first['pid']]);
var_dump(array_filter(array_column($answers, 'built')), array_filter($answers, fn (array $answer) => !$answer['whole']));
var_dump($answers[200]['usage'] - $answers[50]['usage']);
$growth = $answers[200]['rss'] - $answers[50]['rss'];
echo $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";

echo "a new version\n";
$show($ask($one, 'version=2'));
$show($ask($one, 'version=2'));
$show($ask($one));
echo "a build that throws\n";
$show($ask($one, 'version=3&fail=1'));
$show($ask($one, 'version=3'));
echo "another application\n";
$show($ask($two));
$show($ask($two, 'version=9'));
$show($ask($one));
$pool->stop();
?>
--EXPECT--
{"built":true,"whole":true,"error":null,"version":"none","who":"one"}
bool(true)
array(0) {
}
array(0) {
}
int(0)
steady
a new version
{"built":true,"whole":true,"error":null,"version":"2","who":"one"}
{"built":false,"whole":true,"error":null,"version":"2","who":"one"}
{"built":false,"whole":true,"error":null,"version":"2","who":"one"}
a build that throws
{"built":true,"whole":true,"error":"failed","version":"2","who":"one"}
{"built":true,"whole":true,"error":null,"version":"3","who":"one"}
another application
{"built":true,"whole":true,"error":null,"version":"none","who":"two"}
{"built":true,"whole":true,"error":null,"version":"9","who":"two"}
{"built":false,"whole":true,"error":null,"version":"3","who":"one"}
