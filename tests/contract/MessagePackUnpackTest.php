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
 * MessagePack::unpack(): which value bytes stand for, and what is refused.
 */
class MessagePackUnpackTest extends TestCase
{
    use MessagePackAssertions;

    /**
     * @param list<array{string, mixed}> $table Bytes in hexadecimal, and the value.
     */
    private static function assertUnpacks(array $table, int $flags = 0): void
    {
        foreach ($table as [$bytes, $expected]) {
            self::assertSame(self::shown($expected), self::shown(MessagePack::unpack(hex2bin($bytes), $flags)), $bytes);
        }
    }

    public function testEveryFormByteIsUnderstood(): void
    {
        for ($format = 0; $format < 256; $format++) {
            $rest = str_repeat("\0", 40);
            [$length, $expected] = match (true) {
                $format < 0x80 => [1, $format],
                $format < 0x90 => [1 + 2 * ($format & 15), $format === 0x80 ? [] : [0 => 0]],
                $format < 0xa0 => [1 + ($format & 15), array_fill(0, $format & 15, 0)],
                $format < 0xc0 => [1 + ($format & 31), str_repeat("\0", $format & 31)],
                $format === 0xc0 => [1, null],
                $format === 0xc1 => [0, null],
                $format < 0xc4 => [1, $format === 0xc3],
                $format < 0xc7 => [[2, 3, 5][$format - 0xc4], ''],
                $format < 0xca => [[3, 4, 6][$format - 0xc7], new Extension(0, '')],
                $format === 0xca => [5, 0.0],
                $format === 0xcb => [9, 0.0],
                $format < 0xd0 => [1 + (1 << ($format - 0xcc)), 0],
                $format < 0xd4 => [1 + (1 << ($format - 0xd0)), 0],
                $format < 0xd9 => [2 + (1 << ($format - 0xd4)), new Extension(0, str_repeat("\0", 1 << ($format - 0xd4)))],
                $format < 0xdc => [[2, 3, 5][$format - 0xd9], ''],
                $format < 0xe0 => [[3, 5, 3, 5][$format - 0xdc], []],
                default => [1, $format - 256],
            };
            $message = \chr($format) . $rest;
            if ($length === 0) {
                self::assertFault(MessagePackException::MALFORMED, 'Format byte 0xc1 at byte 0: MessagePack never uses it', 0, static fn (): mixed => MessagePack::unpack($message));
                continue;
            }
            self::assertSame(self::shown($expected), self::shown(MessagePack::unpack(substr($message, 0, $length))), dechex($format));
            self::assertFault(MessagePackException::TRAILING_BYTES, "Bytes follow the value at byte $length: use an Unpacker for several values", $length, static fn (): mixed => MessagePack::unpack(substr($message, 0, $length + 1)));
            for ($cut = 0; $cut < $length; $cut++) {
                try {
                    MessagePack::unpack(substr($message, 0, $cut));
                    self::fail(dechex($format) . " cut at $cut was accepted");
                } catch (MessagePackException $exception) {
                    self::assertContains([$exception->getCode(), $exception->getOffset()], [[MessagePackException::TRUNCATED, $cut], [MessagePackException::LENGTH, 0]], dechex($format) . " cut at $cut");
                }
            }
        }
    }

    public function testNumbersKeepTheirValue(): void
    {
        self::assertUnpacks([
            ['ccff', 255], ['cdfffe', 65534], ['cefffffffe', 4294967294], ['cf7fffffffffffffff', \PHP_INT_MAX], ['d080', -128], ['d18001', -32767],
            ['d280000000', -2147483648], ['d38000000000000000', \PHP_INT_MIN], ['ca3fc00000', 1.5], ['ca7f800000', \INF], ['cb8000000000000000', -0.0],
            ['cb3fb999999999999a', 0.1], ['ca3dcccccd', 0.10000000149011612],
        ]);
        $large = [['cf8000000000000000', '9223372036854775808'], ['cfffffffffffffffff', '18446744073709551615'], ['cf8ac7230489e80000', '10000000000000000000']];
        foreach ($large as [$bytes, $digits]) {
            self::assertFault(MessagePackException::INTEGER_RANGE, "The integer $digits at byte 1: choose UINT64_AS_STRING or UINT64_AS_FLOAT", 1, static fn (): mixed => MessagePack::unpack("\x91" . hex2bin($bytes)));
            self::assertSame($digits, MessagePack::unpack(hex2bin($bytes), MessagePack::UINT64_AS_STRING));
            self::assertSame((float) $digits, MessagePack::unpack(hex2bin($bytes), MessagePack::UINT64_AS_FLOAT));
        }
        self::assertUnpacks([['cf7fffffffffffffff', \PHP_INT_MAX]], MessagePack::UINT64_AS_STRING);
    }

