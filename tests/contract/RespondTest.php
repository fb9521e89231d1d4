<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\SerializerInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Payload;
use HighPerApp\HighPer\Native\Serializer;
use PHPUnit\Framework\TestCase;

/**
 * What a Serializer writes and reads, how it is set up, and what it counts.
 */
class RespondTest extends TestCase
{
    private const NOTHING = ['written' => 0, 'bytesWritten' => 0, 'read' => 0, 'bytesRead' => 0, 'transcoded' => 0, 'failed' => 0];

    public function testRespond(): void
    {
        $cases = [
            ['', 'application/json', '{"a":[1,"é",null]}'],
            ['application/msgpack', 'application/msgpack', "\x81\xa1a\x93\x01\xa2\u{e9}\xc0"],
            ['Application/Vnd.Api+JSON, */*;q=0.1', 'application/vnd.api+json', '{"a":[1,"é",null]}'],
            ['application/x-msgpack;q=0.9, text/html', 'application/x-msgpack', "\x81\xa1a\x93\x01\xa2\u{e9}\xc0"],
        ];
        foreach ($cases as [$accept, $type, $body]) {
            $payload = (new Serializer(JSON_UNESCAPED_UNICODE))->respond(['a' => [1, "\u{e9}", null]], $accept);
            self::assertInstanceOf(Payload::class, $payload);
            self::assertSame([$body, $type, 'Accept'], [$payload->body, $payload->contentType, $payload->vary], $accept);
            self::assertSame(['Content-Type' => $type, 'Content-Length' => (string) \strlen($body), 'Vary' => 'Accept'], $payload->headers(), $accept);
        }
        $this->expectException(NotAcceptable::class);
        $this->expectExceptionCode(406);
        (new Serializer())->respond(1, 'text/html');
    }

    public function testWithoutATypeTheBytesDecide(): void
    {
        $cases = [
            ['{"a":1}', ['a' => 1]], [" \t\r\n[1]", [1]], ['"a"', 'a'], ['-1', -1], ['7', 7], ['0', 0], ['true', true], ['false', false], ['null', null],
            ["\x07", 7], ["\x81\xa1a\x01", ['a' => 1]], ["\x93\x01\x02\x03", [1, 2, 3]], [' ', 32], ["\n", 10], ["\xa1{", '{'], ["\xc0", null], ['A', 65], ["\x2c", 44],
        ];
        foreach ($cases as [$bytes, $expected]) {
            foreach ([null, '', " \t"] as $type) {
                self::assertSame($expected, (new Serializer())->deserialize($bytes, $type), bin2hex($bytes));
            }
        }
        foreach (['{' => JsonException::class, 'truth' => JsonException::class, '' => MessagePackException::class, '  ' => MessagePackException::class] as $bytes => $class) {
            self::assertThrows($class, static fn (): mixed => (new Serializer())->deserialize($bytes), $bytes);
        }
    }

    public function testADeclaredTypeIsNotDoubted(): void
    {
        self::assertSame(49, (new Serializer())->deserialize('1', 'application/msgpack'));
        self::assertSame(1, (new Serializer())->deserialize('1', 'application/problem+json; charset=UTF-8'));
        self::assertThrows(JsonException::class, static fn (): mixed => (new Serializer())->deserialize("\x07", 'application/json'), 'MessagePack as JSON');
        self::assertThrows(UnsupportedMediaType::class, static fn (): mixed => (new Serializer())->deserialize('1', 'text/plain'), 'text/plain');
    }

