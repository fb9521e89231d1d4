<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;

/**
 * The Json of the FFI backend: PHP's own functions, but for what the native library does faster even though it is reached through FFI.
 * docs/ffi.md has the figures.
 */
class Json extends Fallback\Json
{
    /** From so many bytes on the library checks faster than json_validate(). */
    private const WORTHWHILE = 256;

    private const MAX_DEPTH = 0x7fffffff;

    /** What the library's search does not know. */
    private const LENIENT = JSON_INVALID_UTF8_IGNORE | JSON_INVALID_UTF8_SUBSTITUTE;

    public static function get(string $json, string $pointer, ?bool $associative = null, int $depth = 512, int $flags = 0): mixed
    {
        $library = ($flags & self::LENIENT) === 0 ? self::library($depth) : null;
        if ($library !== null) {
            $value = $library->new('highper_text');
            $status = $library->highper_json_get($json, \strlen($json), $depth, $pointer, \strlen($pointer), \FFI::addr($value), null);
            if ($status === $library->HIGHPER_STATUS_OK) {
                try {
                    // The depth was checked in the whole document.
                    return json_decode(\FFI::string($value->bytes, $value->length), $associative, self::MAX_DEPTH, $flags | JSON_THROW_ON_ERROR);
                } catch (\JsonException) {
                    // A name that no property can have.
                }
            }
        }

        // PHP says what is wrong.
        return parent::get($json, $pointer, $associative, $depth, $flags);
    }

    public static function has(string $json, string $pointer, int $depth = 512, int $flags = 0): bool
    {
        $library = ($flags & self::LENIENT) === 0 ? self::library($depth) : null;
        if ($library !== null) {
            $value = $library->new('highper_text');
            $status = $library->highper_json_get($json, \strlen($json), $depth, $pointer, \strlen($pointer), \FFI::addr($value), null);
            if ($status === $library->HIGHPER_STATUS_OK || $status === $library->HIGHPER_STATUS_NOT_FOUND) {
                return $status === $library->HIGHPER_STATUS_OK;
            }
        }

        return parent::has($json, $pointer, $depth, $flags);
    }

    public static function validate(string $json, int $depth = 512, int $flags = 0): bool
    {
        $isKnown = $flags === 0 || $flags === JSON_INVALID_UTF8_IGNORE;
        $library = $isKnown && \strlen($json) >= self::WORTHWHILE ? self::library($depth) : null;
        if ($library !== null) {
            $status = $library->highper_json_validate($json, \strlen($json), $depth, $flags !== 0, null);
            if ($status === $library->HIGHPER_STATUS_OK) {
                // For json_last_error(), as json_validate() leaves it.
                json_encode(0);

                return true;
            }
        }

        return parent::validate($json, $depth, $flags);
    }

    /**
     * The library, for a depth that PHP takes.
     */
    private static function library(int $depth): ?\FFI
    {
        return $depth > 0 && $depth <= self::MAX_DEPTH ? Library::functions() : null;
    }
}
