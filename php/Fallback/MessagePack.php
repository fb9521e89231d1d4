<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\MessagePackInterface;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Arguments;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Decoder;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Packer;

/**
 * MessagePack in PHP: the public face.
 */
class MessagePack implements MessagePackInterface
{
    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\MessagePack';

    public static function pack(mixed $value, int $flags = 0, ?Extensions $extensions = null, int $depth = 512): string
    {
        Arguments::checkPackFlags($flags, self::NAME . '::pack', 2);
        Arguments::checkDepth($depth, self::NAME . '::pack', 4);

        return (new Packer($flags, $extensions, $depth))->pack($value);
    }

    public static function unpack(string $bytes, int $flags = 0, ?Extensions $extensions = null, int $depth = 512): mixed
    {
        Arguments::checkUnpackFlags($flags, self::NAME . '::unpack', 2);
        Arguments::checkDepth($depth, self::NAME . '::unpack', 4);

        return (new Decoder($bytes, $flags, $extensions, min($depth, Decoder::DEEPEST)))->decode();
    }
}
