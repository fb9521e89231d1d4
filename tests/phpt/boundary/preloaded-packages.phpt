--TEST--
Preloading the package's own files, and classes of an application that extend ours, in every backend
--SKIPIF--
<?php
if (!extension_loaded('Zend OPcache')) {
    die('skip needs opcache');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$folder = scratch_folder();
$root = var_export(dirname(__DIR__, 3), true);
file_put_contents("$folder/preload.php", <<<PHP
    <?php
    require $root . '/tests/bootstrap.php';
    // As an application's preload script does: every file of the package, in whatever order they lie.
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root . '/php', FilesystemIterator::SKIP_DOTS)) as \$file) {
        if (\$file->getExtension() === 'php' && !preg_match('~/(Data|Messages|Schemas)/~', \$file->getPathname()) && getenv('HIGHPER_EXPECT') !== 'extension') {
            require_once \$file->getPathname();
        }
    }
    require __DIR__ . '/classes.php';
    PHP);
file_put_contents("$folder/classes.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Exception\RouterException;
    use HighPerApp\HighPer\Native\Map;
    use HighPerApp\HighPer\Native\Router;
    use HighPerApp\HighPer\Native\Serializer;
    use HighPerApp\HighPer\Native\Validator;

    class MyRouter extends Router
    {
        public function ask(string $path): ?array { return $this->match('GET', $path); }
    }
    class MyMap extends Map
    {
        public function first(): mixed { return $this->pairs[0][1] ?? null; }
    }
    class MyValidator extends Validator {}
    class MySerializer extends Serializer
    {
        public function negotiate(string $accept): string { return 'application/json'; }
    }
    class MyException extends RouterException {}
    PHP);
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Backend;
    use HighPerApp\HighPer\Native\MessagePack;
    $status = opcache_get_status(false)['preload_statistics'];
    echo Backend::current(), ' ', count(array_filter($status['classes'], fn (string $class): bool => str_starts_with($class, 'My'))), ' ';
    echo json_encode([
        (new MyRouter())->get('/a/{id}', 1)->ask('/a/7'),
        (new MyMap(['k' => 'v']))->first(),
        bin2hex(MessagePack::pack(new MyMap(['k' => 1]))),
        MyValidator::compile(['a' => 'integer'])->check(['a' => 'x'])->errors(),
        MyValidator::compile(['a' => 'integer'])::class,
        (new MySerializer())->respond(['a' => 1], 'x/y')->body,
        (new MyException('message'))->getHint(),
    ]), "\n";
    try {
        (new MyRouter())->get('bad', 1);
    } catch (Exception $exception) {
        echo $exception::class, "\n";
    }
    PHP);
$user = function_exists('posix_getpwuid') ? posix_getpwuid(posix_geteuid())['name'] : get_current_user();
foreach (['extension', 'ffi', 'php'] as $backend) {
    [$exit, $output] = run_php(
        ["$folder/main.php"],
        ['opcache.enable_cli' => '1', 'opcache.preload' => "$folder/preload.php", 'opcache.preload_user' => $user, 'ffi.enable' => '1', 'error_reporting' => '-1'],
        ['HIGHPER_BACKEND' => $backend, 'HIGHPER_EXPECT' => $backend, 'HIGHPER_LIBRARY' => extension_file()],
    );
    echo "$exit $output\n";
}
remove_folder($folder);
?>
--EXPECT--
0 extension 5 [[1,{"id":"7"}],"v","81a16b01",{"a":["A must be an integer."]},"MyValidator","{\"a\":1}",""]
HighPerApp\HighPer\Native\Exception\RouterException
0 ffi 5 [[1,{"id":"7"}],"v","81a16b01",{"a":["A must be an integer."]},"MyValidator","{\"a\":1}",""]
HighPerApp\HighPer\Native\Exception\RouterException
0 php 5 [[1,{"id":"7"}],"v","81a16b01",{"a":["A must be an integer."]},"MyValidator","{\"a\":1}",""]
HighPerApp\HighPer\Native\Exception\RouterException
