<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\RandomInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sequence;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;

/**
 * Random values, all of whose randomness comes from the operating system at the moment of the call. So children have nothing to share.
 */
class Random implements RandomInterface
{
    /** The digits of base_convert(), and Crockford's. */
    private const BASE_32 = '0123456789abcdefghijklmnopqrstuv';
    private const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

    private static ?Sequence $uuids = null;

    private static ?Sequence $ulids = null;

    public static function bytes(int $length): string
    {
        if ($length < 1) {
            throw Fault::parameter("The length must be 1 or more, $length given");
        }
        try {
            return random_bytes($length);
        } catch (\Random\RandomException) {
            throw Fault::noMemory();
        }
    }

    public static function int(int $min, int $max): int
    {
        if ($min > $max) {
            throw Fault::parameter("min must not be greater than max, $min and $max given");
        }
        try {
            return random_int($min, $max);
        } catch (\Random\RandomException) {
            throw Fault::noMemory();
        }
    }

    public static function token(int $bytes = 32): string
    {
        $random = self::bytes($bytes);
        Sodium::need('Random');

        return Encoding::base64Url($random);
    }

    public static function uuid4(): string
    {
        $bytes = self::bytes(16);
        $bytes[6] = \chr(\ord($bytes[6]) & 0x0f | 0x40);
        $bytes[8] = \chr(\ord($bytes[8]) & 0x3f | 0x80);

        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }

    public static function uuid7(): string
    {
        $random = self::bytes(10);
        [$milliseconds, $counter] = (self::$uuids ??= new Sequence(12))->next(self::integer($random, 8));
        $random[0] = \chr(\ord($random[0]) & 0x3f | 0x80);
        $time = str_pad(dechex($milliseconds), 12, '0', STR_PAD_LEFT);

        return sprintf('%s-%s-7%03x-%s-%s', substr($time, 0, 8), substr($time, 8), $counter, bin2hex(substr($random, 0, 2)), bin2hex(substr($random, 2, 6)));
    }

    public static function ulid(): string
    {
        $random = self::bytes(10);
        [$milliseconds, $counter] = (self::$ulids ??= new Sequence(16))->next(self::integer($random, 8));
        $high = $counter << 24 | self::integer($random, 0) << 8 | \ord($random[2]);

        return self::base32($milliseconds, 10) . self::base32($high, 8) . self::base32((int) hexdec(bin2hex(substr($random, 3, 5))), 8);
    }

    /**
     * Two bytes as an integer.
     */
    private static function integer(string $bytes, int $offset): int
    {
        return \ord($bytes[$offset]) << 8 | \ord($bytes[$offset + 1]);
    }

    /**
     * An integer of less than 50 bits in so many digits.
     */
    private static function base32(int $integer, int $digits): string
    {
        return strtr(str_pad(base_convert((string) $integer, 10, 32), $digits, '0', STR_PAD_LEFT), self::BASE_32, self::CROCKFORD);
    }
}
