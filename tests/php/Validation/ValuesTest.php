<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Validation;

use HighPerApp\HighPer\Native\Fallback\Validation\Dates;
use HighPerApp\HighPer\Native\Fallback\Validation\Decimal;
use HighPerApp\HighPer\Native\Fallback\Validation\Distinct;
use HighPerApp\HighPer\Native\Fallback\Validation\Number;
use HighPerApp\HighPer\Native\Fallback\Validation\PasswordRules;
use HighPerApp\HighPer\Native\Fallback\Validation\Text;
use PHPUnit\Framework\TestCase;

/**
 * What the fallback asks of numbers, texts, dates and passwords: the cases of the engine's own tests.
 */
class ValuesTest extends TestCase
{
    /** Values whose comparisons by == are not those of any simple key. */
    private const SCALARS = [
        null, false, true, 0, 1, 10, 9007199254740992, 9007199254740993, PHP_INT_MAX, PHP_INT_MIN, 0.0, -0.0, 1.0, 1.5, 9007199254740992.0,
        9223372036854775808.0, NAN, INF, -INF, '', '0', '00', '0.0', '1', ' 1', '1e1', '10', '1.5', 'a', 'A', '9007199254740992',
        '9007199254740993', '9007199254740992.0', '9223372036854775807', '9223372036854775808', '9223372036854775809', '9223372036854775808.0',
        '09223372036854775808', '-9223372036854775808', '-9223372036854775808 ', '1e1000', '1e1001', '-1e1000', 'INF', '-INF', 'NAN', 'null',
        'true', '10000000000000000000', '1e19', '10000000000000000000.0', '10000000000000000000e-400', '-10000000000000000000e-400',
        "\f-10000000000000000000e-400 ", '10000000000000000000e-19', '-', ' ', "12345678",
    ];

    public function testNumericTexts(): void
    {
        foreach ([
            ['0', 0], ['-0', 0], ['007', 7], [" \t\n\r\v\f+12 \t\n\r\v\f", 12], ['9223372036854775807', PHP_INT_MAX],
            ['-9223372036854775808', PHP_INT_MIN], ['9223372036854775808', 9223372036854775808.0], ['5.', 5.0], ['.5', 0.5], ['-.5e-1', -0.05],
            ['1.e2', 100.0], ['1E+5', 1e5], ['1e1000', INF], ['-1e99999999999999999999', -INF], ['1e-99999999999999999999', 0.0],
            ['', null], [' ', null], ['.', null], ['-', null], ['- 1', null], ['1e', null], ['.e5', null], ['1.2.3', null], ["1\0", null],
            ["\u{a0}1", null], ['0x1A', null], ['1_000', null], ['INF', null], ["\u{661}", null],
        ] as [$text, $expected]) {
            self::assertSame($expected, Number::numeric($text), addcslashes($text, "\0..\37\177..\377"));
        }
    }

    public function testIntegers(): void
    {
        foreach ([
            ['0', 0], ['+0', 0], ['-0', 0], ['+12', 12], [" \t\n\r\v-12 \t\n\r\v", -12], ['9223372036854775807', PHP_INT_MAX],
            ['-9223372036854775808', PHP_INT_MIN], ['9223372036854775808', null], ['-9223372036854775809', null], ['', null], [' ', null],
            ['+', null], ['00', null], ['+00', null], ['01', null], ['1.0', null], ['1e1', null], ["\f1", null], ["1\f", null], ['+-1', null],
            ["1\0", null],
        ] as [$text, $expected]) {
            self::assertSame($expected, Number::integer($text), addcslashes($text, "\0..\37\177..\377"));
        }
    }

    public function testIntegersAreHeldAtTheLimits(): void
    {
        foreach ([
            ['0', 0], ['', 0], ['007', 7], [' 7 ', 7], ['+7', 7], ['-7', -7], ['9223372036854775807', PHP_INT_MAX], ['9223372036854775808', PHP_INT_MAX],
            ['-9223372036854775808', PHP_INT_MIN], ['-9223372036854775809', PHP_INT_MIN], [str_repeat('9', 400), PHP_INT_MAX], ['-' . str_repeat('9', 400), PHP_INT_MIN],
            [str_repeat('0', 400) . '5', 5],
        ] as [$text, $expected]) {
            self::assertSame($expected, Number::held($text), $text);
        }
    }

