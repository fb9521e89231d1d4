<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Which values rules about types, sizes, lists and other fields hold good. The forms of texts have tests of their own.
 */
class ValidatorRulesTest extends TestCase
{
    use ValidatorAssertions;

    private const HUGE = '1e1000000';

    public function testTypes(): void
    {
        self::assertRule('string', ['a', "\xff", '1'], [1, 1.5, true, [], null, new \stdClass()]);
        self::assertRule('integer', [0, -5, '12', ' 7 ', '-0', 5.0], ['1.0', '1e3', 5.5, true, false, null, [], NAN, INF, '012', 'a', new \stdClass()]);
        self::assertRule('integer:strict', [0, -5], ['12', 5.0, true]);
        self::assertRule('numeric', [0, 1.5, '1e5', '.5', '5.', ' 5 ', self::HUGE, '-1'], [NAN, INF, 'INF', '0x1A', '1_000', 'a', true, null, [], '5 a']);
        self::assertRule('numeric:strict', [0, 1.5], ['1', INF, true]);
        self::assertRule('boolean', [true, false, 0, 1, '0', '1'], ['true', 1.0, 2, 'on', null, []]);
        self::assertRule('boolean:strict', [true, false], [0, 1, '0']);
        self::assertRule('array', [[], [1], ['a' => 1]], ['a', null, new \ArrayObject()]);
        self::assertRule('array:a,1', [[], ['a' => 1], ['a' => 1, 1 => 2]], [['b' => 1], [0]]);
        self::assertRule('list', [[], [1, 2]], [['a' => 1], [1 => 1], 'a']);
        self::assertRule('array_keys:a,b', [[], ['b' => 1]], [['c' => 1], 'a']);
        self::assertRule('required_array_keys:a,0', [['a' => null, 0 => 1]], [['a' => 1], [], 'a']);
        self::assertRule('in_array_keys:a,b', [['b' => null]], [['c' => 1], [], 'a']);
        self::assertRule('json', ['{}', '"a"', '1', ' [1] ', 1, true], ['{a:1}', '[1,]', [], null, new \stdClass()]);
        self::assertRule('accepted', ['yes', 'on', '1', 1, true, 'true'], ['YES', 'no', 0, 1.0, null, [], '']);
        self::assertRule('declined', ['no', 'off', '0', 0, false, 'false'], ['NO', 1, 0.0, null, []]);
        self::assertRule('enum:' . Suit::class, array_map(static fn (Suit $case): mixed => $case->value, Suit::cases()), ['?', [], null, true]);
        self::assertRule('enum:' . Suit::class, Suit::cases(), [new \stdClass()]);
    }

    public function testNumbers(): void
    {
        self::assertRule('decimal:2', ['1.50', '-.25', 1.25, '+1.50'], ['1.5', 1, '1.500', '1e2', 'a', INF]);
        self::assertRule('decimal:0,2', ['1', 1, 1.5, '1.25'], ['1.255', '1e0']);
        self::assertRule('multiple_of:0.1', ['0.3', 0.3, 5, '1e20', '0', self::HUGE], ['0.35', 'a', INF, '1e-1000000']);
        self::assertRule('multiple_of:3', [9, '9.0', '-6', 0], [10, '1e2', self::HUGE]);
        self::assertRule('digits:3', ['012', 123], ['12', '1234', '1.3', -12, '1e2', '١٢٣']);
        self::assertRule('digits_between:2,3', ['12', 123], ['1', 1234, '1a']);
        self::assertRule('min_digits:2', ['12', 1234], ['1', 1, '1.5']);
        self::assertRule('max_digits:2', ['12', 1], [123, '1a']);
    }

