<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * `trim` and `cast`, which change what validated() holds.
 */
class ValidatorCastTest extends TestCase
{
    use RuleAssertions;

    /** Values that are cast, in pairs of what is given and what is to come of it. */
    private const EXACT = [
        'int' => [[5, 5], ['5', 5], ['-5', -5], ['+5', 5], [' 5 ', 5], [5.0, 5], [-0.0, 0], [9007199254740992.0, 9007199254740992], ['9223372036854775807', PHP_INT_MAX], [PHP_INT_MIN, PHP_INT_MIN]],
        'float' => [[5, 5.0], [1.5, 1.5], ['1.5', 1.5], ['1e3', 1000.0], ['.5', 0.5], [' 1', 1.0], ['-0', -0.0], ['5', 5.0]],
        'bool' => [
            [true, true], [false, false], [1, true], [0, false], ['1', true], ['0', false], ['true', true], ['FALSE', false], ['On', true], ['off', false], ['YES', true], ['no', false],
        ],
    ];

    /** What cannot be cast exactly. */
    private const INEXACT = [
        'int' => ['5.0', '05', 'a', 5.5, 9007199254740994.0, 1e25, NAN, INF, true, false, [], '9223372036854775808', '1e3', '0x1'],
        'float' => ['a', '1.5a', true, [], NAN, INF, '0x1', 'INF'],
        'bool' => [2, -1, 1.0, 0.0, 'a', 'y', 'n', 't', [], '2', 'null', '01'],
        'date' => ['not a date', '2024-02-30', 'tomorrow', [], true, 1.5, '2024-13-01'],
    ];

    public function testCasts(): void
    {
        foreach (self::EXACT as $type => $pairs) {
            foreach ($pairs as [$value, $expected]) {
                $validator = Validator::compile(['x' => "cast:$type"]);
                foreach ([$validator, $validator->strict()] as $each) {
                    $cast = $each->validate(['x' => $value])['x'];
                    self::assertSame(serialize($expected), serialize($cast), "$type of " . self::shown($value));
                    self::assertTrue($each->passes(['x' => $value]));
                }
            }
        }
    }

    public function testWhatCannotBeCast(): void
    {
        foreach (self::INEXACT as $type => $values) {
            self::assertVerdicts([["cast:$type", [], $values]]);
        }
        self::assertSame(['x' => ['X must be readable as int.']], Validator::compile(['x' => 'cast:int'])->check(['x' => 'a'])->errors());
    }

    public function testNullAndBlankStringsBecomeNull(): void
    {
        foreach (['int', 'float', 'bool', 'date'] as $type) {
            foreach (['', ' ', "\t\n"] as $value) {
                self::assertValidated([[['x' => "cast:$type"], ['x' => $value], ['x' => null]], [['x' => "trim|cast:$type"], ['x' => $value], ['x' => null]]]);
            }
            self::assertValidated([[['x' => "nullable|cast:$type"], ['x' => null], ['x' => null]], [['x' => "cast:$type"], [], []]]);
        }
    }

    public function testDates(): void
    {
        $zone = date_default_timezone_get();
        date_default_timezone_set('Europe/Berlin');
        try {
            $table = [
                ['cast:date', '2024-02-29', '2024-02-29 00:00:00.000000 Europe/Berlin'], ['date|cast:date', '2024-02-29 12:30', '2024-02-29 12:30:00.000000 Europe/Berlin'],
                ['cast:date', '2024-02-29T12:30:00.5+05:00', '2024-02-29 12:30:00.500000 +05:00'], ['date_format:d/m/Y|cast:date', '01/02/2024', '2024-02-01 00:00:00.000000 Europe/Berlin'],
                ['cast:date|date_format:d/m/Y,Y-m-d', '2024-02-01', '2024-02-01 00:00:00.000000 Europe/Berlin'], ['date_format:H:i|cast:date', '12:30', '1970-01-01 12:30:00.000000 Europe/Berlin'],
            ];
            foreach ($table as [$rules, $text, $expected]) {
                $date = Validator::compile(['x' => $rules])->validate(['x' => $text])['x'];
                self::assertSame([\DateTimeImmutable::class, $expected], [$date::class, $date->format('Y-m-d H:i:s.u e')], $rules);
            }
            self::assertVerdicts([['date_format:d/m/Y|cast:date', ['01/02/2024'], []]]);
            self::assertSame(['x: date_format:d/m/Y', 'x: cast:date'], self::failures(Validator::compile(['x' => 'date_format:d/m/Y|cast:date'])->check(['x' => '2024-02-01'])));
        } finally {
            date_default_timezone_set($zone);
        }
    }

