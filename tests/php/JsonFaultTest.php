<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Fallback\Json\Fault;
use PHPUnit\Framework\TestCase;

/**
 * The fallback's search for the place of an error finds the error that json_decode() found, or it looked at another place.
 */
class JsonFaultTest extends TestCase
{
    private const PIECES = [
        '{', '}', '[', ']', ',', ':', '"', '"a"', '"\u0000b"', '1', '0', '-', '.5', '1.', '1e', '1.5e3', 'true', 'nul', 'null', ' ', "\n", '\\', '\u', '\ud800', '\udc00',
        "\xff", "\u{e9}", "\x01", "\0", 'x', '{"a":', '[1,', '"k":',
    ];

    public function testItFindsWhatJsonDecodeFinds(): void
    {
        mt_srand(17);
        for ($round = 0; $round < 10_000; ++$round) {
            $json = '';
            for ($count = mt_rand(1, 14); $count > 0; --$count) {
                $json .= self::PIECES[mt_rand(0, \count(self::PIECES) - 1)];
            }
            foreach ([0, JSON_INVALID_UTF8_IGNORE, JSON_OBJECT_AS_ARRAY] as $flags) {
                foreach ([2, 3, 512] as $depth) {
                    self::assertFault($json, $depth, $flags);
                }
            }
        }
    }

    public function testItKnowsTheLimitOfJsonDecodesParser(): void
    {
        // What opens, how many symbols it takes of the parser's 10,000, what closes.
        $levels = [['[', 2, ']'], ['{"a":', 4, '}'], ['[1,', 4, ']'], ['{"b":2,"a":', 6, '}'], ['[{},', 4, ']']];
        mt_srand(18);
        for ($round = 0; $round < 40; ++$round) {
            [$open, $close] = ['', ''];
            for ($symbols = mt_rand(0, 100); $symbols < 9995;) {
                [$begin, $size, $end] = $levels[mt_rand(0, \count($levels) - 1)];
                [$open, $close] = [$open . $begin, $end . $close];
                $symbols += $size;
            }
            foreach (['', '1', '[]', '{}', '{"x":[1,2,{"y":3}]}', '1,2', "\x01", '"\u0000"', '}'] as $inner) {
                self::assertFault($open . $inner . $close, 1 << 30, JSON_OBJECT_AS_ARRAY);
            }
        }
    }

    public function testLongStrings(): void
    {
        $long = str_repeat("a\u{e9}\u{20ac}\u{1f600}", 50_000);
        self::assertFault("[\"$long\"]", 512, 0);
        self::assertSame([JSON_ERROR_UTF8, 2 + \strlen($long)], Fault::find("[\"$long\xff\"]", 512, 0, false));
        self::assertSame([JSON_ERROR_CTRL_CHAR, 2 + \strlen($long)], Fault::find("[\"$long", 512, 0, false));
    }

    private static function assertFault(string $json, int $depth, int $flags): void
    {
        json_decode($json, null, $depth, $flags);
        $expected = json_last_error();
        $fault = Fault::find($json, $depth, $flags, ($flags & JSON_OBJECT_AS_ARRAY) !== 0);
        self::assertSame($expected, $fault[0] ?? JSON_ERROR_NONE, addcslashes(substr($json, 0, 200), "\0..\37\177..\377") . " flags: $flags depth: $depth");
        self::assertLessThanOrEqual(\strlen($json), $fault[1] ?? 0);
    }
}
