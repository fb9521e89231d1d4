--TEST--
No method of MessagePack and its classes leaks, whether it succeeds or throws
--FILE--
<?php
use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Timestamp;
use HighPerApp\HighPer\Native\Unpacker;

enum Suit: string
{
    case Hearts = 'h';
}
enum Plain
{
    case One;
}
class Json implements JsonSerializable
{
    public function __construct(public mixed $value)
    {
    }

    public function jsonSerialize(): mixed
    {
        return $this->value instanceof Throwable ? throw $this->value : $this->value;
    }
}
// Before PHP 8.4 a hook is a syntax error.
eval('class Hooked { public array $plain = [[1]];' . (PHP_VERSION_ID >= 80400 ? ' public string $virtual { get => str_repeat("v", 50); }' : '') . ' }');
class SubTimestamp extends Timestamp
{
}
$long = str_repeat('long', 20);
$object = (object) ['a' => $long, 'b' => [new stdClass()]];
$cycle = [$long];
$cycle['self'] = &$cycle;
$self = new stdClass();
$self->deep = [['self' => $self]];
$extensions = (new Extensions())->register(5, ArrayObject::class, fn (): string => str_repeat('d', 40), fn (string $data, int $type): array => [$data, $type, new stdClass()])
    ->register(6, Json::class, fn () => throw new DomainException('pack'), fn () => throw new DomainException('unpack'))
    ->register(7, Hooked::class, fn (): array => [1], fn (): int => 1);
