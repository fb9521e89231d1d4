<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Timestamp;
use PHPUnit\Framework\TestCase;

/**
 * MessagePack::pack(): which bytes stand for which value.
 */
class MessagePackPackTest extends TestCase
{
    use MessagePackAssertions;

    /**
     * @param array<string, array{string, mixed}> $table Bytes in hexadecimal, and the value.
     */
    private static function assertPacks(array $table, int $flags = 0, ?Extensions $extensions = null): void
    {
        foreach ($table as $name => [$expected, $value]) {
            self::assertSame($expected, bin2hex(MessagePack::pack($value, $flags, $extensions)), $name);
        }
    }

    public function testScalarsTakeTheShortestForm(): void
    {
        $table = ['null' => ['c0', null], 'false' => ['c2', false], 'true' => ['c3', true]];
        foreach ([
            '00' => 0, '7f' => 127, 'cc80' => 128, 'ccff' => 255, 'cd0100' => 256, 'cdffff' => 65535, 'ce00010000' => 65536,
            'ceffffffff' => 0xffffffff, 'cf0000000100000000' => 0x100000000, 'cf7fffffffffffffff' => \PHP_INT_MAX,
            'ff' => -1, 'e0' => -32, 'd0df' => -33, 'd080' => -128, 'd1ff7f' => -129, 'd18000' => -32768, 'd2ffff7fff' => -32769,
            'd280000000' => -0x80000000, 'd3ffffffff7fffffff' => -0x80000001, 'd38000000000000000' => \PHP_INT_MIN,
        ] as $bytes => $integer) {
            $table["integer $integer"] = [(string) $bytes, $integer];
        }
        foreach ([
            'cb0000000000000000' => 0.0, 'cb8000000000000000' => -0.0, 'cb3ff8000000000000' => 1.5, 'cb3ff0000000000000' => 1.0,
            'cb7ff0000000000000' => \INF, 'cbfff0000000000000' => -\INF,
        ] as $bytes => $float) {
            $table["float $float"] = [$bytes, $float];
        }
        self::assertPacks($table);
        self::assertNan(MessagePack::unpack(MessagePack::pack(\NAN)));
        self::assertPacks([
            'rounded' => ['ca3dcccccd', 0.1], 'exact' => ['ca3fc00000', 1.5], 'too great' => ['ca7f800000', 1e300],
            'no integer' => ['ca3f800000', 1.0], 'inside' => ['92ca3f00000001', [0.5, 1]],
        ], MessagePack::FLOAT32);
    }

    public function testStringsAreStrOrBin(): void
    {
        self::assertPacks([
            'empty' => ['a0', ''], 'one byte' => ['a141', 'A'], 'NUL' => ['a100', "\0"], 'umlaut' => ['a2c3a4', 'ä'], 'emoji' => ['a4f09f9880', "\u{1f600}"],
            'greatest' => ['a4f48fbfbf', "\u{10ffff}"], 'beyond' => ['c404f4908080', "\xf4\x90\x80\x80"], 'surrogate' => ['c403eda080', "\xed\xa0\x80"],
            'overlong' => ['c402c080', "\xc0\x80"], 'cut off' => ['c403e38161', "\xe3\x81a"], 'lone' => ['c40180', "\x80"],
        ]);
        foreach ([
            [31, 'bf', 'c41f'], [32, 'd920', 'c420'], [255, 'd9ff', 'c4ff'], [256, 'da0100', 'c50100'], [65535, 'daffff', 'c5ffff'],
            [65536, 'db00010000', 'c600010000'],
        ] as [$length, $str, $bin]) {
            $text = str_repeat('x', $length);
            $bytes = "\xff" . substr($text, 1);
            self::assertSame($str . bin2hex($text), bin2hex(MessagePack::pack($text)), "str of $length");
            self::assertSame($bin . bin2hex($bytes), bin2hex(MessagePack::pack($bytes)), "bin of $length");
            self::assertSame($bin . bin2hex($text), bin2hex(MessagePack::pack(new Bin($text))), "Bin of $length");
        }
        // At every place in a word, and behind characters of every length.
        for ($before = 0; $before < 20; $before++) {
            foreach (['ä', 'あ', "\u{1f600}", "\xff", "\xe3\x81"] as $character) {
                $text = str_repeat('x', $before) . "あ$character" . str_repeat('y', 9);
                $format = mb_check_encoding($text, 'UTF-8') ? (\strlen($text) < 32 ? \chr(0xa0 | \strlen($text)) : "\xd9") : "\xc4";
                self::assertSame(bin2hex($format), bin2hex(MessagePack::pack($text)[0]), "$before and $character");
            }
        }
        self::assertPacks(['' => ['c400', ''], 'a' => ['c40161', 'a'], 'key' => ['81a161c40162', ['a' => 'b']], 'odd key' => ['81c401ff00', ["\xff" => 0]], 'key of a Map' => ['81a161c40162', Map::ofPairs([['a', 'b']])]], MessagePack::STRINGS_AS_BIN);
        self::assertPacks(['' => ['a0', ''], 'odd' => ['a1ff', "\xff"], 'odd key' => ['81a1ff00', ["\xff" => 0]], 'Bin' => ['c40161', new Bin('a')]], MessagePack::STRINGS_AS_STR);
    }