    public function testSettings(): void
    {
        self::assertSame("[\n    1.0\n]", (new Serializer(JSON_PRETTY_PRINT | JSON_PRESERVE_ZERO_FRACTION))->serialize([1.0], 'application/json'));
        self::assertSame('12345678901234567890', (new Serializer(JSON_BIGINT_AS_STRING))->deserialize('12345678901234567890', 'application/json'));
        self::assertSame("\xca\x3f\xc0\0\0", (new Serializer(0, MessagePack::FLOAT32))->serialize(1.5, 'application/msgpack'));
        self::assertSame('18446744073709551615', (new Serializer(0, MessagePack::UINT64_AS_STRING))->deserialize("\xcf\xff\xff\xff\xff\xff\xff\xff\xff"));
        $objects = new Serializer(associative: false);
        self::assertEquals((object) ['a' => (object) []], $objects->deserialize('{"a":{}}'));
        self::assertEquals((object) ['a' => (object) []], $objects->deserialize("\x81\xa1a\x80"));
        self::assertInstanceOf(Map::class, (new Serializer(0, MessagePack::MAPS_AS_MAPS, false))->deserialize("\x80"));
        self::assertSame(['a' => []], (new Serializer())->deserialize("\x81\xa1a\x80"));
        $extensions = (new Extensions())->register(5, Suit::class, static fn (Suit $suit): string => $suit->value, static fn (string $bytes): Suit => Suit::from($bytes));
        $extended = new Serializer(extensions: $extensions);
        $suit = Suit::cases()[0];
        self::assertSame($suit, $extended->deserialize($extended->serialize($suit, 'application/msgpack'), 'application/msgpack'));
    }

    public function testDepthHoldsForBothFormats(): void
    {
        $serializer = new Serializer(depth: 2);
        self::assertSame([[]], $serializer->deserialize("\x91\x90"));
        self::assertSame([1], $serializer->deserialize('[1]'));
        foreach ([
            'JSON in' => static fn (): mixed => $serializer->deserialize('[[1]]'),
            'JSON out' => static fn (): mixed => $serializer->serialize([[[1]]], 'application/json'),
            'MessagePack in' => static fn (): mixed => $serializer->deserialize("\x91\x91\x90"),
            'MessagePack out' => static fn (): mixed => $serializer->serialize([[[1]]], 'application/msgpack'),
        ] as $what => $call) {
            self::assertThrows($what[0] === 'J' ? JsonException::class : MessagePackException::class, $call, $what);
        }
    }

    public function testArgumentsOutOfRange(): void
    {
        $flags = 'Argument #2 ($messagePackFlags) must ';
        $cases = [
            [[0, 8], $flags . 'be a combination of the flags of MessagePack::pack() and MessagePack::unpack()'],
            [[0, -1, true, 0], $flags . 'be a combination of the flags of MessagePack::pack() and MessagePack::unpack()'],
            [[0, 6], $flags . 'not have both STRINGS_AS_STR and STRINGS_AS_BIN'],
            [[0, 48], $flags . 'not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS'],
            [[0, 384], $flags . 'not have both UINT64_AS_STRING and UINT64_AS_FLOAT'],
            [[0, 0, true, 0], 'Argument #4 ($depth) must be between 1 and 2147483647'],
            [[0, 0, true, 0x80000000], 'Argument #4 ($depth) must be between 1 and 2147483647'],
        ];
        foreach ($cases as [$arguments, $text]) {
            $error = self::assertThrows(\ValueError::class, static fn (): Serializer => new Serializer(...$arguments), $text);
            self::assertSame(Serializer::class . "::__construct(): $text", $error->getMessage());
        }
    }