$document = MessagePack::pack(['a' => [1, [2, $long]], 'b' => ['c' => ['d' => new Bin($long)]], 'e' => [$long => [new Extension(9, $long), Timestamp::of(1, 5)]], 7 => 1.5]);
$any = MessagePack::pack(Map::ofPairs([[null, $long], [[$long], [1]], [Map::ofPairs([[1, 2]]), Map::ofPairs([])]]));
$deep = str_repeat("\x91", 200) . "\xa5hello";
$calls = [
    'pack' => fn () => MessagePack::pack(['a' => [1, 2, $long], 'o' => $object, 'm' => new Map([$long => [$long]])]),
    'pack, long' => fn () => MessagePack::pack(str_repeat($long, 1000)),
    'pack, objects' => fn () => MessagePack::pack([new Hooked(), new Json([$long]), new Json(new Json($long)), Suit::Hearts, new Bin($long), new Extension(3, $long), new DateTime(), Timestamp::of(5, 7)]),
    'pack, with callbacks' => fn () => MessagePack::pack([[new ArrayObject()]], 0, $extensions),
    'pack, callback throws' => fn () => MessagePack::pack([$long, [new Json(1)]], 0, $extensions),
    'pack, callback returns no string' => fn () => MessagePack::pack([$long, [new Hooked()]], 0, $extensions),
    'pack, jsonSerialize() throws' => fn () => MessagePack::pack([str_repeat($long, 100), new Json(new DomainException())]),
    'pack, unsupported' => fn () => MessagePack::pack([str_repeat($long, 100), fn () => 1]),
    'pack, enum' => fn () => MessagePack::pack(Plain::One),
    'pack, resource' => fn () => MessagePack::pack([STDIN]),
    'pack, cycles' => fn () => MessagePack::pack($cycle),
    'pack, cycle of objects' => fn () => MessagePack::pack([$self]),
    'pack, deep' => fn () => MessagePack::pack([[[[$long]]]], 0, null, 2),
    'pack, bad flags' => fn () => MessagePack::pack($long, 1 << 20),
    'pack, bad type' => fn () => MessagePack::pack($long, $long),
    'unpack' => fn () => MessagePack::unpack($document),
    'unpack, objects' => fn () => MessagePack::unpack($document, MessagePack::MAPS_AS_OBJECTS | MessagePack::BIN_AS_OBJECTS),
    'unpack, maps' => fn () => MessagePack::unpack($any, MessagePack::MAPS_AS_MAPS),
    'unpack, deep' => fn () => MessagePack::unpack($deep),
    'unpack, equal keys' => fn () => MessagePack::unpack("\x83\xa1a\x91\xa5hello\xa1a\x81\xa3abc\xa3def\xa1a\x01"),
    'unpack, equal long keys' => fn () => MessagePack::unpack(str_replace('%', "\xd9\x50$long", "\x82%\x01%\x91%")),
    'unpack, odd keys' => fn () => MessagePack::unpack("\x83\xc4\x03\xff\xfe\xfd\x01\xcf\xff\xff\xff\xff\xff\xff\xff\xff\x02\xd0\x80\x03", MessagePack::UINT64_AS_STRING),
    'unpack, integer names' => fn () => MessagePack::unpack("\x82\xcd\x7f\xff\x01\xd2\x80\0\0\0\x02", MessagePack::MAPS_AS_OBJECTS),
    'unpack, with callbacks' => fn () => MessagePack::unpack("\x92\xd5\x05ab\x81\xa1k\xd4\x05c", 0, $extensions),
    'unpack, callback throws' => fn () => MessagePack::unpack("\x93\xd5\x05ab\xa5hello\x81\xa3key\xd4\x06c", 0, $extensions),
    'unpack, callback throws, objects' => fn () => MessagePack::unpack("\x93\xd5\x05ab\xa5hello\x81\xa3key\xd4\x06c", MessagePack::MAPS_AS_OBJECTS, $extensions),
    'unpack, callback throws, in a key' => fn () => MessagePack::unpack("\x82\xa3key\xa5value\x91\xd4\x06c\x01", MessagePack::MAPS_AS_MAPS, $extensions),
    'unpack, cut off' => function () use ($document, $any): void {
        for ($flags = 0; $flags <= 32; $flags += 16) {
            foreach ([$document, $any] as $message) {
                for ($cut = 0; $cut < strlen($message); $cut++) {
                    try {
                        MessagePack::unpack(substr($message, 0, $cut), $flags);
                    } catch (RuntimeException) {
                    }
                }
            }
        }
    },
    'unpack, trailing' => fn () => MessagePack::unpack("$document\xc0"),
    'unpack, bad flags' => fn () => MessagePack::unpack($document, 1 << 20),
    'unpacker' => function () use ($document, $extensions): void {
        $unpacker = new Unpacker(0, $extensions);
        foreach (str_split("$document\x92\x01\xd4\x05x\x93", 7) as $chunk) {
            $unpacker->feed($chunk);
        }
        $clone = clone $unpacker;
        $unpacker->take();
        $clone->take();
        $unpacker->take();
        $unpacker->finish();
    },
    'unpacker, callback throws' => fn () => (new Unpacker(0, $extensions))->feed("\x92\xa5hello\xd4\x06x")->take(),
    'unpacker, faulty' => fn () => (new Unpacker())->feed("\x92\xa5hello\xc1"),
    'unpacker, faulty value' => fn () => (new Unpacker())->feed("\x92\xa5hello\xa2a\xff\x01")->take(),
    'unpacker, nothing' => fn () => (new Unpacker())->take(),
    'unpacker, bad arguments' => fn () => new Unpacker(0, $extensions, 0),
    'unpacker, constructed again' => fn () => (new Unpacker(0, $extensions))->__construct(0, new Extensions()),
    'unpacker, serialized' => fn () => serialize(new Unpacker(0, $extensions)),
    'Bin' => fn () => (string) new Bin($long),
    'Bin again' => fn () => (new Bin($long))->__construct("x$long"),
    'Extension' => fn () => new Extension(1, $long),
    'Extension, bad' => fn () => new Extension(1000, $long),
    'Extensions, bad type' => fn () => $extensions->register(-1, $long, 'strlen', 'strlen'),
    'Extensions, taken' => fn () => $extensions->register(9, '\ArrayObject', 'strlen', 'strlen'),
    'Extensions' => fn () => (new Extensions())->register(1, "\\$long", fn () => $long, [new ArrayObject(), 'append']),
    'Extensions, clone' => function () use ($extensions, $long): void {
        $clone = clone $extensions;
        $clone->register(99, $long, 'strlen', 'strlen');
    },
    'Map' => fn () => [new Map([$long => [$long], 5 => $object]), Map::ofPairs([[$long, $object]])->toArray(), count(new Map([1]))],
    'Map again' => fn () => (new Map([$long]))->__construct([$long => 1]),
    'Map, iterated' => fn () => iterator_to_array(new Map([$long => [$long], 5 => $object])),
    'Map, bad pairs' => fn () => Map::ofPairs([[$long, 1], [$long]]),
    'Map, bad keys' => fn () => Map::ofPairs([[[$long], 1]])->toArray(),
    'Timestamp' => fn () => [Timestamp::of(5, 123456789)->getNanosecond(), SubTimestamp::of(5), clone Timestamp::of(7)],
    'Timestamp, bad' => fn () => Timestamp::of(1, -1),
];
$leaks = [];
foreach ($calls as $what => $call) {
    $usage = 0;
    foreach ([50, 100] as $count) {
        $usage = memory_get_usage();
        for ($i = 0; $i < $count; $i++) {
            try {
                $call();
            } catch (Throwable) {
            }
        }
        gc_collect_cycles();
        $usage = memory_get_usage() - $usage;
    }
    if ($usage !== 0) {
        $leaks[] = "$what: " . round($usage / 100) . ' bytes a call';
    }
}
echo implode("\n", $leaks ?: ['none']), "\n";
?>
--EXPECT--
none