    public function testMapsBecomeWhatIsAskedFor(): void
    {
        self::assertUnpacks([
            ['80', []], ['82a16101a16202', ['a' => 1, 'b' => 2]], ['820005' . '0106', [5, 6]], ['82a13105' . 'a16106', [1 => 5, 'a' => 6]],
            ['83a16101a16202a16103', ['a' => 3, 'b' => 2]], ['820101a13102', [1 => 2]], ['81c402fffe01', ["\xff\xfe" => 1]], ['81ff01', [-1 => 1]],
            ['81d38000000000000000c3', [\PHP_INT_MIN => true]], ['81a001', ['' => 1]], ['81a2300001', ["0\0" => 1]], ['81a2303101', ['01' => 1]], ['81a100c0', ["\0" => null]],
            ['81a16181a16290', ['a' => ['b' => []]]],
        ]);
        self::assertUnpacks([['81cf8000000000000000c0', ['9223372036854775808' => null]]], MessagePack::UINT64_AS_STRING);
        self::assertUnpacks([
            ['80', new \stdClass()], ['82a16101a16202', (object) ['a' => 1, 'b' => 2]], ['820105a13106', (object) ['1' => 6]], ['82a16101a16102', (object) ['a' => 2]],
            ['81a001', (object) ['' => 1]], ['81a1619180', (object) ['a' => [new \stdClass()]]], ['81ff01', (object) ['-1' => 1]], ['81c401ff01', (object) ["\xff" => 1]],
        ], MessagePack::MAPS_AS_OBJECTS);
        self::assertUnpacks([['80', new Map()], ['82a16101a16102', Map::ofPairs([['a', 1], ['a', 2]])]], MessagePack::MAPS_AS_MAPS);
        $map = MessagePack::unpack(hex2bin('86' . 'c001' . 'c202' . 'cb3ff800000000000003' . '91a16b04' . '8105a17606' . 'd40778c0'), MessagePack::MAPS_AS_MAPS);
        self::assertEquals([[null, 1], [false, 2], [1.5, 3], [['k'], 4], [new Map([5 => 'v']), 6], [new Extension(7, 'x'), null]], $map->pairs());
        self::assertUnpacks([['81cf8000000000000000c0', Map::ofPairs([[9.223372036854775808e18, null]])]], MessagePack::MAPS_AS_MAPS | MessagePack::UINT64_AS_FLOAT);
    }

    public function testKeysThatArraysCannotHaveAreRefused(): void
    {
        foreach (['c0' => 'null', 'c2' => 'bool', 'c3' => 'bool', 'ca' => 'float', 'cb' => 'float', '80' => 'map', 'de' => 'map', 'df' => 'map', '90' => 'array', 'dc' => 'array', 'dd' => 'array', 'c7' => 'extension', 'c8' => 'extension', 'c9' => 'extension', 'd4' => 'extension', 'd6' => 'extension', 'd8' => 'extension'] as $format => $type) {
            foreach ([0, MessagePack::MAPS_AS_OBJECTS] as $flags) {
                self::assertFault(MessagePackException::KEY, "A map key of type $type at byte 3: unpack with MAPS_AS_MAPS", 3, static fn (): mixed => MessagePack::unpack("\x82\x01\x02" . hex2bin((string) $format) . "\0", $flags));
            }
        }
        self::assertFault(MessagePackException::KEY, 'A map key of type float at byte 1: unpack with MAPS_AS_MAPS', 1, static fn (): mixed => MessagePack::unpack(hex2bin('81cf8000000000000000c0'), MessagePack::UINT64_AS_FLOAT));
        self::assertFault(MessagePackException::INTEGER_RANGE, 'The integer 9223372036854775808 at byte 1: choose UINT64_AS_STRING or UINT64_AS_FLOAT', 1, static fn (): mixed => MessagePack::unpack(hex2bin('81cf8000000000000000c0')));
        foreach (['81a2006101', '81c4010001', '81d9010001'] as $bytes) {
            self::assertFault(MessagePackException::KEY, 'A map key that begins with NUL at byte 1: unpack to arrays or with MAPS_AS_MAPS', 1, static fn (): mixed => MessagePack::unpack(hex2bin($bytes), MessagePack::MAPS_AS_OBJECTS));
        }
    }