    public function testArraysAreArraysOrMaps(): void
    {
        $holes = [1, 2, 3];
        unset($holes[2]);
        $gone = [1, 2, 3];
        unset($gone[0]);
        $ordered = [1 => 'b'];
        $ordered[0] = 'a';
        $reference = 5;
        self::assertPacks([
            'empty' => ['90', []],
            'list' => ['93010203', [1, 2, 3]],
            'shortened list' => ['920102', $holes],
            'list without its first' => ['8201020203', $gone],
            'list out of order' => ['8201a16200a161', $ordered],
            'list with string keys' => ['82a16101a16202', ['a' => 1, 'b' => 2]],
            'negative and mixed keys' => ['83fe01a1780207c0', [-2 => 1, 'x' => 2, 7 => null]],
            'keys are integers as in PHP' => ['8205010a02', ['5' => 1, 10 => 2]],
            'odd key' => ['81c401ff01', ["\xff" => 1]],
            'nested' => ['81a161919180', ['a' => [[new \stdClass()]]]],
            'reference' => ['9205a178', [&$reference, 'x']],
        ]);
        foreach ([[15, '9f', '8f'], [16, 'dc0010', 'de0010'], [65535, 'dcffff', 'deffff'], [65536, 'dd00010000', 'df00010000']] as [$count, $array, $map]) {
            $list = array_fill(0, $count, 0);
            self::assertSame($array, bin2hex(substr(MessagePack::pack($list), 0, \strlen($array) >> 1)), "array of $count");
            self::assertSame($count + (\strlen($array) >> 1), \strlen(MessagePack::pack($list)));
            $pairs = array_fill(1, $count, 0);
            self::assertSame($map, bin2hex(substr(MessagePack::pack($pairs), 0, \strlen($map) >> 1)), "map of $count");
        }
    }

    public function testMapsKeepTheirKeys(): void
    {
        self::assertPacks([
            'empty' => ['80', new Map()],
            'of a list' => ['8200a16101a162', new Map(['a', 'b'])],
            'of any keys' => ['84c001c302cb3ff80000000000000391a16104', Map::ofPairs([[null, 1], [true, 2], [1.5, 3], [['a'], 4]])],
            'nested' => ['818001', Map::ofPairs([[new Map(), 1]])],
        ]);
        self::assertSame([['a', 1], [5, 2]], (new Map(['a' => 1, 5 => 2]))->pairs());
        self::assertSame(['a' => 3, 5 => 2], Map::ofPairs([['a', 1], [5, 2], ['a', 3]])->toArray());
        self::assertCount(2, Map::ofPairs([['a', 1], ['a', 2]]));
        $seen = [];
        foreach (Map::ofPairs([[null, 1], [[2], 3]]) as $key => $value) {
            $seen[] = [$key, $value];
        }
        self::assertSame([[null, 1], [[2], 3]], $seen);
        self::assertFault(MessagePackException::KEY, 'An element of the pairs is no pair: use a list of [key, value]', null, static fn (): Map => Map::ofPairs([[1, 2], [1]]));
        foreach ([5, [1], [1, 2, 3], ['a' => 1, 'b' => 2], [1 => 1, 2 => 2], self::hashed([1, 2, 3])] as $pair) {
            $map = new class ($pair) extends Map {
                public function __construct(mixed $pair)
                {
                    parent::__construct();
                    $this->pairs = [[1, 2], $pair];
                }
            };
            self::assertFault(MessagePackException::KEY, 'An element of the pairs is no pair: use a list of [key, value]', null, static fn (): string => MessagePack::pack($map));
        }
        self::assertSame('810102', bin2hex(MessagePack::pack(Map::ofPairs([self::hashed([1, 2])]))));
        self::assertFault(MessagePackException::KEY, 'A key of type null: use pairs() for keys that arrays cannot have', null, static fn (): array => Map::ofPairs([[null, 1]])->toArray());
    }

