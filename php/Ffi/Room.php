<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use FFI\CData;
use FFI\CType;

/**
 * Room that the library writes its results to.
 *
 * @internal
 */
class Room
{
    private static ?CType $byte = null;

    /**
     * @param int $length 1 or more.
     */
    public static function of(\FFI $library, int $length): CData
    {
        self::$byte ??= $library->type('char');

        return $library->new(\FFI::arrayType(self::$byte, [$length]));
    }

    /**
     * What was written. The room is overwritten: it may be a secret.
     */
    public static function take(CData $room, int $length): string
    {
        $bytes = \FFI::string($room, $length);
        \FFI::memset($room, 0, $length);

        return $bytes;
    }
}
