<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use PHPUnit\Framework\TestCase;

/**
 * What a text consists of.
 */
class ValidatorStringsTest extends TestCase
{
    use RuleAssertions;

    public function testLettersAndDigits(): void
    {
        self::assertVerdicts([
            ['alpha', ['a', 'Zz', "\u{e9}", "e\u{301}", "\u{4e2d}\u{6587}"], ['a1', 'a b', 'a-b', "a\n", '1', 1, "a\xff", null, [], true]],
            ['alpha:ascii', ['aZ'], ["\u{e9}", '1', "a\n", "\xff"]],
            ['alpha_num', ['a1', '1', 1, "\u{e9}\u{661}", "\u{bd}"], ['a b', 'a-', '1.5', 1.5, -1, "a\n", "\xff", true, []]],
            ['alpha_num:ascii', ['aZ9', 12], ["\u{e9}", "\u{661}", "a\n"]],
            ['alpha_dash', ['a-b_c', '1', 12, -1, "\u{e9}_1"], ['a b', 'a.b', "a\n", 1.5, "\xff", null]],
            ['alpha_dash:ascii', ['a-b_C9'], ["\u{e9}", "a\n"]],
            ['ascii', ['a', "a\t\n\r~"], ["a\0", "a\x7f", "a\x1b", "\u{e9}", "\x80", "\xff", 1, null, []]],
            ['lowercase', ['a', 'a1-', "\u{e9}", "\u{df}"], ['A', "\u{c9}", "a\xff", 1, null, []]],
            ['uppercase', ['A', 'A1-', "\u{c9}"], ['a', "\u{e9}", "\u{df}", "A\xff", 1, null, []]],
        ]);
    }

    public function testBeginningsAndEnds(): void
    {
        self::assertVerdicts([
            ['starts_with:ab,c', ['ab', 'abc', 'cd'], ['a', 'AB', 'xab', null, [], true]], ['starts_with:1', [1, 12, 1.5, '1'], [21, -1]],
            ['ends_with:ab,c', ['ab', 'xab', 'c'], ['abx', 'B', null]], ['ends_with:5', [5, 1.5, '15'], [51]],
            ['doesnt_start_with:ab,c', ['a', 'xab', 1], ['ab', 'cd', null, []]], ['doesnt_end_with:ab,c', ['abx', 1], ['xab', 'c', null, [], false]],
            ["starts_with:\u{e9}", ["\u{e9}a"], ["e\u{301}"]], ["ends_with:\xa9", ["\u{e9}"], ['a']],
        ]);
    }

    public function testInvalidUtf8(): void
    {
        $texts = ["\xff", "a\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xe2\x82"];
        self::assertVerdicts([
            ['string', $texts, []], ['alpha', [], $texts], ['alpha_num', [], $texts], ['alpha_dash', [], $texts], ['lowercase', [], $texts], ['uppercase', [], $texts],
            ['ascii', [], $texts], ['encoding:utf-8', [], $texts], ['regex:/./u', [], $texts], ['not_regex:/x/u', [], $texts], ['not_regex:/x/', $texts, []],
            ['regex:/[\x80-\xff]/', $texts, []], ['regex_pcre:/[\x80-\xff]/', $texts, []], ['json', [], array_map(static fn (string $text): string => "\"$text\"", $texts)],
        ]);
    }

    public function testEncodings(): void
    {
        self::assertVerdicts([
            ['encoding:UTF-8', ['a', "\u{e9}", "\u{10ffff}"], ["\xff", 1, null, []]], ['encoding:utf-8', ["\u{e9}"], ["\xe9"]],
            ['encoding:ASCII', ['a', "\0", "\x7f"], ["\x80", "\u{e9}"]], ['encoding:ISO-8859-1', ['a', "\xff", "\x80"], [1]],
            ['encoding:UTF-16LE', ["a\0", "\x3d\xd8\x00\xde"], ['a', "\x3d\xd8", "\x00\xde"]], ['encoding:UTF-16BE', ["\0a", "\xd8\x3d\xde\x00"], ['a', "\xd8\x3d\0a"]],
            ['encoding:UTF-32LE', ["a\0\0\0"], ["a\0\0", "\xff\xff\xff\xff"]], ['encoding:utf-32be', ["\0\0\0a"], ["\0\0a", "\0\x11\0\0"]],
        ]);
    }

    public function testJson(): void
    {
        self::assertVerdicts([
            [
                'json',
                ['{}', '[]', '{"a":[1,2.5e3,null,true]}', '1', '"a"', 'null', " \t\n\r1 ", '"\ud83d\ude00"', str_repeat('[', 511) . str_repeat(']', 511)],
                ['{', '{a:1}', "'a'", '01', '[1,]', 'nul', "\u{feff}1", '"\ud800"', "\"\n\"", null, [], str_repeat('[', 512) . str_repeat(']', 512)],
            ],
        ]);
    }

    public function testPasswords(): void
    {
        self::assertVerdicts([
            ['password', ['12345678', "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}"], ['1234567', "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}", null, [], 12345678]],
            ['password:3', ['abc'], ['ab']], ['password:letters', ['1234567a', "1234567\u{e9}"], ['12345678']],
            ['password:4,mixed', ['aBcd', "\u{e9}\u{c9}12"], ['abcd', 'ABCD', '1234']], ['password:4,numbers', ['abc1', "abc\u{661}"], ['abcd']],
            ['password:4,symbols', ['abc!', 'abc ', "abc\u{20ac}"], ['abc1', "abc\u{e9}"]],
            ['password:letters,mixed,numbers,symbols,10', ['Secret-word7'], ['Secret-w7', 'secret-word7', 'Secretword7', 'Secret-word']],
            ['password_strength', ['correct-horse-battery', 'kT8#mQ2!vZ9@x'], ['kT8#mQ2!vZ9@', 'aaaaaaaaaaaa', 'password1234', null, [], 12345678]],
            ['password_strength:1', ['kT8#mQ2!vZ9@', 'abcdefghijklm', 'password1234'], ['kT8#mQ2!', 'aaa']], ['password_strength:2', ['kT8#mQ2!vZ9@x'], ['kT8#mQ2!vZ9@']],
            ['password_strength:3', ['kT8#mQ2!vZ9@xR5$'], ['kT8#mQ2!vZ9@xR5', 'correct-horse-battery']],
            ['password_strength:4', ['kT8#mQ2!vZ9@xR5$nW7%', 'correct-horse-battery-staple'], ['kT8#mQ2!vZ9@xR5$']],
        ]);
    }
}
