<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonDecoder;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Timestamp;
use HighPerApp\HighPer\Native\Unpacker;

class Money implements \JsonSerializable
{
    public function __construct(public int $cents)
    {
    }

    public function jsonSerialize(): mixed
    {
        return $this->cents < 0 ? throw new \DomainException('no debts') : ['cents' => $this->cents];
    }
}

/**
 * An answer of an API.
 *
 * @return array<string, mixed>
 */
function answer(int $i): array
{
    return [
        'id' => $i, 'name' => "Käthe $i", 'price' => $i / 8, 'open' => $i % 2 === 0, 'none' => null, 'tags' => ['new', "t$i"],
        'of' => ['street' => "Long street $i, where nobody is \"at home\"", 'zip' => '01234', 'at' => ['lat' => 52.5, 'lon' => -13.25]], 'list' => [1, $i, $i << 20],
    ];
}

/**
 * JSON, MessagePack, and choosing between them.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function serializing(): array
{
    $decoder = new JsonDecoder(true);
    $serializer = new Serializer();
    $extensions = (new Extensions())->register(7, Money::class, static fn (Money $money): string => (string) $money->cents, static fn (string $bytes): Money => new Money((int) $bytes));
    $large = array_map(answer(...), range(1, 2000));
    $largeJson = Json::encode($large, JSON_THROW_ON_ERROR);
    $largeMessage = MessagePack::pack($large);
    $broken = ['{"a":}', '[1,2', "[\"a\x01\"]", '["\ud800"]', "[\"\xff\"]", '[1}', '{"a":1}}', 'nul', '[[[[1]]]]'];

    return [
        'json encode' => [80, static fn (int $i) => want(str_contains((string) Json::encode(answer($i), $i % 3 === 0 ? JSON_PRETTY_PRINT : 0), "\"id\":"), 'encode()')],
        'json decode' => [60, static fn (int $i) => want(Json::decode(sprintf('{"id":%d,"name":"K\u00e4the","list":[1.5,-2e3,"a"],"k%08d":{"a":null}}', $i, $i), true)['id'] === $i, 'decode()')],
        'json decode to objects' => [30, static fn (int $i) => want(Json::decode(sprintf('[{"id":%d,"of":{"a":[{}]}},{"id":2}]', $i))[0]->id === $i, 'decode() to objects')],
        'json both ways' => [20, static fn (int $i) => want(Json::decode((string) Json::encode(answer($i)), true) == answer($i), 'both ways')],
        'json validate' => [20, static fn (int $i) => want(Json::validate("[$i,{\"a\":\"b\"}]") && !Json::validate("[$i,]"), 'validate()')],
        'json pointer' => [30, static function (int $i): void {
            $text = "{\"items\":[{\"id\":$i},{\"a/b\":\"x$i\"}],\"rest\":[1,2,3]}";
            want(Json::get($text, '/items/1/a~1b') === "x$i" && Json::has($text, '/rest/2') && !Json::has($text, '/rest/3'), 'a pointer');
        }],
        'json pointer refused' => [5, static fn (int $i) => refused(JsonException::class, static fn (): mixed => Json::get("{\"a\":[$i]}", ['/a/1', 'a', '/a/~2', '/b'][$i % 4]))],
        'json lines' => [10, static fn (int $i) => want(iterator_to_array(Json::lines(["{\"id\":$i}\n", "\n[1,", "2]\r\n", "\"end\""], true)) === [['id' => $i], [1, 2], 'end'], 'lines()')],
        'json to a stream' => [10, static function (int $i): void {
            // A stream that is kept would keep a text, which gets longer with the digits of the number.
            $stream = fopen('php://memory', 'w+b') ?: throw new \RuntimeException('no stream');
            want(Json::encodeTo($stream, answer($i)) === ftell($stream), 'encodeTo()');
        }],
        'json refused' => [20, static function (int $i) use ($broken): void {
            want(Json::decode($broken[$i % 8]) === null && json_last_error() !== 0, 'what is broken');
            refused(JsonException::class, static fn (): mixed => Json::decode($broken[$i % 9], true, 3, JSON_THROW_ON_ERROR));
        }],
        'json not encodable' => [10, static fn (int $i) => refused(JsonException::class, static fn (): mixed => Json::encode([$i, ["a\xff", NAN][$i % 2]], JSON_THROW_ON_ERROR))],
        'json objects' => [20, static fn (int $i) => want(Json::encode([new Money($i), (object) ['a' => new Money(1)]]) === "[{\"cents\":$i},{\"a\":{\"cents\":1}}]", 'JsonSerializable')],
        'json object that throws' => [5, static fn (int $i) => refused(\DomainException::class, static fn (): mixed => Json::encode([$i, [new Money(-1)]]))],
        'json decoder' => [20, static fn (int $i) => want($decoder->decode("{\"a\":[$i,true]}") === ['a' => [$i, true]] && $decoder->get("[[$i]]", '/0/0') === $i, 'JsonDecoder')],
        'json large' => [1, static fn (int $i) => want(\count(Json::decode($largeJson, $i % 2 === 0)) === 2000 && \strlen((string) Json::encode($large)) === \strlen($largeJson), 'a large document')],
        'messagepack both ways' => [50, static fn (int $i) => want(MessagePack::unpack(MessagePack::pack(answer($i))) === answer($i), 'MessagePack')],
        'messagepack classes' => [10, static function (int $i) use ($extensions): void {
            $packed = MessagePack::pack([new Money($i), new Bin("\xff$i"), new Map([3 => $i]), Timestamp::of($i, 5)], 0, $extensions);
            [$money, $bin, $map, $time] = MessagePack::unpack($packed, MessagePack::MAPS_AS_MAPS | MessagePack::BIN_AS_OBJECTS, $extensions);
            want($money->cents === $i && $bin->bytes === "\xff$i" && $map->pairs() === [[3, $i]] && $time->getNanosecond() === 5, 'classes of MessagePack');
        }],
        'messagepack refused' => [10, static fn (int $i) => refused(MessagePackException::class, static fn (): mixed => MessagePack::unpack(["\xc1", "\xdd\xff\xff\xff\xff", "\x92\x01", "\x01\x01", "\x81\xc0\x01", "\xcf" . str_repeat("\xff", 8)][$i % 6]))],
        'messagepack not packable' => [5, static fn (int $i) => refused(MessagePackException::class, static fn (): string => MessagePack::pack([$i, static fn (): int => 1]))],
        'unpacker' => [10, static function (int $i): void {
            $unpacker = new Unpacker();
            foreach (str_split(MessagePack::pack([$i, 'abc']) . MessagePack::pack("x$i"), 3) as $piece) {
                $unpacker->feed($piece);
            }
            want($unpacker->take() === [$i, 'abc'] && $unpacker->take() === "x$i" && $unpacker->pending() === 0, 'Unpacker');
        }],
        'messagepack large' => [1, static fn (int $i) => want(\count(MessagePack::unpack($largeMessage)) === 2000 && MessagePack::pack($large) === $largeMessage, 'a large message')],
        'transcode' => [20, static function (int $i) use ($serializer): void {
            $json = "{\"id\":$i,\"a\":[1.5,\"x\"]}";
            want($serializer->transcode($serializer->transcode($json, 'application/json', 'application/msgpack'), 'application/msgpack', 'application/json') === $json, 'transcode()');
        }],
        'transcode refused' => [5, static fn (int $i) => refused(JsonException::class, static fn (): string => $serializer->transcode("[$i,]", 'application/json', 'application/msgpack'))],
        'transcode large' => [1, static fn (int $i) => want(\strlen($serializer->transcode($largeMessage, 'application/msgpack', 'application/json')) > 100_000, 'transcoding what is large')],
        'negotiate' => [20, static function (int $i) use ($serializer): void {
            want($serializer->negotiate("text/html, application/msgpack;q=0." . $i % 10 . ', */*;q=0.1') !== '', 'negotiate()');
            want($serializer->respond(['id' => $i], 'application/vnd.api+json')->contentType === 'application/vnd.api+json', 'respond()');
        }],
        'deserialize' => [20, static fn (int $i) => want($serializer->deserialize("{\"id\":$i}", 'application/json; charset=utf-8') === ['id' => $i] && $serializer->deserialize("\x91\xcd\x01\x00") === [256], 'deserialize()')],
        'media types refused' => [5, static function (int $i) use ($serializer): void {
            refused(NotAcceptable::class, static fn (): string => $serializer->negotiate("text/x$i"));
            refused(UnsupportedMediaType::class, static fn (): mixed => $serializer->deserialize("[$i]", 'text/plain'));
        }],
    ];
}