    public function testSizes(): void
    {
        self::assertRule('min:3', ['abc', "\u{e4}\u{f6}\u{fc}", [1, 2, 3], 150, '1.5'], ['ab', "\u{e4}\u{f6}", [1, 2], 15, true, INF, new \stdClass()]);
        self::assertRule('max:3', ['abc', "\u{e4}\u{f6}\u{fc}", [1], 999, true, null, "\xff\xff\xff"], ['abcd', 1000, [1, 2, 3, 4], "\xff\xff\xff\xff", NAN]);
        self::assertRule('size:2', ['ab', 10, [1, 2]], ['a', 2, [1]]);
        self::assertRule('between:1.5,2', ['ab', 10], ['a', 'abc']);
        self::assertRule('numeric|min:3', [3, '3', 3.0, ' 3.1 ', self::HUGE], [2, '2.999999999999999999999', '-' . self::HUGE, '1e-1000000', 'abc', [1, 2, 3]]);
        self::assertRule('numeric|max:0.3', [0.3, '0.3', '0.29999999999999999999'], ['0.30000000000000000001', 1, '3e-1000000000000000000000e']);
        self::assertRule('integer|between:1,9223372036854775807', [1, PHP_INT_MAX, '9223372036854775807'], [0, '9223372036854775808']);
        self::assertRule('numeric|size:1e3', [1000, '1000.0', '10e2'], [999, '1e4']);
        self::assertRule('gt:5', [6, '5.1', 5.5], [5, '5', 'abcdefg', [1, 2, 3, 4, 5, 6], true]);
        self::assertRule('lte:5', [5, '5.0', -1], [5.1, 'a', []]);
        $pairs = [
            ['gt:y', 15, '10', true], ['gt:y', '15', 10, true], ['gt:y', 10, 10, false], ['gte:y', 10, 10.0, true], ['gt:y', 'abc', 'ab', true],
            ['gt:y', 'abc', 2, false], ['lt:y', [1], [1, 2], true], ['lt:y', [1], 'abc', false], ['gt:y', 1, null, false], ['lte:y', self::HUGE, '2e1000000', true],
            ['gte:y', 1.5, INF, false], ['gt:y', true, false, true],
        ];
        foreach ($pairs as [$rule, $value, $other, $expected]) {
            self::assertFails(['x' => $rule], ['x' => $value, 'y' => $other], ...($expected ? [] : ['x:' . strtok($rule, ':')]));
        }
    }

    public function testStrictness(): void
    {
        self::assertRule('integer', [5], ['5', 5.0, true], true);
        self::assertRule('numeric', [5, 1.5], ['5', INF], true);
        self::assertRule('boolean', [true], [1, '0'], true);
        self::assertRule('accepted', [true], [1, 'yes', false], true);
        self::assertRule('declined', [false], [0, 'no', true], true);
        self::assertRule('digits:2', [12], ['12'], true);
        self::assertRule('decimal:1', [1.5], ['1.5'], true);
        self::assertRule('multiple_of:2', [4], ['4', 3], true);
        self::assertRule('min:3', [3, 3.5, 'abc', [1, 2, 3]], [2, 'ab', '5', [1]], true);
        self::assertRule('numeric|min:3', [3], ['abc', '5', [1, 2, 3]], true);
        self::assertRule('size:2', [2, 'ab'], [10, '2'], true);
        self::assertRule('date', ['2020-01-01'], ['x'], true);
    }

    public function testLists(): void
    {
        self::assertRule('in:1,a,true', ['1', 1, 'a', 1.0, true, 'true'], ['A', '01', 2, false, ['a'], [], new \stdClass()]);
        self::assertRule('not_in:1,a', ['b', 2, [], ['a'], null], ['1', 1, 'a', true]);
        self::assertRule('array|in:a,1', [[], ['a'], ['a', 1, '1', true]], [['b'], [['a']], ['a', null], [new \stdClass()], 'a']);
        self::assertRule('array|not_in:a', [['b'], ['a', 'b'], [['a']]], [['a'], []]);
        self::assertRule('contains:a,1', [['a', 1], ['1', 'a', 'b'], [true]], [['a'], [], 'a', [new \stdClass()]]);
        self::assertRule('doesnt_contain:a', [['b'], []], [['a'], [true], 'a']);
        self::assertRule('timezone', ['Europe/Vienna', 'UTC'], ['europe/vienna', 'Mars/Base', 1]);
        self::assertRule('timezone:Africa', ['Africa/Cairo'], ['Europe/Vienna', 'UTC']);
        self::assertRule('timezone:Per_Country,at', ['Europe/Vienna'], ['Europe/Berlin']);
        self::assertRule([['any_of', 'integer|min:5', ['string', 'max:2']]], [5, '7', 'ab', '12'], [4, 'abc', [], 1.5]);
        self::assertFails(['x' => [['any_of', 'required|same:y']]], ['x' => 1, 'y' => 1]);
        self::assertFails(['x' => [['any_of', 'integer']]], []);
        self::assertFails(['l.*' => 'in_array:m.*.k'], ['l' => [1, '2', null, 'x', []], 'm' => [['k' => '1'], ['k' => 2.0], ['k' => ''], 5]], 'l.3:in_array', 'l.4:in_array');
        self::assertFails(['x' => 'in_array:y'], ['x' => 'a', 'y' => 'a']);
    }

