<?php

declare(strict_types=1);

/* Tasks of MessagePack, and of turning JSON and it into each other; tasks.php says what a task is. */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;

function pack_values(string $name, string $text): array
{
    $value = \json_decode($text, true, flags: JSON_THROW_ON_ERROR);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($value): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = MessagePack::pack($value);
                    unset($bytes);
                }
            },
            // Not everybody takes the shortest form; what it stands for has to be the same.
            'answer' => static fn () => MessagePack::unpack(MessagePack::pack($value)),
        ],
    ];
    if (function_exists('msgpack_pack')) {
        $contenders['msgpack_pack'] = [
            'run' => static function (int $calls) use ($value): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \msgpack_pack($value);
                    unset($bytes);
                }
            },
            'answer' => static fn () => MessagePack::unpack(\msgpack_pack($value)),
        ];
    }
    if (function_exists('igbinary_serialize')) {
        $contenders['igbinary_serialize'] = [
            'run' => static function (int $calls) use ($value): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \igbinary_serialize($value);
                    unset($bytes);
                }
            },
            'answer' => static fn () => \igbinary_unserialize(\igbinary_serialize($value)),
        ];
    }

    return $contenders;
}

function unpack_values(string $name, string $text): array
{
    $bytes = MessagePack::pack(\json_decode($text, true, flags: JSON_THROW_ON_ERROR));
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = MessagePack::unpack($bytes);
                    unset($value);
                }
            },
            'answer' => static fn () => MessagePack::unpack($bytes),
        ],
    ];
    if (function_exists('msgpack_unpack')) {
        $contenders['msgpack_unpack'] = [
            'run' => static function (int $calls) use ($bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \msgpack_unpack($bytes);
                    unset($value);
                }
            },
            'answer' => static fn () => \msgpack_unpack($bytes),
        ];
    }
    if (function_exists('igbinary_unserialize')) {
        $own = \igbinary_serialize(MessagePack::unpack($bytes));
        $contenders['igbinary_unserialize'] = [
            'run' => static function (int $calls) use ($own): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \igbinary_unserialize($own);
                    unset($value);
                }
            },
            'answer' => static fn () => \igbinary_unserialize($own),
        ];
    }

    return $contenders;
}

function transcode_to_msgpack(string $name, string $text): array
{
    $serializer = new Serializer();
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($serializer, $text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = $serializer->transcode($text, 'application/json', 'application/msgpack');
                    unset($bytes);
                }
            },
            'answer' => static fn () => MessagePack::unpack($serializer->transcode($text, 'application/json', 'application/msgpack')),
        ],
        'decode, pack' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = MessagePack::pack(Json::decode($text, true));
                    unset($bytes);
                }
            },
            'answer' => static fn () => MessagePack::unpack(MessagePack::pack(Json::decode($text, true))),
        ],
    ];
    if (function_exists('msgpack_pack')) {
        $contenders['json_decode, msgpack_pack'] = [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \msgpack_pack(\json_decode($text, true));
                    unset($bytes);
                }
            },
            'answer' => static fn () => MessagePack::unpack(\msgpack_pack(\json_decode($text, true))),
        ];
    }

    return $contenders;
}

function transcode_to_json(string $name, string $text): array
{
    $serializer = new Serializer();
    $bytes = $serializer->transcode($text, 'application/json', 'application/msgpack');
    // What transcode() leaves unescaped, and floats that stay floats.
    $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_PRESERVE_ZERO_FRACTION;
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($serializer, $bytes): void {
                for ($i = 0; $i < $calls; $i++) {
                    $json = $serializer->transcode($bytes, 'application/msgpack', 'application/json');
                    unset($json);
                }
            },
            'answer' => static fn () => \json_decode($serializer->transcode($bytes, 'application/msgpack', 'application/json'), true),
        ],
        'unpack, encode' => [
            'run' => static function (int $calls) use ($bytes, $flags): void {
                for ($i = 0; $i < $calls; $i++) {
                    $json = Json::encode(MessagePack::unpack($bytes), $flags);
                    unset($json);
                }
            },
            'answer' => static fn () => \json_decode(Json::encode(MessagePack::unpack($bytes), $flags), true),
        ],
    ];
    if (function_exists('msgpack_unpack')) {
        $contenders['msgpack_unpack, json_encode'] = [
            'run' => static function (int $calls) use ($bytes, $flags): void {
                for ($i = 0; $i < $calls; $i++) {
                    $json = \json_encode(\msgpack_unpack($bytes), $flags);
                    unset($json);
                }
            },
            'answer' => static fn () => \json_decode(\json_encode(\msgpack_unpack($bytes), $flags), true),
        ];
    }

    return $contenders;
}
