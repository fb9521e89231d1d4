<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

/**
 * Makes random documents, headers and messages for the decoders, most of them damaged.
 */
class Documents
{
    private const PIECES = [
        '{', '}', '[', ']', ',', ':', '"', '\\', 'true', 'false', 'null', 'nul', '-', '-0', '-0.0', '0', '01', '1.', '.5', '1e', '1E+5', '1e999', '-1e-999', '5e-324',
        '9223372036854775807', '9223372036854775808', '-9223372036854775809', '123456789012345678901234567890', '0.1', '\u0000', '\ud83d\ude00', '\ud800', '\udc00',
        '\u00e9', '\u12', '\q', '\/', '\n', "\x00", "\x1f", "\x7f", "\t", "\r\n", ' ', '    ', "\xef\xbb\xbf", 'é', '€', '😀', "\xff", "\xe2\x82", "\xed\xa0\x80", "\xc0\x80",
        '"a":', '"":', '"\u0000x":', '"0":', '{"a":1}', '[1,2]', '""', '"text of more than sixteen bytes, and more than thirty-two"', '/', '~', '~1', '//',
    ];
    private const FORMATS = [
        "\xc0", "\xc1", "\xc2", "\x80", "\x90", "\xa0", "\xc4\x02", "\xc5\xff\xff", "\xc6\xff\xff\xff\xff", "\xc7\x0c\xff", "\xc7\x00\x05", "\xca\x7f\xc0\0\0", "\xcb\x7f\xf0\0\0\0\0\0\0",
        "\xcf\xff\xff\xff\xff\xff\xff\xff\xff", "\xd3\x80\0\0\0\0\0\0\0", "\xd4\xff\0", "\xd6\xff\0\0\0\0", "\xd7\xff\xff\xff\xff\xff\0\0\0\0", "\xd9\x20", "\xda\x01\0",
        "\xdb\xff\xff\xff\xff", "\xdc\xff\xff", "\xdd\xff\xff\xff\xff", "\xde\0\x01", "\xdf\x7f\xff\xff\xff", "\x81\xa1a", "\x81\xa2\x00a\x01", "\x91", "\xa1\xff", "\x01", "\xe0",
    ];
    private const RANGES = [
        'application/json', 'application/msgpack', 'application/x-msgpack', 'application/vnd.msgpack', 'application/messagepack', 'application/vnd.api+json', 'application/x+msgpack',
        'APPLICATION/JSON', '*/*', 'application/*', 'text/*', 'text/html', '*/json', 'application/*+json', 'application/+json', 'a/b+json', 'application', 'application/', '', ' ',
    ];
    private const PARAMETERS = [
        ';q=1', ';q=0', ';q=0.5', '; Q=0.25', ';q=0.', ';q=1.000', ';q=1.001', ';q=.5', ';q=0.1234', ';q="0.5"', ';charset=utf-8', ';charset="UTF8"', ';charset=latin1',
        ';version=1', ';a="b,c;\"d"', ';a=""', ';a=', ';;', ' ; ', ';q = 1', ';=1', ';a="open',
    ];

    public function __construct(private readonly Values $values)
    {
    }

    /**
     * A JSON text, damaged or not.
     */
    public function json(): string
    {
        $flags = $this->values->flags([JSON_PRETTY_PRINT, JSON_UNESCAPED_UNICODE, JSON_UNESCAPED_SLASHES]);
        $text = json_encode($this->values->value(), $flags | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);

        return $this->damaged((string) $text, self::PIECES);
    }

    /**
     * A MessagePack message, damaged or not.
     */
    public function message(string $message): string
    {
        return $this->damaged($message, self::FORMATS);
    }

    /**
     * A JSON Pointer, which often names something in the value.
     */
    public function pointer(mixed $value): string
    {
        $pointer = '';
        while ((\is_array($value) || $value instanceof \stdClass) && (array) $value !== [] && $this->values->chance(80)) {
            $value = (array) $value;
            $key = $this->values->pick(array_keys($value));
            $pointer .= '/' . strtr((string) $key, ['~' => '~0', '/' => '~1']);
            $value = $value[$key];
        }

        return match ($this->values->random->getInt(0, 9)) {
            0 => $pointer . '/' . $this->values->pick(self::PIECES),
            1 => $pointer . '/' . $this->values->pick(['0', '1', '01', '-', '', '99999999999999999999', '~', '~2', '~01']),
            2 => substr($pointer, 1),
            default => $pointer,
        };
    }

    /**
     * An Accept header, or what somebody takes for one.
     */
    public function accept(): string
    {
        $ranges = [];
        for ($i = $this->values->random->getInt(0, 4); $i >= 0; --$i) {
            $range = $this->values->pick(self::RANGES);
            while ($this->values->chance(45)) {
                $range .= $this->values->pick(self::PARAMETERS);
            }
            $ranges[] = $range;
        }

        return implode($this->values->pick([',', ', ', ' ,	']), $ranges);
    }

    /**
     * @param non-empty-list<string> $pieces
     */
    private function damaged(string $bytes, array $pieces): string
    {
        $random = $this->values->random;
        for ($i = $random->getInt(-1, 3); $i > 0; --$i) {
            $at = $random->getInt(0, \strlen($bytes));
            $bytes = match ($random->getInt(0, 5)) {
                0 => substr($bytes, 0, $at),
                1 => substr_replace($bytes, '', $at, $random->getInt(1, 4)),
                2 => $at < \strlen($bytes) ? substr_replace($bytes, $bytes[$at] ^ \chr(1 << $random->getInt(0, 7)), $at, 1) : $bytes,
                3 => substr_replace($bytes, $this->values->pick($pieces), $at, 1),
                default => substr_replace($bytes, $this->values->pick($pieces), $at, 0),
            };
        }

        return $bytes;
    }
}