    public function testFloatsAsTexts(): void
    {
        $cases = [
            [0.0, '0'], [-0.0, '-0'], [5.0, '5'], [-5.5, '-5.5'], [0.1 + 0.2, '0.30000000000000004'], [0.0001, '0.0001'], [0.00001, '1.0E-5'],
            [1.5e-7, '1.5E-7'], [-2.5e-100, '-2.5E-100'], [1e15, '1000000000000000'], [1e16, '10000000000000000'],
            [123456789012345.69, '123456789012345.69'], [1655014819000000.25, '1655014819000000.2'], [1e17, '1.0E+17'], [1e25, '1.0E+25'],
            [PHP_FLOAT_MAX, '1.7976931348623157E+308'], [5e-324, '5.0E-324'], [INF, 'INF'], [-INF, '-INF'], [NAN, 'NAN'],
        ];
        foreach (['-1', '14', '17'] as $precision) {
            $before = ini_set('precision', $precision);
            try {
                foreach ($cases as [$number, $expected]) {
                    self::assertSame($expected, Number::text($number), "precision $precision");
                }
            } finally {
                ini_set('precision', (string) $before);
            }
        }
    }

    public function testDecimalsAreComparedExactly(): void
    {
        foreach ([
            ['1', '1', 0], ['1', '1.000', 0], ['001', '1', 0], ['1e3', '1000', 0], ['1000e-3', '1', 0], ['0.00012e5', '12', 0], ['0', '-0', 0],
            ['0e99999999999999999999', '0.000', 0], ['-0.0', '0e5', 0], [' 1 ', "\t1.0\n", 0], ['2', '10', -1], ['-2', '-10', 1],
            ['-2', '1', -1], ['0', '1e-1000000', -1], ['0', '-1e-1000000', 1], ['9.99', '10', -1],
            ['1.88888888888888888888', '1.88888888888888888889', -1], ['99999999999999999999999999', '1e26', -1],
            ['100000000000000000000000000', '1e26', 0], ['1e1000000', '1e999999', 1], ['1e1000000', '-1e1000000', 1],
            ['-1e1000001', '-1e1000000', -1], ['1e99999999999999999999', '1e999999999999999999999', 0], ['1e-99999999999999999999', '0', 1],
            ['1e' . str_repeat('9', 400), '1', 1], ['1e-' . str_repeat('9', 400), '1', -1], ['-1e' . str_repeat('9', 400), '1', -1], ['1e' . str_repeat('0', 400) . '5', '1e5', 0],
            ['12', '123', -1], ['0.12', '0.123', -1], ['9223372036854775807', '9223372036854775808', -1],
            ['-9223372036854775808', '-9223372036854775808.0', 0], ['0.30000000000000004', '0.3', 1], ['+5', '5.5', -1], ['-5', '-5.5', 1],
        ] as [$a, $b, $expected]) {
            self::assertSame($expected, Decimal::compare($a, $b), "$a and $b");
            self::assertSame(-$expected, Decimal::compare($b, $a), "$b and $a");
        }
    }

    public function testMultiplesAreExact(): void
    {
        foreach ([
            ['10', '5', true], ['10', '4', false], ['-20', '10', true], ['10', '-4', false], ['0', '7', true], ['0.000', '1e1000000', true],
            ['10', '0', false], ['0', '0.0', false], ['10.5', '0.3', true], ['31.6', '10.5', false], ['0.75', '0.05', true], ['2', '0.1', true],
            ['1', '3', false], ['1e1000000', '3', false], ['3e1000000', '3', true], ['1e1000000', '1024', true], ['1e2', '1024', false],
            ['1e9', '1024', false], ['1e10', '1024', true], ['1e-1000000', '1', false], ['1e99999999999999999999', '1e-99999999999999999999', true],
            ['1e-5', '1e-6', true], ['1e-6', '1e-5', false], ['-9223372036854775808', '-1', true],
            ['111111111111111111111111111111', '111111111111111', true], ['111111111111111111111111111111', '111111111111112', false],
            ['121932631356500531591068431581771069347203169112635269', '123456789123456789123456789', true],
            ['121932631356500531591068431581771069347203169112635270', '123456789123456789123456789', false],
            ['1e400', '1237940039285380274899124224', true], ['1e89', '1237940039285380274899124224', false],
            ['1e90', '1237940039285380274899124224', true], ['0.9', '0.3', true],
        ] as [$value, $divisor, $expected]) {
            self::assertSame($expected, Decimal::isMultiple($value, $divisor), "$value of $divisor");
        }
    }