    /**
     * A list that the engine keeps like a map.
     */
    private static function hashed(array $list): array
    {
        $list['key'] = null;
        unset($list['key']);

        return $list;
    }

    public function testObjectsAreTheirPublicProperties(): void
    {
        $dynamic = new Properties();
        $dynamic->initialized = 4;
        $numeric = new \stdClass();
        $numeric->{'5'} = 1;
        self::assertPacks([
            'stdClass' => ['80', new \stdClass()],
            'numbers are names' => ['81a13501', $numeric],
            'cast' => ['82a16101a16202', (object) ['a' => 1, 'b' => 2]],
            'declared, initialized and public' => ['82a568656c6c6fa3796f75a46e6f6e65c0', new Properties()],
            'in the order of declaration' => ['83a568656c6c6fa3796f75a46e6f6e65c0ab696e697469616c697a656404', $dynamic],
            'anonymous' => ['81a17801', new class () { public int $x = 1; private int $y = 2; }],
            'backed enum' => ['a173', Suit::Spades],
            'JsonSerializable' => ['9201a161', new Serializable([1, 'a'])],
            'JsonSerializable inside' => ['81a178c0', ['x' => new Serializable(null)]],
            'one that returns another' => ['05', new Serializable(new Serializable(5))],
            'one that returns itself' => ['81a17601', new SerializesToItself()],
            'moments come before JsonSerializable' => ['d6ff00000007', new SerializableMoment('@7')],
        ]);
        self::assertFault(MessagePackException::UNSUPPORTED_TYPE, 'A value of type ' . Plain::class . ': use a backed enum', null, static fn (): string => MessagePack::pack(Plain::One));
        foreach (['Closure' => static fn (): int => 1, 'Generator' => (static fn () => yield 1)(), 'resource (stream)' => \STDIN] as $type => $value) {
            self::assertFault(MessagePackException::UNSUPPORTED_TYPE, "A value of type $type: pack what it stands for", null, static fn (): string => MessagePack::pack([$value]));
        }
        $closed = fopen('php://memory', 'r');
        fclose($closed);
        self::assertFault(MessagePackException::UNSUPPORTED_TYPE, 'A value of type resource (closed): pack what it stands for', null, static fn (): string => MessagePack::pack($closed));
    }

    public function testTimestampsTakeTheShortestForm(): void
    {
        $table = [];
        foreach ([
            'd6ff00000000' => [0, 0], 'd6ffffffffff' => [0xffffffff, 0], 'd7ff0000000100000000' => [0x100000000, 0], 'd7ff0000000400000000' => [0, 1],
            'd7ffee6b27ffffffffff' => [0x3ffffffff, 999999999], 'c70cff000000000000000400000000' => [0x400000000, 0],
            'c70cff3b9ac9ffffffffffffffffff' => [-1, 999999999], 'c70cff000000008000000000000000' => [\PHP_INT_MIN, 0],
            'c70cff000000017fffffffffffffff' => [\PHP_INT_MAX, 1],
        ] as $bytes => [$seconds, $nanoseconds]) {
            $table["$seconds s $nanoseconds ns"] = [$bytes, Timestamp::of($seconds, $nanoseconds)];
        }
        $table['DateTime'] = ['d7ff7735940000000001', new \DateTime('1970-01-01 00:00:01.5 UTC')];
        $table['DateTimeImmutable, before 1970'] = ['c70cff0ee6b280ffffffffffffffff', new \DateTimeImmutable('1969-12-31 23:59:59.25 UTC')];
        $table['another time zone'] = ['d6ff00000e10', new \DateTimeImmutable('1970-01-01 02:00:00 +01:00')];
        self::assertPacks($table);
        foreach ($table as $name => [$bytes, $moment]) {
            $back = MessagePack::unpack(hex2bin($bytes));
            self::assertSame(Timestamp::class, $back::class, $name);
            self::assertSame($moment->getTimestamp(), $back->getTimestamp(), $name);
            self::assertSame($bytes, bin2hex(MessagePack::pack($back)), $name);
        }
        $moment = Timestamp::of(1, 123456789);
        self::assertSame(['1970-01-01T00:00:01+00:00', '123456', 123456789], [$moment->format('c'), $moment->format('u'), $moment->getNanosecond()]);
        self::assertSame(123456789, $moment->modify('+1 day')->getNanosecond());
        foreach ([-1, 1_000_000_000] as $nanoseconds) {
            self::assertFault(MessagePackException::MALFORMED, "$nanoseconds nanoseconds: use 0 to 999999999", null, static fn (): Timestamp => Timestamp::of(0, $nanoseconds));
        }
    }

