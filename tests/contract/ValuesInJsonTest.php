<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Timestamp;
use PHPUnit\Framework\TestCase;

class ValuesInJsonTest extends TestCase
{
    public function testMapsAreObjects(): void
    {
        self::assertSame('{}', Json::encode(new Map()));
        self::assertSame('{"a":1,"7":[2],"-3":null}', Json::encode(new Map(['a' => 1, 7 => [2], -3 => null])));
        self::assertSame('{"0":"x","1":"y"}', Json::encode(new Map(['x', 'y'])));
        self::assertSame('{"a":2}', json_encode(Map::ofPairs([['a', 1], ['a', 2]])));
        $this->expectException(MessagePackException::class);
        $this->expectExceptionMessage('A key of type float: use pairs() for keys that arrays cannot have');
        Json::encode(Map::ofPairs([[1.5, 1]]));
    }

    public function testBytesAreTheirText(): void
    {
        self::assertSame('["text"]', Json::encode([new Bin('text')]));
        self::assertFalse(Json::encode(new Bin("\xff")));
        self::assertSame(JSON_ERROR_UTF8, json_last_error());
    }

    public function testMomentsAreTexts(): void
    {
        $texts = [
            [0, 0, '1970-01-01T00:00:00Z'], [1, 5, '1970-01-01T00:00:01.000000005Z'], [-1, 120_000_000, '1969-12-31T23:59:59.120Z'],
            [1_700_000_000, 123_456_000, '2023-11-14T22:13:20.123456Z'],
        ];
        foreach ($texts as [$seconds, $nanoseconds, $text]) {
            $moment = Timestamp::of($seconds, $nanoseconds);
            self::assertSame("\"$text\"", Json::encode($moment), $text);
            self::assertSame("\"$text\"", Json::encode($moment->setTimezone(new \DateTimeZone('Asia/Tokyo'))), $text);
            $packed = MessagePack::pack($moment);
            self::assertSame("\"$text\"", (new Serializer())->transcode($packed, 'application/msgpack', 'application/json'), $text);
        }
        $this->expectException(MessagePackException::class);
        Json::encode(Timestamp::of(300_000_000_000));
    }

    public function testARespondingSubclassChoosesItself(): void
    {
        $serializer = new class () extends Serializer {
            public function negotiate(string $accept): string
            {
                return 'application/msgpack';
            }
        };
        $payload = $serializer->respond([1], 'application/json');
        self::assertSame(["\x91\x01", 'application/msgpack', 'Accept'], [$payload->body, $payload->contentType, $payload->vary]);
    }

    public function testNoMoreThanTenThousandLevelsAreRead(): void
    {
        $nested = static fn (int $levels): string => str_repeat("\x91", $levels) . "\xc0";
        self::assertIsArray(MessagePack::unpack($nested(10_000), 0, null, 1_000_000));
        $this->expectException(MessagePackException::class);
        $this->expectExceptionMessage('Values are nested deeper than 10000 at byte 10000');
        MessagePack::unpack($nested(10_001), 0, null, 1_000_000);
    }

    public function testAClientThatTakesAnythingGetsSomething(): void
    {
        self::assertSame('application/json', (new Serializer())->negotiate('text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2'));
    }
}