    public function testDistinct(): void
    {
        $table = [
            ['distinct', ['a', 'b', 'A', 1, '2', 1.5], []],
            ['distinct', ['1', 1, 'a', '1.0', null, 'b', ''], [0, 1, 3, 4]],
            ['distinct', ['1e1', '10', 'a', '010'], [0, 1, 3]],
            ['distinct', [0, null, false], [0, 1, 2]],
            ['distinct:strict', ['1', 1, 1.0, true, '1'], [0, 4]],
            ['distinct:ignore_case', ['Ab', 'aB', "\u{c4}", "\u{e4}", 'c'], [0, 1, 2, 3]],
            ['string|distinct', ['1', '01', 'a'], [0, 1]],
            ['integer|distinct', [1, 2, 3, 2], [1, 3]],
            ['distinct', [['a'], ['a'], 'b'], []],
        ];
        foreach ($table as [$rule, $values, $repeated]) {
            $failures = array_map(static fn (int $index): string => "l.$index:distinct", $repeated);
            self::assertFails(['l.*' => $rule], ['l' => $values], ...$failures);
            $items = array_map(static fn (mixed $value): array => ['k' => $value], $values);
            $failures = array_map(static fn (int $index): string => "l.$index.k:distinct", $repeated);
            self::assertFails(['l.*.k' => $rule], ['l' => $items], ...$failures);
        }
        self::assertFails(['l.*.m.*' => 'distinct'], ['l' => [['m' => [1, 2]], ['m' => [3, 2]]]], 'l.0.m.1:distinct', 'l.1.m.1:distinct');
        self::assertFails(['l.*' => 'trim|distinct'], ['l' => ['a', ' a', 'b']], 'l.0:distinct', 'l.1:distinct');
        self::assertFails(['x' => 'distinct'], ['x' => [1, 1]]);
    }