    public function testExtensionsAreRegisteredByClass(): void
    {
        $pack = static fn (object $object): string => $object::class;
        $extensions = (new Extensions())
            ->register(3, \Countable::class, static fn (\Countable $object): string => (string) \count($object), static fn (string $data): string => $data)
            ->register(4, '\\' . \ArrayObject::class, $pack, static fn (string $data): string => $data)
            ->register(-2, Properties::class, static fn (): string => '', static fn (string $data, int $type): array => [$data, $type])
            ->register(127, \DateTimeInterface::class, static fn (\DateTimeInterface $moment): string => $moment->format('Y'), static fn (string $data): string => $data);
        self::assertPacks([
            'an interface that was registered first' => ['d40332', new \ArrayObject([1, 2])],
            'a class' => ['c700fe', new Properties()],
            'a subclass' => ['c700fe', new class () extends Properties {}],
            'moments, too' => ['d67f31393730', new \DateTime('@0')],
            'inside' => ['92d4033001', [new \ArrayIterator(), 1]],
            'another class' => ['80', new \stdClass()],
            'MessagePack\'s own come first' => ['80', new Map()],
        ], 0, $extensions);
        self::assertSame('90', bin2hex(MessagePack::pack(new Serializable([]), 0, new Extensions())));
        $fail = (new Extensions())->register(1, \ArrayObject::class, static fn (): array => [], static fn (): int => 1);
        self::assertFault(MessagePackException::EXTENSION, 'The callback that packs ArrayObject returned array: return the bytes as a string', null, static fn (): string => MessagePack::pack(new \ArrayObject(), 0, $fail));
        foreach ([[128, 'use 0 to 127'], [-129, 'use 0 to 127'], [-1, 'it is the timestamp; pack a DateTimeInterface or a Timestamp'], [3, 'it is registered already']] as [$type, $hint]) {
            self::assertFault(MessagePackException::EXTENSION, "Extension type $type: $hint", null, static fn (): Extensions => $extensions->register($type, \stdClass::class, $pack, $pack));
        }
        self::assertFault(MessagePackException::EXTENSION, 'Class ArrayObject: it is registered already', null, static fn (): Extensions => $extensions->register(9, '\ArrayObject', $pack, $pack));
    }

    public function testExtensionValuesPassThrough(): void
    {
        $table = [];
        foreach ([0 => 'c70005', 1 => 'd405', 2 => 'd505', 3 => 'c70305', 4 => 'd605', 8 => 'd705', 16 => 'd805', 17 => 'c71105', 255 => 'c7ff05', 256 => 'c8010005', 65535 => 'c8ffff05', 65536 => 'c90001000005'] as $length => $header) {
            $table["of $length"] = [$header . str_repeat('78', $length), new Extension(5, str_repeat('x', $length))];
        }
        self::assertPacks($table + ['negative type' => ['d48061', new Extension(-128, 'a')]]);
        foreach ($table as $name => [$bytes, $extension]) {
            self::assertEquals($extension, MessagePack::unpack(hex2bin($bytes)), $name);
        }
        foreach ([-129, 128] as $type) {
            self::assertFault(MessagePackException::EXTENSION, "Extension type $type: use -128 to 127", null, static fn (): Extension => new Extension($type, ''));
        }
    }

