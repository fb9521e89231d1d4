<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Serializer\MediaType;

/**
 * The Serializer of the FFI backend: pure PHP, but for transcoding, whose bytes go to the native library and come back as they are.
 * docs/ffi.md has the figures.
 */
class Serializer extends Fallback\Serializer
{
    protected function convert(string $bytes, string $from, string $to, int $depth): string
    {
        $library = Library::functions();
        if ($library === null) {
            return parent::convert($bytes, $from, $to, $depth);
        }
        $formats = [MediaType::JSON => $library->HIGHPER_FORMAT_JSON, MediaType::MESSAGE_PACK => $library->HIGHPER_FORMAT_MESSAGE_PACK];
        $output = $library->new('highper_string');
        $outputAt = \FFI::addr($output);
        $status = $library->highper_transcode($bytes, \strlen($bytes), $formats[$from], $formats[$to], $depth, $outputAt, null);
        if ($status !== $library->HIGHPER_STATUS_OK) {
            // PHP says what is wrong.
            return parent::convert($bytes, $from, $to, $depth);
        }
        $result = \FFI::string($output->bytes, $output->length);
        $library->highper_string_free($outputAt);

        return $result;
    }
}
