<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * The bytes of single values, in their shortest form (spec.md, "Formats").
 *
 * @internal
 */
class Encoder
{
    public static function integer(int $value): string
    {
        if ($value >= 0) {
            return match (true) {
                $value < 0x80 => \chr($value),
                $value < 0x100 => "\xcc" . \chr($value),
                $value < 0x10000 => pack('Cn', 0xcd, $value),
                $value < 0x100000000 => pack('CN', 0xce, $value),
                default => pack('CJ', 0xcf, $value),
            };
        }

        return match (true) {
            $value >= -0x20 => \chr($value & 0xff),
            $value >= -0x80 => "\xd0" . \chr($value & 0xff),
            $value >= -0x8000 => pack('Cn', 0xd1, $value & 0xffff),
            $value >= -0x80000000 => pack('CN', 0xd2, $value & 0xffffffff),
            default => pack('CJ', 0xd3, $value),
        };
    }

    public static function str(string $text): string
    {
        $length = \strlen($text);

        return match (true) {
            $length < 0x20 => \chr(0xa0 | $length) . $text,
            $length < 0x100 => "\xd9" . \chr($length) . $text,
            $length < 0x10000 => pack('Cn', 0xda, $length) . $text,
            default => pack('CN', 0xdb, self::checked($length, 'A string', 'bytes')) . $text,
        };
    }

    public static function bin(string $bytes): string
    {
        $length = \strlen($bytes);

        return match (true) {
            $length < 0x100 => "\xc4" . \chr($length) . $bytes,
            $length < 0x10000 => pack('Cn', 0xc5, $length) . $bytes,
            default => pack('CN', 0xc6, self::checked($length, 'A string', 'bytes')) . $bytes,
        };
    }

    /**
     * The header of an array.
     */
    public static function array(int $count): string
    {
        return match (true) {
            $count < 0x10 => \chr(0x90 | $count),
            $count < 0x10000 => pack('Cn', 0xdc, $count),
            default => pack('CN', 0xdd, self::checked($count, 'An array', 'elements')),
        };
    }

    /**
     * The header of a map.
     */
    public static function map(int $count): string
    {
        return match (true) {
            $count < 0x10 => \chr(0x80 | $count),
            $count < 0x10000 => pack('Cn', 0xde, $count),
            default => pack('CN', 0xdf, self::checked($count, 'An array', 'elements')),
        };
    }

    public static function extension(int $type, string $data): string
    {
        $length = \strlen($data);

        return match (true) {
            $length === 1 => "\xd4",
            $length === 2 => "\xd5",
            $length === 4 => "\xd6",
            $length === 8 => "\xd7",
            $length === 16 => "\xd8",
            $length < 0x100 => "\xc7" . \chr($length),
            $length < 0x10000 => pack('Cn', 0xc8, $length),
            default => pack('CN', 0xc9, self::checked($length, 'An extension', 'bytes')),
        } . \chr($type & 0xff) . $data;
    }

    public static function timestamp(int $seconds, int $nanoseconds): string
    {
        return match (true) {
            $nanoseconds === 0 && $seconds >= 0 && $seconds <= 0xffffffff => pack('nN', 0xd6ff, $seconds),
            $seconds >= 0 && $seconds <= 0x3ffffffff => pack('nJ', 0xd7ff, $nanoseconds << 34 | $seconds),
            default => pack('CCCNJ', 0xc7, 12, 0xff, $nanoseconds, $seconds),
        };
    }

    private static function checked(int $length, string $what, string $unit): int
    {
        if ($length > 0xffffffff) {
            throw MessagePackException::of(MessagePackException::LENGTH, "$what of $length $unit", 'lengths end at 4294967295');
        }

        return $length;
    }
}
