--TEST--
memory_limit reached while MessagePack packs, unpacks or calls back is PHP's fatal error, and shutdown functions can still use it
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\{Extensions, MessagePack, Unpacker};
    ini_set('memory_limit', '16M');
    $devour = function () use (&$kept) { for ($kept = []; ; ) { $kept[] = str_repeat("x", 1 << 20); } };
    $extensions = (new Extensions())->register(1, ArrayObject::class, $devour, $devour);
    $record = ["name" => str_repeat("n", 100), "list" => [1, [2]], "map" => ["key" => null]];
    $message = "\xdd\0\0\x75\x30" . str_repeat(MessagePack::pack($record), 30000);
    $unpacker = new Unpacker(0, $extensions);
    $late = fn () => print(json_encode([MessagePack::unpack(MessagePack::pack($record)) === $record, $unpacker->feed("\x05")->hasValue()]));
    // Room for the shutdown function: the fatal error itself leaves none.
    register_shutdown_function(function () use (&$message, &$kept, $late) { $message = $kept = null; ini_set('memory_limit', '32M'); $late(); });
    PHP;
foreach ([
    'unpack' => '$kept = MessagePack::unpack($message);',
    'unpack to objects' => '$kept = MessagePack::unpack($message, MessagePack::MAPS_AS_OBJECTS);',
    'unpack to maps' => '$kept = MessagePack::unpack($message, MessagePack::MAPS_AS_MAPS);',
    'unpack deeply' => 'for ($kept = []; ; ) { $kept[] = MessagePack::unpack(str_repeat("\x91", 1000) . "\xc0", 0, null, 2000); }',
    'take' => '$unpacker->feed($message); $kept = $unpacker->take();',
    'pack' => 'for ($kept = []; ; ) { $kept[] = MessagePack::pack([$message, 1]); }',
    'pack of small ones' => 'for ($kept = []; ; ) { $kept[] = MessagePack::pack($record); }',
    'callback that packs' => 'MessagePack::pack([[$message, new ArrayObject()]], 0, $extensions);',
    'callback that unpacks' => 'MessagePack::unpack("\x93\x91\xa5hello\x82\xa3key\xd4\x01x\xa1k\x01\x01", 0, $extensions);',
    'callback of an Unpacker' => '$unpacker->feed("\x93\x91\xa5hello\x82\xa3key\xd4\x01x\xa1k\x01\x01")->take();',
    'jsonSerialize' => 'MessagePack::pack([$message, new class ($devour) implements JsonSerializable { function __construct(private $devour) {} function jsonSerialize(): mixed { return ($this->devour)(); } }]);',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code");
    $died = preg_match('/Allowed memory size of 16777216 bytes exhausted/', $output) === 1;
    echo "$what: $exit ", $died ? 'fatal error' : $output, ' ', trim((string) strrchr("\n$output", "\n")), "\n";
}
?>
--EXPECT--
unpack: 255 fatal error [true,true]
unpack to objects: 255 fatal error [true,true]
unpack to maps: 255 fatal error [true,true]
unpack deeply: 255 fatal error [true,true]
take: 255 fatal error [true,true]
pack: 255 fatal error [true,true]
pack of small ones: 255 fatal error [true,true]
callback that packs: 255 fatal error [true,true]
callback that unpacks: 255 fatal error [true,true]
callback of an Unpacker: 255 fatal error [true,true]
jsonSerialize: 255 fatal error [true,true]