    public function testDateObjects(): void
    {
        $immutable = new \DateTimeImmutable('2024-02-29 12:30:00.25', new \DateTimeZone('Asia/Tokyo'));
        foreach ([$immutable, \DateTime::createFromImmutable($immutable)] as $given) {
            $date = Validator::compile(['x' => 'cast:date'])->validate(['x' => $given])['x'];
            self::assertSame([\DateTimeImmutable::class, $immutable->format('c u e')], [$date::class, $date->format('c u e')]);
        }
    }

    public function testTrim(): void
    {
        self::assertValidated([
            [['x' => 'trim|size:1'], ['x' => " \t\n\r\0\x0Ba "], ['x' => 'a']], [['x' => 'trim'], ['x' => '  '], ['x' => '']], [['x' => 'trim|string'], ['x' => 'a b'], ['x' => 'a b']],
            [['x' => 'trim'], ['x' => "\u{a0}a"], ['x' => "\u{a0}a"]], [['x' => 'trim'], ['x' => [' a ']], ['x' => [' a ']]], [['x' => 'trim'], ['x' => 7], ['x' => 7]],
            [['x.*' => 'trim|max:1'], ['x' => [' a', 'b ', 'c']], ['x' => ['a', 'b', 'c']]], [['x' => 'trim|in:a'], ['x' => ' a '], ['x' => 'a']],
            [['x' => 'trim|cast:int'], ['x' => " 7\0"], ['x' => 7]], [['x' => 'trim|regex:/^a$/'], ['x' => "a\n"], ['x' => 'a']], [['x' => 'trim|email'], ['x' => " a@b\n"], ['x' => 'a@b']],
        ]);
        self::assertFailing([
            [['x' => 'trim|required'], ['x' => ' '], ['x: required']], [['x' => 'max:1|trim'], ['x' => ' a '], ['x: max:1']], [['x' => 'trim|max:1'], ['x' => ' a '], []],
            // What others compare is what was sent.
            [['x' => 'trim|same:y'], ['x' => ' a', 'y' => 'a'], ['x: same:y']], [['x' => 'trim|same:y'], ['x' => ' a', 'y' => ' a'], []],
            [['x' => 'trim|confirmed'], ['x' => ' a', 'x_confirmation' => ' a'], []], [['x' => 'trim|different:y'], ['x' => ' a', 'y' => 'a'], []],
            [['x' => 'trim', 'y' => 'same:x'], ['x' => ' a', 'y' => 'a'], ['y: same:x']], [['x' => 'trim|gt:y'], ['x' => 'a  ', 'y' => 'bb'], []],
        ]);
    }

    public function testTheRestIsLeftAsItIs(): void
    {
        $data = ['a' => ['n' => '7', 's' => ' x '], 'items' => [['n' => '1', 'm' => '2'], ['n' => '', 'm' => 3]], 'z' => true];
        self::assertValidated([
            [['a.n' => 'cast:int', 'a.s' => 'string', 'items.*.n' => 'cast:int', 'items.*.m' => 'integer', 'z' => 'boolean'], $data, ['a' => ['n' => 7, 's' => ' x '], 'items' => [['n' => 1, 'm' => '2'], ['n' => null, 'm' => 3]], 'z' => true]],
            [['a' => 'array', 'a.s' => 'trim'], $data, ['a' => ['s' => 'x']]],
        ]);
        self::assertSame(['a' => ['n' => '7', 's' => ' x '], 'items' => [['n' => '1', 'm' => '2'], ['n' => '', 'm' => 3]], 'z' => true], $data);
    }

    public function testSizesAreOfWhatWasSent(): void
    {
        // A cast is of what validated() holds; the other rules see a text.
        self::assertFailing([[['x' => 'cast:int|max:5'], ['x' => '9'], []], [['x' => 'cast:int|integer|max:5'], ['x' => '9'], ['x: max:5']]]);
    }
}
