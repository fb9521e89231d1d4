<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Serializer;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Reader;
use HighPerApp\HighPer\Native\Fallback\Utf8;

/**
 * Turns MessagePack into JSON text as it stands, the shortest there is.
 *
 * @internal
 */
class MessagePackToJson extends Reader
{
    private const STRING = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_THROW_ON_ERROR;

    /** From 0000-01-01 to 9999-12-31: what RFC 3339 has years for. */
    private const FIRST_SECOND = -62167219200;
    private const LAST_SECOND = 253402300799;

    /**
     * @throws MessagePackException if the bytes are no message
     * @throws JsonException        if it holds what JSON cannot
     */
    public static function convert(string $bytes, int $depth): string
    {
        $converter = new self($bytes, $depth);
        $json = $converter->value(false);
        $converter->end();

        return $json;
    }

    private function value(bool $isKey): string
    {
        $at = $this->at;
        $format = $this->format();
        if ($format < 0x80 || $format >= 0xe0) {
            return self::integerText($format < 0x80 ? $format : $format - 0x100, $isKey);
        }

        return match (true) {
            $format < 0x90 => $this->map($at, $format & 0xf, $isKey),
            $format < 0xa0 => $this->array($at, $format & 0xf, $isKey),
            $format < 0xc0 => json_encode($this->text($at, $format & 0x1f), self::STRING),
            default => match ($format) {
                0xc0 => $this->only('null', $at, $isKey),
                0xc1 => throw $this->reserved($at),
                0xc2 => $this->only('false', $at, $isKey),
                0xc3 => $this->only('true', $at, $isKey),
                0xc4, 0xc5, 0xc6 => $this->bin($at, $this->length($format - 0xc4)),
                0xc7, 0xc8, 0xc9 => $this->extension($at, $this->length($format - 0xc7), $isKey),
                0xca => $this->double($this->float32(), $at, $isKey),
                0xcb => $this->double($this->float64(), $at, $isKey),
                0xcf => self::integerText($this->integer($format), $isKey, '%u'),
                0xd4, 0xd5, 0xd6, 0xd7, 0xd8 => $this->extension($at, 1 << ($format - 0xd4), $isKey),
                0xd9, 0xda, 0xdb => json_encode($this->text($at, $this->length($format - 0xd9)), self::STRING),
                0xdc, 0xdd => $this->array($at, $this->length($format - 0xdb), $isKey),
                0xde, 0xdf => $this->map($at, $this->length($format - 0xdd), $isKey),
                default => self::integerText($this->integer($format), $isKey),
            },
        };
    }

    private function array(int $at, int $count, bool $isKey): string
    {
        $this->enter($at, 'An array', $count, 'elements', $count);
        $this->only('', $at, $isKey);
        $elements = [];
        for (; $count > 0; --$count) {
            $elements[] = $this->value(false);
        }
        --$this->level;

        return '[' . implode(',', $elements) . ']';
    }

    private function map(int $at, int $count, bool $isKey): string
    {
        $this->enter($at, 'A map', $count, 'pairs', 2 * $count);
        $this->only('', $at, $isKey);
        $pairs = [];
        for (; $count > 0; --$count) {
            $key = $this->value(true);
            $pairs[] = $key . ':' . $this->value(false);
        }
        --$this->level;

        return '{' . implode(',', $pairs) . '}';
    }

    private static function integerText(int $value, bool $isKey, string $format = '%d'): string
    {
        return \sprintf($isKey ? "\"$format\"" : $format, $value);
    }

    private function double(float $value, int $at, bool $isKey): string
    {
        $this->only('', $at, $isKey);
        if (!is_finite($value)) {
            throw JsonException::of('Inf and NaN cannot be JSON encoded', JSON_ERROR_INF_OR_NAN, $at);
        }
        // The shortest digits, whatever serialize_precision says.
        $text = \sprintf('%.*h', -1, $value);

        return str_contains($text, '.') ? $text : "$text.0";
    }

    private function bin(int $at, int $length): string
    {
        $bytes = $this->data($at, $length, 'A bin');
        if (!Utf8::isValid($bytes)) {
            throw JsonException::of('Malformed UTF-8 characters, possibly incorrectly encoded', JSON_ERROR_UTF8, $at);
        }

        return json_encode($bytes, self::STRING);
    }

    private function extension(int $at, int $length, bool $isKey): string
    {
        $type = $this->integer(0xd0);
        $data = $this->data($at, $length, 'An extension');
        $moment = $type === -1 ? $this->moment($at, $data) : null;
        $this->only('', $at, $isKey || $moment === null || $moment[0] < self::FIRST_SECOND || $moment[0] > self::LAST_SECOND);
        [$seconds, $nanoseconds] = $moment ?? [0, 0];
        $fraction = match (true) {
            $nanoseconds === 0 => '',
            $nanoseconds % 1_000_000 === 0 => \sprintf('.%03d', $nanoseconds / 1_000_000),
            $nanoseconds % 1000 === 0 => \sprintf('.%06d', $nanoseconds / 1000),
            default => \sprintf('.%09d', $nanoseconds),
        };

        return '"' . gmdate('Y-m-d\TH:i:s', $seconds) . $fraction . 'Z"';
    }

    /**
     * Gives the text back, or refuses it.
     */
    private function only(string $text, int $at, bool $isRefused): string
    {
        if ($isRefused) {
            throw JsonException::of('Type is not supported', JSON_ERROR_UNSUPPORTED_TYPE, $at);
        }

        return $text;
    }
}
