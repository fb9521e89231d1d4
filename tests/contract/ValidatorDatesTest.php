<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Dates as strtotime() understands them, and by formats.
 */
class ValidatorDatesTest extends TestCase
{
    use RuleAssertions;

    private string $zone = 'UTC';

    protected function setUp(): void
    {
        $this->zone = date_default_timezone_get();
        date_default_timezone_set('UTC');
    }

    protected function tearDown(): void
    {
        date_default_timezone_set($this->zone);
    }

    public function testDates(): void
    {
        self::assertVerdicts([
            [
                'date',
                ['2024-02-29', '2000-01-01', '2024-02-29 12:30:00', '2024-02-29T12:30:00+02:00', '2024-02-29T12:30:00.123456Z', '1 January 2024', '10/10/2024', '20240229', 'Jan 5 2024', new \DateTime('2024-01-01'), new \DateTimeImmutable('2024-01-01'), '0001-01-01'],
                // What strtotime() reads, but names no day, is none.
                ['2023-02-29', '2024-02-30', '2024-13-01', '2024-00-10', '2024-01-32', '31/12/2024', 'tomorrow', 'now', 'noon', '+1 day', 'not a date', '325', 'abc', '-0001-01-01', '0000-00-00', null, [], true, new \stdClass()],
            ],
        ]);
        self::assertFailing([[['x' => 'date'], ['x' => 20240229], []], [['x' => 'date'], ['x' => 1.5], ['x: date']]]);
    }

    public function testFormats(): void
    {
        self::assertVerdicts([
            ['date_format:Y-m-d', ['2024-02-29', '0099-01-01'], ['2024-2-29', '24-02-29', '2023-02-29', '2024-02-30', '2024-02-29 ', '2024-02-29 00:00', ' 2024-02-29', 'a', null, [], true, new \DateTime('2024-01-01')]],
            ['date_format:H:i', ['23:59', '00:00'], ['24:00', '9:05', '12:60', '12:00:00']], ['date_format:Y-m-d\TH:i:sP', ['2024-02-29T12:00:00+02:00'], ['2024-02-29T12:00:00Z', '2024-02-29 12:00:00+02:00']],
            ['date_format:d.m.Y,Y-m-d', ['01.02.2024', '2024-02-01'], ['2024.02.01', '1.2.2024']], ['date_format:Y', ['2024', 2024], ['02024', 1.5, 'a']],
            ['date_format:j/n/Y', ['1/2/2024', '31/12/2024'], ['01/02/2024', '31/2/2024']], [[['date_format', 'D, d M Y']], ['Thu, 29 Feb 2024'], ['Fri, 29 Feb 2024', '29 Feb 2024']],
            ['date_format:U', ['0', '1700000000'], ['a', '1.5']], ['date_format:Y-m-d H:i:s.u', ['2024-01-01 00:00:00.123456'], ['2024-01-01 00:00:00.1234', '2024-01-01 00:00:00']],
            // What is read is compared with what was sent as PHP compares: numbers as numbers.
            ['date_format:H', ['07', '7'], ['24', 'a']], ['date_format:G', ['7', '23', '07'], ['24']], ['date_format:Y', ['24', '0024'], []], ['date_format:U', ['01'], []],
        ]);
    }

    public function testComparisonsWithDates(): void
    {
        self::assertVerdicts([
            ['after:2024-01-01', ['2024-01-02', '2024-01-01 00:00:01', '2 January 2024', new \DateTime('2024-01-02')], ['2024-01-01', '2023-12-31', new \DateTime('2023-01-01'), 'not a date', [], true]],
            ['after_or_equal:2024-01-01', ['2024-01-01', '2024-01-02'], ['2023-12-31']], ['before:2024-01-01', ['2023-12-31', '2023-12-31 23:59:59'], ['2024-01-01', '2024-06-01']],
            ['before_or_equal:2024-01-01', ['2024-01-01', '2023-01-01'], ['2024-01-02']], ['date_equals:2024-01-01', ['2024-01-01', '1 January 2024', '2024-01-01 00:00:00', new \DateTimeImmutable('2024-01-01')], ['2024-01-02', '2024-01-01 00:00:01', 'x']],
            ['after:2024-01-01T00:00:00+01:00', ['2024-01-01'], ['2023-12-31T23:00:00Z']], ['after:tomorrow', ['tomorrow + 1 hour', 'next year'], ['today', 'yesterday']],
            // A number is a time, not the text of one.
            ['before:1970-01-02T00:00:00Z', [2024, 0, -1, 86399.5], [86400, 20240229, 86400.5]], ['after:2024-01-01', [1800000000], [20250101]],
            ['before:now', ['yesterday', '2000-01-01'], ['tomorrow']], ['before:1 January 2024 12:00', ['2024-01-01 11:59:59'], ['2024-01-01 12:00']],
        ]);
    }