    public function testPlacesAreCountedWhereThereIsNoExponent(): void
    {
        foreach ([
            ['123', 0], ['+123', 0], ['-123.', 0], ['123.34', 2], ['.500', 3], ['1.88888888888888888888', 20], ['5.55e-1', null], ['5E1', null],
            ['', null], ['+', null], ['.', null], [' 1', null], ['1 ', null], ["1.0\n", null], ['1.2.3', null], ['x', null],
        ] as [$text, $expected]) {
            self::assertSame($expected, Decimal::places($text), $text);
        }
    }

    public function testLongTexts(): void
    {
        $long = str_repeat('7', 500_000);
        self::assertSame(1, Decimal::compare($long, '1'));
        self::assertTrue(Decimal::isMultiple($long, '7'));
        self::assertFalse(Decimal::isMultiple(substr($long, 0, 50_000), '123456789123456789123456789'));
    }

    public function testACollectionFindsWhatComparingEachWithEachFinds(): void
    {
        $last = \count(self::SCALARS) - 1;
        mt_srand(17);
        for ($round = 0; $round < 10_000; ++$round) {
            $items = [];
            for ($count = mt_rand(1, 7); $count > 0; --$count) {
                $items[] = self::SCALARS[mt_rand(0, $last)];
            }
            foreach ([false, true] as $isStrict) {
                $distinct = new Distinct($isStrict);
                array_map($distinct->insert(...), $items);
                foreach ($items as $index => $item) {
                    $others = $items;
                    unset($others[$index]);
                    self::assertSame(\in_array($item, $others, $isStrict), $distinct->isRepeated($item), self::shown([$item, ...$items]));
                }
                $probe = self::SCALARS[mt_rand(0, $last)];
                self::assertSame(\in_array($probe, $items, $isStrict), $distinct->contains($probe), self::shown([$probe, ...$items]));
            }
        }
    }

    public function testLengths(): void
    {
        foreach ([
            ['', 0], ['abc', 3], ["a\0b", 3], ["\u{e9}", 1], ["e\u{301}", 2], ["\u{1f600}!", 2], ["\xff", 1], ["\xc3\xa9\xff", 3],
            ["\xed\xa0\x80", 3], ["\xc0\x80", 2],
        ] as [$text, $expected]) {
            self::assertSame($expected, Text::length($text), bin2hex($text));
        }
    }

    public function testBlanks(): void
    {
        foreach ([['', true], [" \n\r\t\v\0", true], [' a', false], ["\f", false], ["\u{a0}", false]] as [$text, $expected]) {
            self::assertSame($expected, Text::isBlank($text), bin2hex($text));
        }
    }

    public function testLettersMarksAndNumbers(): void
    {
        foreach ([
            ['', '000', '000'], ['abcXYZ', '111', '111'], ['abc123', '011', '011'], ['a-b_c', '010', '010'], ['a b', '000', '000'],
            ["abc\n", '000', '000'], ['a.b', '000', '000'], ["Continuaci\u{f3}n", '111', '000'], ["\u{30e6}\u{30fc}x-1", '010', '000'],
            ["\u{928}\u{94d}\u{915}", '111', '000'], ["\u{661}\u{2167}\u{b2}", '011', '000'], ["\u{301}", '111', '000'], ["a\u{a0}", '000', '000'],
            ["\u{20ac}", '000', '000'], ["\u{e9} ", '000', '000'], ["a\xff", '000', '000'], ["\xc3\xa9\xff", '000', '000'],
        ] as [$text, $wide, $narrow]) {
            foreach ([[false, $wide], [true, $narrow]] as [$ascii, $expected]) {
                $actual = [Text::isAlpha($text, $ascii), Text::isAlphaDash($text, $ascii), Text::isAlphaNum($text, $ascii)];
                self::assertSame($expected, implode(array_map(intval(...), $actual)), bin2hex($text));
            }
        }
    }

