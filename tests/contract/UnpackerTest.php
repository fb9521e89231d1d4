<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Unpacker;
use PHPUnit\Framework\TestCase;

/**
 * Unpacker: streams of values, cut in all ways.
 */
class UnpackerTest extends TestCase
{
    use MessagePackAssertions;

    private const CUT_OFF = 'The bytes end within a value at byte %d: the message is cut off';

    /**
     * Takes all that is complete.
     *
     * @return list<mixed>
     */
    private static function taken(Unpacker $unpacker): array
    {
        $values = [];
        while ($unpacker->hasValue()) {
            $values[] = $unpacker->take();
        }

        return $values;
    }

    public function testValuesCompleteWhereverTheStreamIsCut(): void
    {
        $values = [1, 'abc', [1, [2, []], 'a'], ['a' => ['b' => []], 5 => [null]], [1.5, "\xff\xfe"], -1, '', array_fill(0, 20, 'x'), array_fill(1, 20, -1000), str_repeat('ä', 200), true];
        $stream = implode('', array_map(MessagePack::pack(...), $values));
        foreach ([1, 2, 3, 7, 64, \strlen($stream)] as $length) {
            $unpacker = new Unpacker();
            $taken = [];
            foreach (str_split($stream, $length) as $chunk) {
                self::assertSame($unpacker, $unpacker->feed($chunk));
                array_push($taken, ...self::taken($unpacker));
            }
            self::assertSame($values, $taken, "chunks of $length");
            self::assertSame(0, $unpacker->pending());
            $unpacker->finish();
            $unpacker = new Unpacker();
            foreach (str_split($stream, $length) as $chunk) {
                $unpacker->feed($chunk);
            }
            self::assertSame(\strlen($stream), $unpacker->pending());
            self::assertSame($values, self::taken($unpacker), "chunks of $length, taken at the end");
        }
    }

    public function testFlagsAndExtensionsAreThoseOfUnpack(): void
    {
        self::assertEquals([new \stdClass()], self::taken((new Unpacker(MessagePack::MAPS_AS_OBJECTS))->feed("\x80")));
        self::assertSame(['18446744073709551615'], self::taken((new Unpacker(MessagePack::UINT64_AS_STRING))->feed("\xcf\xff\xff\xff\xff\xff\xff\xff\xff")));
        $extensions = (new Extensions())->register(5, \ArrayObject::class, static fn (): string => '', static fn (string $data): string => "<$data>");
        self::assertSame([['<x>'], 1], self::taken((new Unpacker(0, $extensions))->feed("\x91\xd4\x05x\x01")));
    }

    public function testPendingCountsWhatWasNotTaken(): void
    {
        $unpacker = new Unpacker();
        self::assertSame([0, false], [$unpacker->pending(), $unpacker->hasValue()]);
        $unpacker->feed('');
        $unpacker->finish();
        $unpacker->feed("\x92\x01");
        self::assertSame([2, false], [$unpacker->pending(), $unpacker->hasValue()]);
        $unpacker->feed("\x02\x03\xa5he");
        self::assertSame([7, true], [$unpacker->pending(), $unpacker->hasValue()]);
        self::assertSame([1, 2], $unpacker->take());
        self::assertSame([4, true], [$unpacker->pending(), $unpacker->hasValue()]);
        self::assertSame(3, $unpacker->take());
        self::assertSame([3, false], [$unpacker->pending(), $unpacker->hasValue()]);
        self::assertFault(MessagePackException::INCOMPLETE, 'No value is complete: feed more bytes and ask hasValue() first', null, static fn (): mixed => $unpacker->take());
        self::assertFault(MessagePackException::TRUNCATED, \sprintf(self::CUT_OFF, 7), 7, static fn () => $unpacker->finish());
        $unpacker->feed('llo');
        $unpacker->finish();
        self::assertSame(['hello'], self::taken($unpacker));
        self::assertSame(0, $unpacker->pending());
    }

