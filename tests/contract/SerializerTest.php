<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\SerializerInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Payload;
use HighPerApp\HighPer\Native\Serializer;
use PHPUnit\Framework\TestCase;

/**
 * Writing and reading by media type, settings and statistics. Negotiation and transcoding have tests of their own.
 */
class SerializerTest extends TestCase
{
    private const JSON = 'application/json';
    private const MSGPACK = 'application/msgpack';

    public function testRespondsWithWhatThePeerAccepts(): void
    {
        $serializer = new Serializer();
        self::assertInstanceOf(SerializerInterface::class, $serializer);
        $payload = $serializer->respond(['a' => 1.5], 'text/html, */*;q=0.1');
        self::assertSame([Payload::class, '{"a":1.5}', self::JSON, 'Accept'], [$payload::class, $payload->body, $payload->contentType, $payload->vary]);
    }

    public function testPayloads(): void
    {
        $payload = (new Serializer())->respond([1], 'Application/X-MsgPack;q=0.5, application/json;q=0.4');
        self::assertSame(["\x91\x01", 'application/x-msgpack', 'Accept'], [$payload->body, $payload->contentType, $payload->vary]);
        self::assertSame(['Content-Type' => 'application/x-msgpack', 'Content-Length' => '2', 'Vary' => 'Accept'], $payload->headers());
        self::assertSame(['Content-Type' => 'b', 'Content-Length' => '0', 'Vary' => 'c'], (new Payload('', 'b', 'c'))->headers());
        $this->expectException(\Error::class);
        $payload->body = '';
    }

    public function testWritesAndReadsByTheDeclaredType(): void
    {
        $serializer = new Serializer();
        $value = ['a' => [1, true, null, "\u{e9}/"], '' => []];
        self::assertSame(json_encode($value), $serializer->serialize($value, 'text/x+json; charset=utf-8'));
        self::assertSame(MessagePack::pack($value), $serializer->serialize($value, self::MSGPACK));
        foreach ([self::JSON, self::MSGPACK] as $type) {
            self::assertSame($value, $serializer->deserialize($serializer->serialize($value, $type), $type));
            self::assertSame($value, $serializer->deserialize($serializer->serialize($value, $type)), 'sniffed');
            self::assertSame($value, $serializer->deserialize($serializer->serialize($value, $type), " \t"), 'blank');
        }
    }

    public function testBytesWithoutATypeAreToldApartByHowTheyBegin(): void
    {
        $serializer = new Serializer();
        foreach (['7' => 7, "\n\t [1]" => [1], '-1' => -1, 'true' => true, 'null' => null, '"a"' => 'a', "\x07" => 7, ' ' => 32, 'A' => 65, "\x81\xa1a\x01" => ['a' => 1]] as $bytes => $value) {
            self::assertSame($value, $serializer->deserialize((string) $bytes), bin2hex((string) $bytes));
            self::assertSame($value, $serializer->deserialize((string) $bytes, ''), bin2hex((string) $bytes));
        }
        self::assertThrows(JsonException::class, static fn () => $serializer->deserialize('{'));
        self::assertThrows(MessagePackException::class, static fn () => $serializer->deserialize(''));
        self::assertSame(55, $serializer->deserialize('7', self::MSGPACK));
    }

    public function testSettings(): void
    {
        $objects = new Serializer(associative: false);
        self::assertEquals((object) ['a' => (object) []], $objects->deserialize('{"a":{}}', self::JSON));
        self::assertEquals((object) ['a' => (object) []], $objects->deserialize("\x81\xa1a\x80", self::MSGPACK));
        $maps = new Serializer(messagePackFlags: MessagePack::MAPS_AS_MAPS | MessagePack::FLOAT32, associative: false);
        self::assertSame([[1, 2]], $maps->deserialize("\x81\x01\x02", self::MSGPACK)->pairs());
        self::assertSame("\xca\x3f\x80\0\0", $maps->serialize(1.0, self::MSGPACK));
        self::assertSame(['a' => []], (new Serializer(JSON_PRETTY_PRINT))->deserialize('{"a":{}}', self::JSON));
        self::assertSame("[\n    \"/\"\n]", (new Serializer(JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES))->serialize(['/'], self::JSON));
        self::assertSame('18446744073709551616', (new Serializer(JSON_BIGINT_AS_STRING))->deserialize('18446744073709551616', self::JSON));

        $shallow = new Serializer(depth: 1);
        self::assertThrows(JsonException::class, static fn () => $shallow->serialize([[1]], self::JSON));
        self::assertThrows(JsonException::class, static fn () => $shallow->deserialize('[[1]]', self::JSON));
        self::assertThrows(MessagePackException::class, static fn () => $shallow->serialize([[1]], self::MSGPACK));
        self::assertThrows(MessagePackException::class, static fn () => $shallow->deserialize("\x91\x91\x01", self::MSGPACK));
    }

    public function testExtensions(): void
    {
        $extensions = (new Extensions())->register(5, Suit::class, static fn (Suit $suit): string => $suit->value, static fn (string $data): Suit => Suit::from($data));
        $serializer = new Serializer(extensions: $extensions);
        self::assertSame("\x91\xd4\x05s", $serializer->serialize([Suit::Spades], self::MSGPACK));
        self::assertSame([Suit::Spades], $serializer->deserialize("\x91\xd4\x05s", self::MSGPACK));
        self::assertSame([Suit::Spades], (clone $serializer)->deserialize("\x91\xd4\x05s", self::MSGPACK));
    }