    public function testAscii(): void
    {
        foreach ([
            ['', true], ['Dusseldorf ~!', true], ["\t\r\n", true], ["\x10\x13", true], ["\0", false], ["\v", false], ["\f", false], ["\e", false],
            ["\x7f", false], ["\x80", false], ["D\u{fc}sseldorf", false],
        ] as [$text, $expected]) {
            self::assertSame($expected, Text::isAscii($text), bin2hex($text));
        }
    }

    public function testCase(): void
    {
        foreach ([
            ['', true, true, ''], ['abc 1', true, false, 'abc 1'], ['ABC 1', false, true, 'abc 1'], ['aB', false, false, 'ab'],
            ['12-3', true, true, '12-3'], ["\u{e9}", true, false, "\u{e9}"], ["\u{c9}A", false, true, "\u{e9}a"],
            ["\u{df}", true, false, "\u{df}"], ["\u{1e9e}", false, true, "\u{df}"], ["\u{130}", false, true, 'i'],
            ["\u{3a3}\u{3c2}", false, false, "\u{3c3}\u{3c2}"], ["\u{1c5}", false, false, "\u{1c6}"], ["\u{30e6}", true, true, "\u{30e6}"],
            ["\u{149}", true, false, "\u{149}"], ["A\xff", false, false, "a\xff"], ["\xff", false, false, "\xff"],
        ] as [$text, $lower, $upper, $folded]) {
            self::assertSame([$lower, $upper], [Text::isLowercase($text), Text::isUppercase($text)], bin2hex($text));
            if (\extension_loaded('mbstring')) {
                self::assertSame($folded, Text::foldCase($text), bin2hex($text));
            }
        }
    }

    public function testEncodings(): void
    {
        foreach ([
            ["\u{20ac}", 'UTF-8', true], ["\xff", 'utf-8', false], ["\xed\xa0\x80", 'UTF-8', false], ["a\x7f\0", 'ASCII', true],
            ["\x80", 'ASCII', false], ["\x80\xff", 'ISO-8859-1', true], ["\0a", 'UTF-16', true], ["\0a\0", 'UTF-16', false],
            ["\xd8\0", 'UTF-16', false], ["\xd8\0\xdc\0", 'UTF-16', true], ["\xff\xfe\0\xd8\0\xdc", 'UTF-16', true],
            ["\xfe\xff\xd8\0\xdc\0", 'UTF-16', true], ["\xff\xfe\0\xd8\0\xdc", 'UTF-16BE', true], ["\xdc\0", 'UTF-16BE', false],
            ["\0\xdc", 'UTF-16LE', false], ["\0\xd8\0\xdc", 'utf-16le', true], ["\0\x10\xff\xff", 'UTF-32', true],
            ["\0\x11\0\0", 'UTF-32', false], ["\0\0\xd8\0", 'UTF-32BE', false], ["\0\0\0", 'UTF-32BE', false], ["a\0\0\0", 'UTF-32LE', true],
            ["\xff\xfe\0\0a\0\0\0", 'UTF-32', true], ["a\0\0\0", 'UTF-32', false],
            [str_repeat("\xd8\0\xdc\0", 5000), 'UTF-16', true], [str_repeat("\xd8\0\xdc\0", 5000) . "\xd8\0", 'UTF-16', false],
        ] as [$text, $encoding, $expected]) {
            self::assertSame($expected, Text::hasEncoding($text, $encoding), bin2hex(substr($text, 0, 20)) . " $encoding");
        }
    }

    public function testDates(): void
    {
        foreach ([
            ['2024-02-29', true], ['0001-01-01', true], ['9999-12-31', true], ['2023-02-29', false], ['1900-02-29', false], ['0000-01-01', false],
            ['2024-00-10', false], ['2024-13-10', false], ['2024-01-32', false], ['2024-04-31', false], ['01/02/2024', true],
            ['2024-04-31 10:00', false], ['1 January 2024', true], ['tomorrow', false], ['', false], ['x', false], [20240101, true], [1, false],
            [new \DateTimeImmutable(), true], [null, false], [true, false], [[], false],
        ] as $index => [$value, $expected]) {
            self::assertSame($expected, Dates::isDate($value), "case $index");
        }
    }

