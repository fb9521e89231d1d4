<?php

declare(strict_types=1);

/*
 * What is measured. A task makes, for one document, its contenders: `run` does it a number of times in a plain loop, `answer` once and
 * in a form in which all contenders can be compared.
 */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

use HighPerApp\HighPer\Native\Json;

/** Whom all others are compared with. */
const SUBJECT = 'highper';

/**
 * @return array<string, array{component: string, make: callable(string, string): array<string, array{run: callable(int): void, answer: callable(): mixed}>, scales: bool}>
 *     From the document's name and text to the contenders; whether it is also measured on lists of records of several lengths.
 */
function tasks(): array
{
    $task = static fn (string $component, callable $make, bool $scales = false): array => ['component' => $component, 'make' => $make, 'scales' => $scales];

    return [
        'decode to arrays' => $task('Json', decode(...), true),
        'decode to objects' => $task('Json', decode_objects(...)),
        'encode' => $task('Json', encode(...), true),
        'encode unescaped' => $task('Json', encode_unescaped(...)),
        'validate' => $task('Json', validate(...), true),
        'get one value' => $task('Json', get(...)),
        'pack' => $task('MessagePack', pack_values(...), true),
        'unpack' => $task('MessagePack', unpack_values(...), true),
        'JSON to MessagePack' => $task('Serializer', transcode_to_msgpack(...), true),
        'MessagePack to JSON' => $task('Serializer', transcode_to_json(...), true),
    ];
}

function decode(string $name, string $text): array
{
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = Json::decode($text, true);
                    unset($value);
                }
            },
            'answer' => static fn () => Json::decode($text, true),
        ],
        'json_decode' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \json_decode($text, true);
                    unset($value);
                }
            },
            'answer' => static fn () => \json_decode($text, true),
        ],
    ];
    if (function_exists('simdjson_decode')) {
        $contenders['simdjson_decode'] = [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \simdjson_decode($text, true);
                    unset($value);
                }
            },
            'answer' => static fn () => \simdjson_decode($text, true),
        ];
    }

    return $contenders;
}

function decode_objects(string $name, string $text): array
{
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = Json::decode($text);
                    unset($value);
                }
            },
            'answer' => static fn () => serialize(Json::decode($text)),
        ],
        'json_decode' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \json_decode($text);
                    unset($value);
                }
            },
            'answer' => static fn () => serialize(\json_decode($text)),
        ],
    ];
    if (function_exists('simdjson_decode')) {
        $contenders['simdjson_decode'] = [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \simdjson_decode($text);
                    unset($value);
                }
            },
            'answer' => static fn () => serialize(\simdjson_decode($text)),
        ];
    }

    return $contenders;
}

/** Without flags, as most callers do it. simdjson_encode() leaves characters beyond ASCII unescaped then, which is less to do. */
function encode(string $name, string $text): array
{
    return encode_with(0, $text);
}

/** With flags under which all leave the same characters unescaped. */
function encode_unescaped(string $name, string $text): array
{
    return encode_with(JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES, $text);
}

/** Decoded, the results are the same; as bytes, simdjson's are not: it writes some floats and, without flags, most characters otherwise. */
function encode_with(int $flags, string $text): array
{
    $value = \json_decode($text, true, flags: JSON_THROW_ON_ERROR);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($value, $flags): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = Json::encode($value, $flags);
                    unset($bytes);
                }
            },
            'answer' => static fn () => \json_decode(Json::encode($value, $flags), true),
        ],
        'json_encode' => [
            'run' => static function (int $calls) use ($value, $flags): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \json_encode($value, $flags);
                    unset($bytes);
                }
            },
            'answer' => static fn () => \json_decode(\json_encode($value, $flags), true),
        ],
    ];
    if (function_exists('simdjson_encode')) {
        $contenders['simdjson_encode'] = [
            'run' => static function (int $calls) use ($value, $flags): void {
                for ($i = 0; $i < $calls; $i++) {
                    $bytes = \simdjson_encode($value, $flags);
                    unset($bytes);
                }
            },
            'answer' => static fn () => \json_decode(\simdjson_encode($value, $flags), true),
        ];
    }

    return $contenders;
}

function validate(string $name, string $text): array
{
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    Json::validate($text);
                }
            },
            'answer' => static fn () => Json::validate($text),
        ],
        'json_validate' => [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    \json_validate($text);
                }
            },
            'answer' => static fn () => \json_validate($text),
        ],
    ];
    if (function_exists('simdjson_is_valid')) {
        $contenders['simdjson_is_valid'] = [
            'run' => static function (int $calls) use ($text): void {
                for ($i = 0; $i < $calls; $i++) {
                    \simdjson_is_valid($text);
                }
            },
            'answer' => static fn () => \simdjson_is_valid($text),
        ];
    }

    return $contenders;
}

function get(string $name, string $text): array
{
    $pointer = POINTERS[$name];
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($text, $pointer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = Json::get($text, $pointer);
                    unset($value);
                }
            },
            'answer' => static fn () => Json::get($text, $pointer),
        ],
        'Json::decode' => [
            'run' => static function (int $calls) use ($text, $pointer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = follow(Json::decode($text, true), $pointer);
                    unset($value);
                }
            },
            'answer' => static fn () => follow(Json::decode($text, true), $pointer),
        ],
        'json_decode' => [
            'run' => static function (int $calls) use ($text, $pointer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = follow(\json_decode($text, true), $pointer);
                    unset($value);
                }
            },
            'answer' => static fn () => follow(\json_decode($text, true), $pointer),
        ],
    ];
    if (function_exists('simdjson_key_value')) {
        $contenders['simdjson_key_value'] = [
            'run' => static function (int $calls) use ($text, $pointer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $value = \simdjson_key_value($text, $pointer, true);
                    unset($value);
                }
            },
            'answer' => static fn () => \simdjson_key_value($text, $pointer, true),
        ];
    }

    return $contenders;
}
