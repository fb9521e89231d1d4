<?php

declare(strict_types=1);

// Answers random questions in the backend that this process has, one line each; the first line names the backend. Where PHP has a function for the
// same, its answer is compared at once. serializer.php runs this and compares the lines.

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Tests\Differential\Answers;
use HighPerApp\HighPer\Native\Tests\Differential\Documents;
use HighPerApp\HighPer\Native\Tests\Differential\Taken;
use HighPerApp\HighPer\Native\Tests\Differential\Values;
use HighPerApp\HighPer\Native\Unpacker;

require __DIR__ . '/../bootstrap.php';
require __DIR__ . '/Values.php';
require __DIR__ . '/Documents.php';
require __DIR__ . '/Answers.php';
require __DIR__ . '/Taken.php';
require __DIR__ . '/../../benches/php/serializer/shapes.php';

const ENCODE_FLAGS = [
    JSON_HEX_TAG, JSON_HEX_AMP, JSON_HEX_APOS, JSON_HEX_QUOT, JSON_FORCE_OBJECT, JSON_NUMERIC_CHECK, JSON_UNESCAPED_SLASHES, JSON_PRETTY_PRINT, JSON_UNESCAPED_UNICODE,
    JSON_PARTIAL_OUTPUT_ON_ERROR, JSON_PRESERVE_ZERO_FRACTION, JSON_UNESCAPED_LINE_TERMINATORS, JSON_INVALID_UTF8_IGNORE, JSON_INVALID_UTF8_SUBSTITUTE, JSON_THROW_ON_ERROR,
];
const DECODE_FLAGS = [JSON_OBJECT_AS_ARRAY, JSON_BIGINT_AS_STRING, JSON_INVALID_UTF8_IGNORE, JSON_INVALID_UTF8_SUBSTITUTE, JSON_THROW_ON_ERROR];
const UNPACK_FLAGS = [
    MessagePack::MAPS_AS_OBJECTS, MessagePack::MAPS_AS_MAPS, MessagePack::BIN_AS_OBJECTS, MessagePack::UINT64_AS_STRING, MessagePack::UINT64_AS_FLOAT,
];

/** Values by json_encode() and back by json_decode(), and by the others. */
function structures(Answers $answers, int $seed, int $count): void
{
    for ($i = 0; $i < $count; ++$i) {
        $values = Values::of($seed, 'structures', $i);
        $value = $values->value();
        $flags = $values->flags(ENCODE_FLAGS);
        $depth = $values->chance(80) ? 512 : $values->random->getInt(1, 4);
        $what = "structure $i, flags $flags, depth $depth";
        $text = $answers->asPhp(
            "$what, encoding",
            static fn (): mixed => Json::encode($value, $flags, $depth),
            static fn (): mixed => json_encode($value, $flags, $depth),
        );
        $answers->give(
            "$what, encoding to a stream",
            static fn (): string => written(Json::encodeTo(...), $value, $flags, $depth),
        );
        if (is_string($text)) {
            foreach ([true, false] as $associative) {
                $answers->asPhp(
                    "$what, decoding",
                    static fn (): mixed => Json::decode($text, $associative),
                    static fn (): mixed => json_decode($text, $associative),
                );
            }
        }
    }
}

/** What encodeTo() writes, and the number that it gives. */
function written(callable $encodeTo, mixed $value, int $flags, int $depth): string
{
    $stream = fopen('php://memory', 'w+b') ?: throw new RuntimeException('no memory stream');
    try {
        $count = $encodeTo($stream, $value, $flags, $depth);
    } catch (JsonException) {
        // Which one of several faults is said may differ: PHP encodes the value in pieces.
        return 'refused';
    }
    rewind($stream);

    return "$count bytes: " . stream_get_contents($stream);
}