    public function testFaultsOfTheStreamAreForGood(): void
    {
        $tooLong = static fn (int $offset, int $limit): string => "A value of more than $limit bytes at byte $offset: raise the maximum length, or send less at a time";
        foreach ([
            ["\xc1", 64, 0, MessagePackException::MALFORMED, 0, 'Format byte 0xc1 at byte 0: MessagePack never uses it'],
            ["\x01\x92\x02\xc1", 64, 1, MessagePackException::MALFORMED, 3, 'Format byte 0xc1 at byte 3: MessagePack never uses it'],
            ["\xc6\xff\xff\xff\xff", 64, 0, MessagePackException::LENGTH, 0, $tooLong(0, 64)],
            ["\x01\xc4\x3f", 64, 1, MessagePackException::LENGTH, 1, $tooLong(1, 64)],
            ["\xdd\xff\xff\xff\xff", 64, 0, MessagePackException::LENGTH, 0, $tooLong(0, 64)],
            ["\xdf\xff\xff\xff\xff", 64, 0, MessagePackException::LENGTH, 0, $tooLong(0, 64)],
            ["\x92\xcf", 10, 0, MessagePackException::LENGTH, 1, $tooLong(1, 10)],
            ["\x93\x01\x94", 7, 0, MessagePackException::LENGTH, 2, $tooLong(2, 7)],
            ["\x01" . str_repeat("\x91", 9), 64, 1, MessagePackException::DEPTH, 9, 'Values are nested deeper than 8 at byte 9: raise the depth, or nest less'],
        ] as [$stream, $limit, $complete, $code, $offset, $message]) {
            foreach ([1, \strlen($stream)] as $length) {
                $unpacker = new Unpacker(0, null, 8, $limit);
                self::assertFault($code, $message, $offset, static function () use ($unpacker, $stream, $length): void {
                    foreach (str_split($stream, $length) as $chunk) {
                        $unpacker->feed($chunk);
                    }
                });
                self::assertFault($code, $message, $offset, static fn (): Unpacker => $unpacker->feed("\x01"));
                self::assertFault($code, $message, $offset, static fn () => $unpacker->finish());
                self::assertCount($complete, self::taken($unpacker), $message);
                self::assertFault(MessagePackException::INCOMPLETE, 'No value is complete: feed more bytes and ask hasValue() first', null, static fn (): mixed => $unpacker->take());
            }
        }
        self::assertSame(["12345"], self::taken((new Unpacker(0, null, 8, 6))->feed("\xa512345")));
        self::assertSame([[1, [0, 0, 0], 0]], self::taken((new Unpacker(0, null, 8, 7))->feed("\x93\x01\x93\0\0\0\0")));
    }

    public function testFaultsOfAValueSkipIt(): void
    {
        $unpacker = (new Unpacker())->feed("\x01\x81\xc0\x02\x91\xa1\xff\xd4\xff\0\xcf\x80\0\0\0\0\0\0\0\x07");
        self::assertSame(1, $unpacker->take());
        foreach ([
            [MessagePackException::KEY, 'A map key of type null at byte 2: unpack with MAPS_AS_MAPS', 2, 16],
            [MessagePackException::UTF8, 'A str that is not UTF-8 at byte 6: the sender has to use bin', 6, 13],
            [MessagePackException::MALFORMED, 'A timestamp of 1 bytes at byte 7: it has 4, 8 or 12', 7, 10],
            [MessagePackException::INTEGER_RANGE, 'The integer 9223372036854775808 at byte 10: choose UINT64_AS_STRING or UINT64_AS_FLOAT', 10, 1],
        ] as [$code, $message, $offset, $pending]) {
            self::assertFault($code, $message, $offset, static fn (): mixed => $unpacker->take());
            self::assertSame($pending, $unpacker->pending());
        }
        self::assertSame([7], self::taken($unpacker));
        $unpacker->feed("\xa1\xff\x08");
        self::assertFault(MessagePackException::UTF8, 'A str that is not UTF-8 at byte 21: the sender has to use bin', 21, static fn (): mixed => $unpacker->take());
        self::assertSame(8, $unpacker->take());
    }

