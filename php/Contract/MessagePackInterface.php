<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extensions;

/**
 * MessagePack, the whole specification (github.com/msgpack/msgpack, spec.md). No class is ever revived from bytes but those that
 * registered callbacks make. The semantics are in docs/serializer.md.
 */
interface MessagePackInterface
{
    /** pack(): floats as float 32, rounded. */
    public const FLOAT32 = 1;
    /** pack(): every string as str, without looking; the caller vouches for its UTF-8. */
    public const STRINGS_AS_STR = 2;
    /** pack(): every string as bin, map keys apart. */
    public const STRINGS_AS_BIN = 4;
    /** unpack(): maps as stdClass objects; otherwise as arrays. */
    public const MAPS_AS_OBJECTS = 16;
    /** unpack(): maps as Map objects, which keep the type of every key. */
    public const MAPS_AS_MAPS = 32;
    /** unpack(): bin as Bin objects; otherwise as strings. */
    public const BIN_AS_OBJECTS = 64;
    /** unpack(): integers above PHP_INT_MAX as decimal strings; otherwise they are an error. */
    public const UINT64_AS_STRING = 128;
    /** unpack(): integers above PHP_INT_MAX as floats, rounded. */
    public const UINT64_AS_FLOAT = 256;

    /**
     * Packs a value in its shortest form.
     *
     * Lists become arrays, other arrays maps; a Map, an stdClass and any object's public properties become maps. Valid UTF-8 becomes
     * str and other strings bin, unless a flag or Bin says otherwise. Timestamp and every DateTimeInterface become extension -1; an
     * Extension is packed as it is. A backed enum packs its value, and a JsonSerializable what jsonSerialize() returns.
     *
     * @param int             $flags      FLOAT32, STRINGS_AS_STR, STRINGS_AS_BIN.
     * @param Extensions|null $extensions Callbacks for objects of further classes.
     * @param int             $depth      How deep values may be nested, 1 to 2147483647.
     *
     * @throws MessagePackException if a value cannot be packed
     * @throws \ValueError          if the depth or a flag is out of range
     * @throws \Throwable           what a callback throws
     */
    public static function pack(mixed $value, int $flags = 0, ?Extensions $extensions = null, int $depth = 512): string;

    /**
     * Unpacks one value, which has to be the whole message.
     *
     * @param int             $flags      MAPS_AS_*, BIN_AS_OBJECTS, UINT64_AS_*.
     * @param Extensions|null $extensions Callbacks for extension types; the others come as Extension objects, -1 as Timestamp.
     * @param int             $depth      How deep values may be nested, 1 to 2147483647.
     *
     * @throws MessagePackException if the message is malformed, truncated or followed by more bytes, or holds what PHP cannot
     * @throws \ValueError          if the depth or a flag is out of range
     * @throws \Throwable           what a callback throws
     */
    public static function unpack(string $bytes, int $flags = 0, ?Extensions $extensions = null, int $depth = 512): mixed;
}
