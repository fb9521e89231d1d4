<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

/**
 * Carries byte strings through JSON: each byte beyond ASCII as the code point of the same number.
 */
class Bytes
{
    public static function encode(mixed $value): string
    {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;

        return json_encode(self::map($value, self::widen(...)), $flags);
    }

    public static function decode(string $json): mixed
    {
        return self::map(json_decode($json, true, 512, JSON_THROW_ON_ERROR), self::narrow(...));
    }

    private static function map(mixed $value, callable $convert): mixed
    {
        if (!\is_array($value)) {
            return \is_string($value) ? $convert($value) : $value;
        }
        $mapped = [];
        foreach ($value as $key => $item) {
            $mapped[\is_string($key) ? $convert($key) : $key] = self::map($item, $convert);
        }

        return $mapped;
    }

    private static function widen(string $bytes): string
    {
        return (string) preg_replace_callback(
            '~[\x80-\xff]~',
            static fn (array $byte): string => \chr(0xc0 | \ord($byte[0]) >> 6) . \chr(0x80 | \ord($byte[0]) & 0x3f),
            $bytes,
        );
    }

    private static function narrow(string $text): string
    {
        return (string) preg_replace_callback(
            '~[\xc2\xc3][\x80-\xbf]~',
            static fn (array $pair): string => \chr((\ord($pair[0][0]) & 3) << 6 | \ord($pair[0][1]) & 0x3f),
            $text,
        );
    }
}
