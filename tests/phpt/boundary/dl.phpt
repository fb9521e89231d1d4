--TEST--
dl() loads the extension on the command line, for the process that asks; without enable_dl it is PHP's own warning
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$folder = scratch_folder();
copy(extension_file(), "$folder/highper-dl.so");
file_put_contents("$folder/use.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Json;
    use HighPerApp\HighPer\Native\Router;
    use HighPerApp\HighPer\Native\Validator;
    use function HighPerApp\HighPer\Native\route_match;

    class Mine extends Router
    {
    }
    $router = (new Mine())->get('/a/{id}', fn () => 1, 'a');
    $kept = Router::persistent('k', fn () => (new Router())->get('/p', 'kept'));
    echo json_encode([$router->match('GET', '/a/7')[1], route_match($kept, 'GET', '/p'), $router->url('a', ['id' => 5])]), "\n";
    try {
        Validator::compile(['a' => 'unheard_of']);
    } catch (LogicException $exception) {
        echo $exception::class, ' ', Json::encode(Json::decode('{"a":[1,2]}')), "\n";
    }
    PHP);
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    var_dump(extension_loaded('highper'), dl('highper-dl.so'), extension_loaded('highper'));
    if (extension_loaded('highper')) {
        require __DIR__ . '/use.php';
    }
    PHP);
// Not by run_php(), which loads the extension itself.
$run = function (array $ini, array $environment = []) use ($folder): void {
    $options = [];
    foreach ($ini + ['extension_dir' => $folder, 'display_errors' => 'stdout', 'log_errors' => '0', 'html_errors' => '0'] as $name => $value) {
        array_push($options, '-d', "$name=$value");
    }
    $child = proc_open([PHP_BINARY, '-n', ...$options, "$folder/main.php"], [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes, null, $environment + getenv());
    echo stream_get_contents($pipes[1]), 'exit ', proc_close($child), "\n";
};
$run(['enable_dl' => '1']);
$run(['enable_dl' => '1'], ['ZEND_DONT_UNLOAD_MODULES' => '1']);
$run(['enable_dl' => '0']);
remove_folder($folder);
?>
--EXPECTF--
bool(false)
bool(true)
bool(true)
[{"id":"7"},["kept",[]],"\/a\/5"]
HighPerApp\HighPer\Native\Exception\RuleException {"a":[1,2]}
exit 0
bool(false)
bool(true)
bool(true)
[{"id":"7"},["kept",[]],"\/a\/5"]
HighPerApp\HighPer\Native\Exception\RuleException {"a":[1,2]}
exit 0

Warning: dl(): Dynamically loaded extensions aren't enabled in %smain.php on line 2
bool(false)
bool(false)
bool(false)
exit 0