    public function testOtherFields(): void
    {
        $object = new \stdClass();
        $table = [
            ['same:y', ['x' => 1, 'y' => 1], true], ['same:y', ['x' => 1, 'y' => '1'], false], ['same:y', ['x' => [1, 'a' => 2], 'y' => ['a' => 2, 0 => 1]], false],
            ['same:y', ['x' => $object, 'y' => $object], true], ['same:y', ['x' => $object, 'y' => new \stdClass()], false], ['same:y', ['x' => null], true],
            ['same:y', ['x' => NAN, 'y' => NAN], false], ['different:y,z', ['x' => 1, 'y' => 2, 'z' => 1], false], ['different:y', ['x' => null], true],
            ['confirmed', ['x' => 'a', 'x_confirmation' => 'a'], true], ['confirmed:y.z', ['x' => 'a', 'y' => ['z' => 'a']], true], ['confirmed', ['x' => 'a'], false],
            ['required_if:y,true', ['y' => true], false], ['required_if:y,true', ['y' => 'true'], false], ['required_if:y,1', ['y' => true], true],
            ['required_if:y,1', ['y' => '1.0'], false], ['required_if:y,null', ['y' => null], false], ['required_if:y,null', [], true],
            ['required_unless:y,1', ['y' => 2], false], ['required_unless:y,NULL', [], true], ['required_unless:y,1', [], false],
            ['required_with:y,z', ['z' => 0], false], ['required_with:y', ['y' => ' '], true], ['required_with_all:y,z', ['y' => 1], true],
            ['required_with_all:y,z', ['y' => 1, 'z' => 1], false], ['required_without:y,z', ['y' => 1], false], ['required_without_all:y,z', ['y' => 1], true],
            ['required_without_all:y,z', ['y' => ''], false], ['required_if_accepted:y', ['y' => 'on'], false], ['required_if_declined:y', ['y' => 0], false],
            ['present_if:y,1', ['y' => 1], false], ['present_unless:y,1', ['y' => 1], true], ['present_with:y', ['y' => null], false],
            ['present_with_all:y,z', ['y' => null], true], ['missing_if:y,1', ['x' => '', 'y' => 1], false], ['missing_with:y', ['x' => 1], true],
            ['missing_unless:y,1', ['x' => 1], false], ['missing_with_all:y,z', ['x' => 1, 'y' => 1, 'z' => null], false],
            ['prohibited', ['x' => 0], false], ['prohibited_if:y,1', ['x' => 'a', 'y' => 1], false], ['prohibited_if:y,1', ['x' => [], 'y' => 1], true],
            ['prohibited_unless:y,1', ['x' => 'a'], false], ['prohibits:y,z', ['x' => 1, 'z' => 1], false], ['prohibits:y', ['x' => 1, 'y' => []], true],
            ['prohibited_if_accepted:y', ['x' => 1, 'y' => true], false], ['prohibited_if_declined:y', ['x' => 1, 'y' => true], true],
            ['accepted_if:y,1', ['x' => 'no', 'y' => 1], false], ['declined_if:y,1', ['x' => 'no', 'y' => 1], true], ['accepted_if:y,1', [], true],
        ];
        foreach ($table as [$rule, $data, $expected]) {
            self::assertFails(['x' => $rule], $data, ...($expected ? [] : ['x:' . strtok($rule, ':')]));
            // The same among the fields of an item.
            [$name, $parameters] = [...explode(':', $rule, 2), ''];
            $inner = $parameters === '' ? $name : "$name:" . str_replace(['y', 'z'], ['l.*.y', 'l.*.z'], $parameters);
            if (!str_contains($parameters, 'y.z')) {
                self::assertFails(['l.*.x' => $inner], ['l' => [1 => $data]], ...($expected ? [] : ["l.1.x:$name"]));
            }
        }
        self::assertFails(['l.*' => 'required_with:m.*'], ['l' => ['', '', 'a'], 'm' => [1 => 'x', 2 => 'y']], 'l.1:required_with');
        self::assertFails(['l.*' => 'confirmed'], ['l' => ['a', '0_confirmation' => 'a']], 'l.0_confirmation:confirmed');
        self::assertFails(['x' => 'required_with:l.*.y'], ['l' => [['y' => 1]]]);
    }

    public function testDates(): void
    {
        $day = new \DateTimeImmutable('2020-02-29');
        self::assertRule('date', ['2020-02-29', '29 February 2020', '2020-02-29T10:00:00+01:00', $day], ['2021-02-29', 'tomorrow', 'x', [], true, null, new \stdClass()]);
        self::assertRule('date_format:Y-m-d,H:i', ['2020-02-29', '23:59'], ['2020-2-29', '24:01', '2021-02-29', [], $day]);
        self::assertRule('before:2020-03-01', ['2020-02-29', $day], ['2020-03-01', 'tomorrow', []]);
        self::assertRule('after_or_equal:2020-02-29', ['2020-02-29', 'tomorrow', $day], ['2020-02-28']);
        self::assertRule('date_equals:2020-02-29', ['2020-02-29 00:00', $day], ['2020-02-28', 'x']);
        self::assertRule('date_format:d/m/Y|after:28/02/2020', ['29/02/2020'], ['28/02/2020', '27/02/2020']);
        self::assertFails(['x' => 'after:end', 'end' => 'date'], ['x' => '2020-01-02', 'end' => '2020-01-01']);
        self::assertFails(['x' => 'after:end', 'end' => 'date'], ['x' => '2020-01-02', 'end' => '2020-01-03'], 'x:after');
        self::assertFails(['l.*.x' => 'before_or_equal:l.*.y'], ['l' => [['x' => '2020-01-02', 'y' => '2020-01-03'], ['x' => '2020-01-04', 'y' => '2020-01-03']]], 'l.1.x:before_or_equal');
        self::assertFails(['x' => 'date_format:Y|before:end', 'end' => 'date_format:d.m.Y'], ['x' => '2020', 'end' => '01.02.2020']);
    }