    public function testComparisonsWithFields(): void
    {
        self::assertFailing([
            [['to' => 'after:from'], ['from' => '2024-01-01', 'to' => '2024-01-02'], []], [['to' => 'after:from'], ['from' => '2024-01-02', 'to' => '2024-01-01'], ['to: after:from']],
            [['to' => 'after:from'], ['from' => new \DateTime('2024-01-01'), 'to' => '2024-01-02'], []], [['to' => 'date_equals:from'], ['from' => '1 Jan 2024', 'to' => '2024-01-01'], []],
            [['a.*.to' => 'after_or_equal:a.*.from'], ['a' => [['from' => '2024-01-01', 'to' => '2024-01-01'], ['from' => '2024-01-02', 'to' => '2024-01-01']]], ['a.1.to: after_or_equal:a.1.from']],
            [['to' => 'before:from'], ['to' => '2024-01-01', 'from' => 'not a date'], ['to: before:from']],
        ]);
    }

    public function testComparisonsByFormat(): void
    {
        self::assertFailing([
            [['x' => 'date_format:d/m/Y|after:01/02/2024'], ['x' => '02/01/2024'], ['x: after:01/02/2024']], [['x' => 'date_format:d/m/Y|after:01/02/2024'], ['x' => '02/02/2024'], []],
            [['x' => 'after:01/02/2024|date_format:d/m/Y'], ['x' => '31/01/2024'], ['x: after:01/02/2024']],
            [['to' => 'date_format:d/m/Y|after:from', 'from' => 'date_format:d/m/Y'], ['from' => '31/01/2024', 'to' => '01/02/2024'], []],
            [['to' => 'date_format:d/m/Y|after:from', 'from' => 'date_format:Y-m-d'], ['from' => '2024-01-31', 'to' => '01/02/2024'], []],
            // A date that runs over is one for a comparison, as createFromFormat() gives it; only date_format refuses it.
            [['x' => 'date_format:d/m/Y|after:30/04/2024'], ['x' => '31/04/2024'], ['x: date_format:d/m/Y']], [['x' => 'date_format:H:i|before:2024-01-01'], ['x' => '24:00'], ['x: date_format:H:i']],
            [['x' => 'date_format:H:i|before:12:00'], ['x' => '11:59'], []], [['x' => 'date_format:H:i|before:12:00'], ['x' => '12:00'], ['x: before:12:00']],
        ]);
    }

    public function testTheDefaultTimeZoneCounts(): void
    {
        $validator = Validator::compile(['x' => 'after:2024-01-01T00:00:00Z']);
        self::assertFalse($validator->passes(['x' => '2024-01-01']));
        date_default_timezone_set('America/New_York');
        self::assertTrue($validator->passes(['x' => '2024-01-01']), 'it is five o\'clock in UTC');
        date_default_timezone_set('Asia/Tokyo');
        self::assertFalse($validator->passes(['x' => '2024-01-01']));
        self::assertTrue($validator->passes(['x' => '2024-01-02']));
        foreach (['UTC' => false, 'Europe/Berlin' => true, 'America/New_York' => false] as $zone => $expected) {
            date_default_timezone_set($zone);
            self::assertSame($expected, Validator::compile(['x' => 'date_format:H:i|before:@0'])->passes(['x' => '00:00']), $zone);
            self::assertSame($expected, Validator::compile(['x' => 'date_format:Y-m-d|before:2024-01-01T00:00:00Z'])->passes(['x' => '2024-01-01']), $zone);
            self::assertTrue(Validator::compile(['x' => 'date_format:Y-m-d|date_equals:1 January 2024'])->passes(['x' => '2024-01-01']), $zone);
        }
    }
}
