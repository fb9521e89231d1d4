--TEST--
After a fatal error in a handler: 500 for it, the others are finished, nothing more is accepted
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/http.inc';

$server = new Served(<<<'CODE'
    $waiting = null;

    return function ($request) use (&$waiting): mixed {
        switch ($request->getPath()) {
            case '/wait':
                $waiting = Fiber::getCurrent();
                return 'waited for ' . Fiber::suspend();
            case '/waits':
                return $waiting !== null;
            case '/wake':
                $waiting->resume('it');
                return 'woken';
            default:
                return str_repeat('x', 1 << 30);
        }
    };
    CODE, ['memory_limit' => '32M']);
$waiting = $server->connect();
$waker = $server->connect();
fwrite($waiting, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
do {
    fwrite($waker, "GET /waits HTTP/1.1\r\nHost: h\r\n\r\n");
} while ($server->read($waker) !== '200 true');
echo $server->get('/fatal');
fwrite($waker, "GET /wake HTTP/1.1\r\nHost: h\r\n\r\n");
echo $server->read($waker), "\n", $server->read($waiting), "\n", $server->read($waiting), "\n";
echo $server->end(false), "\n";
echo preg_match('~Allowed memory size~', $server->log()), "\n";
?>
--EXPECT--
500 Internal Server Error
200 woken
200 waited for it
closed
ended 255
1