    public function testACallbackMayChangeTheSerializer(): void
    {
        $serializer = null;
        $pack = static function () use (&$serializer): string {
            $serializer->__construct();

            return 's';
        };
        $serializer = new Serializer(extensions: (new Extensions())->register(5, Suit::class, $pack, static fn (): null => null));
        self::assertSame("\x92\xd4\x05s\xd4\x05s", $serializer->serialize([Suit::Spades, Suit::Spades], self::MSGPACK));
        self::assertSame(1, $serializer->statistics()['msgpack']['written']);
        self::assertSame("\xa1s", $serializer->serialize(Suit::Spades, self::MSGPACK));
    }

    public function testArgumentsOutOfRange(): void
    {
        $flags = 'HighPerApp\HighPer\Native\Serializer::__construct(): Argument #2 ($messagePackFlags) must ';
        $table = [
            [['messagePackFlags' => 8], "{$flags}be a combination of the flags of MessagePack::pack() and MessagePack::unpack()"],
            [['messagePackFlags' => 1024], "{$flags}be a combination of the flags of MessagePack::pack() and MessagePack::unpack()"],
            [['messagePackFlags' => 6], "{$flags}not have both STRINGS_AS_STR and STRINGS_AS_BIN"],
            [['messagePackFlags' => 48, 'depth' => 0], "{$flags}not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS"],
            [['messagePackFlags' => 384], "{$flags}not have both UINT64_AS_STRING and UINT64_AS_FLOAT"],
            [['depth' => 0], 'HighPerApp\HighPer\Native\Serializer::__construct(): Argument #4 ($depth) must be between 1 and 2147483647'],
            [['depth' => 2147483648], 'HighPerApp\HighPer\Native\Serializer::__construct(): Argument #4 ($depth) must be between 1 and 2147483647'],
        ];
        foreach ($table as [$arguments, $message]) {
            self::assertThrows(\ValueError::class, static fn () => new Serializer(...$arguments), $message);
        }
        new Serializer(depth: 2147483647);
    }

    public function testStatistics(): void
    {
        $nothing = ['written' => 0, 'bytesWritten' => 0, 'read' => 0, 'bytesRead' => 0, 'transcoded' => 0, 'failed' => 0];
        $serializer = new Serializer();
        self::assertSame(['json' => $nothing, 'msgpack' => $nothing], $serializer->statistics());
        $serializer->serialize([1, 2], self::JSON);
        $serializer->respond([1, 2], self::MSGPACK);
        $serializer->deserialize('[1, 2, 3]');
        $serializer->deserialize("\x91\x01");
        $serializer->transcode('[1]', self::JSON, self::MSGPACK);
        $serializer->transcode("\x91\x01", self::MSGPACK, self::JSON);
        $serializer->transcode('[1]', self::JSON, self::JSON);
        $failures = [
            [JsonException::class, static fn () => $serializer->serialize(NAN, self::JSON)],
            [JsonException::class, static fn () => $serializer->deserialize('[')],
            [JsonException::class, static fn () => $serializer->transcode('[', self::JSON, self::MSGPACK)],
            [MessagePackException::class, static fn () => $serializer->deserialize("\xc1")],
            [NotAcceptable::class, static fn () => $serializer->respond(NAN, 'text/html')],
            [UnsupportedMediaType::class, static fn () => $serializer->serialize(1, 'text/html')],
            [UnsupportedMediaType::class, static fn () => $serializer->transcode('[', self::JSON, 'text/html')],
        ];
        foreach ($failures as [$class, $call]) {
            self::assertThrows($class, $call);
        }
        $expected = [
            'json' => ['written' => 1, 'bytesWritten' => 5, 'read' => 1, 'bytesRead' => 9, 'transcoded' => 2, 'failed' => 2],
            'msgpack' => ['written' => 1, 'bytesWritten' => 3, 'read' => 1, 'bytesRead' => 2, 'transcoded' => 1, 'failed' => 2],
        ];
        self::assertSame($expected, $serializer->statistics());
        $clone = clone $serializer;
        $clone->serialize(1, self::JSON);
        self::assertSame($expected, $serializer->statistics());
        self::assertSame(2, $clone->statistics()['json']['written']);
        $serializer->__construct();
        self::assertSame(['json' => $nothing, 'msgpack' => $nothing], $serializer->statistics());
    }

    public function testWhatAValueThrowsPassesThrough(): void
    {
        $thrown = new \DomainException('mine');
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
        foreach ([self::JSON, self::MSGPACK] as $type) {
            try {
                $serializer->respond($value, $type);
                self::fail('nothing was thrown');
            } catch (\DomainException $exception) {
                self::assertSame($thrown, $exception);
            }
        }
        self::assertSame([1, 1], array_column($serializer->statistics(), 'failed'));
    }

    public function testItDoesNotTouchTheErrorStateOfJson(): void
    {
        json_decode('[');
        $serializer = new Serializer();
        $serializer->deserialize($serializer->serialize([1], self::JSON));
        $serializer->transcode('[1]', self::JSON, self::MSGPACK);
        self::assertSame(JSON_ERROR_SYNTAX, json_last_error());
        json_decode('1');
    }

    public function testItCannotBeSerializedItself(): void
    {
        self::assertThrows(\Exception::class, static fn () => serialize(new Serializer()), "Serialization of 'HighPerApp\HighPer\Native\Serializer' is not allowed");
        $bytes = 'O:36:"HighPerApp\HighPer\Native\Serializer":0:{}';
        self::assertThrows(\Exception::class, static fn () => unserialize($bytes), "Unserialization of 'HighPerApp\HighPer\Native\Serializer' is not allowed");
    }

    private static function assertThrows(string $class, callable $call, ?string $message = null): void
    {
        try {
            $call();
        } catch (\Throwable $exception) {
            self::assertSame($class, $exception::class, $exception->getMessage());
            self::assertSame($message ?? $exception->getMessage(), $exception->getMessage());

            return;
        }
        self::fail("nothing was thrown; expected: $class");
    }
}
