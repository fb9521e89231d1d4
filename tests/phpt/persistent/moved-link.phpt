--TEST--
A link to the entry script's folder that is moved: from the next request on, one FPM worker serves the other application with its own table
--SKIPIF--
<?php
require __DIR__ . '/../support/fpm.inc';
if (FpmPool::binary() === null) {
    die('skip needs php-fpm of this version');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/fpm.inc';

$code = <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Router;

    $builds = 0;
    for ($i = 0; $i < 3; $i++) {
        $router = Router::persistent('app', function () use (&$builds): Router {
            $builds++;

            return new Router();
        });
    }
    echo "builds: $builds";
    PHP;
$pool = new FpmPool();
// The code is the same in both: PHP itself remembers for a while where links lead, and opcache what it compiled.
$root = dirname($pool->script('first/index.php', $code), 2);
$pool->script('second/index.php', $code);
foreach (['first', 'first', 'second', 'second', 'first'] as $target) {
    @unlink("$root/current");
    symlink("$root/$target", "$root/current");
    echo "$target, ", $pool->get("$root/current/index.php"), "\n";
}
unlink("$root/current");
$pool->stop();
?>
--EXPECT--
first, builds: 1
first, builds: 0
second, builds: 1
second, builds: 0
first, builds: 0