    public function testStatistics(): void
    {
        $serializer = new Serializer();
        self::assertSame(['json' => self::NOTHING, 'msgpack' => self::NOTHING], $serializer->statistics());
        $serializer->respond([1], '*/*');
        $serializer->serialize([1, 2], 'application/json');
        $serializer->serialize([1, 2], 'application/msgpack');
        $serializer->deserialize('[1]');
        $serializer->deserialize("\x90");
        $serializer->deserialize("\x91\x01", 'application/x-msgpack');
        $serializer->transcode('[1]', 'application/json', 'application/msgpack');
        $serializer->transcode("\x90", 'application/msgpack', 'application/json');
        $serializer->transcode("\x90", 'application/msgpack', 'application/json');
        foreach ([
            static fn (): mixed => $serializer->deserialize('['),
            static fn (): mixed => $serializer->serialize(\NAN, 'application/json'),
            static fn (): mixed => $serializer->transcode('[', 'application/json', 'application/msgpack'),
            static fn (): mixed => $serializer->deserialize("\xc1"),
            static fn (): mixed => $serializer->serialize(static fn (): int => 1, 'application/msgpack'),
            static fn (): mixed => $serializer->transcode("\xc1", 'application/msgpack', 'application/json'),
            // These have no format to be counted under.
            static fn (): mixed => $serializer->negotiate('text/html'),
            static fn (): mixed => $serializer->respond(1, 'text/html'),
            static fn (): mixed => $serializer->deserialize('1', 'text/html'),
            static fn (): mixed => $serializer->transcode('1', 'application/json', 'text/html'),
        ] as $number => $call) {
            self::assertThrows(\Exception::class, $call, "call $number");
        }
        $expected = [
            'json' => ['written' => 2, 'bytesWritten' => 8, 'read' => 1, 'bytesRead' => 3, 'transcoded' => 2, 'failed' => 3],
            'msgpack' => ['written' => 1, 'bytesWritten' => 3, 'read' => 2, 'bytesRead' => 3, 'transcoded' => 1, 'failed' => 3],
        ];
        self::assertSame($expected, $serializer->statistics());
        $copy = clone $serializer;
        $copy->serialize(1, 'application/json');
        self::assertSame($expected, $serializer->statistics(), 'a clone counts for itself');
        self::assertSame(3, $copy->statistics()['json']['written']);
        $serializer->__construct();
        self::assertSame(['json' => self::NOTHING, 'msgpack' => self::NOTHING], $serializer->statistics());
    }

    public function testWhatAValueThrowsPassesAndCounts(): void
    {
        $thrown = new \DomainException('from the value');
        $value = new class ($thrown) implements \JsonSerializable {
            public function __construct(private readonly \Throwable $thrown)
            {
            }

            public function jsonSerialize(): never
            {
                throw $this->thrown;
            }
        };
        $serializer = new Serializer();
        foreach (['application/json', 'application/msgpack'] as $type) {
            self::assertSame($thrown, self::assertThrows(\DomainException::class, static fn (): string => $serializer->serialize($value, $type), $type));
        }
        self::assertSame([1, 1], array_column($serializer->statistics(), 'failed'));
    }

    public function testObjects(): void
    {
        $subclass = new class (JSON_PRETTY_PRINT) extends Serializer {
            public function negotiate(string $accept): string
            {
                return parent::negotiate($accept === 'mine' ? 'application/msgpack' : $accept);
            }
        };
        self::assertInstanceOf(SerializerInterface::class, $subclass);
        self::assertSame('application/msgpack', $subclass->negotiate('mine'));
        self::assertSame("[\n    1\n]", $subclass->serialize([1], 'application/json'));
        $bare = (new \ReflectionClass(Serializer::class))->newInstanceWithoutConstructor();
        self::assertSame('[1]', $bare->serialize([1], 'application/json'));
        self::assertSame(['a' => 1], $bare->deserialize('{"a":1}'));
        $error = self::assertThrows(\Exception::class, static fn (): string => serialize(new Serializer()), 'serialize()');
        self::assertSame("Serialization of '" . Serializer::class . "' is not allowed", $error->getMessage());
    }

    /**
     * @param class-string<\Throwable> $class
     * @param callable(): mixed        $call
     */
    private static function assertThrows(string $class, callable $call, string $message): \Throwable
    {
        try {
            $call();
        } catch (\Throwable $thrown) {
            self::assertInstanceOf($class, $thrown, $message);

            return $thrown;
        }
        self::fail("nothing was thrown: $message");
    }
}