    public function testCallbacksMayUseTheUnpacker(): void
    {
        $seen = [];
        $unpacker = null;
        $extensions = (new Extensions())->register(1, \ArrayObject::class, static fn (): string => '', static function (string $data) use (&$unpacker, &$seen): mixed {
            $seen[] = $unpacker->pending();
            if ($data === 't') {
                return $unpacker->take();
            }
            if ($data === 'f') {
                $unpacker->feed(str_repeat("\x05", 10000));
            }
            if ($data === 'x') {
                throw new \DomainException('callback');
            }

            return $data;
        });
        $unpacker = new Unpacker(0, $extensions);
        $unpacker->feed("\x92\xd4\x01t\x02" . "\xa5inner" . "\x92\xd4\x01f\xd4\x01g");
        self::assertSame(['inner', 2], $unpacker->take());
        self::assertSame(['f', 'g'], $unpacker->take());
        self::assertSame(10000, $unpacker->pending());
        self::assertSame(array_fill(0, 10000, 5), self::taken($unpacker));
        self::assertSame([13, 0, 10000], $seen);
        $unpacker->feed("\x92\x01\xd4\x01x\x06");
        try {
            $unpacker->take();
            self::fail('nothing was thrown');
        } catch (\DomainException) {
            self::assertSame(6, $unpacker->take());
        }
    }

    public function testLongStreamsAndManyValues(): void
    {
        $unpacker = new Unpacker();
        $value = MessagePack::pack(['id' => 1, 'name' => str_repeat('n', 100)]);
        $count = 0;
        for ($round = 0; $round < 300; $round++) {
            $unpacker->feed(str_repeat($value, 10) . substr($value, 0, $round % 50));
            for ($number = 0; $number < 10; $number++) {
                self::assertSame(1, $unpacker->take()['id']);
                $count++;
            }
            $unpacker->feed(substr($value, $round % 50));
            $unpacker->take();
            self::assertSame(0, $unpacker->pending());
        }
        self::assertSame(3000, $count);
        $unpacker->feed("\xc6" . pack('N', 3_000_000));
        foreach (range(1, 3000) as $ignored) {
            $unpacker->feed(str_repeat('b', 1000));
        }
        self::assertSame(str_repeat('b', 3_000_000), $unpacker->take());
    }

    public function testClonesGoTheirOwnWay(): void
    {
        $one = (new Unpacker())->feed("\x01\x02\x92\x03");
        $one->take();
        $two = clone $one;
        $one->feed("\x04");
        $two->feed("\x05");
        self::assertSame([2, [3, 4]], self::taken($one));
        self::assertSame([2, [3, 5]], self::taken($two));
        try {
            serialize($one);
            self::fail('it was serialized');
        } catch (\Exception $exception) {
            self::assertSame("Serialization of '" . Unpacker::class . "' is not allowed", $exception->getMessage());
        }
    }

    public function testArgumentsAreChecked(): void
    {
        $of = Unpacker::class . '::__construct(): Argument ';
        self::assertValueError("$of#1 (\$flags) must be a combination of MAPS_AS_OBJECTS, MAPS_AS_MAPS, BIN_AS_OBJECTS, UINT64_AS_STRING and UINT64_AS_FLOAT", static fn (): Unpacker => new Unpacker(1));
        self::assertValueError("$of#1 (\$flags) must not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS", static fn (): Unpacker => new Unpacker(48));
        self::assertValueError("$of#1 (\$flags) must not have both UINT64_AS_STRING and UINT64_AS_FLOAT", static fn (): Unpacker => new Unpacker(384));
        self::assertValueError("$of#3 (\$depth) must be between 1 and 2147483647", static fn (): Unpacker => new Unpacker(0, null, 0));
        self::assertValueError("$of#4 (\$maxLength) must be greater than 0", static fn (): Unpacker => new Unpacker(0, null, 1, 0));
    }
}