    public function testFormats(): void
    {
        $zone = date_default_timezone_get();
        foreach (['UTC', 'America/New_York'] as $other) {
            date_default_timezone_set($other);
            try {
                foreach ([
                    ['Y-m-d', '2000-01-01', '946684800.000000'], ['Y-m-d', '0000-01-01', '-62167219200.000000'], ['Y-m-d', '01/01/2001', null],
                    ['Y-m-d', '2000-1-1', null], ['Y-m-d', '2001-02-29', null], ['Y-m-d', '2000-01-01 ', null], ['Y-m-d', '2000-01', null],
                    ['Y-m-d', "2000-01-01\0", null], ['Y-m-d H:i:s.u', '2000-01-01 17:43:59.000012', '946748639.000012'],
                    ['Y-m-d\TH:i:s.v\Z', '2000-01-01T17:43:59.120Z', '946748639.120000'], ['H:i', '17:43', '63780.000000'], ['H:i', '24:00', null],
                    ['H:i:s', '23:59:60', null], ['j.n.y', '1.2.69', '3126902400.000000'], ['j.n.y', '1.2.70', '2678400.000000'],
                    ['j.n.y', '01.2.70', null], ['G:i', '7:05', '25500.000000'], ["Y\u{5e74}m", "2000\u{5e74}02", '949363200.000000'],
                    ['Ymd', '20000101', '946684800.000000'], ['m', '1', '0.000000'], ['Ymd', '20000230', null], ['Y-m-d e', '2000-01-01 UTC', '946684800.000000'],
                    ["Y\0", "2000\0", null],
                ] as [$format, $text, $expected]) {
                    self::assertSame($expected, Dates::byFormat($format, $text)?->format('U.u'), "$text by $format");
                }
                $local = mktime(0, 0, 0, 1, 1, 2000);
                self::assertSame([$local, $local], [Dates::read('Y-m-d', '2000-1-1')?->getTimestamp(), Dates::timestamp('2000-01-01')]);
            } finally {
                date_default_timezone_set($zone);
            }
        }
        self::assertSame([5, 1, -2, null, null, null], array_map(Dates::timestamp(...), [new \DateTime('@5'), 1, -1.5, NAN, 'no date', null]));
    }

    public function testPasswords(): void
    {
        $letters = ['min' => 1, 'letters' => true];
        $mixed = ['min' => 1, 'mixed' => true];
        $numbers = ['min' => 1, 'numbers' => true];
        $symbols = ['min' => 1, 'symbols' => true];
        $all = ['min' => 4, 'letters' => true, 'mixed' => true, 'numbers' => true, 'symbols' => true];
        foreach ([
            ['1234567', [], false], ['12345678', [], true], [str_repeat("\u{e9}", 7), [], false],
            [str_repeat("\xff", 8), [], true], ['1_2', $letters, false], ['1a', $letters, true], ["\u{30e6}", $letters, true],
            ['aa', $mixed, false], ['AA', $mixed, false], ['aA', $mixed, true], ["A\na", $mixed, true], ["\u{e9}\u{c9}", $mixed, true],
            ["\u{1c5}", $mixed, false], ['ab', $numbers, false], ["\u{661}", $numbers, true], ["\u{bd}", $numbers, true], ["a1\n", $symbols, false],
            ['a b', $symbols, true], ['a-', $symbols, true], ["\u{20ac}", $symbols, true], ['aA1-', $all, true], ['aA1', $all, false],
            ['aA11', $all, false], ["aA1-\xff", $all, false],
        ] as $index => [$text, $wanted, $expected]) {
            self::assertSame($expected, PasswordRules::isSatisfied($text, ...$wanted), "case $index: " . bin2hex($text));
        }
        foreach ([
            ['', 0], ['password', 0], [str_repeat('a', 40), 0], ['How-is-this?', 1], ['Reasonable-pwd', 2], ['This 1s a very g00d Pa55word! ;-)', 4],
            ['pudding-smack-under-', 3], [str_repeat("\u{1f4e6}", 6), 1],
        ] as [$text, $expected]) {
            self::assertSame($expected, PasswordRules::strength($text), $text);
        }
    }

    /**
     * @param list<int|float|string|bool|null> $values
     */
    private static function shown(array $values): string
    {
        return implode(' ', array_map(static fn (mixed $value): string => var_export($value, true), $values));
    }
}