    public function testPatterns(): void
    {
        self::assertRule(['regex:/^a|b$/'], ['ax', 'xb', 'b'], ['xa', "b\n", true, [], null]);
        self::assertRule('regex:/^1\.5$/', ['1.5', 1.5], [15]);
        self::assertRule('not_regex:/^[0-9]+$/', ['a', "1\n"], ['1', 1, [], true]);
        self::assertRule('not_regex:/x/u', ['a'], ["\xff", 'x']);
        self::assertRule(['regex_pcre:/^(?=.*\d)(.)\1+$/'], ['11'], ['ab', []]);
        self::assertFault(RuleException::BAD_PATTERN, "rule 'Regex' of field 'x': lookahead at byte 1 is not supported: write regex_pcre, which uses PCRE", static fn () => Validator::compile(['x' => 'Regex:/(?=a)/']));
        $limit = ini_set('pcre.backtrack_limit', '100');
        $jit = ini_set('pcre.jit', '0');
        try {
            self::assertFault(
                RuleException::PATTERN_GAVE_UP,
                "rule 'regex_pcre' of field 'l.*': PCRE gave up: Backtrack limit exhausted",
                static fn () => Validator::compile(['l.*' => ['regex_pcre:/^(\w+\s?)*$/']])->passes(['l' => [str_repeat('a', 200) . '!']]),
            );
        } finally {
            ini_set('pcre.backtrack_limit', (string) $limit);
            ini_set('pcre.jit', (string) $jit);
        }
    }

    public function testTexts(): void
    {
        self::assertRule('alpha', ["a\u{e4}\u{4e2d}"], ['a1', 'a b', 1, "\xff"]);
        self::assertRule('alpha:ascii', ['aB'], ["\u{e4}", 'a1']);
        self::assertRule('alpha_num', ["a1\u{662}", 12], ['a-1', 1.5, true]);
        self::assertRule('alpha_dash', ['a_1-'], ['a.1', []]);
        self::assertRule('starts_with:a,1', ['ab', 12, '1'], ['b', 'Ab', true]);
        self::assertRule('doesnt_start_with:a', ['b', 1], ['ab', true, []]);
        self::assertRule('ends_with:b,2', ['ab', 12], ['ba']);
        self::assertRule('doesnt_end_with:b', ['ba'], ['ab', []]);
        self::assertRule('lowercase', ["\u{e4}b1"], ['aB', "\u{c4}", 1, "\xff"]);
        self::assertRule('uppercase', ["\u{c4}B1"], ['Ab', "\u{e4}", "\xff"]);
        self::assertRule('ascii', ['ab~'], ["\u{e4}", 1]);
        self::assertRule('encoding:utf-8', ["\u{e4}"], ["\xff"]);
        self::assertRule('email', ['a@b', 'a.b@c.example'], ['a', "a@b\n", 'a@b@c', 1]);
        self::assertRule('email:rfc5321,html5', ['a@b.example'], ['"a b"@c.example', 'a']);
        self::assertRule('url', ['https://example.com/x?y#z'], ['example.com', '//a.example', 1]);
        self::assertRule('url:https', ['https://a.example'], ['http://a.example']);
        self::assertRule('uuid:4', ['123e4567-e89b-42d3-a456-426614174000'], ['123e4567-e89b-12d3-a456-426614174000', 'x', 1]);
        self::assertRule('password:4,letters,numbers', ['abc1'], ['ab1', 'abcd', '1234', 1234]);
        self::assertRule('ip', ['127.0.0.1', '::1'], ['256.0.0.1', 1]);
    }
}