    public function testBinAndExtensions(): void
    {
        self::assertUnpacks([['c403ffff00', "\xff\xff\0"], ['c400', ''], ['92c40161a162', ['a', 'b']]]);
        self::assertUnpacks([['c403ffff00', new Bin("\xff\xff\0")], ['92c40161a162', [new Bin('a'), 'b']], ['81c4016101', ['a' => 1]]], MessagePack::BIN_AS_OBJECTS);
        self::assertUnpacks([['81c4016101', Map::ofPairs([[new Bin('a'), 1]])]], MessagePack::BIN_AS_OBJECTS | MessagePack::MAPS_AS_MAPS);
        $calls = [];
        $extensions = (new Extensions())->register(5, \ArrayObject::class, static fn (): string => '', static function (string $data, int $type) use (&$calls): object {
            $calls[] = [$data, $type];

            return new \ArrayObject([$data]);
        });
        self::assertEquals([new \ArrayObject(['ab']), new Extension(6, 'x'), ['k' => new \ArrayObject([''])]], MessagePack::unpack(hex2bin('93d5056162' . 'd40678' . '81a16bc70005'), 0, $extensions));
        self::assertSame([['ab', 5], ['', 5]], $calls);
        // No class is revived but by callbacks.
        self::assertSame('O:8:"stdClass":0:{}', MessagePack::unpack(MessagePack::pack('O:8:"stdClass":0:{}')));
    }

    public function testTimestampsComeAsTimestamps(): void
    {
        foreach ([
            ['d6ff00000001', 1, 0], ['d7ff0000000400000002', 2, 1], ['c70cff3b9ac9ffffffffffffffffff', -1, 999999999], ['c70cff00000000ffffffffffffffff', -1, 0],
            ['d7ff0000000000000001', 1, 0], ['c70cff000003e80000000000000005', 5, 1000],
        ] as [$bytes, $seconds, $nanoseconds]) {
            $moment = MessagePack::unpack(hex2bin($bytes));
            self::assertInstanceOf(Timestamp::class, $moment, $bytes);
            self::assertSame([$seconds, $nanoseconds], [$moment->getTimestamp(), $moment->getNanosecond()], $bytes);
            self::assertSame('+00:00', $moment->format('P'), $bytes);
        }
        foreach ([0 => 'c700ff', 1 => 'd4ff00', 2 => 'd5ff0000', 3 => 'c703ff000000', 5 => 'c705ff0000000000', 16 => 'd8ff' . str_repeat('00', 16)] as $length => $bytes) {
            self::assertFault(MessagePackException::MALFORMED, "A timestamp of $length bytes at byte 1: it has 4, 8 or 12", 1, static fn (): mixed => MessagePack::unpack("\x91" . hex2bin($bytes)));
        }
        foreach (['d7ffee6b280000000000' => 1_000_000_000, 'c70cff3b9aca000000000000000000' => 1_000_000_000, 'c70cffffffffff0000000000000000' => 4294967295] as $bytes => $nanoseconds) {
            self::assertFault(MessagePackException::MALFORMED, "A timestamp with $nanoseconds nanoseconds at byte 0: it has 0 to 999999999", 0, static fn (): mixed => MessagePack::unpack(hex2bin($bytes)));
        }
    }