/** Random doubles a thousand at a time; in shortest form, and with 17 digits as other writers have them. */
function doubles(Answers $answers, int $seed, int $count): void
{
    for ($done = 0; $done < $count; $done += 1000) {
        $values = Values::of($seed, 'doubles', $done);
        $list = [];
        for ($i = 0; $i < 1000; ++$i) {
            $list[] = $values->finite();
        }
        foreach ([-1, 17, 5] as $precision) {
            ini_set('serialize_precision', (string) $precision);
            $text = $answers->asPhp("doubles from $done, precision $precision", static fn (): mixed => Json::encode($list), static fn (): mixed => json_encode($list));
            ini_set('serialize_precision', '-1');
            $answers->asPhp("doubles from $done, precision $precision, back", static fn (): mixed => Json::decode($text), static fn (): mixed => json_decode($text));
        }
        $digits = [];
        foreach ($list as $double) {
            $digits[] = $values->random->getInt(0, 99999) . '.' . $values->random->getBytesFromString('0123456789', $values->random->getInt(1, 30))
                . $values->pick(['', 'e' . $values->random->getInt(-340, 310)]);
        }
        $text = '[' . implode(',', $digits) . ']';
        $answers->asPhp("decimals from $done", static fn (): mixed => Json::decode($text), static fn (): mixed => json_decode($text));
    }
}

/** Documents, most of them damaged. */
function documents(Answers $answers, int $seed, int $count): void
{
    for ($i = 0; $i < $count; ++$i) {
        $values = Values::of($seed, 'documents', $i);
        $documents = new Documents($values);
        $text = $documents->json();
        $associative = $values->pick([null, true, false]);
        $flags = $values->flags(DECODE_FLAGS);
        $depth = $values->chance(70) ? 512 : $values->random->getInt(1, 5);
        $what = "document $i, " . var_export($associative, true) . ", flags $flags, depth $depth: " . addcslashes($text, "\0..\37\\\177..\377");
        $answers->asPhp(
            "decoding $what",
            static fn (): mixed => Json::decode($text, $associative, $depth, $flags),
            static fn (): mixed => json_decode($text, $associative, $depth, $flags),
        );
        $checked = $flags & JSON_INVALID_UTF8_IGNORE;
        $answers->asPhp(
            "validating $what",
            static fn (): bool => Json::validate($text, $depth, $checked),
            static fn (): bool => json_validate($text, $depth, $checked),
        );
        $answers->give(
            "place of the error in $what",
            static fn (): mixed => Json::decode($text, $associative, $depth, $flags | JSON_THROW_ON_ERROR),
        );
        $pointer = $documents->pointer(json_decode($text));
        $answers->give(
            "getting '$pointer' of $what",
            static fn (): mixed => Json::get($text, $pointer, $associative, $depth, $flags),
        );
        $answers->give(
            "having '$pointer' of $what",
            static fn (): mixed => Json::has($text, $pointer, $depth, $flags),
        );
        $lines = $text . $values->pick(["\n", "\r\n", "\n\n", "\n \t\r\n"]) . $documents->json();
        $pieces = $lines === '' ? [] : str_split($lines, $values->random->getInt(1, 20));
        $answers->give(
            "lines of $what",
            static fn (): array => Taken::ofLines(Json::lines($pieces, $associative, $depth, $flags)),
        );
    }
}

/** Every beginning of the large documents: none is accepted, none leaks. Told to both, and packed as a message. */
function truncations(Answers $answers, int $count): void
{
    $folder = getenv('HIGHPER_CORPORA') ?: __DIR__ . '/../../../shared/corpora';
    foreach (['twitter', 'citm_catalog', 'canada', 'github_events'] as $name) {
        $file = "$folder/$name.json";
        $text = is_readable($file) ? (string) file_get_contents($file) : HighPerApp\HighPer\Native\Benches\Serializer\shape($name);
        $message = MessagePack::pack(json_decode($text, true));
        $usage = 0;
        foreach ([0, 1] as $round) {
            $usage = memory_get_usage();
            for ($length = 0; $length < $count; ++$length) {
                truncated($answers, "$name.json, $length bytes", substr($text, 0, $length), substr($message, 0, $length), $round);
            }
            gc_collect_cycles();
            $usage = memory_get_usage() - $usage;
        }
        // The second round finds every cache filled.
        $answers->hold("$name: truncation leaks $usage bytes", $usage === 0);
    }
}

