--TEST--
A server in one process: what handlers are asked with, what they answer with, and what becomes of those that fail
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
    use HighPerApp\HighPer\Native\Http\Request;
    use HighPerApp\HighPer\Native\Http\Response;

    $kept = [];
    $waiting = null;

    return function (Request $request) use (&$kept, &$waiting): mixed {
        switch ($request->getPath()) {
            case '/asked':
                return ['method' => $request->getMethod(), 'uri' => $request->getUri(), 'query' => $request->query(), 'cookie' => $request->cookie('c'), 'accept' => $request->header('accept'), 'fields' => $request->headers()];
            case '/body':
                return $request->getMethod() . ' ' . strlen($request->getBody()) . ' ' . md5($request->getBody());
            case '/text':
                return 'text';
            case '/response':
                return Response::html('<p>', 404, ['Content-Length' => 77, 'X' => 'y']);
            case '/exit':
                exit(3);
            case '/throw':
                throw new LogicException('on purpose');
            case '/unserializable':
                return ["\xff"];
            case '/file':
                return Response::file(__FILE__);
            case '/keep':
                $kept[] = $request->withAttribute('n', count($kept));
                return 'kept';
            case '/kept':
                return array_map(fn (Request $request) => [$request->getTarget(), $request->header('X-Name'), $request->query('a'), $request->attribute('n')], $kept);
            case '/wait':
                $waiting = Fiber::getCurrent();
                return $request->query('id') . ' got ' . Fiber::suspend() . ', ' . $request->header('x-name');
            case '/wake':
                $waiting->resume($request->query('with'));
                return 'woken';
            default:
                return null;
        }
    };
    CODE);
echo $server->get('/asked?a[]=1&b=x%20y', "Cookie: c=%41\r\nAccept: a\r\naccept: b\r\n"), "\n";
foreach (['/text', '/response', '/exit', '/throw', '/unserializable', '/file', '/none', '/text'] as $target) {
    echo "$target: ", trim($server->get($target)), "\n";
}
echo "log: ", preg_match('~LogicException: on purpose~', $server->log()), preg_match('~JsonException~', $server->log()), "\n";

echo "-- bodies\n";
$socket = $server->connect();
$body = random_bytes(200_000);
foreach ([["Content-Length: 200000\r\n", $body], ["Transfer-Encoding: chunked\r\n", implode('', array_map(fn (string $piece) => dechex(strlen($piece)) . "\r\n$piece\r\n", str_split($body, 7777))) . "0\r\n\r\n"]] as [$field, $sent]) {
    foreach (str_split("POST /body HTTP/1.1\r\nHost: h\r\n$field\r\n$sent", 30_000) as $piece) {
        fwrite($socket, $piece);
    }
    var_dump($server->read($socket) === '200 POST 200000 ' . md5($body));
}

echo "-- sixteen at once\n";
fwrite($socket, implode('', array_map(fn (int $n) => "GET /keep?a=$n HTTP/1.1\r\nHost: h\r\nX-Name: name-$n\r\n\r\n", range(1, 16))));
echo implode(' ', array_unique(array_map(fn () => $server->read($socket), range(1, 16)))), "\n";
fwrite($socket, str_repeat("GET /text HTTP/1.1\r\nHost: h\r\nX-Name: another\r\n\r\n", 50));
array_map(fn () => $server->read($socket), range(1, 50));
$kept = json_decode(substr($server->get('/kept'), 4));
var_dump($kept === array_map(fn (int $n) => ["/keep?a=$n", "name-$n", "$n", $n - 1], range(1, 16)));

echo "-- a handler that waits\n";
$first = $server->connect();
fwrite($first, "GET /wait?id=one HTTP/1.1\r\nHost: h\r\nX-Name: first\r\n\r\nGET /text HTTP/1.1\r\nHost: h\r\n\r\n");
do {
    // Until the first one waits.
    $woken = $server->get('/wake?with=this', "X-Name: other\r\n");
} while (!str_starts_with($woken, '200'));
echo "$woken\n", $server->read($first), "\n", $server->read($first), "\n";

echo $server->end(), "\n";
?>
--EXPECT--
200 {"method":"GET","uri":"http:\/\/h\/asked?a[]=1&b=x%20y","query":{"a":["1"],"b":"x y"},"cookie":"A","accept":"a, b","fields":{"host":["h"],"cookie":["c=%41"],"accept":["a","b"]}}
/text: 200 text
/response: 404 <p>
/exit: 500 Internal Server Error
/throw: 500 Internal Server Error
/unserializable: 500 Internal Server Error
/file: 500 Internal Server Error
/none: 200 null
/text: 200 text
log: 11
-- bodies
bool(true)
bool(true)
-- sixteen at once
200 kept
bool(true)
-- a handler that waits
200 woken
200 one got this, first
200 text
ended 0
