<?php

// No strict_types: objects are to be converted to the strings that methods ask for, which runs the user's code, too.

use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonDecoder;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Unpacker;

/**
 * The methods of Json, JsonDecoder, MessagePack, Unpacker and Serializer that call the user's code.
 *
 * @return array<string, Closure(Place): mixed>
 */
function serializer_sites(): array
{
    // A value with the user's code in it, in the midst of others, and held by nothing but references.
    $value = function (Place $place, mixed $inner): mixed {
        $list = ['first', str_repeat('f', 40)];
        $object = new stdClass();
        $object->before = [1, 2.5, null];
        $object->it = $inner;
        $object->after = str_repeat('ü', 30);
        $value = ['a' => &$list, 'o' => $object, 'i' => $inner, 'z' => [true, &$list]];
        $place->letGo = function () use (&$list, &$value, $object): void {
            $list = $value = null;
            unset($object->it, $object->after);
        };
        $place->change = function () use (&$list, $object): void {
            $list = array_fill(0, 50, 'changed');
            $object->added = new stdClass();
            unset($object->before);
        };

        return [&$value];
    };
    $lines = "{\"a\":1}\n[2,\"" . str_repeat('x', 40) . "\"]\n\"three\"\n";
    $read = function (iterable $lines): array {
        $values = [];
        foreach ($lines as $key => $line) {
            $values[$key] = $line;
        }

        return $values;
    };
    $extensions = fn (Place $place): Extensions => (new Extensions())->register(
        7,
        ArrayObject::class,
        function (ArrayObject $object) use ($place): string {
            $place();

            return count($object) . 'packed';
        },
        function (string $data) use ($place): object {
            $place();

            return new ArrayObject([$data]);
        },
    );
    $packed = MessagePack::pack(['a' => 'text', 'b' => new HighPerApp\HighPer\Native\Extension(7, '12345'), 'c' => [1, ['d' => 'e']]]);
    $sites = [];
    foreach (['Json::encode' => fn (mixed $value): mixed => Json::encode($value), 'MessagePack::pack' => fn (mixed $value): string => bin2hex(MessagePack::pack($value))] as $method => $write) {
        $sites["$method, JsonSerializable"] = function (Place $place) use ($value, $write): array {
            $given = $value($place, new Answering($place, ['inner' => [1, new Answering(new Place(fn () => null), 'deep')]]));
            $place->again = fn (): mixed => $write($given[0]);

            return [$write($given[0]) !== ''];
        };
        $sites["$method, what jsonSerialize() gives falls"] = function (Place $place) use ($value, $write): array {
            $given = $value($place, new class ($place) implements JsonSerializable {
                public function __construct(private Place $place)
                {
                }

                public function jsonSerialize(): mixed
                {
                    return new Falling($this->place, str_repeat('m', 20));
                }
            });

            return [$write($given[0]) !== ''];
        };
        $sites["$method, a list of objects"] = function (Place $place) use ($write): array {
            $list = [];
            for ($i = 0; $i < 40; $i++) {
                $list[] = new Answering($i === 20 ? $place : new Place(fn () => null), $i);
            }
            $place->change = function () use (&$list): void { $list = array_reverse($list); $list[] = 1; };
            $place->letGo = function () use (&$list): void { $list = null; };
            $place->again = fn (): mixed => $write($list);
            $held = &$list;

            return [$write($held)];
        };
    }

    return $sites + [
        'Json::encodeTo, the value' => function (Place $place) use ($value): array {
            $stream = fopen('php://memory', 'r+');
            $given = $value($place, new Answering($place, str_repeat('s', 9000)));
            $place->again = fn (): mixed => is_resource($stream) ? Json::encodeTo($stream, 'again') : null;

            return [Json::encodeTo($stream, $given[0]) > 0];
        },
        'Json::encodeTo, the stream is closed' => function (Place $place) use ($value): array {
            $stream = fopen('php://memory', 'r+');
            $given = $value($place, new Answering($place, str_repeat('s', 9000)));
            $place->letGo = function () use ($stream): void { fclose($stream); };
            try {
                return [Json::encodeTo($stream, $given[0]) > 0];
            } catch (TypeError | JsonException $error) {
                return [$error instanceof TypeError ? 'TypeError' : 'JsonException'];
            }
        },
        'Json::encodeTo, a stream' => function (Place $place): array {
            $stream = Wrapper::open($place, 'write');
            stream_set_write_buffer($stream, 0);
            $value = array_fill(0, 300, 'some text');
            $place->letGo = function () use (&$value): void { $value = null; };
            $place->again = fn (): mixed => Json::encodeTo(fopen('php://memory', 'r+'), $value);

            return [Json::encodeTo($stream, $value)];
        },
        'Json::encodeTo, a filter' => fn (Place $place): array => [Json::encodeTo(Filter::on($place), array_fill(0, 300, 'some text'))],
        'Json::lines, a generator' => function (Place $place) use ($read, $lines): array {
            $given = Json::lines((function () use ($place, $lines): Generator {
                yield substr($lines, 0, 12);
                $place();
                yield substr($lines, 12, 20);
                yield substr($lines, 32);
            })(), true);
            $place->letGo = function () use (&$given): void { $given = null; };
            $place->again = fn (): mixed => $given?->current();

            return $read($given);
        },
        'Json::lines, an aggregate' => fn (Place $place): array => $read(Json::lines(new Aggregate($place, new Walk(new Place(fn () => null), str_split($lines, 5), '')), true)),
        'Json::lines, a stream' => function (Place $place) use ($read, $lines): array {
            $stream = Wrapper::open($place, 'read', $lines);
            $given = Json::lines($stream, true);
            $place->letGo = function () use (&$given, &$stream): void { $given = $stream = null; };
            $place->again = fn (): mixed => $given?->valid();

            return $read($given);
        },
        'Json::lines, the end of a stream' => fn (Place $place): array => $read(Json::lines(Wrapper::open($place, 'eof', $lines), true)),
        'Json::lines, a filter' => fn (Place $place): array => $read(Json::lines(Filter::on($place, $lines), true)),
        'Json::lines, a piece that falls' => function (Place $place) use ($read, $lines): array {
            try {
                return $read(Json::lines([substr($lines, 0, 8), new Falling($place)], true));
            } catch (TypeError) {
                return ['TypeError'];
            }
        },
        'JsonDecoder::lines' => function (Place $place) use ($read, $lines): array {
            $decoder = new JsonDecoder(true);
            $place->letGo = function () use (&$decoder): void { $decoder = null; };
            $place->change = fn (): mixed => $decoder?->__construct(false);
            $place->again = fn (): mixed => $decoder?->decode('[1,{"a":2}]');

            return $read($decoder->lines(new Walk($place, str_split($lines, 7), 'current')));
        },
        'Json::decode, a text' => fn (Place $place): array => [Json::decode(new Text($place, '{"a":[1,2,{"b":null}]}'), true)],
        'Json::get, texts' => fn (Place $place): array => [Json::get(new Text(new Place(fn () => null), '{"a":[1,2]}'), new Text($place, '/a/1'))],
        'MessagePack::pack, a callback' => function (Place $place) use ($extensions): array {
            $given = $extensions($place);
            $value = ['a' => str_repeat('a', 300), 'b' => new ArrayObject([1, 2]), 'c' => ['d' => new ArrayObject()]];
            $place->letGo = function () use (&$given, &$value): void { $given = $value = null; };
            $place->change = function () use (&$given): void { $given?->register(7, stdClass::class, fn () => 'other', fn () => null); };
            $place->again = fn (): mixed => MessagePack::pack(new ArrayObject(), 0, $given);

            return [bin2hex(MessagePack::pack($value, 0, $given))];
        },
        'MessagePack::pack, a callback that gives what falls' => function (Place $place): array {
            $extensions = (new Extensions())->register(1, ArrayObject::class, fn (): object => new Falling($place), fn () => null);
            return [MessagePack::pack([1, new ArrayObject()], 0, $extensions)];
        },
        'MessagePack::pack, a moment' => function (Place $place): array {
            $moment = new Moment('2026-01-01T00:00:00.25Z');
            $moment->place = $place;
            $value = [1, [$moment], 'x'];
            $place->letGo = function () use (&$value): void { $value = null; };
            $held = &$value;

            return [bin2hex(MessagePack::pack($held))];
        },
        'MessagePack::unpack, a callback' => function (Place $place) use ($extensions, $packed): array {
            $given = $extensions($place);
            $place->letGo = function () use (&$given): void { $given = null; };
            $place->change = function () use (&$given): void { $given?->register(7, stdClass::class, fn () => 'other', fn () => 'other'); };
            $place->again = fn (): mixed => MessagePack::unpack($packed, 0, $given);
            $value = MessagePack::unpack($packed, 0, $given);

            return [$value['a'], $value['b']::class, $value['c']];
        },
        'MessagePack::unpack, what was built falls' => function (Place $place): array {
            $made = fn (): Extensions => (new Extensions())->register(1, Falling::class, fn () => '', fn () => new Falling($place));
            // The last of three is missing, so that the others are let go of.
            return [MessagePack::unpack("\x93\xd4\x01x\x01", 0, $made())];
        },
        'Unpacker::take' => function (Place $place) use ($extensions, $packed): array {
            $unpacker = new Unpacker(0, $extensions($place));
            $unpacker->feed($packed . $packed);
            $place->letGo = function () use (&$unpacker): void { $unpacker = null; };
            $place->change = fn (): mixed => $unpacker?->feed("\x01\x02\x03");
            $place->again = fn (): mixed => [$unpacker?->pending(), $unpacker?->hasValue()];
            $value = $unpacker->take();

            return [$value['a'], $value['b']::class];
        },
        'Unpacker::feed, a text' => function (Place $place): array {
            $unpacker = new Unpacker();
            $place->letGo = function () use (&$unpacker): void { $unpacker = null; };
            $place->again = fn (): mixed => $unpacker?->feed("\x05");

            return [$unpacker->feed(new Text($place, "\xa3one"))->take() !== null];
        },
        'Serializer::respond' => function (Place $place): array {
            $serializer = new Serializer(JSON_UNESCAPED_UNICODE);
            $place->letGo = function () use (&$serializer): void { $serializer = null; };
            $place->change = fn (): mixed => $serializer?->__construct(0, 0, false);
            $place->again = fn (): mixed => $serializer?->respond([1], 'application/msgpack');
            $payload = $serializer->respond(['a' => 'ü', 'b' => new Answering($place, [1])], 'application/json');

            return [$payload->body, $payload->contentType];
        },
        'Serializer::negotiate of a subclass' => function (Place $place): array {
            $serializer = new class ($place) extends Serializer {
                public function __construct(private Place $place)
                {
                    parent::__construct();
                }

                public function negotiate(string $accept): string
                {
                    ($this->place)();

                    return parent::negotiate($accept);
                }
            };
            $place->letGo = function () use (&$serializer): void { $serializer = null; };
            $payload = $serializer->respond(['a' => 1], 'application/json');

            return [$payload->body, $payload->headers()];
        },
        'Serializer::deserialize' => function (Place $place) use ($extensions, $packed): array {
            $serializer = new Serializer(extensions: $extensions($place));
            $place->letGo = function () use (&$serializer): void { $serializer = null; };

            return [$serializer->deserialize($packed, 'application/msgpack')['c']];
        },
    ];
}