    public function testMalformedMessagesAreRefusedAtTheirPlace(): void
    {
        $end = 'The bytes end within a value at byte %d: the message is cut off';
        $short = ' at byte %d: the message is too short for it';
        foreach ([
            ['', MessagePackException::TRUNCATED, $end, 0],
            ['cd01', MessagePackException::TRUNCATED, $end, 2],
            ['91cc', MessagePackException::TRUNCATED, $end, 2],
            ['dbffffff', MessagePackException::TRUNCATED, $end, 4],
            ['c701', MessagePackException::TRUNCATED, $end, 2],
            ['92a27801', MessagePackException::TRUNCATED, $end, 4],
            ['81a161', MessagePackException::TRUNCATED, $end, 3],
            ['c0c0', MessagePackException::TRAILING_BYTES, 'Bytes follow the value at byte %d: use an Unpacker for several values', 1],
            ['9201c1', MessagePackException::MALFORMED, 'Format byte 0xc1 at byte %d: MessagePack never uses it', 2],
            ['81c101', MessagePackException::MALFORMED, 'Format byte 0xc1 at byte %d: MessagePack never uses it', 1],
            ['dbffffffff', MessagePackException::LENGTH, "A str of 4294967295 bytes$short", 0],
            ['c6ffffffff', MessagePackException::LENGTH, "A bin of 4294967295 bytes$short", 0],
            ['c9ffffffff01', MessagePackException::LENGTH, "An extension of 4294967295 bytes$short", 0],
            ['ddffffffff', MessagePackException::LENGTH, "An array of 4294967295 elements$short", 0],
            ['dfffffffff', MessagePackException::LENGTH, "A map of 4294967295 pairs$short", 0],
            ['930102', MessagePackException::LENGTH, "An array of 3 elements$short", 0],
            ['82010203', MessagePackException::LENGTH, "A map of 2 pairs$short", 0],
            ['92920102', MessagePackException::LENGTH, "An array of 2 elements$short", 1],
            ['92a56162', MessagePackException::LENGTH, "A str of 5 bytes$short", 1],
            ['81a561', MessagePackException::LENGTH, "A str of 5 bytes$short", 1],
            ['d401', MessagePackException::LENGTH, "An extension of 1 bytes$short", 0],
            ['a261ff', MessagePackException::UTF8, 'A str that is not UTF-8 at byte %d: the sender has to use bin', 2],
            ['91a361e381', MessagePackException::UTF8, 'A str that is not UTF-8 at byte %d: the sender has to use bin', 3],
            ['81a18001', MessagePackException::UTF8, 'A str that is not UTF-8 at byte %d: the sender has to use bin', 2],
            ['a3eda080', MessagePackException::UTF8, 'A str that is not UTF-8 at byte %d: the sender has to use bin', 1],
        ] as [$bytes, $code, $message, $offset]) {
            self::assertFault($code, \sprintf($message, $offset), $offset, static fn (): mixed => MessagePack::unpack(hex2bin($bytes)));
        }
    }

    public function testDepthIsALimit(): void
    {
        foreach ([['9180', 1, 1], ['929090', 1, 1], ['81a16181a16290', 2, 6]] as [$bytes, $depth, $offset]) {
            self::assertFault(MessagePackException::DEPTH, "Values are nested deeper than $depth at byte $offset: raise the depth, or nest less", $offset, static fn (): mixed => MessagePack::unpack(hex2bin($bytes), 0, null, $depth));
            self::assertNotNull(MessagePack::unpack(hex2bin($bytes), 0, null, $depth + 1));
        }
        self::assertFault(MessagePackException::DEPTH, 'Values are nested deeper than 512 at byte 512: raise the depth, or nest less', 512, static fn (): mixed => MessagePack::unpack(str_repeat("\x91", 100000) . "\xc0"));
        $deep = MessagePack::unpack(str_repeat("\x91", 1000) . "\x05", 0, null, 1000);
        for ($levels = 0; \is_array($deep); $levels++) {
            [$deep] = $deep;
        }
        self::assertSame([1000, 5], [$levels, $deep]);
        // Each array claims all that follows; together they would claim gigabytes.
        $bomb = str_repeat("\xdd\x00\x01\x00\x00", 500) . str_repeat("\0", 70000);
        self::assertFault(MessagePackException::LENGTH, 'An array of 65536 elements at byte 5: the message is too short for it', 5, static fn (): mixed => MessagePack::unpack($bomb));
    }

    public function testArgumentsAreChecked(): void
    {
        $of = MessagePack::class . '::unpack(): Argument ';
        foreach ([1, 2, 4, 8, 512, -1] as $flags) {
            self::assertValueError("$of#2 (\$flags) must be a combination of MAPS_AS_OBJECTS, MAPS_AS_MAPS, BIN_AS_OBJECTS, UINT64_AS_STRING and UINT64_AS_FLOAT", static fn (): mixed => MessagePack::unpack('x', $flags));
        }
        self::assertValueError("$of#2 (\$flags) must not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS", static fn (): mixed => MessagePack::unpack('x', 48));
        self::assertValueError("$of#2 (\$flags) must not have both UINT64_AS_STRING and UINT64_AS_FLOAT", static fn (): mixed => MessagePack::unpack('x', 384));
        foreach ([0, -1, 0x80000000] as $depth) {
            self::assertValueError("$of#4 (\$depth) must be between 1 and 2147483647", static fn (): mixed => MessagePack::unpack('x', 0, null, $depth));
        }
    }