function truncated(Answers $answers, string $what, string $text, string $message, int $round): void
{
    if ($round === 0) {
        $answers->asPhp($what, static fn (): mixed => Json::decode($text), static fn (): mixed => json_decode($text));
    }
    foreach ([true, false] as $associative) {
        try {
            Json::decode($text, $associative, flags: JSON_THROW_ON_ERROR);
            $answers->hold("$what is accepted", false);
        } catch (JsonException $exception) {
            $answers->hold("$what: offset {$exception->getOffset()}", $exception->getOffset() <= strlen($text));
        }
    }
    try {
        MessagePack::unpack($message);
        $answers->hold("$what, packed, is accepted", false);
    } catch (MessagePackException $exception) {
        $answers->hold("$what, packed: offset {$exception->getOffset()}", $exception->getOffset() <= strlen($message));
    }
}

/** Packing, unpacking what is damaged, and the same in pieces. */
function messages(Answers $answers, int $seed, int $count): void
{
    for ($i = 0; $i < $count; ++$i) {
        $values = Values::of($seed, 'messages', $i);
        $documents = new Documents($values);
        $value = $values->packable();
        $flags = $values->pick([0, 0, MessagePack::FLOAT32, MessagePack::STRINGS_AS_STR, MessagePack::STRINGS_AS_BIN]);
        $depth = $values->chance(80) ? 512 : $values->random->getInt(1, 5);
        $packed = $answers->give(
            "packing value $i, flags $flags, depth $depth",
            static fn (): mixed => MessagePack::pack($value, $flags, null, $depth),
        );
        $message = $documents->message(is_string($packed) ? $packed : '');
        $flags = $values->flags(UNPACK_FLAGS);
        $what = "message $i, flags $flags, depth $depth: " . bin2hex($message);
        $answers->give(
            "unpacking $what",
            static fn (): mixed => MessagePack::unpack($message, $flags, null, $depth),
        );
        $pieces = $message === '' ? [] : str_split($message, $values->random->getInt(1, 20));
        $length = $values->pick([1 << 20, 1 << 20, 20]);
        $answers->give(
            "feeding $what, at most $length",
            static fn (): array => Taken::ofPieces(new Unpacker($flags, null, $depth, $length), $pieces),
        );
    }
}

/** Negotiation, reading by a type, and transcoding. */
function exchanges(Answers $answers, int $seed, int $count): void
{
    for ($i = 0; $i < $count; ++$i) {
        $values = Values::of($seed, 'exchanges', $i);
        $documents = new Documents($values);
        $serializer = new Serializer();
        $accept = $documents->accept();
        $answers->give("negotiating '$accept'", static fn (): mixed => $serializer->negotiate($accept));
        $text = $documents->json();
        $type = $values->chance(50) ? null : $documents->accept();
        $what = "exchange $i, " . var_export($type, true) . ': ' . addcslashes($text, "\0..\37\\\177..\377");
        $answers->give("reading $what", static fn (): mixed => $serializer->deserialize($text, $type));
        $packed = $answers->give(
            "to MessagePack, $what",
            static fn (): mixed => $serializer->transcode($text, 'application/json', 'application/msgpack'),
        );
        $message = $documents->message(is_string($packed) ? $packed : "\xc1");
        $answers->give(
            "to JSON, $what, damaged " . bin2hex($message),
            static fn (): mixed => $serializer->transcode($message, 'application/msgpack', 'application/json'),
        );
        $answers->give("statistics of $what", static fn (): array => $serializer->statistics());
    }
}

[, $seed, $structures, $doubles, $documents, $messages, $truncations] = array_map(intval(...), $argv);
echo Backend::current(), "\n";
$answers = new Answers();
structures($answers, $seed, $structures);
doubles($answers, $seed, $doubles);
documents($answers, $seed, $documents);
messages($answers, $seed, $messages);
exchanges($answers, $seed, $messages);
truncations($answers, $truncations);
