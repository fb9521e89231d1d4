--TEST--
A memory limit reached in mid-document is PHP's fatal error, shutdown functions can still use the serializer, and the process serves the next requests
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
    use HighPerApp\HighPer\Native\{Json, JsonDecoder, MessagePack, Serializer, Unpacker};

    class Spender implements JsonSerializable
    {
        public function jsonSerialize(): mixed { for ($kept = []; ; ) { $kept[] = str_repeat('x', 1 << 20); } }
    }
    $what = $_GET['do'] ?? '';
    if ($what !== '') {
        ini_set('memory_limit', '24M');
        // Far more as values than as text, so that the limit is reached in the middle of it.
        $json = '[' . substr(str_repeat(',{"some key":"some \u00e9 text","numbers":[1,2.5,null,"' . $what . '"]}', 40_000), 1) . ']';
        $late = fn () => print(json_encode(Json::decode('{"a":[1,{"b":2}]}', true)) . Json::encode(['c' => 3]));
        register_shutdown_function(function () use (&$json, &$kept, $late) { $json = $kept = null; ini_set('memory_limit', '48M'); $late(); });
        match ($what) {
            'decode' => $kept = Json::decode($json, true),
            'objects' => $kept = Json::decode($json),
            'json_decode' => $kept = json_decode($json),
            'decoder' => $kept = (new JsonDecoder(true))->decode($json),
            'get' => $kept = Json::get($json, ''),
            'lines' => $kept = iterator_to_array(Json::lines(strtr($json, [',{' => "\n{", '[{' => '{', '}]' => '}', ']}' => ']}']))),
            'encode' => Json::encode(new Spender()),
            'json_encode' => json_encode(['a' => [new Spender()]]),
            'encode text' => (function () { for ($text = str_repeat("\u{e9}", 1 << 20); ; ) { $all[] = Json::encode($text); } })(),
            'transcode' => (function () use ($json) { for (;;) { $all[] = (new Serializer())->transcode($json, 'application/json', 'application/msgpack'); } })(),
            'unpack' => (function () use (&$json, &$kept) {
                $json = (new Serializer())->transcode($json, 'application/json', 'application/msgpack');
                $kept = MessagePack::unpack($json);
            })(),
            'unpacker' => (function () use (&$json, &$kept) {
                $json = (new Serializer())->transcode($json, 'application/json', 'application/msgpack');
                $unpacker = (new Unpacker())->feed($json);
                $kept = $unpacker->take();
            })(),
            'pack' => MessagePack::pack(['a' => new Spender()]),
        };
        exit('not reached');
    }
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    $value = ['list' => [1, 2.5, "\u{e9}"], 'map' => ['x' => null]];
    $whole = Json::decode(Json::encode($value), true) === $value && MessagePack::unpack(MessagePack::pack($value)) === $value;
    echo json_encode([getmypid(), $whole, memory_get_usage(), (int) $rss[1]]);
    PHP, ['highper.json_override' => '1']);

[$pid, $whole] = json_decode($server->get());
var_dump($whole);
foreach (['decode', 'objects', 'json_decode', 'decoder', 'get', 'lines', 'encode', 'json_encode', 'encode text', 'transcode', 'unpack', 'unpacker', 'pack'] as $do) {
    $before = null;
    for ($i = 0; $i < 12; $i++) {
        $died = $server->get('do=' . rawurlencode($do));
        [$process, $whole, , $rss] = json_decode($server->get());
        if (preg_match('/Allowed memory size of 25165824 bytes exhausted.*\{"a":\[1,\{"b":2\}\]\}\{"c":3\}$/s', $died) !== 1 || $process !== $pid || !$whole) {
            echo "$do, round $i: $died\n";
            break;
        }
        // The first rounds fill caches.
        $before ??= $i >= 4 ? $rss : null;
    }
    echo $do, ': ', $before === null || $rss - $before < 1024 ? 'steady' : 'grew by ' . ($rss - $before) . ' KiB', "\n";
}
$server->stop();
?>
--EXPECT--
bool(true)
decode: steady
objects: steady
json_decode: steady
decoder: steady
get: steady
lines: steady
encode: steady
json_encode: steady
encode text: steady
transcode: steady
unpack: steady
unpacker: steady
pack: steady