    public function testValuesComeBack(): void
    {
        foreach ([null, true, 0, -1, \PHP_INT_MIN, \PHP_INT_MAX, 0.1, -0.0, \INF, '', 'text', "\xff", str_repeat('ä', 70000), [], [1, [2, [3]]], ['a' => 1, 5 => [], "\xfe" => 'x'], range(0, 70000), array_fill(-5, 300, 'v'), array_combine(range('a', 'z'), range(1, 26))] as $value) {
            self::assertSame(self::shown($value), self::shown(MessagePack::unpack(MessagePack::pack($value))));
        }
        mt_srand(7);
        for ($round = 0; $round < 300; $round++) {
            $value = self::random(0);
            $packed = MessagePack::pack($value);
            self::assertSame(self::shown($value), self::shown(MessagePack::unpack($packed)), bin2hex($packed));
            self::assertSame(bin2hex($packed), bin2hex(MessagePack::pack(MessagePack::unpack($packed))));
            $cut = mt_rand(0, \strlen($packed) - 1);
            try {
                MessagePack::unpack(substr($packed, 0, $cut));
                self::fail(bin2hex($packed) . " cut at $cut was accepted");
            } catch (MessagePackException) {
            }
        }
    }

    /**
     * A value of random shape.
     */
    private static function random(int $level): mixed
    {
        return match (mt_rand(0, $level > 4 ? 6 : 9)) {
            0 => null,
            1 => mt_rand(0, 1) === 1,
            2 => mt_rand(-200, 200),
            3 => mt_rand() * mt_rand() * (mt_rand(0, 1) === 1 ? 1 : -1),
            4 => mt_rand() / 7,
            5 => str_repeat(['x', 'ä', 'あ', "\xff"][mt_rand(0, 3)], mt_rand(0, 40)),
            6 => '',
            7 => array_map(static fn (): mixed => self::random($level + 1), array_fill(0, mt_rand(0, 20), 0)),
            default => (static function () use ($level): array {
                $map = [];
                for ($count = mt_rand(1, 20); $count > 0; $count--) {
                    $map[mt_rand(0, 2) === 0 ? mt_rand(-300, 300) : "key $count"] = self::random($level + 1);
                }

                return $map;
            })(),
        };
    }

    public function testAnUnpackedArrayIsAnArrayLikeAnyOther(): void
    {
        foreach ([1, 2, 3, 4, 5, 8, 9, 16, 17] as $count) {
            $list = MessagePack::unpack(MessagePack::pack(range(1, $count)));
            $expected = range(1, $count);
            for ($more = 0; $more < 20; $more++) {
                $list[] = $more;
                $expected[] = $more;
            }
            self::assertSame($expected, $list);
            $list = MessagePack::unpack(MessagePack::pack(range(1, $count)));
            $copy = $list;
            $list['key'] = 'x';
            unset($list[0]);
            self::assertSame(\array_slice(range(1, $count), 1, null, true), array_filter($list, is_int(...)));
            self::assertSame(range(1, $count), $copy);
            array_push($copy, 1, 2, 3);
            self::assertSame([3, 2, 1], \array_slice(array_reverse($copy), 0, 3));
            sort($copy);
            array_shift($copy);
            self::assertCount($count + 2, $copy);
            $map = MessagePack::unpack(MessagePack::pack(array_combine(array_map(static fn (int $number): string => "k$number", range(1, $count)), range(1, $count))));
            $map[] = 'next';
            self::assertSame('next', $map[0]);
            $map['k1'] = 'changed';
            for ($more = 0; $more < 20; $more++) {
                $map["m$more"] = $more;
            }
            self::assertSame(['changed', 19, $count + 21], [$map['k1'], $map['m19'], \count($map)]);
        }
        $map = MessagePack::unpack("\x82\x05\x01\xfd\x02");
        $map[] = 3;
        self::assertSame([5 => 1, -3 => 2, 6 => 3], $map);
    }
}