    public function testWhatContainsItselfIsRefused(): void
    {
        $array = [1];
        $array['self'] = &$array;
        $object = new \stdClass();
        $object->deep = [['x' => $object]];
        $serializable = new Serializable(null);
        $serializable->value = ['again' => $serializable];
        foreach (['array' => $array, 'stdClass' => $object, Serializable::class => $serializable] as $type => $value) {
            self::assertFault(MessagePackException::RECURSION, "A value of type $type contains itself: break the cycle", null, static fn (): string => MessagePack::pack($value));
        }
        $shared = (object) ['x' => 1];
        $twice = [1];
        self::assertPacks(['the same twice' => ['9481a1780181a1780191019101', [$shared, $shared, &$twice, &$twice]]]);
    }

    public function testDepthCountsContainers(): void
    {
        foreach ([
            ['scalar', 5, 1], ['array', [], 1], ['nested', [[]], 2], ['object', new \stdClass(), 1], ['in an object', (object) ['a' => []], 2],
            ['map key', Map::ofPairs([[[], 1]]), 2], ['JsonSerializable', new Serializable(1), 1], ['JsonSerializable array', new Serializable([]), 2],
        ] as [$name, $value, $depth]) {
            self::assertNotSame('', MessagePack::pack($value, 0, null, $depth), $name);
            if ($depth > 1) {
                $less = $depth - 1;
                self::assertFault(MessagePackException::DEPTH, "Values are nested deeper than $less: raise the depth, or nest less", null, static fn (): string => MessagePack::pack($value, 0, null, $less));
            }
        }
        $deep = [];
        for ($level = 1; $level < 513; $level++) {
            $deep = [$deep];
        }
        self::assertFault(MessagePackException::DEPTH, 'Values are nested deeper than 512: raise the depth, or nest less', null, static fn (): string => MessagePack::pack($deep));
        self::assertSame(str_repeat('91', 512) . '90', bin2hex(MessagePack::pack($deep, 0, null, 513)));
    }

    public function testArgumentsAreChecked(): void
    {
        $of = MessagePack::class . '::pack(): Argument ';
        self::assertValueError("$of#2 (\$flags) must be a combination of FLOAT32, STRINGS_AS_STR and STRINGS_AS_BIN", static fn (): string => MessagePack::pack(1, 16));
        self::assertValueError("$of#2 (\$flags) must not have both STRINGS_AS_STR and STRINGS_AS_BIN", static fn (): string => MessagePack::pack(1, 6));
        foreach ([0, -1, 0x80000000] as $depth) {
            self::assertValueError("$of#4 (\$depth) must be between 1 and 2147483647", static fn (): string => MessagePack::pack(1, 0, null, $depth));
        }
    }

    public function testWhatCallbacksThrowComesThrough(): void
    {
        $extensions = (new Extensions())->register(1, \ArrayObject::class, static fn () => throw new \DomainException('pack'), static fn () => throw new \DomainException('unpack'));
        foreach ([
            'pack' => static fn (): string => MessagePack::pack([1, [new \ArrayObject()]], 0, $extensions),
            'unpack' => static fn (): mixed => MessagePack::unpack("\x92\x01\xd4\x01x", 0, $extensions),
            'json' => static fn (): string => MessagePack::pack(['a' => new Serializable(new \DomainException('json'))]),
        ] as $message => $call) {
            try {
                $call();
                self::fail("$message: nothing was thrown");
            } catch (\DomainException $exception) {
                self::assertSame($message, $exception->getMessage());
            }
        }
    }

    public function testCallbacksMayChangeWhatIsPacked(): void
    {
        $object = new \stdClass();
        $object->first = new Serializable(static function () use ($object): int {
            unset($object->second);
            $object->third = 3;

            return 1;
        });
        $object->second = 2;
        $packed = MessagePack::unpack(MessagePack::pack($object));
        self::assertSame(1, $packed['first']);
        $array = [1, 2];
        $holder = [new Serializable(static function () use (&$array): int {
            $array = null;

            return 0;
        }), &$array];
        self::assertContains(bin2hex(MessagePack::pack($holder)), ['9200c0', '9200920102']);
    }
}
