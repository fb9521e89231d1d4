--TEST--
Two hundred requests in one built-in server: one build, right answers, steady memory, also while every request rebuilds
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;

    $built = false;
    $router = Router::persistent('app', function () use (&$built) {
        $built = true;
        $router = new Router();
        for ($i = 0; $i < 200; $i++) {
            $router->get("/r$i/{id:int}[/{page:\\d{1,3}}]", [$i, str_repeat('x', 100)], "n$i");
        }

        return $router;
    }, $_GET['v']);
    $own = (new Router())->get('/own/{id}', new stdClass())->get('/s', fn () => 1);
    $own->match('GET', '/s');
    $right = $router->match('GET', '/r199/5/6') === [[199, str_repeat('x', 100)], ['id' => '5', 'page' => '6']] && $own->match('GET', '/own/1') !== null;
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    echo json_encode([$built, $right, memory_get_usage(), (int) $rss[1]]);
    PHP, ['opcache.file_update_protection' => '0']); // Otherwise opcache has the script from its third second on, in the midst of this on a slow machine.
foreach (['the same version' => fn (int $i) => 'same', 'a new version each time' => fn (int $i) => "v$i"] as $what => $version) {
    $answers = [];
    for ($i = 1; $i <= 200; $i++) {
        $answers[$i] = json_decode($server->get('v=' . $version($i))) ?? die($server->log);
    }
    $growth = $answers[200][3] - $answers[50][3];
    echo $what, ': ', count(array_filter(array_column($answers, 0))), ' builds, ', count(array_filter(array_column($answers, 1))), ' right, ',
        $answers[200][2] === $answers[50][2] ? 'same usage' : 'usage differs', ', ', $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";
}
$server->stop();
?>
--EXPECT--
the same version: 1 builds, 200 right, same usage, steady
a new version each time: 200 builds, 200 right, same usage, steady
