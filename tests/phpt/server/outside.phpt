--TEST--
PHP code that runs outside of a handler, for its answer, is nobody else's trouble; and the end is not waited for in vain
--SKIPIF--
<?php
if (!class_exists('HighPerApp\HighPer\Native\Http\Server')) {
    die('skip built without the feature server');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/http.inc';

$handler = <<<'CODE'
    class Exits implements JsonSerializable
    {
        public function jsonSerialize(): mixed
        {
            exit(7);
        }
    }

    class Late implements JsonSerializable
    {
        public function jsonSerialize(): mixed
        {
            return 'late';
        }

        public function __destruct()
        {
            throw new LogicException('from a destructor');
        }
    }

    class Unspeakable extends Exception
    {
        public function __toString(): string
        {
            throw new LogicException('from __toString');
        }
    }

    $fibers = [];

    return function ($request) use (&$fibers): mixed {
        switch ($request->getPath()) {
            case '/exits':
                return new Exits();
            case '/late':
                return new Late();
            case '/unspeakable':
                throw new Unspeakable();
            case '/keep':
                // The next job needs a new fiber.
                $fibers[] = Fiber::getCurrent();
                return new Late();
            case '/wait':
                $fibers['waiting'] = Fiber::getCurrent();
                Fiber::suspend();
                return str_repeat('x', 1 << 30);
            case '/waits':
                return isset($fibers['waiting']);
            case '/wake':
                $fibers['waiting']->resume();
                return 'never';
            default:
                return 'another';
        }
    };
    CODE;
$server = new Served($handler, ['memory_limit' => '32M']);
foreach (['/exits', '/late', '/unspeakable', '/keep', '/'] as $target) {
    echo "$target: ", trim($server->get($target)), "\n", $server->get('/'), "\n";
}
echo "log: ", substr_count($server->log(), 'LogicException: from a destructor'), substr_count($server->log(), 'from __toString'), "\n";

echo "-- a job that dies within what resumed it\n";
$waiting = $server->connect();
fwrite($waiting, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
while ($server->get('/waits') !== '200 true') {
    usleep(1000);
}
echo $server->get('/wake'), $server->read($waiting);
unset($waiting);
$began = microtime(true);
echo $server->end(false), "\n";

echo "-- stopped while the last connection closes\n";
$server = new Served('return fn ($request) => $request->getPath() === "/stop" ? $GLOBALS["server"]->stop() : 1;');
$idle = $server->connect();
fwrite($idle, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
echo $server->read($idle), "\n", $server->get('/stop'), "\n";
unset($idle);
echo $server->end(false), "\n";
var_dump(microtime(true) - $began < 15);
?>
--EXPECT--
/exits: 500 Internal Server Error
200 another
/late: 200 "late"
200 another
/unspeakable: 500 Internal Server Error
200 another
/keep: 200 "late"
200 another
/: 200 another
200 another
log: 21
-- a job that dies within what resumed it
500 Internal Server Error
500 Internal Server Error
ended 255
-- stopped while the last connection closes
200 1
200 null
ended 0
bool(true)
