<?php

declare(strict_types=1);

/* The Serializer's part of what is measured: the backend's own methods against those of pure PHP, on documents of several sizes. */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Ffi;

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function documents(): iterable
{
    $php = new Fallback\Serializer();
    $ffi = new Ffi\Serializer();
    foreach (['0.1 KB' => 1, '0.3 KB' => 3, '1 KB' => 9, '10 KB' => 90, '1 MB' => 9000] as $size => $count) {
        $json = records($count);
        $last = '/' . ($count - 1) . '/name';
        yield "validate(), $size" => same(static fn () => Fallback\Json::validate($json), static fn () => Ffi\Json::validate($json));
        yield "get(), the last of $size" => same(static fn () => Fallback\Json::get($json, $last), static fn () => Ffi\Json::get($json, $last));
        yield "has(), the last of $size" => same(static fn () => Fallback\Json::has($json, $last), static fn () => Ffi\Json::has($json, $last));
        $packed = $ffi->transcode($json, 'application/json', 'application/msgpack');
        $transcode = static fn (Fallback\Serializer $serializer, string $bytes, string $from, string $to): callable
            => static fn (): string => $serializer->transcode($bytes, "application/$from", "application/$to");
        yield "transcode() to MessagePack, $size" => same($transcode($php, $json, 'json', 'msgpack'), $transcode($ffi, $json, 'json', 'msgpack'));
        yield "transcode() to JSON, $size" => same($transcode($php, $packed, 'msgpack', 'json'), $transcode($ffi, $packed, 'msgpack', 'json'));
    }
}

/**
 * A list of records such as an API gives.
 */
function records(int $count): string
{
    $records = [];
    for ($number = 0; $number < $count; ++$number) {
        $records[] = ['id' => $number * 7919, 'name' => "Name \u{e9}\n $number", 'tags' => ['alpha', 'beta'], 'price' => $number % 1000 + $number % 97 / 100, 'open' => $number % 3 === 0, 'parent' => null];
    }

    return (string) json_encode($records, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
}

/**
 * What needs no input of its own for every call.
 *
 * @return array{inputs: null, calls: int, php: callable, ffi: callable, agree: callable(): bool}
 */
function same(callable $php, callable $ffi): array
{
    $run = static fn (callable $call): callable => static function (int $calls) use ($call): void {
        for ($number = 0; $number < $calls; ++$number) {
            $call();
        }
    };

    return ['inputs' => null, 'calls' => 1, 'php' => $run($php), 'ffi' => $run($ffi), 'agree' => static fn (): bool => $php() === $ffi()];
}
